import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { detectText } from "./detect-text.ts";
import { repeatedLines, repeatWarnings } from "./repeated-lines.ts";

const count = (text: string, isWhole = true) => repeatedLines(encodeUtf8(text), isWhole);

test("a line with the bytes of the one directly before is a repeat; blank lines are none", () => {
  expect(count("")).toEqual({ lines: 0, repeats: 0 });
  expect(count("a\na\nb\na\n")).toEqual({ lines: 4, repeats: 1 });
  expect(count("a\r\na\r\na")).toEqual({ lines: 3, repeats: 2 });
  expect(count("a\na", false)).toEqual({ lines: 1, repeats: 0 });
  expect(count("\n\n\na\n\na\n")).toEqual({ lines: 2, repeats: 0 });
});

test("four in ten are told, of enough lines", () => {
  expect(repeatWarnings({ lines: 100, repeats: 39 })).toEqual([]);
  expect(repeatWarnings({ lines: 19, repeats: 9 })).toEqual([]);
  expect(repeatWarnings({ lines: 100, repeats: 40 })).toMatchObject([{ code: "S_REPEAT", count: 40 }]);
});

/** A log of two appenders, or of one. */
function detected(times: number, encode: (text: string) => Uint8Array = encodeUtf8) {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const at = `2024-03-05T10:00:${String(i).padStart(2, "0")}.${100 + i}Z`;
    return `${at} INFO web req=${100_000 + (i >> 2)} step ${"abcd"[i % 4]}\n`.repeat(times);
  });
  const head = encode(lines.join(""));
  const found = detectText({ name: "a.log", size: head.length, head });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value.warnings?.find(({ code }) => code === "S_REPEAT");
}

test("detection tells of a log in which every line stands twice, in any encoding, and of no other", () => {
  expect(detected(1)).toBeUndefined();
  expect(detected(2)?.sentence).toBe(
    "most lines stand twice in a row: 60 of 120 sampled lines have the same bytes as the line before, as where two appenders write to one file",
  );
  const utf16 = (text: string) => new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (c) => c.charCodeAt(0)).buffer);
  expect(detected(2, utf16)?.count).toBe(60);
});
