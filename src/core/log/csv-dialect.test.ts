import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { csvDialect } from "./csv-dialect.ts";
import { csvWidths, readCsvSample } from "./sample-table.ts";

const COMMA = 0x2c;
const cell = fc.constantFrom("a", "", "12", '"b,""c"""', '"d\ne"', "f;g");
const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 20 });

test("widths are those of the records, up to where no width can be common any more", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 25 }), fc.boolean(), (rows, limit, isWhole) => {
      const bytes = encodeUtf8(rows.map((row) => row.join(",")).join("\n"));
      const all = readCsvSample(bytes, COMMA, limit, isWhole).rows.map((row) => row.length);
      const widths = csvWidths(bytes, COMMA, limit, isWhole, 0.9);
      const most = Math.max(0, ...all.map((width) => all.filter((other) => other === width).length));
      if (bytes.includes(COMMA) && most >= 0.9 * all.length) expect(widths).toEqual(all);
      else expect(all.slice(0, widths.length)).toEqual(widths);
    }),
  );
});

test("the delimiter that splits most evenly wins, and sentences with commas are no table", () => {
  const dialect = (text: string) => csvDialect(encodeUtf8(text), 100, true);
  expect(dialect("time;a,b;c\n1;x;2\n2;y,z,q;3\n")).toMatchObject({ delimiter: ";", header: true });
  const sentences = Array.from({ length: 60 }, (_, i) => `well${", then".repeat(i % 7)}`).join("\n");
  expect(dialect(sentences)).toBeUndefined();
});
