import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import type { SchemaElement } from "hyparquet/src/types.js";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { decodeUtf8 } from "../src/core/bytes.ts";
import { eventLines } from "../src/core/log/event-lines.ts";
import { ParquetService } from "../src/core/log/parquet/parquet-service.ts";
import type { RowJob } from "../src/core/log/parquet/row-job.ts";
import { ParseService } from "../src/core/log/parse-service.ts";
import type { ParsedSlice } from "../src/core/log/parsed-slice.ts";
import type { Roles, SourcePlan } from "../src/core/log/source-plan.ts";
import type { Outcome } from "../src/core/outcome.ts";
import { csvBytes } from "../src/samples/csv-writer.ts";
import { itemPipeline, optionalMiddle } from "../src/samples/scenarios.ts";
import { planSystem } from "../src/samples/system-plan.ts";
import { analyseInThread, ordersOf, sampleCsvPlan } from "../src/testing/in-thread-analysis.ts";
import { type MemoryFile, memoryFile } from "../src/testing/memory-file.ts";
import { parquetCodec } from "./parquet-codec.ts";

const service = new ParseService(async () => parquetCodec);
const CONTEXT = { fileIndex: 0, originNs: 1_700_000_000_000_000_000n, keepPartitions: 64 };

function expectValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

/** Events of a file with their rows, parsed as the jobs say. */
async function eventsOf(file: MemoryFile, plan: SourcePlan, jobs: readonly RowJob[]): Promise<string[]> {
  const lines: string[] = [];
  for (const job of jobs) {
    const slice = expectValue(await service.parseRows(file, plan, job, CONTEXT));
    const { counts } = slice;
    expect(counts.lines).toBe(job.range.end - job.range.first);
    expect(counts.records + counts.rejects).toBe(counts.lines);
    for (const line of [
      ...eventLines(slice),
      ...slice.rejects.map((reject) => `${reject.line} ${reject.code} ${reject.sample}`),
    ]) {
      const space = line.indexOf(" ");
      lines.push(`${job.firstRow + Number(line.slice(0, space))}${line.slice(space)}`);
    }
  }
  return lines.sort();
}

const OPTIONAL = { repetition_type: "OPTIONAL" } as const;
const UTF8 = { type: "BYTE_ARRAY", converted_type: "UTF8", ...OPTIONAL } as const;

/** A log with a struct, a list, a map and every unit of stamps. */
const SCHEMA: SchemaElement[] = [
  { name: "root", num_children: 8 },
  { name: "id", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
  { name: "ns", type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" }, ...OPTIONAL },
  {
    name: "us",
    type: "INT64",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MICROS" },
    ...OPTIONAL,
  },
  { name: "epoch", type: "INT64", ...OPTIONAL },
  { name: "value", type: "DOUBLE", ...OPTIONAL },
  { name: "ctx", num_children: 3, ...OPTIONAL },
  { name: "host", ...UTF8 },
  { name: "level", type: "INT32", ...OPTIONAL },
  { name: "ok", type: "BOOLEAN", ...OPTIONAL },
  { name: "tags", converted_type: "LIST", num_children: 1, ...OPTIONAL },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  { name: "element", ...UTF8 },
  { name: "attributes", converted_type: "MAP", num_children: 1, ...OPTIONAL },
  { name: "key_value", repetition_type: "REPEATED", num_children: 2 },
  { name: "key", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
  { name: "value", type: "INT32", ...OPTIONAL },
];
const NAMES = SCHEMA.slice(1).flatMap(({ name }, i) => ([0, 1, 2, 3, 4, 5, 9, 12].includes(i) ? [name] : []));

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });
const WORD = fc.constantFrom("a", "begin", "größe", "x y", 'q"uote', "", "10.0.0.7");
const KEY = fc.constantFrom("a", "b", "c.d");
const ROW = fc.record({
  id: fc.constantFrom("r1", "r2", "r3", "0", "order-17"),
  ns: orNull(fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_700_000_900_000_000_000n })),
  us: orNull(fc.bigInt({ min: 1_700_000_000_000_000n, max: 1_700_000_900_000_000n })),
  epoch: orNull(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  value: orNull(fc.double({ noNaN: true, noDefaultInfinity: true })),
  ctx: orNull(fc.record({ host: orNull(WORD), level: orNull(fc.integer()), ok: orNull(fc.boolean()) })),
  tags: orNull(fc.array(orNull(WORD), { maxLength: 4 })),
  attributes: orNull(
    fc
      .uniqueArray(fc.tuple(KEY, orNull(fc.integer())), { maxLength: 3, selector: ([key]) => key })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
});
type Row = typeof ROW extends fc.Arbitrary<infer T> ? T : never;

const LAYOUT = fc.record({
  rowGroupSize: fc.integer({ min: 1, max: 40 }),
  pageSize: fc.constantFrom(16, 200, 1 << 20),
  codec: fc.constantFrom("SNAPPY" as const, "UNCOMPRESSED" as const),
  delta: fc.boolean(),
});
type Layout = typeof LAYOUT extends fc.Arbitrary<infer T> ? T : never;

function written(rows: readonly Row[], { delta, ...layout }: Layout): Uint8Array {
  const columnData = NAMES.map((name) => ({
    name,
    data: rows.map((row) => new Map(Object.entries(row)).get(name) ?? null),
    ...(delta && name === "id" && { encoding: "DELTA_BYTE_ARRAY" as const }),
    ...(delta && ["ns", "us", "epoch"].includes(name) && { encoding: "DELTA_BINARY_PACKED" as const }),
    ...(delta && name === "value" && { encoding: "BYTE_STREAM_SPLIT" as const }),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema: SCHEMA, ...layout }));
}

const ROLES: Roles = {
  request: [{ column: "id" }],
  time: { column: "ns", unit: "iso" },
  endTime: { column: "us", unit: "iso" },
  host: { column: "ctx.host" },
  task: [{ column: "ctx.level" }],
  label: [{ column: "tags", json: "0" }, { column: "ctx.ok" }],
  keys: [{ column: "attributes.c.d", name: "c.d" }],
  attributes: [
    { column: "value", name: "value" },
    { column: "epoch", name: "epoch" },
  ],
};
const PLAN: SourcePlan = { format: "parquet", compression: "none", roles: ROLES };

describe("what a writer wrote", () => {
  test("comes back row by row, as the library's own reader has it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ROW, { minLength: 1, maxLength: 60 }), LAYOUT, async (rows, layout) => {
        const bytes = written(rows, layout);
        const lines = Array.from(rows, (_, i) => rows.length - i);
        const texts = await service.rawRecords(memoryFile("a.parquet", bytes), PLAN, [], lines);
        const stamp = (digits: number, zone: string) => (value: bigint) => isoOf(value, digits, zone);
        const expected = await parquetReadObjects({
          file: bytes.buffer as ArrayBuffer,
          parsers: {
            timestampFromNanoseconds: stamp(9, "Z"),
            timestampFromMicroseconds: stamp(6, ""),
          },
        });
        // All its digits: as a number it would lose some.
        const found = texts.map((text) => JSON.parse(expectValue(text).replace(/"epoch":(-?\d+)/, '"epoch":"$1"')));
        expect(found.reverse().map(comparable)).toEqual(expected.map(comparable));
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test("gives the same events however its rows are cut into stretches", async () => {
    const cuts = fc.array(fc.nat(100), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(ROW, { minLength: 1, maxLength: 60 }), LAYOUT, cuts, async (rows, layout, places) => {
        const file = memoryFile("a.parquet", written(rows, layout));
        const jobs = expectValue(await service.rowJobs(file, PLAN));
        const pieces = jobs.flatMap((job) => {
          const { first, end } = job.range;
          const bounds = [...new Set([first, ...places.map((place) => first + (place % (end - first))), end])].sort(
            (a, b) => a - b,
          );
          return bounds.slice(1).map((bound, i) => ({
            ...job,
            firstRow: job.firstRow + bounds[i] - first,
            range: { ...job.range, first: bounds[i], end: bound },
          }));
        });
        expect(await eventsOf(file, PLAN, pieces)).toEqual(await eventsOf(file, PLAN, jobs));
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});

/** A stamp as its column shows it. */
function isoOf(value: bigint, digits: number, zone: string): string {
  const scale = 10n ** BigInt(digits);
  const second = new Date(Number(value / scale) * 1000).toISOString().slice(0, 19);
  return `${second}.${String(value % scale).padStart(digits, "0")}${zone}`;
}

/** Numbers of any kind as the numbers that they are; what is absent as null. */
function comparable(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === "object") return new Map(Object.entries(value).map(([key, child]) => [key, comparable(child)]));
  return value;
}

test("lists of lists and of structs come back, whether absent, empty or filled", async () => {
  const nested = [[[1, null], []], [], null, [null, [2]], [[3, 4, 5]]];
  const steps = [
    [{ name: "a", codes: [1, 2] }, null],
    null,
    [],
    [{ name: null, codes: null }],
    [{ name: "b", codes: [] }],
  ];
  const list = (name: string) => ({ name, converted_type: "LIST", num_children: 1, ...OPTIONAL }) as const;
  const inner = { name: "list", repetition_type: "REPEATED", num_children: 1 } as const;
  const number = { name: "element", type: "INT32", ...OPTIONAL } as const;
  const schema: SchemaElement[] = [
    { name: "root", num_children: 2 },
    ...[list("nested"), inner, list("element"), inner, number],
    ...[list("steps"), inner, { name: "element", num_children: 2, ...OPTIONAL }, { name: "name", ...UTF8 }],
    ...[list("codes"), inner, number],
  ];
  for (const pageSize of [8, 1 << 20]) {
    const columnData = [
      { name: "nested", data: nested },
      { name: "steps", data: steps },
    ];
    const file = memoryFile("a.parquet", new Uint8Array(parquetWriteBuffer({ columnData, schema, pageSize })));
    const texts = await service.rawRecords(file, PLAN, [], [1, 2, 3, 4, 5]);
    const rows = texts.map((text) => JSON.parse(expectValue(text)));
    expect(rows).toEqual(nested.map((value, i) => ({ nested: value, steps: steps[i] })));
  }
});

describe("the same system as CSV and as Parquet", () => {
  for (const spec of [optionalMiddle(), itemPipeline()]) {
    test(`has the same requests, kinds and relations: ${spec.name}`, async () => {
      const parts = [...csvBytes(planSystem(spec), { requests: 200, seed: 5, meanGapNs: 1e6 })];
      const text = parts.map((part) => decodeUtf8(part)).join("");
      const [header, ...lines] = text
        .trimEnd()
        .split("\n")
        .map((line) => line.split(","));
      const columnData = header.map((name, i) => {
        const data = lines.map((cells) => cells[i]);
        if (name !== "time") return { name, data };
        return { name, data: BigInt64Array.from(data, BigInt), type: "INT64" as const };
      });
      const file = memoryFile("log.parquet", new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 700 })));
      const csvPlan = sampleCsvPlan(header);
      const plan: SourcePlan = { format: "parquet", compression: "none", roles: csvPlan.roles! };
      const slices: ParsedSlice[] = [];
      for (const job of expectValue(await service.rowJobs(file, plan))) {
        slices.push(expectValue(await service.parseRows(file, plan, job, { ...CONTEXT, originNs: spec.originNs })));
      }
      const options = { originNs: spec.originNs };
      const csv = await analyseInThread([{ plan: csvPlan, bytes: new TextEncoder().encode(text) }], options);
      const parquet = await analyseInThread([{ plan, bytes: new Uint8Array(0), slices }], options);
      expect(slices.length).toBeGreaterThan(1);
      expect(ordersOf(parquet)).toEqual(ordersOf(csv));
      expect(parquet.reading.catalog).toEqual({ ...csv.reading.catalog });
      expect(parquet.analysis.hash).toBe(csv.analysis.hash);
    });
  }
});

describe("detection", () => {
  const rows = Array.from({ length: 3000 }, (_, i) => ({
    order_id: 1000 + Math.floor(i / 5),
    request_id: `req-${Math.floor(i / 5)}`,
    at: 1_700_000_000_000_000n + BigInt(i) * 137n,
    event: ["accept", "charge", "reserve", "pack", "reply"][i % 5],
    context: { host: `web-${i % 3}`, retries: i % 2 },
  }));
  const schema: SchemaElement[] = [
    { name: "root", num_children: 5 },
    { name: "order_id", type: "DOUBLE", ...OPTIONAL },
    { name: "request_id", ...UTF8 },
    {
      name: "at",
      type: "INT64",
      logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
      ...OPTIONAL,
    },
    { name: "event", ...UTF8 },
    { name: "context", num_children: 2, ...OPTIONAL },
    { name: "host", ...UTF8 },
    { name: "retries", type: "INT32", ...OPTIONAL },
  ];
  const file = (names: readonly string[], name = "orders.parquet") => {
    const kept = schema.filter((element, i) => i === 0 || i > 5 || names.includes(element.name));
    const columnData = names.map((column) => ({
      name: column,
      data: rows.map((row) => new Map<string, unknown>(Object.entries(row)).get(column)),
    }));
    const root = { ...kept[0], num_children: names.length };
    const shown = names.includes("context")
      ? kept.slice(1)
      : kept.slice(1).filter(({ name }) => name !== "host" && name !== "retries");
    return memoryFile(
      name,
      new Uint8Array(parquetWriteBuffer({ columnData, schema: [root, ...shown], rowGroupSize: 1000 })),
    );
  };

  test("takes columns from the schema and roles from rows", async () => {
    const found = expectValue(await service.detect(file(["request_id", "at", "event", "context"])));
    expect(found.plan).toEqual({
      format: "parquet",
      compression: "none",
      roles: {
        request: [{ column: "request_id" }],
        time: { column: "at", unit: "iso" },
        host: { column: "context.host" },
        task: [],
        label: [{ column: "event" }],
        keys: [],
        attributes: [],
      },
    });
    expect(found.columns.map(({ name, role }) => `${name} ${role}`)).toEqual([
      "request_id request",
      "at time",
      "event label",
      "context.host host",
      "context.retries ignore",
    ]);
    expect(found.confidence).toBeGreaterThanOrEqual(0.6);
    expect(found.stampRangeNs).toEqual({ min: 1_700_000_000_000_000_000n, max: 1_700_000_000_410_863_000n });
  });

  test("takes no floating-point numbers for ids", async () => {
    const both = expectValue(await service.detect(file(["order_id", "request_id", "at", "event"])));
    expect(both.plan.roles?.request).toEqual([{ column: "request_id" }]);
    const alone = expectValue(await service.detect(file(["order_id", "at", "event"])));
    expect(alone.columns.find(({ name }) => name === "order_id")?.role).toBe("ignore");
    expect(alone.confidence).toBeLessThan(0.6);
    expect(alone.reasons.join("\n")).toContain('"order_id": floating-point numbers');
  });

  test("knows the columns that folders stand for", async () => {
    const named = file(["request_id", "at", "event"], "region=eu/day=2023-11-14/part-0.parquet");
    const found = expectValue(await service.detect(named));
    expect(found.columns.map(({ name, examples }) => `${name} ${examples[0]}`).slice(3)).toEqual([
      "region eu",
      "day 2023-11-14",
    ]);
    const roles: Roles = { ...found.plan.roles!, host: { column: "region" } };
    const plan = { ...found.plan, roles };
    const [job] = expectValue(await service.rowJobs(named, plan));
    expect((await eventsOf(named, plan, [job]))[0]).toBe("0 req-0 0 eu eu accept eu");
    const [raw] = await service.rawRecords(named, plan, [], [1]);
    expect(expectValue(raw)).toBe(
      '{"request_id":"req-0","at":"2023-11-14T22:13:20.000000Z","event":"accept","region":"eu","day":"2023-11-14"}',
    );
  });

  test("previews rows, and tries roles on the first", async () => {
    const source = file(["request_id", "at", "event"]);
    const { plan } = expectValue(await service.detect(source));
    const preview = expectValue(await service.preview(source, plan, 2));
    expect(preview).toEqual({
      columns: ["request_id", "at", "event"],
      rows: [
        ["req-0", "2023-11-14T22:13:20.000000Z", "accept"],
        ["req-0", "2023-11-14T22:13:20.000137Z", "charge"],
      ],
    });
    expect(expectValue(await service.parseHead(source, plan)).counts.records).toBe(1000);
    expect(await service.earliestDayNs(source, plan)).toBe(1_699_920_000_000_000_000n);
  });

  test("reads no more of a file than the wanted columns of one row group", async () => {
    const source = file(["order_id", "request_id", "at", "event", "context"]);
    const found = expectValue(await service.detect(source));
    const plan: SourcePlan = { ...found.plan, roles: { ...found.plan.roles!, keys: [], attributes: [] } };
    const jobs = expectValue(await service.rowJobs(source, plan));
    const before = source.reads.length;
    expectValue(await service.parseRows(source, plan, jobs[1], CONTEXT));
    const places = jobs[1].columns.flatMap((column) => (column.kind === "file" ? column.place.places : []));
    expect(places).toHaveLength(4);
    for (const [start, end] of source.reads.slice(before)) {
      expect(places.some(({ offset, bytes }) => start >= offset && end <= offset + bytes)).toBe(true);
    }
  });

  test("without what reads Parquet says what to do", async () => {
    const found = await new ParquetService(null).detect(file(["request_id", "at", "event"]));
    expect(found).toMatchObject({ ok: false, failure: { code: "I_UNSUPPORTED" } });
  });
});
