import type { ScanContext } from "../core/analysis/scan-context.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import type { BlobSource, ScanApi, StoredPartition } from "../protocol/scan-api.ts";
import { transferables } from "../protocol/transferables.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { move } from "./move.ts";
import { attempt, runTasks } from "./worker-pool.ts";

/**
 * Scan workers with the present context. A worker that died gets the whole context again before its next call, and reads
 * its partitions again from their Blobs: nothing is lost. Partitions go first to the worker that has them unpacked.
 */
export class ScanPool {
  private context: ScanContext = {};
  /** Parts of the context that each worker has. */
  private readonly told: (keyof ScanContext)[][];
  private readonly home = new Map<number, number>();

  constructor(private readonly handles: readonly WorkerHandle<ScanApi>[]) {
    this.told = handles.map(() => []);
    handles.forEach((handle, worker) => {
      // At its end, not when it is replaced: the context must be on its way before the next call.
      handle.onEnd(() => {
        this.told[worker] = [];
      });
    });
  }

  get workerCount(): number {
    return this.handles.length;
  }

  /** Starts the workers ahead of the first call. */
  start(): void {
    for (const handle of this.handles) handle.start();
  }

  /** What the workers know; to be given back with `restore`. */
  get present(): ScanContext {
    return this.context;
  }

  /** Goes back to the dataset of which this was the context. */
  restore(context: ScanContext): void {
    this.context = context;
    this.home.clear();
    for (const told of this.told) told.length = 0;
  }

  /** Changes parts of the context for all calls from now on. A new catalog begins a new dataset. */
  setContext(part: ScanContext): void {
    if (part.catalog !== undefined) {
      this.context = {};
      this.home.clear();
    }
    this.context = { ...this.context, ...part };
    for (const told of this.told) {
      for (const name of Object.keys(part) as (keyof ScanContext)[]) {
        const at = told.indexOf(name);
        if (at >= 0) told.splice(at, 1);
      }
    }
  }

  /** Builds partitions 0 … count − 1 from rows that are fetched once a worker is free, and again if that worker dies. */
  build(
    count: number,
    fetchRows: (partition: number) => Promise<RawPartition>,
    built: (partition: StoredPartition) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    let next = 0;
    return runTasks(
      this.handles,
      () => (next < count ? next++ : null),
      async (handle, partition, worker) => {
        const raw = await fetchRows(partition);
        await this.tell(handle, worker);
        const stored = await handle.call((api) => api.build(move(raw, transferables(raw))), { signal });
        this.home.set(partition, worker);
        return stored;
      },
      built,
      signal,
    );
  }

  /** Runs one pass over groups of partitions and hands each part to `merge`. */
  scan<Part>(
    sources: readonly BlobSource[],
    groupSize: number,
    run: (handle: WorkerHandle<ScanApi>, group: readonly BlobSource[]) => Promise<Part>,
    merge: (part: Part) => void | Promise<void>,
    onProgress: (partitionsDone: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const queues = this.groupsByHome(sources, groupSize);
    let done = 0;
    const perWorker = this.handles.map((handle, worker) => {
      const next = () => queues[worker].shift() ?? longest(queues).shift() ?? null;
      return runTasks(
        [handle],
        next,
        async (_, group) => {
          await this.tell(handle, worker);
          const part = await run(handle, group);
          return { part, partitions: group.length };
        },
        async ({ part, partitions }) => {
          await merge(part);
          done += partitions;
          onProgress(done);
        },
        signal,
      );
    });
    return Promise.all(perWorker).then(() => undefined);
  }

  /** Frees the memory of unpacked partitions, on all workers. */
  async forget(): Promise<void> {
    await Promise.all(this.handles.map((handle) => handle.call((api) => api.forget())));
  }

  /** One call about one partition, on the worker that has it. */
  async ask<Result>(source: BlobSource, run: (handle: WorkerHandle<ScanApi>) => Promise<Result>): Promise<Result> {
    const worker = this.home.get(source.partition) ?? source.partition % this.handles.length;
    return attempt(async () => {
      await this.tell(this.handles[worker], worker);
      return run(this.handles[worker]);
    });
  }

  private async tell(handle: WorkerHandle<ScanApi>, worker: number): Promise<void> {
    const missing = (Object.keys(this.context) as (keyof ScanContext)[]).filter(
      (name) => !this.told[worker].includes(name),
    );
    if (missing.length === 0) return;
    const part = Object.fromEntries(missing.map((name) => [name, this.context[name]])) as ScanContext;
    this.told[worker].push(...missing);
    await handle.call((api) => api.setContext(part));
  }

  /** Ascending groups per worker: those of partitions it has built. */
  private groupsByHome(sources: readonly BlobSource[], groupSize: number): BlobSource[][][] {
    const queues: BlobSource[][][] = this.handles.map(() => []);
    for (const source of sources) {
      const worker = this.home.get(source.partition) ?? source.partition % this.handles.length;
      const last = queues[worker][queues[worker].length - 1];
      if (last !== undefined && last.length < groupSize) last.push(source);
      else queues[worker].push([source]);
    }
    return queues;
  }
}

function longest<T>(queues: readonly T[][]): T[] {
  return queues.reduce((best, queue) => (queue.length > best.length ? queue : best));
}
