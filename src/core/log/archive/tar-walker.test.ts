import fc from "fast-check";
import { expect, test } from "vitest";
import { type TarFile, writeTar } from "../../../testing/tar-writer.ts";
import { encodeUtf8 } from "../../bytes.ts";
import type { Outcome } from "../../outcome.ts";
import { success } from "../../outcome.ts";
import { looksLikeTar, type TarMember, TarWalker } from "./tar-walker.ts";

function walk(bytes: Uint8Array): Outcome<readonly TarMember[]> {
  const walker = new TarWalker();
  for (let steps = 0; walker.wish !== null; steps++) {
    const { offset, length } = walker.wish;
    const taken = walker.take(bytes.subarray(offset, offset + length));
    if (!taken.ok) return taken;
    if (steps > 10_000) throw new Error("does not end");
  }
  return success(walker.members);
}

function code(bytes: Uint8Array): string {
  const walked = walk(bytes);
  return walked.ok ? "" : `${walked.failure.code} ${walked.failure.message}`;
}

const file = (path: string, text: string, names?: TarFile["names"]): TarFile => {
  return { path, bytes: encodeUtf8(text), ...(names && { names }) };
};

test("files of any kind of name, without folders and what systems add", () => {
  const long = `${"deep/".repeat(30)}app.log`;
  const bytes = writeTar([
    { path: "logs/", bytes: new Uint8Array(0), type: "5" },
    file("./logs/a.log", "first"),
    file(long, "second"),
    file(`${"x".repeat(120)}.log`, "third", "gnu"),
    file("logs/ünï.log", "fourth", "pax"),
    file("._a.log", "resource fork"),
    { path: "link", bytes: new Uint8Array(0), type: "2" },
    file("last.log", ""),
  ]);
  const walked = walk(bytes);
  if (!walked.ok) throw new Error(walked.failure.message);
  expect(walked.value.map(({ path }) => path)).toEqual([
    "logs/a.log",
    long,
    `${"x".repeat(120)}.log`,
    "logs/ünï.log",
    "last.log",
  ]);
  const texts = walked.value.map(({ offset, size }) => Buffer.from(bytes.subarray(offset, offset + size)).toString());
  expect(texts).toEqual(["first", "second", "third", "fourth", ""]);
  expect(walked.value[0].modifiedMs).toBe(1_674_981_742_000);
  expect(walked.value[3].modifiedMs).toBe(1_674_981_742_250);
  expect(looksLikeTar(bytes)).toBe(true);
  expect(looksLikeTar(encodeUtf8("time,request\n".repeat(100)))).toBe(false);
});

test("damage says where it is", () => {
  const bytes = writeTar([file("a.log", "x".repeat(600)), file("b.log", "y")]);
  expect(code(bytes.subarray(0, 700))).toMatch(/^$|I_CORRUPT_ARCHIVE/);
  expect(code(bytes.subarray(0, 100))).toMatch(/^I_CORRUPT_ARCHIVE the tar ends inside the header at byte 0/);
  const damaged = bytes.slice();
  damaged[512 + 1024 + 3] ^= 1;
  expect(code(damaged)).toMatch(/^I_CORRUPT_ARCHIVE the header at byte 1536 of the tar has a wrong checksum/);
  expect(code(bytes.subarray(0, bytes.length - 1024))).toBe("");
});

test("mutated bytes give files or a failure, and always an end", () => {
  const bytes = writeTar([file("a.log", "x".repeat(600)), file("b".repeat(150), "y", "gnu"), file("c", "z", "pax")]);
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(bytes.length), (changes, length) => {
      const mutated = bytes.slice(0, length);
      for (const [at, value] of changes) if (at < length) mutated[at] = value;
      const walked = walk(mutated);
      if (walked.ok) for (const { size, offset } of walked.value) expect(size >= 0 && offset >= 0).toBe(true);
      else expect(walked.failure.code).toMatch(/^I_(CORRUPT_ARCHIVE|ARCHIVE_SIZE)$/);
    }),
    { numRuns: 500 },
  );
});
