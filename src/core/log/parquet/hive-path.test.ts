import { expect, test } from "vitest";
import { pathColumns } from "./hive-path.ts";

test("folders name columns, files do not", () => {
  expect(pathColumns("day=2024-02-29/host=web%201/part=0.parquet")).toEqual([
    { name: "day", value: "2024-02-29" },
    { name: "host", value: "web 1" },
  ]);
  expect(pathColumns("logs/a.parquet")).toEqual([]);
  expect(pathColumns("=x/a=b=c/%zz=1/a.parquet")).toEqual([
    { name: "a", value: "b=c" },
    { name: "%zz", value: "1" },
  ]);
});

test("folders around an archive and inside it name columns, the archive does not", () => {
  expect(pathColumns("day=1/host=a.zip › zone=b/x=y/part=0.parquet")).toEqual([
    { name: "day", value: "1" },
    { name: "zone", value: "b" },
    { name: "x", value: "y" },
  ]);
});

test("a missing value is none", () => {
  expect(pathColumns("day=__HIVE_DEFAULT_PARTITION__/host=/a.parquet")).toEqual([
    { name: "day", value: null },
    { name: "host", value: null },
  ]);
});
