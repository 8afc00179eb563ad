import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { CsvRecordWalker, RECORD_BAD_QUOTE, RECORD_CUT, RECORD_INCOMPLETE, RECORD_OK } from "./csv-record.ts";
import { CsvSplitter, HAS_QUOTES } from "./csv-splitter.ts";
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

test("the splitter gives the fields of the walker wherever no field begins with a quote", () => {
  const piece = fc.constantFrom("a", "bcd", ",", ",", "\r", "\r\n", "\n", 'x"', "é", "0123456789", " ");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.nat(5), (pieces, skip) => {
      const bytes = encodeUtf8(pieces.join(""));
      const start = Math.min(skip, bytes.length);
      fc.pre(bytes[start] !== 0x22);
      const reader = walker();
      const fields = new FieldTable(COLUMNS.length);
      const splitter = new CsvSplitter(bytes, 0x2c, COLUMNS, fields);
      const lineFeed = splitter.split(start);
      expect(lineFeed).not.toBe(HAS_QUOTES);
      expect(reader.walker.walk(bytes, start, bytes.length, true)).toBe(RECORD_OK);
      expect(Math.min(lineFeed + 1, bytes.length)).toBe(reader.walker.next);
      expect(splitter.columns).toBe(reader.walker.columns);
      expect(texts(bytes, fields)).toEqual(texts(bytes, reader.fields));
    }),
    { numRuns: 2000 },
  );
});

test("the splitter leaves quoted fields to the walker", () => {
  for (const text of ['"a",b\n', 'a,"b"\n', 'a,"']) {
    const bytes = encodeUtf8(text);
    expect(new CsvSplitter(bytes, 0x2c, COLUMNS, new FieldTable(4)).split(0)).toBe(HAS_QUOTES);
  }
});
