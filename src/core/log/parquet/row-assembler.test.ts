import { expect, test } from "vitest";
import { footerElement } from "../../../testing/footer-element.ts";
import type { LeafValues } from "./leaf-collector.ts";
import type { FooterElement } from "./parquet-codec.ts";
import { ParquetProblem } from "./parquet-problem.ts";
import { schemaTree } from "./parquet-schema.ts";
import { RowAssembler } from "./row-assembler.ts";
import { TextArena } from "./text-arena.ts";

const group = (name: string, repetition: FooterElement["repetition"], childCount: number) =>
  footerElement(name, { repetition, childCount });

const leaf = (name: string, repetition: FooterElement["repetition"], type: FooterElement["type"] = "BYTE_ARRAY") =>
  footerElement(name, { repetition, type, logical: type === "BYTE_ARRAY" ? "STRING" : undefined });

/** The document of the paper on Dremel (Melnik et al., 2010, figure 2), without its group of links. */
const ROOT = schemaTree([
  footerElement("document", { childCount: 2 }),
  leaf("DocId", "REQUIRED", "INT64"),
  group("Name", "REPEATED", 2),
  group("Language", "REPEATED", 2),
  leaf("Code", "REQUIRED"),
  leaf("Country", "OPTIONAL"),
  leaf("Url", "OPTIONAL"),
]);

type Value = readonly [text: string | null, repetition: number, definition: number];

function assembler(columns: readonly (readonly Value[])[]): RowAssembler {
  const arena = new TextArena();
  const leaves = columns.map((values): LeafValues => {
    const starts = values.map(([text]) => {
      const start = text === null ? -1 : arena.length;
      arena.appendText(text ?? "");
      return start;
    });
    const ends = values.map(([text], i) => starts[i] + (text ?? "").length);
    return {
      count: values.length,
      starts: Int32Array.from(starts),
      ends: Int32Array.from(ends),
      repetition: Uint8Array.from(values, ([, repetition]) => repetition),
      definition: Uint8Array.from(values, ([, , definition]) => definition),
    };
  });
  return new RowAssembler(ROOT, leaves, arena);
}

/** Figure 3 of the paper. */
const COLUMNS: readonly (readonly Value[])[] = [
  [
    ["10", 0, 0],
    ["20", 0, 0],
  ],
  [
    ["en-us", 0, 2],
    ["en", 2, 2],
    [null, 1, 1],
    ["en-gb", 1, 2],
    [null, 0, 1],
  ],
  [
    ["us", 0, 3],
    [null, 2, 2],
    [null, 1, 1],
    ["gb", 1, 3],
    [null, 0, 1],
  ],
  [
    ["http://A", 0, 2],
    ["http://B", 1, 2],
    [null, 1, 1],
    ["http://C", 0, 2],
  ],
];

test("the records of the paper come back from their columns", () => {
  const rows = assembler(COLUMNS);
  expect(JSON.parse(rows.next() ?? "")).toEqual({
    DocId: 10,
    Name: [
      {
        Language: [
          { Code: "en-us", Country: "us" },
          { Code: "en", Country: null },
        ],
        Url: "http://A",
      },
      { Language: [], Url: "http://B" },
      { Language: [{ Code: "en-gb", Country: "gb" }], Url: null },
    ],
  });
  expect(JSON.parse(rows.next() ?? "")).toEqual({ DocId: 20, Name: [{ Language: [], Url: "http://C" }] });
  expect(() => rows.next()).toThrow(ParquetProblem);
});

test("columns that do not fit together are a problem", () => {
  const rows = assembler([COLUMNS[0], COLUMNS[1].slice(0, 2), COLUMNS[2], COLUMNS[3]]);
  expect(() => rows.next()).toThrow(ParquetProblem);
});
