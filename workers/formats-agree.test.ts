import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { textsOf } from "../src/core/dictionary-text.ts";
import { ParseService } from "../src/core/log/parse-service.ts";
import { isRows } from "../src/core/log/random-access.ts";
import type { Outcome } from "../src/core/outcome.ts";
import { shopFiles } from "../src/samples/format-writers/shop-files.ts";
import type { TableColumn } from "../src/samples/format-writers/table-columns.ts";
import { shopSystem } from "../src/samples/shop-system.ts";
import { planSystem } from "../src/samples/system-plan.ts";
import { truthOf } from "../src/samples/truth.ts";
import { analyseInThread, type InThreadFile, ordersOf } from "../src/testing/in-thread-analysis.ts";
import { memoryFile } from "../src/testing/memory-file.ts";
import { parquetCodec } from "./parquet-codec.ts";

/** One made-up system written in every format, dropped raw: what is found must not depend on the format. */

const PLAN = planSystem(shopSystem());
const OPTIONS = { requests: 500, seed: 12, meanGapNs: 4e6 };
const ORIGIN_NS = 1_699_920_000_000_000_000n;
/** Small enough for several slices. */
const SLICE_BYTES = 100_000;

const service = new ParseService(async () => parquetCodec);

function expectValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

/** The file with the plan that detection makes of it, without a word from anybody. */
async function dropped(name: string, bytes: Uint8Array): Promise<InThreadFile> {
  const file = memoryFile(name, bytes);
  const { plan, confidence } = expectValue(await service.detect(file));
  // Below this the app asks instead of reading.
  expect([name, confidence >= 0.6]).toEqual([name, true]);
  if (!isRows(plan)) return { plan, bytes };
  const jobs = expectValue(await service.rowJobs(file, plan));
  const context = { fileIndex: 0, originNs: ORIGIN_NS, keepPartitions: 64 };
  const slices = await Promise.all(jobs.map((job) => service.parseRows(file, plan, job, context)));
  return { plan, bytes, slices: slices.map(expectValue) };
}

/** All that a result says of requests, kinds and relations. The hash covers every cell of the model. */
async function foundIn(name: string, bytes: Uint8Array) {
  const file = await dropped(name, bytes);
  const result = await analyseInThread([file], { originNs: ORIGIN_NS, sliceBytes: SLICE_BYTES });
  const { counts, rejects } = result.reading.fileReports[0];
  const { catalog } = result.reading;
  expect([name, counts.records + counts.blank, rejects]).toEqual([name, counts.lines, []]);
  return {
    hosts: textsOf(catalog.hosts),
    taskNames: textsOf(catalog.taskNames),
    labels: textsOf(catalog.labels),
    requests: result.report.classes.map(({ name, requests, eventKinds, segmentKinds, relations }) => ({
      name,
      requests,
      eventKinds,
      segmentKinds,
      relations,
    })),
    orders: ordersOf(result),
    latencyNs: result.report.latencyNs,
    criticalPath: result.report.criticalPath,
    hash: result.analysis.hash,
  };
}

function parquet(columns: readonly TableColumn[]): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData: [...columns], rowGroupSize: 1000 }));
}

const FILES = shopFiles(PLAN, OPTIONS, parquet);
const filesThatTell = (tells: "events" | "spans") =>
  FILES.filter((file) => file.tells === tells).map(({ name, bytes }) => [name, bytes] as const);

describe("formats of events", async () => {
  const [first, ...others] = filesThatTell("events");
  const expected = await foundIn(...first);

  test("the system is found", () => {
    expect(expected.hosts).toEqual([...PLAN.hosts].sort());
    expect(expected.taskNames).toEqual(["cart", "payment", "stock", "web"]);
    expect(expected.requests.reduce((sum, { requests }) => sum + requests, 0)).toBe(OPTIONS.requests);
    const found = new Set(expected.orders.map(({ from, to }) => `${from} → ${to}`));
    // Whole ms leave orders of records that lie close together open.
    for (const [from, to] of truthOf(PLAN, "order").orders) {
      const [a, b] = [PLAN.events[from].label, PLAN.events[to].label];
      if (a === "request received" || b === "answer sent") expect(found).toContain(`${a} → ${b}`);
    }
  });

  test.each(others)("%s gives the same model", async (name, bytes) => {
    expect(await foundIn(name, bytes)).toEqual(expected);
  });
});

describe("formats of spans", async () => {
  const [first, ...others] = filesThatTell("spans");
  const expected = await foundIn(...first);

  test("the system is found", () => {
    expect(expected.hosts).toEqual([...PLAN.hosts].sort());
    expect(expected.taskNames).toContain("stock reserve");
    expect(expected.requests.reduce((sum, { requests }) => sum + requests, 0)).toBe(OPTIONS.requests);
    expect(expected.orders.length).toBeGreaterThan(20);
  });

  test.each(others)("%s gives the same model", async (name, bytes) => {
    expect(await foundIn(name, bytes)).toEqual(expected);
  });
});
