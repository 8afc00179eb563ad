import fc from "fast-check";
import { expect, test } from "vitest";
import { AnalysisStore, type StoreOptions } from "../core/analysis/analysis-store.ts";
import { StoreService } from "../core/analysis/store-service.ts";
import { compilePlan } from "../core/log/field-plan.ts";
import type { SliceContext } from "../core/log/file-reading.ts";
import type { RowJob } from "../core/log/parquet/row-job.ts";
import { type RowTexts, rowSlice } from "../core/log/parquet/row-slice.ts";
import { TextArena } from "../core/log/parquet/text-arena.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { failure, success } from "../core/outcome.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import { PARTITION_COUNT } from "../core/units.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { type CallOptions, Cancelled, type WorkerHandle } from "../protocol/worker-handle.ts";
import { FileReader, ReadingFailed } from "./file-reader.ts";

const PLAN: SourcePlan = {
  format: "parquet",
  compression: "none",
  roles: {
    request: [{ column: "id" }],
    time: { column: "at", unit: "ms" },
    task: [],
    label: [{ column: "event" }],
    keys: [],
    attributes: [],
  },
};
const STORE_OPTIONS: Omit<StoreOptions, "attributesOfFile"> = { originNs: 0n, memoryBudgetBytes: 1e9 };
const BYTES_PER_ROW = 10;

type Row = readonly [id: string, at: string, event: string];

/** The texts of rows, as reading their columns gives them. */
function textsOf(rows: readonly Row[]): RowTexts {
  const arena = new TextArena();
  const slots = [0, 1, 2].map((column) => {
    const starts = new Int32Array(rows.length);
    const ends = new Int32Array(rows.length);
    rows.forEach((row, i) => {
      starts[i] = arena.length;
      arena.appendText(row[column]);
      ends[i] = arena.length;
    });
    return { starts, ends, path: undefined, isFloating: false, isToken: false };
  });
  return { rows: rows.length, bytes: arena.bytes, slots };
}

function sliceOf(rows: readonly Row[], job: RowJob, context: SliceContext) {
  const compiled = compilePlan(PLAN);
  if (!compiled.ok) throw new Error(compiled.failure.message);
  return rowSlice(compiled.value, textsOf(rows.slice(job.firstRow, job.firstRow + job.range.end)), job, context);
}

function jobsOf(rows: readonly Row[], most: number): RowJob[] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, sliceIndex) => {
    const firstRow = sliceIndex * most;
    const end = Math.min(most, rows.length - firstRow);
    const endOffset = (firstRow + end) * BYTES_PER_ROW;
    return { sliceIndex, firstRow, range: { first: 0, end, groupRows: end }, endOffset, columns: [], slots: [] };
  });
}

/** A handle that answers in this thread, after as many turns of the loop as the test says. */
function slow<T>(api: Partial<T>, turns: () => number): WorkerHandle<T> {
  const handle = {
    waitingCount: 0,
    restart: () => {},
    call: async (work: (api: Partial<T>) => unknown, { signal }: CallOptions = {}) => {
      for (let turn = turns(); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new Cancelled("cancelled");
      return work(api);
    },
  };
  return handle as unknown as WorkerHandle<T>;
}

const partitionsOf = (store: { rawPartition(partition: number): RawPartition }) =>
  Array.from({ length: PARTITION_COUNT }, (_, partition) => store.rawPartition(partition));

const ROWS = fc.array(fc.tuple(fc.constantFrom("r1", "r2", "-"), fc.nat(99).map(String), fc.constantFrom("a", "b")), {
  minLength: 1,
  maxLength: 40,
});

test("files that tell their own slices are read in order, by any worker; what is stopped is a beginning of them", async () => {
  const stopped = { seen: 0 };
  const stretch = fc.integer({ min: 1, max: 15 });
  const chance = fc.infiniteStream(fc.nat(3));
  const stop = fc.oneof(fc.nat(4), fc.constant(Number.POSITIVE_INFINITY));
  await fc.assert(
    fc.asyncProperty(
      fc.array(ROWS, { minLength: 1, maxLength: 3 }),
      stretch,
      chance,
      stop,
      async (files, most, random, limit) => {
        const turns = () => random.next().value;
        const planned = files.map((rows, at) => ({
          file: new File(["x".repeat(rows.length * BYTES_PER_ROW)], String(at)),
          plan: PLAN,
        }));
        let plannings = 0;
        const api: Partial<ParseApi> = {
          rowJobs: async (file) => {
            plannings++;
            return success(jobsOf(files[Number(file.name)], most));
          },
          parseRows: async (file, _, job, context) => success(sliceOf(files[Number(file.name)], job, context)),
        };
        const store = new StoreService();
        const dataset = store.open({ ...STORE_OPTIONS, attributesOfFile: files.map(() => []) });
        let accepted = 0;
        const reader: FileReader = new FileReader(
          planned,
          0n,
          [slow(api, turns), slow(api, turns)],
          slow(api, turns),
          slow<StoreApi>(store as unknown as StoreApi, turns),
          dataset,
          () => {
            if (++accepted > limit) reader.stop();
          },
        );
        const unfinished = await reader.read(new AbortController().signal);
        const reading = store.finishReading(unfinished);
        const lines = reading.fileReports.map(({ counts }) => counts.lines);
        const whole = new AnalysisStore({ ...STORE_OPTIONS, attributesOfFile: files.map(() => []) });
        files.forEach((rows, fileIndex) => {
          const [job] = jobsOf(rows.slice(0, lines[fileIndex]), rows.length);
          const context = { fileIndex, originNs: 0n, keepPartitions: PARTITION_COUNT };
          if (job !== undefined) whole.addSlice(sliceOf(rows, job, context));
        });
        const expected = whole.finishReading();
        expect(reading.catalog).toEqual(expected.catalog);
        expect(partitionsOf(store)).toEqual(partitionsOf(whole));
        expect(plannings).toBeLessThanOrEqual(files.length);
        for (const { fileIndex, bytesRead } of unfinished) expect(bytesRead).toBe(lines[fileIndex] * BYTES_PER_ROW);
        if (!reader.isStopped) expect(lines).toEqual(files.map((rows) => rows.length));
        stopped.seen += unfinished.length;
      },
    ),
    { numRuns: 120 },
  );
  expect(stopped.seen).toBeGreaterThan(0);
});

test("a file that cannot tell its slices is named", async () => {
  const api: Partial<ParseApi> = { rowJobs: async () => failure("I_CORRUPT_ARCHIVE", "no footer") };
  const store = new StoreService();
  const dataset = store.open({ ...STORE_OPTIONS, attributesOfFile: [[]] });
  const turns = () => 0;
  const reader = new FileReader(
    [{ file: new File(["x"], "bad.parquet"), plan: PLAN }],
    0n,
    [slow(api, turns)],
    slow(api, turns),
    slow<StoreApi>(store as unknown as StoreApi, turns),
    dataset,
    () => {},
  );
  const error = await reader.read(new AbortController().signal).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ReadingFailed);
  expect(String(error)).toContain("bad.parquet: no footer");
});
