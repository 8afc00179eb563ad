import { describe, expect, test } from "vitest";
import { writeTar } from "../../testing/tar-writer.ts";
import { encodeUtf8 } from "../bytes.ts";
import { Rng } from "../rng.ts";
import { fileKind } from "./file-kind.ts";

function kindOf(bytes: Uint8Array): string {
  const kind = fileKind(bytes);
  return kind.ok ? kind.value : kind.failure.code;
}

const repeated = (count: number, made: (i: number) => readonly number[]) =>
  Uint8Array.from(Array.from({ length: count }, (_, i) => made(i)).flat());
const ascii = (text: string) => [...encodeUtf8(text)];
const LINES = Array.from({ length: 200 }, (_, i) => `2024-03-04 09:00:00.${100 + i} INFO [r${i}] c.s.Shop - ordered`);
const rng = new Rng(7);

describe("binary data is no text", () => {
  test.each([
    ["random bytes", repeated(4000, () => [rng.integer(0, 255)])],
    ["integers", repeated(1000, (i) => [i & 255, i >> 8, 0, 0])],
    ["a header and silence", Uint8Array.of(...ascii("RIFF"), 36, 0, 1, 0, ...ascii("WAVE"), ...new Uint8Array(9000))],
    ["a class", repeated(300, (i) => [1, 0, 12 + (i % 8), ...ascii("java/lang/Ob"), 7, 0, i & 255])],
    [
      "Protocol Buffers",
      repeated(300, (i) => [10, 24, ...ascii(`INFO order ${1000 + i} taken`), 16, 150, 1, 24, i & 127]),
    ],
    ["long texts between zeros", repeated(40, () => [...ascii("2024-03-04 INFO ordered ".repeat(60)), 0])],
    ["UTF-32", repeated(2000, (i) => [LINES[0].charCodeAt(i % LINES[0].length), 0, 0, 0])],
    ["zeros alone", new Uint8Array(5000)],
  ])("%s", (_, bytes) => {
    expect(kindOf(bytes)).toBe("I_BINARY");
  });

  test.each([
    ["a database", Uint8Array.of(...ascii("SQLite format 3\0"), 16, 0, 1, 1, ...ascii(LINES.join("\n"))), "SQLite"],
    ["an archive of a log", writeTar([{ path: "a.log", bytes: encodeUtf8(LINES.join("\n")) }]), "tar"],
  ])("%s has a sentence of its own", (_, bytes, said) => {
    expect(fileKind(bytes)).toMatchObject({
      failure: { code: "I_UNSUPPORTED", message: expect.stringContaining(said) },
    });
  });
});

test("an empty file and one of blank lines are told apart", () => {
  const said = (text: string) => fileKind(encodeUtf8(text));
  const empty = { failure: { code: "I_EMPTY", message: "the file is empty" } };
  const blank = { failure: { code: "I_EMPTY", message: "there is nothing in the file but blank lines" } };
  expect([said(""), said("\ufeff")]).toMatchObject([empty, empty]);
  expect([said("\n\n\n"), said("\ufeff \r\n\t\n"), said("\0\0\0\n\n")]).toMatchObject([blank, blank, blank]);
});

test("NULs in a log leave it text: before it, in a line, as a block, as lines of their own", () => {
  const log = (lines: readonly string[]) => kindOf(encodeUtf8(`${lines.join("\n")}\n`));
  const nuls = "\0".repeat(4096);
  expect(log([nuls + LINES[0], ...LINES.slice(1)])).toBe("text");
  expect(log(["\0".repeat(1 << 17) + LINES[0], ...LINES.slice(1)])).toBe("text");
  expect(log([`${LINES[0]} bad \0 here`, ...LINES.slice(1)])).toBe("text");
  expect(log([`${LINES[0]} bad \0 here`, LINES[1]])).toBe("text");
  expect(log(LINES.with(90, LINES[90].slice(0, 30) + nuls + LINES[90]))).toBe("text");
  expect(log(LINES.flatMap((line, i) => (i % 9 === 0 ? [line, "\0\u0001"] : [line])))).toBe("text");
  expect(kindOf(encodeUtf8(`${nuls}{"a":1}\n{"a":2}\n`))).toBe("ndjson");
});
