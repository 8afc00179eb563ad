import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { ByteMarks, MARK_BYTES } from "./byte-marks.ts";
import { CsvRecordWalker, RECORD_BAD_QUOTE, RECORD_CUT, RECORD_INCOMPLETE, RECORD_OK } from "./csv-record.ts";
import { type CsvSplitter, HAS_QUOTES, MarkedSplitter, PlainSplitter } from "./csv-splitter.ts";
import { FieldTable } from "./field-table.ts";

const COLUMNS = Int32Array.of(0, 1, 2, 3);

function walker(): { walker: CsvRecordWalker; fields: FieldTable } {
  const fields = new FieldTable(COLUMNS.length);
  return { walker: new CsvRecordWalker(0x2c, COLUMNS, fields), fields };
}

function texts(bytes: Uint8Array, fields: FieldTable): string[] {
  const found = [...COLUMNS].filter((slot) => fields.starts[slot] >= 0);
  return found.map((slot) => decodeUtf8(bytes, fields.starts[slot], fields.ends[slot]));
}

test.each([
  ["a,b\nrest", true, RECORD_OK, 4, ["a", "b"]],
  ["a,b\r\n", true, RECORD_OK, 5, ["a", "b"]],
  ["a,b\r", true, RECORD_OK, 4, ["a", "b"]],
  ['"a,\n",b\r\n', true, RECORD_OK, 9, ["a,\n", "b"]],
  ['a"b,"c""d"\n', true, RECORD_OK, 11, ['a"b', 'c""d']],
  ['"a"\r', true, RECORD_OK, 4, ["a"]],
])("walks %j", (text, atEnd, code, next, expected) => {
  const bytes = encodeUtf8(text);
  const reader = walker();
  expect(reader.walker.walk(bytes, 0, bytes.length, atEnd)).toBe(code);
  expect(reader.walker.next).toBe(next);
  expect(texts(bytes, reader.fields)).toEqual(expected);
});

test.each([
  ["a,b", false, RECORD_INCOMPLETE],
  ['"a"', false, RECORD_INCOMPLETE],
  ['"a"\r', false, RECORD_INCOMPLETE],
  ['"a', false, RECORD_INCOMPLETE],
  ['"a', true, RECORD_CUT],
  ['"a\nb', true, RECORD_BAD_QUOTE],
  ['"a"b\n', true, RECORD_BAD_QUOTE],
])("%j at the end of its file (%s)", (text, atEnd, code) => {
  const bytes = encodeUtf8(text);
  expect(walker().walker.walk(bytes, 0, bytes.length, atEnd)).toBe(code);
});

const MARKS = ByteMarks.create();

/** Both ways to split: by marks, and byte by byte. */
const SPLITTERS: readonly [string, (bytes: Uint8Array, fields: FieldTable) => CsvSplitter][] = [
  [
    "by marks",
    (bytes, fields) => {
      if (MARKS === null) throw new Error("no WebAssembly with SIMD here");
      return new MarkedSplitter(MARKS, bytes, 0x2c, COLUMNS, fields);
    },
  ],
  ["byte by byte", (bytes, fields) => new PlainSplitter(bytes, 0x2c, COLUMNS, fields)],
];

test.each(SPLITTERS)(
  "splitting %s gives the fields of the walker wherever no field begins with a quote",
  (_, create) => {
    const piece = fc.constantFrom("a", "bcd", ",", ",", "\r", "\r\n", "\n", 'x"', "é", "0123456789", " ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.nat(5), (pieces, skip) => {
        const bytes = encodeUtf8(pieces.join(""));
        const start = Math.min(skip, bytes.length);
        fc.pre(bytes[start] !== 0x22);
        const reader = walker();
        const fields = new FieldTable(COLUMNS.length);
        const splitter = create(bytes, fields);
        const lineFeed = splitter.split(start);
        expect(lineFeed).not.toBe(HAS_QUOTES);
        expect(reader.walker.walk(bytes, start, bytes.length, true)).toBe(RECORD_OK);
        expect(Math.min(lineFeed + 1, bytes.length)).toBe(reader.walker.next);
        expect(splitter.columns).toBe(reader.walker.columns);
        expect(texts(bytes, fields)).toEqual(texts(bytes, reader.fields));
      }),
      { numRuns: 2000 },
    );
  },
);

test.each(SPLITTERS)("splitting %s leaves quoted fields to the walker", (_, create) => {
  for (const text of ['"a",b\n', 'a,"b"\n', 'a,"']) {
    const bytes = encodeUtf8(text);
    expect(create(bytes, new FieldTable(4)).split(0)).toBe(HAS_QUOTES);
  }
});

test("splitting by marks goes on over pieces of text, and after quoted records of any length", () => {
  const record = fc.constantFrom("a,b\n", "\n", 'x"y,z\r\n', '"q,\n",r\n', `${"w".repeat(900)},v\n`, "1,2,3,4,5,6\n");
  const long = fc.constantFrom(0, MARK_BYTES - 2, MARK_BYTES, 3 * MARK_BYTES + 5);
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 40 }), long, long, (records, plain, quoted) => {
      const middle = `${"u".repeat(plain)},t\n"${"s".repeat(quoted)}",p\n`;
      const times = Math.ceil((2 * MARK_BYTES) / records.join("").length);
      const bytes = encodeUtf8(records.join("").repeat(times) + middle + records.join("") + "last,");
      expect(fieldsOf(bytes, SPLITTERS[0][1])).toEqual(fieldsOf(bytes, SPLITTERS[1][1]));
    }),
    { numRuns: 15 },
  );
});

/** Starts and ends of the fields of all records, quoted ones through the walker. */
function fieldsOf(bytes: Uint8Array, create: (bytes: Uint8Array, fields: FieldTable) => CsvSplitter): number[] {
  const fields = new FieldTable(COLUMNS.length);
  const splitter = create(bytes, fields);
  const walker = new CsvRecordWalker(0x2c, COLUMNS, fields);
  const found: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    fields.clear();
    const lineFeed = splitter.split(at);
    if (lineFeed === HAS_QUOTES) walker.walk(bytes, at, bytes.length, true);
    found.push(...fields.starts, ...fields.ends, lineFeed === HAS_QUOTES ? walker.columns : splitter.columns);
    at = lineFeed === HAS_QUOTES ? walker.next : lineFeed + 1;
  }
  return found;
}
