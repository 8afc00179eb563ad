import { expect, test } from "vitest";
import { footerElement } from "../../../testing/footer-element.ts";
import type { FooterElement } from "./parquet-codec.ts";
import { ParquetProblem } from "./parquet-problem.ts";
import { leavesOf, schemaTree, tableColumns } from "./parquet-schema.ts";

const leaf = (name: string, more: Partial<FooterElement> = {}) =>
  footerElement(name, { type: "BYTE_ARRAY", repetition: "OPTIONAL", ...more });

test("structs are flattened to dotted paths, lists and maps are one column", () => {
  const root = schemaTree([
    footerElement("schema", { childCount: 4 }),
    leaf("id", { repetition: "REQUIRED" }),
    footerElement("ctx", { repetition: "OPTIONAL", childCount: 2 }),
    leaf("host"),
    footerElement("tags", { repetition: "OPTIONAL", childCount: 1, converted: "LIST" }),
    footerElement("list", { repetition: "REPEATED", childCount: 1 }),
    leaf("element"),
    footerElement("attributes", { repetition: "OPTIONAL", childCount: 1, logical: "MAP" }),
    footerElement("key_value", { repetition: "REPEATED", childCount: 2 }),
    leaf("key", { repetition: "REQUIRED" }),
    leaf("value"),
    leaf("plain", { repetition: "REPEATED" }),
  ]);
  expect(tableColumns(root).map(({ name, node }) => `${name} ${node.shape}`)).toEqual([
    "id leaf",
    "ctx.host leaf",
    "ctx.tags list",
    "attributes map",
    "plain leaf",
  ]);
  expect(
    leavesOf(root).map((node) => `${node.path.join(".")} ${node.definitionLevel} ${node.repetitionLevel}`),
  ).toEqual([
    "id 0 0",
    "ctx.host 2 0",
    "ctx.tags.list.element 4 1",
    "attributes.key_value.key 2 1",
    "attributes.key_value.value 3 1",
    "plain 1 1",
  ]);
});

test("the logical type decides, the older annotation where there is none", () => {
  const kinds = [
    leaf("a", { converted: "UTF8" }),
    leaf("b"),
    leaf("c", { type: "INT64", converted: "TIMESTAMP_MICROS" }),
    leaf("d", { type: "INT64", converted: "TIMESTAMP_MICROS", logical: "TIMESTAMP", unit: "MICROS", isUtc: false }),
    leaf("e", { type: "INT64", logical: "TIMESTAMP", unit: "NANOS", isUtc: true }),
    leaf("f", { type: "INT32", converted: "DATE" }),
    leaf("g", { type: "INT64" }),
    leaf("h", { type: "INT32", converted: "UINT_8" }),
    leaf("i", { type: "INT96" }),
    leaf("j", { type: "FIXED_LEN_BYTE_ARRAY", typeLength: 16, logical: "UUID" }),
    leaf("k", { type: "FIXED_LEN_BYTE_ARRAY", typeLength: 8, logical: "UUID" }),
    leaf("l", { type: "INT64", logical: "DECIMAL", scale: 3 }),
    leaf("m", { logical: "JSON" }),
  ];
  const root = schemaTree([footerElement("schema", { childCount: kinds.length }), ...kinds]);
  const words = leavesOf(root).map(({ leaf }) => `${leaf?.kind} ${leaf?.digits}${leaf?.isUtc ? " utc" : ""}`);
  expect(words).toEqual([
    "text 0",
    "bytes 0",
    "timestamp 6 utc",
    "timestamp 6",
    "timestamp 9 utc",
    "date 0",
    "signed 0",
    "unsigned 0",
    "int96 9",
    "uuid 0",
    "hex 0",
    "decimal 3",
    "text 0",
  ]);
  expect(
    leavesOf(root)
      .map((node) => node.leaf?.isJson)
      .indexOf(true),
  ).toBe(12);
});

test("a schema that does not hold together is a problem", () => {
  const broken: FooterElement[][] = [
    [],
    [footerElement("schema")],
    [footerElement("schema", { childCount: 3 }), leaf("a")],
    [footerElement("schema", { childCount: 1 }), footerElement("group")],
    [footerElement("schema", { childCount: 1 }), leaf("a", { childCount: 1 }), leaf("b")],
    [footerElement("schema", { childCount: 1 }), leaf("a", { type: "FIXED_LEN_BYTE_ARRAY" })],
    [footerElement("schema", { childCount: 1 }), leaf("a", { scale: -1 })],
    [
      footerElement("schema", { childCount: 1 }),
      ...new Array<FooterElement>(40).fill(footerElement("deep", { childCount: 1 })),
    ],
  ];
  for (const elements of broken) expect(() => schemaTree(elements)).toThrow(ParquetProblem);
});
