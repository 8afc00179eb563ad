import fc from "fast-check";
import { expect, test } from "vitest";
import { AnalysisStore, type StoreOptions } from "../core/analysis/analysis-store.ts";
import { StoreService } from "../core/analysis/store-service.ts";
import { encodeUtf8 } from "../core/bytes.ts";
import { BlockReader, parseBlock, readSlice } from "../core/log/file-reading.ts";
import { parseSlice } from "../core/log/parse-slice.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import { success } from "../core/outcome.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import { PARTITION_COUNT } from "../core/units.ts";
import { type LogFile, plainFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { type CallOptions, Cancelled, type WorkerHandle } from "../protocol/worker-handle.ts";
import { sampleCsvPlan } from "../testing/in-thread-analysis.ts";
import { FileReader, type PlannedFile } from "./file-reader.ts";

const PLAN = sampleCsvPlan();
const STORE_OPTIONS: Omit<StoreOptions, "attributesOfFile"> = { originNs: 0n, memoryBudgetBytes: 1e9 };

/** A handle that answers in this thread, after as many turns of the loop as the test says. */
function slow<T>(api: Partial<T>, turns: () => number): WorkerHandle<T> {
  const handle = {
    waitingCount: 0,
    restart: () => {},
    call: (work: (api: Partial<T>) => unknown, { signal }: CallOptions = {}) =>
      new Promise((resolve, reject) => {
        const cancel = () => reject(new Cancelled("cancelled"));
        if (signal?.aborted) return cancel();
        signal?.addEventListener("abort", cancel, { once: true });
        const settle = () => signal?.removeEventListener("abort", cancel);
        void wait(turns())
          .then(async () => work(api))
          .then(resolve, reject)
          .finally(settle);
      }),
  };
  return handle as unknown as WorkerHandle<T>;
}

async function wait(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const sourceOf = (file: LogFile) => ({
  size: file.size,
  read: async (start: number, end: number) => new Uint8Array(await plainFile(file).slice(start, end).arrayBuffer()),
});

function parser(turns: () => number): WorkerHandle<ParseApi> {
  return slow<ParseApi>(
    {
      parse: (file, plan, job, context) => readSlice(sourceOf(file), plan, job, context),
      parseBlock: async (plan, block, sliceIndex, context) => parseBlock(plan, block, sliceIndex, context),
    },
    turns,
  );
}

/** Streams files in blocks of about 100 bytes; what it "inflates" is as it was. */
function inflater(turns: () => number): WorkerHandle<ParseApi> {
  let reader: BlockReader | null = null;
  let bytesRead = 0;
  return slow<ParseApi>(
    {
      open: async (file, plan) => {
        bytesRead = 0;
        const chunks = async function* () {
          const bytes = new Uint8Array(await plainFile(file).arrayBuffer());
          for (let at = 0; at < bytes.length; at += 64) {
            const chunk = bytes.subarray(at, at + 64);
            bytesRead += chunk.length;
            yield chunk;
          }
        };
        reader = new BlockReader(chunks(), plan, 100);
      },
      next: async () => {
        const block = await reader!.next();
        if (!block.ok) return block;
        return success(block.value === null ? null : { block: block.value, bytesRead });
      },
    },
    turns,
  );
}

/** Records of a few requests, some with a label over two lines, some that are refused. */
const LOG = fc
  .array(fc.record({ request: fc.nat(6), label: fc.constantFrom("a", "b", '"x\ny"'), isBad: fc.boolean() }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((records) => {
    const rows = records.map(({ request, label, isBad }, at) => `r${request},${isBad ? "?" : at * 10},h,t,${label}\n`);
    return `request,time,host,task,event\n${rows.join("")}`;
  });

/** What a store makes of the texts read whole. */
function whole(texts: readonly string[]): AnalysisStore {
  const store = new AnalysisStore({ ...STORE_OPTIONS, attributesOfFile: texts.map(() => []) });
  texts.forEach((text, fileIndex) => {
    const bytes = encodeUtf8(text);
    const job = { sliceIndex: 0, start: 0, end: bytes.length, startIsRecord: true };
    const hashLines = texts.length > 1;
    const context = { fileIndex, originNs: 0n, keepPartitions: PARTITION_COUNT, hashLines };
    store.addSlice(parseSlice(PLAN, { ...context, ...job, bytes, byteOffset: 0, atEnd: true }) as ParsedSlice);
  });
  return store;
}

/** The beginning of a text that has so many line ends. */
function firstLines(text: string, lines: number): string {
  return text
    .split("\n")
    .slice(0, lines)
    .map((line) => `${line}\n`)
    .join("");
}

const partitionsOf = (store: { rawPartition(partition: number): RawPartition }) =>
  Array.from({ length: PARTITION_COUNT }, (_, partition) => store.rawPartition(partition));

const TURNS = fc.infiniteStream(fc.nat(3));
const STOP = fc.oneof(fc.nat(12), fc.constant(Number.POSITIVE_INFINITY));

test("reading that is stopped keeps what files cut there would have given, and counts no other line", async () => {
  const files = fc.array(fc.record({ text: LOG, isStreamed: fc.boolean() }), { minLength: 1, maxLength: 3 });
  const cutFiles = { seen: 0 };
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 40, max: 200 }), TURNS, STOP, async (logs, sliceBytes, chance, stop) => {
      const turns = () => chance.next().value;
      const planned = logs.map(({ text, isStreamed }, at): PlannedFile => {
        return { file: new File([text], `${at}`), plan: { ...PLAN, compression: isStreamed ? "gzip" : "none" } };
      });
      const store = new StoreService();
      const dataset = store.open({ ...STORE_OPTIONS, attributesOfFile: logs.map(() => []) });
      let accepted = 0;
      let bytesDone = 0;
      const reader: FileReader = new FileReader(
        planned,
        0n,
        [parser(turns), parser(turns), parser(turns)],
        inflater(turns),
        slow<StoreApi>(store as unknown as StoreApi, turns),
        dataset,
        (progress) => {
          bytesDone = progress.bytesDone;
          if (++accepted > stop && !reader.isStopped) expect(reader.stop()).toBe(progress.events > 0);
        },
        sliceBytes,
      );
      const unfinished = await reader.read(new AbortController().signal);
      const reading = store.finishReading(unfinished);
      const lines = reading.fileReports.map(({ counts }) => counts.lines);
      const cut = whole(logs.map(({ text }, at) => firstLines(text, lines[at])));
      const expected = cut.finishReading();
      expect(reading.fileReports).toEqual(expected.fileReports);
      expect(reading.catalog).toEqual(expected.catalog);
      expect(partitionsOf(store)).toEqual(partitionsOf(cut));
      for (const { counts } of reading.fileReports) {
        const { lines, records, continuations, blank, duplicates, rejects } = counts;
        expect(lines).toBe(records + continuations + blank + duplicates + rejects);
      }
      logs.forEach(({ text, isStreamed }, at) => {
        const bytesRead = unfinished.find(({ fileIndex }) => fileIndex === at)?.bytesRead;
        if (bytesRead === undefined) expect(lines[at]).toBe(text.split("\n").length - 1);
        else if (!isStreamed) expect(firstLines(text, lines[at])).toHaveLength(bytesRead);
        else expect(bytesRead).toBeLessThan(text.length);
      });
      cutFiles.seen += unfinished.length;
      if (!reader.isStopped) expect(unfinished).toEqual([]);
      else expect(bytesDone).toBe(reader.acceptedBytes);
    }),
    { numRuns: 150 },
  );
  expect(cutFiles.seen).toBeGreaterThan(3);
});

test("before any event has been accepted there is nothing to stop at", async () => {
  const store = new StoreService();
  const dataset = store.open({ ...STORE_OPTIONS, attributesOfFile: [[]] });
  const file = new File(["request,time,host,task,event\nr1,5,h,t,a\n"], "log.csv");
  const turns = () => 0;
  const handle = slow<StoreApi>(store as unknown as StoreApi, turns);
  const events: number[] = [];
  const reader = new FileReader(
    [{ file, plan: PLAN }],
    0n,
    [parser(turns)],
    inflater(turns),
    handle,
    dataset,
    (progress) => events.push(progress.events),
  );
  const reading = reader.read(new AbortController().signal);
  expect(reader.stop()).toBe(false);
  expect(await reading).toEqual([]);
  expect(events).toEqual([1]);
});
