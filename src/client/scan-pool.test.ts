import { expect, test } from "vitest";
import type { ScanContext } from "../core/analysis/scan-context.ts";
import { FakeWorker } from "../protocol/fake-worker.ts";
import type { BlobSource, ScanApi } from "../protocol/scan-api.ts";
import { WorkerHandle } from "../protocol/worker-handle.ts";
import { ScanPool } from "./scan-pool.ts";

/** A scanner that only remembers what it was told, and can answer only then. */
function rememberingApi(): Partial<ScanApi> {
  let context: ScanContext = {};
  return {
    setContext: (part) => {
      context = { ...context, ...part };
    },
    kinds: async (sources) => {
      if (context.terminalLabel === undefined) throw new Error("scan before its context was set");
      return { classes: sources.map(() => []) } as never;
    },
    detail: async () => ({ terminalLabel: context.terminalLabel }) as never,
  };
}

function poolOf(workers: number): { pool: ScanPool; living: FakeWorker[] } {
  const living: FakeWorker[] = [];
  const handles = Array.from({ length: workers }, (_, at) => {
    return new WorkerHandle<ScanApi>(() => {
      const worker = new FakeWorker(rememberingApi());
      living.push(worker);
      return worker;
    }, `scanner ${at}`);
  });
  return { pool: new ScanPool(handles), living };
}

const sources = Array.from({ length: 12 }, (_, partition) => ({ partition, firstRank: 0 }) as BlobSource);

async function scanAll(pool: ScanPool, afterPart: (parts: number) => void): Promise<number> {
  let partitions = 0;
  let parts = 0;
  await pool.scan(
    sources,
    2,
    (handle, group) => handle.call((api) => api.kinds(group)),
    (part) => {
      partitions += part.classes.length;
      afterPart(++parts);
    },
    () => {},
    new AbortController().signal,
  );
  return partitions;
}

test("every partition is scanned once", async () => {
  const { pool } = poolOf(2);
  pool.setContext({ terminalLabel: 3 });
  expect(await scanAll(pool, () => {})).toBe(12);
});

test("a worker that dies in the middle of a scan is replaced, told everything again, and nothing is lost", async () => {
  const { pool, living } = poolOf(2);
  pool.setContext({ terminalLabel: 3 });
  const partitions = await scanAll(pool, (parts) => {
    if (parts === 2 || parts === 4) living[living.length - 1].crash("killed by the test");
  });
  expect(partitions).toBe(12);
  expect(living.length).toBeGreaterThan(2);
});

test("a question after a death is answered with the present context", async () => {
  const { pool, living } = poolOf(1);
  pool.setContext({ terminalLabel: 1 });
  const ask = () => pool.ask(sources[0], (handle) => handle.call((api) => api.detail(sources[0], 0)));
  expect(await ask()).toEqual({ terminalLabel: 1 });
  living[0].crash("killed by the test");
  pool.setContext({ terminalLabel: 2 });
  expect(await ask()).toEqual({ terminalLabel: 2 });
});
