import type { ReadingState } from "../core/analysis/analysis-store.ts";
import { BlockChain } from "../core/log/block-chain.ts";
import { withoutName } from "../core/log/failure-words.ts";
import type { SliceContext } from "../core/log/file-reading.ts";
import type { FramedBlock } from "../core/log/framing.ts";
import type { RowJob } from "../core/log/parquet/row-job.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import { hashesLines, isRows, isSliced } from "../core/log/random-access.ts";
import { RowChain } from "../core/log/row-chain.ts";
import type { SliceJob } from "../core/log/slice-chain.ts";
import { SliceChain } from "../core/log/slice-chain.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { Failure, Outcome } from "../core/outcome.ts";
import type { UnfinishedFile } from "../core/trace/file-cut.ts";
import { PARTITION_COUNT } from "../core/units.ts";
import type { LogFile } from "../protocol/log-file.ts";
import type { ParseApi, StreamedBlock } from "../protocol/parse-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { transferables } from "../protocol/transferables.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { move } from "./move.ts";
import { runTasks } from "./worker-pool.ts";

export interface PlannedFile {
  readonly file: LogFile;
  readonly plan: SourcePlan;
}

export interface ReadingProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly events: number;
  readonly accountedBytes: number;
  /** Partitions kept within the memory budget, of 64. */
  readonly keepPartitions: number;
}

/** Plain text is read in slices of this size. */
export const SLICE_BYTES = 8 << 20;
/** A user's pattern may run away: a slice that takes longer than this is given up. */
const SLICE_DEADLINE_MS = 120_000;

type Task =
  | { readonly kind: "slice"; readonly fileIndex: number; readonly job: SliceJob }
  | { readonly kind: "rows"; readonly fileIndex: number; readonly job: RowJob }
  | { readonly kind: "block"; readonly fileIndex: number; readonly block: FramedBlock; readonly sliceIndex: number };

/** A file that could not be read to its end; what was read before stays. */
export class ReadingFailed extends Error {
  override readonly name = "ReadingFailed";

  constructor(
    readonly file: string,
    readonly failure: Failure,
  ) {
    super(`${file}: ${withoutName(file, failure)}`);
  }
}

/**
 * Reads all files into the store: slices of plain files by any free parse worker, compressed files and JSON documents
 * through one inflating worker and then likewise, rows of Parquet files by any worker. The files' order must be canonical; the order of arrival is not. Of
 * every file the store has a beginning at any moment, so reading may be stopped: what is there stays.
 */
export class FileReader {
  /** What else is wanted of slices. */
  protected readonly wanted: Pick<SliceContext, "allRejects"> = {};
  private keepPartitions = PARTITION_COUNT;
  private accountedBytes = 0;
  private events = 0;
  /** Several files of lines may hold the same lines. */
  private readonly hashLines: boolean;
  private readonly chains: readonly (SliceChain | BlockChain | RowChain)[];
  private opened = -1;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly waiting: (() => void)[] = [];
  /** Files that could not be read further, and why. */
  private readonly failures = new Map<number, Failure>();

  constructor(
    private readonly files: readonly PlannedFile[],
    private readonly originNs: bigint,
    private readonly parsers: readonly WorkerHandle<ParseApi>[],
    private readonly inflater: WorkerHandle<ParseApi>,
    private readonly store: WorkerHandle<StoreApi>,
    /** The dataset that the store was opened for: it takes no slices of another. */
    private readonly dataset: number,
    private readonly onProgress: (progress: ReadingProgress) => void,
    private readonly sliceBytes = SLICE_BYTES,
  ) {
    this.hashLines = hashesLines(files.map(({ plan }) => plan));
    this.chains = files.map(({ file, plan }) => {
      if (isRows(plan)) return new RowChain(file.size);
      return isSliced(plan) ? new SliceChain(file.size, this.sliceBytes) : new BlockChain(file.size);
    });
  }

  /**
   * Reads until every record is in the store, or reading is stopped and what was accepted is. A file that cannot be read
   * further keeps what was accepted of it, and the others are read on. Resolves with the files that were not read to
   * their end. Rejects with `ReadingFailed` if files failed and no event was read, or when the signal is aborted.
   */
  async read(signal: AbortSignal): Promise<UnfinishedFile[]> {
    const halt = AbortSignal.any([signal, this.stopping.signal]);
    let underWay = 0;
    await runTasks<ParseApi, Task, ParsedSlice | null>(
      this.parsers,
      async () => {
        for (;;) {
          const task = await this.unlessStopped(() => this.inTurn(() => this.nextTask(halt)));
          if (this.isStopped) return null;
          if (task !== null) {
            underWay++;
            return task;
          }
          // A slice under way may have to be parsed again: wait for it before giving up this worker.
          if (underWay === 0) return null;
          await new Promise<void>((resolve) => this.waiting.push(resolve));
        }
      },
      async (handle, task) => {
        try {
          return await this.unlessStopped(() => this.perform(handle, task, halt));
        } catch (error) {
          this.wake();
          throw error;
        }
      },
      async (slice, task) => {
        try {
          // What is not accepted yet when reading is stopped is left out, parsed or not.
          if (slice !== null && !this.isStopped) await this.accept(slice, task, signal);
        } finally {
          underWay--;
          this.wake();
        }
      },
      signal,
    );
    const [failed] = [...this.failures].sort(([a], [b]) => a - b);
    if (failed !== undefined && this.events === 0) {
      const [fileIndex, reason] = failed;
      throw new ReadingFailed(this.files[fileIndex].file.name, reason);
    }
    return this.unfinished;
  }

  /**
   * Stops reading: no more slices are handed out, those under way are abandoned, `read` resolves once the store has what
   * was accepted. Does nothing and returns false if no event has been accepted, or if it is stopped already.
   */
  stop(): boolean {
    if (this.events === 0 || this.isStopped) return false;
    const busy = this.parsers.filter(({ waitingCount }) => waitingCount > 0);
    this.stopping.abort(new DOMException("stopped", "AbortError"));
    // An abandoned slice would go on to cost time, one with a pattern that runs away for ever.
    for (const parser of busy) parser.restart();
    this.wake();
    return true;
  }

  get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Bytes of the files whose records are accepted. */
  get acceptedBytes(): number {
    return this.chains.reduce((sum, { acceptedBytes }) => sum + acceptedBytes, 0);
  }

  private get unfinished(): UnfinishedFile[] {
    return this.chains
      .map(({ acceptedBytes }, fileIndex) => {
        const failed = this.failures.get(fileIndex);
        const problem = failed && withoutName(this.files[fileIndex].file.name, failed);
        return { fileIndex, bytesRead: acceptedBytes, ...(problem !== undefined && { problem }) };
      })
      .filter(({ fileIndex, bytesRead, problem }) => {
        return problem !== undefined || bytesRead < this.files[fileIndex].file.size;
      });
  }

  private wake(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }

  /** What `work` gives; null instead of its failure once reading is stopped. */
  private async unlessStopped<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (this.isStopped) return null;
      throw error;
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work, work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async nextTask(signal: AbortSignal): Promise<Task | null> {
    for (const [fileIndex, chain] of this.chains.entries()) {
      if (this.failures.has(fileIndex)) continue;
      if (chain instanceof SliceChain) {
        // Of a file that was handed out, slices may come up again.
        const job = chain.take();
        if (job !== null) return { kind: "slice", fileIndex, job };
      } else if (chain instanceof RowChain) {
        const job = await this.nextRows(fileIndex, chain, signal);
        if (job !== null) return { kind: "rows", fileIndex, job };
      } else if (!chain.isEnded) {
        const block = await this.nextBlock(fileIndex, chain, signal);
        if (block !== null) return block;
      }
    }
    return null;
  }

  private async nextRows(fileIndex: number, chain: RowChain, signal: AbortSignal): Promise<RowJob | null> {
    if (!chain.isPlanned) {
      const { file, plan } = this.files[fileIndex];
      const options = { signal, deadlineMs: SLICE_DEADLINE_MS };
      const jobs = await this.inflater.call<Outcome<RowJob[]>>((api) => api.rowJobs(file, plan), options);
      if (!jobs.ok) {
        this.failures.set(fileIndex, jobs.failure);
        return null;
      }
      chain.plan(jobs.value);
    }
    return chain.take();
  }

  private async nextBlock(fileIndex: number, chain: BlockChain, signal: AbortSignal): Promise<Task | null> {
    const { file, plan } = this.files[fileIndex];
    if (this.opened !== fileIndex) {
      await this.inflater.call((api) => api.open(file, plan), { signal });
      this.opened = fileIndex;
    }
    const outcome = await this.inflater.call<Outcome<StreamedBlock | null>>((api) => api.next(), {
      signal,
      deadlineMs: SLICE_DEADLINE_MS,
    });
    if (!outcome.ok) {
      this.failures.set(fileIndex, outcome.failure);
      return null;
    }
    if (outcome.value === null) {
      chain.end();
      return null;
    }
    const { block, bytesRead } = outcome.value;
    return { kind: "block", fileIndex, block, sliceIndex: chain.take(bytesRead) };
  }

  /** The slice; null of a file that cannot be read further. */
  private async perform(handle: WorkerHandle<ParseApi>, task: Task, signal: AbortSignal): Promise<ParsedSlice | null> {
    const { file, plan } = this.files[task.fileIndex];
    const { originNs, keepPartitions } = this;
    const context = { fileIndex: task.fileIndex, originNs, keepPartitions, hashLines: this.hashLines, ...this.wanted };
    const options = { signal, deadlineMs: SLICE_DEADLINE_MS };
    const outcome = await handle.call<Outcome<ParsedSlice>>((api) => {
      if (task.kind === "slice") return api.parse(file, plan, task.job, context);
      if (task.kind === "rows") return api.parseRows(file, plan, task.job, context);
      return api.parseBlock(plan, task.block, task.sliceIndex, context);
    }, options);
    if (outcome.ok) return outcome.value;
    if (!this.failures.has(task.fileIndex)) this.failures.set(task.fileIndex, outcome.failure);
    return null;
  }

  /** Takes a slice; those of a file come in order. */
  protected keep(slice: ParsedSlice, signal: AbortSignal): Promise<ReadingState> {
    return this.store.call<ReadingState>((api) => api.addSlice(this.dataset, move(slice, transferables(slice))), {
      signal,
    });
  }

  private async accept(slice: ParsedSlice, task: Task, signal: AbortSignal): Promise<void> {
    for (const accepted of this.chains[task.fileIndex].settle(slice)) {
      this.events += accepted.timeNs.length;
      const state = await this.keep(accepted, signal);
      this.keepPartitions = Math.min(this.keepPartitions, state.keepPartitions);
      this.accountedBytes = state.accountedBytes;
    }
    this.onProgress({
      bytesDone: this.acceptedBytes,
      bytesTotal: this.files.reduce((sum, { file }) => sum + file.size, 0),
      events: this.events,
      accountedBytes: this.accountedBytes,
      keepPartitions: this.keepPartitions,
    });
  }
}
