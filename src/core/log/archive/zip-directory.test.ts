import fc from "fast-check";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { joined } from "../../../testing/tar-writer.ts";
import { encodeUtf8 } from "../../bytes.ts";
import type { Outcome } from "../../outcome.ts";
import { Crc32 } from "./crc32.ts";
import {
  findZipDirectory,
  LOCAL_HEADER_BYTES,
  localHeaderBytes,
  readZipDirectory,
  ZIP_TAIL_BYTES,
  type ZipEntry,
} from "./zip-directory.ts";

const TEXT = "2023-01-29 08:42:22,382 INFO up\n".repeat(50);
const ZIP = zipSync({
  "logs/a.log": [encodeUtf8(TEXT), { level: 6, mtime: "2023-01-29T08:42:22" }],
  "b.log": [encodeUtf8("stored"), { level: 0 }],
  "__MACOSX/._b.log": [encodeUtf8("x"), { level: 0 }],
  "folder/": new Uint8Array(0),
});

function entriesOf(zip: Uint8Array): Outcome<ZipEntry[]> {
  const place = findZipDirectory(zip.subarray(Math.max(0, zip.length - ZIP_TAIL_BYTES)), zip.length);
  if (!place.ok) return place;
  const { start, length } = place.value;
  return readZipDirectory(zip.subarray(start, start + length), place.value);
}

function code(zip: Uint8Array): string {
  const entries = entriesOf(zip);
  return entries.ok ? "" : entries.failure.code;
}

test("files with their methods, sizes and checksums", () => {
  const entries = entriesOf(ZIP);
  if (!entries.ok) throw new Error(entries.failure.message);
  expect(entries.value.map(({ path, method, size }) => [path, method, size])).toEqual([
    ["logs/a.log", "deflate", TEXT.length],
    ["b.log", "none", 6],
  ]);
  const crc = new Crc32();
  crc.update(encodeUtf8(TEXT.slice(0, 101)));
  crc.update(encodeUtf8(TEXT.slice(101)));
  expect(entries.value[0].crc32).toBe(crc.value);
  expect(new Date(entries.value[0].modifiedMs).getUTCFullYear()).toBe(2023);
  const stored = entries.value[1];
  const header = localHeaderBytes(ZIP.subarray(stored.headerOffset, stored.headerOffset + LOCAL_HEADER_BYTES));
  const start = stored.headerOffset + (header.ok ? header.value : 0);
  expect(Buffer.from(ZIP.subarray(start, start + 6)).toString()).toBe("stored");
});

test("behind a program that unpacks it, offsets count from where the zip begins", () => {
  const shifted = joined([encodeUtf8("#!/bin/sh\n".repeat(20)), ZIP]);
  const entries = entriesOf(shifted);
  if (!entries.ok) throw new Error(entries.failure.message);
  const [first] = entries.value;
  expect(localHeaderBytes(shifted.subarray(first.headerOffset)).ok).toBe(true);
  expect(localHeaderBytes(shifted).ok).toBe(false);
});

test("encrypted, cut and foreign zips say so", () => {
  const encrypted = ZIP.slice();
  const directory = findZipDirectory(ZIP, ZIP.length);
  if (!directory.ok) throw new Error("no directory");
  encrypted[directory.value.start + 8] |= 1;
  expect(code(encrypted)).toBe("I_ENCRYPTED");
  const unknown = ZIP.slice();
  unknown[directory.value.start + 10] = 12;
  expect(code(unknown)).toBe("I_UNSUPPORTED");
  expect(code(ZIP.subarray(0, ZIP.length - 30))).toBe("I_CORRUPT_ARCHIVE");
  expect(code(encodeUtf8("PK\x03\x04 and nothing else"))).toBe("I_CORRUPT_ARCHIVE");
  expect(code(new Uint8Array(0))).toBe("I_CORRUPT_ARCHIVE");
});

test("a stored file of two sizes is damage", () => {
  const stored = zipSync({ "a.log": [encodeUtf8("abc"), { level: 0 }] });
  const directory = findZipDirectory(stored, stored.length);
  if (!directory.ok) throw new Error("no directory");
  expect(entriesOf(stored)).toMatchObject({ ok: true });
  stored[directory.value.start + 20]++;
  expect(code(stored)).toBe("I_CORRUPT_ARCHIVE");
});

test("a large zip tells its directory and sizes in 64 bits", () => {
  const directory = findZipDirectory(ZIP, ZIP.length);
  if (!directory.ok) throw new Error("no directory");
  const { start, length, entries } = directory.value;
  const record = new DataView(new ArrayBuffer(56 + 20));
  record.setUint32(0, 0x06064b50, true);
  record.setUint32(4, 44, true);
  record.setUint32(32, entries, true);
  record.setUint32(40, length, true);
  record.setUint32(48, start, true);
  record.setUint32(56, 0x07064b50, true);
  record.setUint32(64, start + length, true);
  const end = ZIP.slice(start + length);
  new DataView(end.buffer).setUint32(16, 0xffffffff, true);
  const large = joined([ZIP.subarray(0, start + length), new Uint8Array(record.buffer), end]);
  const found = entriesOf(large);
  expect(found).toEqual(entriesOf(ZIP));
});

test("mutated bytes give files or a failure", () => {
  const change = fc.tuple(fc.nat(ZIP.length - 1), fc.nat(255));
  const tailChange = fc.tuple(fc.integer({ min: ZIP.length - 400, max: ZIP.length - 1 }), fc.nat(255));
  const changes = fc.array(fc.oneof(change, tailChange), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(changes, fc.oneof(fc.constant(ZIP.length), fc.nat(ZIP.length)), (list, length) => {
      const mutated = ZIP.slice(0, length);
      for (const [at, value] of list) if (at < length) mutated[at] = value;
      const entries = entriesOf(mutated);
      if (entries.ok)
        for (const { size, packedBytes } of entries.value) expect(size >= 0 && packedBytes >= 0).toBe(true);
      else expect(entries.failure.code).toMatch(/^I_(CORRUPT_ARCHIVE|ENCRYPTED|UNSUPPORTED|ARCHIVE_SIZE)$/);
    }),
    { numRuns: 1000 },
  );
});
