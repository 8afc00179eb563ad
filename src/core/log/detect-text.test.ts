import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { entryCount } from "../dictionary.ts";
import { textOf } from "../dictionary-text.ts";
import { detectText } from "./detect-text.ts";
import type { OpenFile } from "./open-file.ts";
import { ParseService } from "./parse-service.ts";
import { applyPatch } from "./plan-warning.ts";

const ROWS = Array.from({ length: 40 }, (_, i) => {
  return `2023-01-29T08:42:${20 + (i >> 2)}.1${i % 10}3Z,r${i >> 2},${["anfang", "prüfung", "ende", "größe"][i % 4]}`;
});
const TEXT = ["time,request_id,event", ...ROWS].join("\n");

function utf16(text: string): Uint8Array {
  const bytes = Uint8Array.from([
    0xff,
    0xfe,
    ...[...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
  ]);
  return bytes;
}

function opened(bytes: Uint8Array): OpenFile {
  return {
    name: "log.csv",
    size: bytes.length,
    lastModifiedMs: Date.UTC(2023, 0, 30),
    read: async (start, end) => bytes.slice(start, end),
    async *stream() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.slice(at, at + 7);
    },
  };
}

test.each([
  ["UTF-16", utf16(`${TEXT}\n`), { encoding: "utf-16le" }],
  ["lone carriage returns", encodeUtf8(TEXT.replaceAll("\n", "\r")), { lineEnds: "cr" }],
])("a file in %s is detected and read whole", async (_, bytes, layer) => {
  const service = new ParseService();
  const file = opened(bytes);
  const detected = await service.detect(file);
  if (!detected.ok) throw new Error(detected.failure.message);
  const { plan } = detected.value;
  expect(plan).toMatchObject({ ...layer, roles: { request: [{ column: "request_id" }], time: { column: "time" } } });
  service.open(file, plan);
  const next = await service.next();
  expect(next.ok && next.value?.bytesRead).toBe(0);
  const slice = await service.parseHead(file, plan);
  if (!slice.ok) throw new Error(slice.failure.message);
  const { counts, labels } = slice.value;
  expect([counts.lines, counts.records, counts.blank, counts.rejects]).toEqual([41, 40, 1, 0]);
  const names = Array.from({ length: entryCount(labels) }, (_, id) => textOf(labels, id));
  expect(names).toEqual(expect.arrayContaining(["prüfung", "größe"]));
  const raw = await service.rawRecords(file, plan, [{ line: 1, offset: 0, length: 1 << 20, wanted: [0] }], [3]);
  expect(raw[0]).toEqual({ ok: true, value: ROWS[1] });
});

test("text of windows-1252 is read with a warning, and one click reads it right", async () => {
  const bytes = Uint8Array.from([...TEXT].map((character) => character.charCodeAt(0)));
  const detected = detectText({ name: "log.csv", size: bytes.length, head: bytes });
  if (!detected.ok) throw new Error(detected.failure.message);
  const [warning] = detected.value.warnings?.filter(({ code }) => code === "F_ENCODING") ?? [];
  expect(warning.count).toBe(20);
  const plan = applyPatch(detected.value.plan, warning.changes[0].apply);
  const slice = await new ParseService().parseHead(opened(bytes), plan);
  if (!slice.ok) throw new Error(slice.failure.message);
  const { labels } = slice.value;
  const names = Array.from({ length: entryCount(labels) }, (_, id) => textOf(labels, id));
  expect(names).toContain("größe");
});
