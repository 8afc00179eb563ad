import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import type { OpenFile } from "./open-file.ts";
import { ParseService } from "./parse-service.ts";
import { rawReads, stretchesOf } from "./raw-reads.ts";
import type { SourcePlan } from "./source-plan.ts";

const LINES = Array.from({ length: 5000 }, (_, at) => `{"n":${at + 1},"text":"${"x".repeat(at % 90)}"}`);
const BYTES = encodeUtf8(`${LINES.join("\n")}\n`);

/** Offsets of every thousandth line. */
function knownLines(): { line: number[]; offset: number[] } {
  const line: number[] = [];
  const offset: number[] = [];
  for (let at = 0, position = 0; at < LINES.length; position += LINES[at].length + 1, at++) {
    if (at % 1000 !== 0) continue;
    line.push(at + 1);
    offset.push(position);
  }
  return { line, offset };
}

/** A file that counts its reads; as a stream it comes in odd pieces. */
function fileOf(bytes: Uint8Array) {
  const file = {
    name: "a.ndjson",
    size: bytes.length,
    reads: 0,
    streams: 0,
    async read(start: number, end: number) {
      file.reads++;
      return bytes.slice(start, end);
    },
    async *stream() {
      file.streams++;
      for (let at = 0; at < bytes.length; at += 7001) yield bytes.subarray(at, at + 7001);
    },
  };
  return file satisfies OpenFile;
}

function planOf(compression: SourcePlan["compression"]): SourcePlan {
  return { name: "a.ndjson", format: "ndjson", compression } as SourcePlan;
}

const WANTED = [4999, 3, 1, 2500, 2, 2501, 5000];

test.each(["none", "gzip"] as const)("many lines take few reads (%s)", async (compression) => {
  const file = fileOf(BYTES);
  const reads = rawReads(knownLines(), WANTED);
  const texts = await new ParseService().rawRecords(file, planOf(compression), reads, WANTED);
  expect(texts).toEqual(WANTED.map((line) => ({ ok: true, value: LINES[line - 1] })));
  // Three of the stretches between known lines hold them all.
  expect([file.reads, file.streams]).toEqual(compression === "none" ? [3, 0] : [0, 1]);
});

test("a line the file does not have is a failure of its own", async () => {
  const lines = [5000, 5001];
  const file = fileOf(BYTES);
  const texts = await new ParseService().rawRecords(file, planOf("none"), rawReads(knownLines(), lines), lines);
  expect(texts[0]).toEqual({ ok: true, value: LINES[4999] });
  expect(texts[1]).toMatchObject({ ok: false, failure: { code: "F_NO_LINE" } });
});

test("a record that goes far beyond the next known line is read by itself", async () => {
  const long = `{"text":"${"y".repeat(200_000)}"}`;
  const bytes = encodeUtf8(`{"n":1}\n${long}\n{"n":3}\n`);
  const known = { line: [1, 3], offset: [0, 10] };
  const lines = [1, 2];
  const texts = await new ParseService().rawRecords(fileOf(bytes), planOf("none"), rawReads(known, lines), lines);
  expect(texts).toEqual(['{"n":1}', long].map((value) => ({ ok: true, value })));
});

test("a file that cannot be read fails every line in words", async () => {
  const file: OpenFile = {
    ...fileOf(BYTES),
    read: () => Promise.reject(new Error("gone")),
  };
  const texts = await new ParseService().rawRecords(file, planOf("none"), rawReads(knownLines(), [1, 2]), [1, 2]);
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(text).toMatchObject({ ok: false, failure: { code: "I_READ" } });
});

test("without known lines everything is counted from the beginning", () => {
  expect(rawReads({ line: [], offset: [] }, [7])).toEqual([{ line: 1, offset: 0, length: 1 << 20, wanted: [0] }]);
});

test("stretches of a stream may overlap and end with it", async () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, at) => at);
  async function* chunks() {
    for (let at = 0; at < 10; at += 3) yield bytes.subarray(at, at + 3);
  }
  const stretches = await stretchesOf(chunks(), [
    { line: 1, offset: 1, length: 4, wanted: [] },
    { line: 2, offset: 3, length: 5, wanted: [] },
    { line: 3, offset: 8, length: 9, wanted: [] },
  ]);
  expect(stretches.map((stretch) => [...stretch])).toEqual([
    [1, 2, 3, 4],
    [3, 4, 5, 6, 7],
    [8, 9],
  ]);
});
