import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, test } from "vitest";
import { ParseService } from "../src/core/log/parse-service.ts";
import type { SourcePlan } from "../src/core/log/source-plan.ts";
import { memoryFile } from "../src/testing/memory-file.ts";
import { parquetCodec } from "./parquet-codec.ts";

/** Files of another writer: both versions of pages, every codec, encodings and types that it knows. */
const ROWS = 5000;
const folder = mkdtempSync(join(tmpdir(), "parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SQL = `select
  'r' || (i // 5) as id,
  make_timestamp_ns(1700000000000000000 + i * 1234567) as at,
  make_timestamp(1700000000000000 + i * 137)::timestamptz as us,
  ['start', 'a', 'größe', 'end'][i % 4 + 1] as event,
  case when i % 7 = 0 then null else 'web-' || (i % 3) end as host,
  i * i as n,
  (i * 0.5)::double as d,
  {'x': i, 'y': case when i % 3 = 0 then null else [i, null] end} as s,
  map {'k' || (i % 2): i} as m,
  i::decimal(18, 3) as amount,
  i % 2 = 0 as ok,
  date '2024-02-29' + i::int as day,
  ('00000000-0000-0000-0000-' || lpad(i::varchar, 12, '0'))::uuid as u
from range(${ROWS}) t(i)`;

function rowText(i: number): string {
  const ns = 1_700_000_000_000_000_000n + BigInt(i) * 1_234_567n;
  const us = 1_700_000_000_000_000n + BigInt(i) * 137n;
  const second = (value: bigint) => new Date(Number(value) * 1000).toISOString().slice(0, 19);
  const fraction = (value: bigint, digits: number) => String(value).slice(-digits);
  const list = i % 3 === 0 ? "null" : `[${i},null]`;
  const members = [
    `"id":"r${Math.floor(i / 5)}"`,
    `"at":"${second(ns / 1_000_000_000n)}.${fraction(ns, 9)}"`,
    `"us":"${second(us / 1_000_000n)}.${fraction(us, 6)}Z"`,
    `"event":"${["start", "a", "größe", "end"][i % 4]}"`,
    `"host":${i % 7 === 0 ? "null" : `"web-${i % 3}"`}`,
    `"n":${i * i}`,
    `"d":${i / 2}`,
    `"s":{"x":${i},"y":${list}}`,
    `"m":{"k${i % 2}":${i}}`,
    `"amount":${i}.000`,
    `"ok":${i % 2 === 0}`,
    `"day":"${new Date(Date.UTC(2024, 1, 29 + i)).toISOString().slice(0, 10)}"`,
    `"u":"00000000-0000-0000-0000-${String(i).padStart(12, "0")}"`,
  ];
  return `{${members.join(",")}}`;
}

const PLAN: SourcePlan = { format: "parquet", compression: "none" };
const LINES = [1, 2, 8, 2047, 2048, 2049, 3001, ROWS];

for (const codec of ["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"]) {
  for (const version of ["v1", "v2"]) {
    test(`reads what DuckDB wrote: ${codec}, ${version}`, async () => {
      const path = join(folder, `${codec}-${version}.parquet`);
      const connection = await (await DuckDBInstance.create()).connect();
      await connection.run(
        `copy (${SQL}) to '${path}' (format parquet, codec ${codec}, parquet_version ${version}, row_group_size 2048)`,
      );
      const file = memoryFile(path, new Uint8Array(readFileSync(path)));
      const service = new ParseService(async () => parquetCodec);
      const texts = await service.rawRecords(file, PLAN, [], LINES);
      expect(texts).toEqual(LINES.map((line) => ({ ok: true, value: rowText(line - 1) })));
    }, 60_000);
  }
}
