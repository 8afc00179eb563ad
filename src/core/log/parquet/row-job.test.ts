import { expect, test } from "vitest";
import { footerElement } from "../../../testing/footer-element.ts";
import { compilePlan } from "../field-plan.ts";
import type { ParquetFile, RowGroup } from "./parquet-file.ts";
import { schemaTree } from "./parquet-schema.ts";
import { namedColumns, rowJobs } from "./row-job.ts";

const text = (name: string, logical = "STRING") => footerElement(name, { type: "BYTE_ARRAY", logical });
const root = schemaTree([footerElement("schema", { childCount: 3 }), text("id"), text("ts"), text("ctx", "JSON")]);

function group(firstRow: number, rows: number, bytes: number): RowGroup {
  const places = [1, 2, 3].map((i) => ({ offset: firstRow + i * 10, bytes: 10, codec: "SNAPPY" }));
  return { firstRow, rows, places, uncompressedBytes: [bytes, bytes, bytes], endOffset: firstRow + 40 };
}

function jobsOf(groups: readonly RowGroup[], request = "id", path = "a.parquet") {
  const file: ParquetFile = { root, groups, rows: groups.reduce((sum, { rows }) => sum + rows, 0) };
  const compiled = compilePlan({
    format: "parquet",
    compression: "none",
    roles: {
      request: [{ column: request }],
      time: { column: "ts", unit: "iso" },
      task: [],
      label: [],
      keys: [],
      attributes: [],
    },
  });
  if (!compiled.ok) throw new Error(compiled.failure.message);
  return rowJobs(file, path, compiled.value);
}

test("every row group is one slice, a large one several; only wanted columns are read", () => {
  const jobs = jobsOf([group(0, 1000, 1), group(1000, 300_000, 1), group(301_000, 10, 100 << 20)]);
  expect(jobs.map(({ sliceIndex, firstRow, range }) => [sliceIndex, firstRow, range.first, range.end])).toEqual([
    [0, 0, 0, 1000],
    [1, 1000, 0, 131_072],
    [2, 132_072, 131_072, 262_144],
    [3, 263_144, 262_144, 300_000],
    ...Array.from({ length: 10 }, (_, i) => [4 + i, 301_000 + i, i, i + 1]),
  ]);
  expect(jobs[1].columns.map((column) => column.kind === "file" && column.place.places)).toEqual([
    [{ offset: 1010, bytes: 10, codec: "SNAPPY" }],
    [{ offset: 1020, bytes: 10, codec: "SNAPPY" }],
  ]);
  expect(jobs.every(({ endOffset }, i) => i === 0 || endOffset >= jobs[i - 1].endOffset)).toBe(true);
  expect(jobs.at(-1)?.endOffset).toBe(301_040);
});

test("names lead to columns, into JSON, and to folders of the path; others are told", () => {
  const groups = [group(0, 10, 1)];
  expect(jobsOf(groups, "ctx.trace.id")[0].slots).toEqual([{ column: 0, path: "trace.id" }, { column: 1 }]);
  expect(jobsOf(groups, "day", "day=7/a.parquet")[0].columns[0]).toEqual({ kind: "path", value: "7" });
  expect(() => jobsOf(groups, "nix")).toThrow('no column "nix" among id, ts, ctx');
  expect(() => jobsOf(groups, "id.x")).toThrow('no column "id.x"');
  const names = namedColumns({ root, groups, rows: 10 }, "id=3/day=7/a.parquet").map(({ name }) => name);
  expect(names).toEqual(["id", "ts", "ctx", "day"]);
});
