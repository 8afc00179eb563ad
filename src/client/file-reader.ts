import type { ReadingState } from "../core/analysis/analysis-store.ts";
import type { FramedBlock } from "../core/log/framing.ts";
import { formatOf } from "../core/log/parse-slice.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import type { SliceJob } from "../core/log/slice-chain.ts";
import { SliceChain } from "../core/log/slice-chain.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { Failure, Outcome } from "../core/outcome.ts";
import { PARTITION_COUNT } from "../core/units.ts";
import type { ParseApi, StreamedBlock } from "../protocol/parse-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { transferables } from "../protocol/transferables.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { move } from "./move.ts";
import { runTasks } from "./worker-pool.ts";

export interface PlannedFile {
  readonly file: File;
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
  | { readonly kind: "block"; readonly fileIndex: number; readonly block: FramedBlock; readonly sliceIndex: number };

/** A file that could not be read to its end; what was read before stays. */
export class ReadingFailed extends Error {
  override readonly name = "ReadingFailed";

  constructor(
    readonly file: string,
    readonly failure: Failure,
  ) {
    super(`${file}: ${failure.message}`);
  }
}

/**
 * Reads all files into the store: slices of plain files by any free parse worker, compressed files and JSON documents
 * through one inflating worker and then likewise. The files' order must be canonical; the order of arrival is not.
 */
export class FileReader {
  private keepPartitions = PARTITION_COUNT;
  private accountedBytes = 0;
  private events = 0;
  private readonly bytesOfFile: number[];
  private readonly chains: (SliceChain | undefined)[];
  private current = 0;
  private streamed: { fileIndex: number; nextIndex: number } | null = null;
  private turn: Promise<unknown> = Promise.resolve();

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
    this.bytesOfFile = files.map(() => 0);
    this.chains = files.map(({ file, plan }) =>
      isSliced(plan) ? new SliceChain(file.size, this.sliceBytes) : undefined,
    );
  }

  /** Resolves when every record is in the store. Rejects with `ReadingFailed`, or when the signal is aborted. */
  async read(signal: AbortSignal): Promise<void> {
    let waiting: (() => void)[] = [];
    const wake = () => {
      for (const resume of waiting) resume();
      waiting = [];
    };
    let underWay = 0;
    await runTasks<ParseApi, Task, ParsedSlice>(
      this.parsers,
      async () => {
        for (;;) {
          const task = await this.inTurn(() => this.nextTask(signal));
          if (task !== null) {
            underWay++;
            return task;
          }
          // A slice under way may have to be parsed again: wait for it before giving up this worker.
          if (underWay === 0) return null;
          await new Promise<void>((resolve) => waiting.push(resolve));
        }
      },
      async (handle, task) => {
        try {
          return await this.perform(handle, task, signal);
        } catch (error) {
          wake();
          throw error;
        }
      },
      async (slice, task) => {
        try {
          await this.accept(slice, task, signal);
        } finally {
          underWay--;
          wake();
        }
      },
      signal,
    );
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work, work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async nextTask(signal: AbortSignal): Promise<Task | null> {
    for (let fileIndex = 0; fileIndex < this.current; fileIndex++) {
      const job = this.chains[fileIndex]?.take() ?? null;
      if (job !== null) return { kind: "slice", fileIndex, job };
    }
    for (; this.current < this.files.length; this.current++) {
      const fileIndex = this.current;
      const chain = this.chains[fileIndex];
      if (chain !== undefined) {
        const job = chain.take();
        if (job !== null) return { kind: "slice", fileIndex, job };
      } else {
        const block = await this.nextBlock(fileIndex, signal);
        if (block !== null) return block;
      }
    }
    return null;
  }

  private async nextBlock(fileIndex: number, signal: AbortSignal): Promise<Task | null> {
    const { file, plan } = this.files[fileIndex];
    if (this.streamed?.fileIndex !== fileIndex) {
      await this.inflater.call((api) => api.open(file, plan), { signal });
      this.streamed = { fileIndex, nextIndex: 0 };
    }
    const outcome = await this.inflater.call<Outcome<StreamedBlock | null>>((api) => api.next(), {
      signal,
      deadlineMs: SLICE_DEADLINE_MS,
    });
    if (!outcome.ok) throw new ReadingFailed(file.name, outcome.failure);
    if (outcome.value === null) {
      this.bytesOfFile[fileIndex] = file.size;
      return null;
    }
    const { block, bytesRead } = outcome.value;
    this.bytesOfFile[fileIndex] = Math.min(bytesRead, file.size);
    return { kind: "block", fileIndex, block, sliceIndex: this.streamed.nextIndex++ };
  }

  private async perform(handle: WorkerHandle<ParseApi>, task: Task, signal: AbortSignal): Promise<ParsedSlice> {
    const { file, plan } = this.files[task.fileIndex];
    const { originNs, keepPartitions } = this;
    const context = { fileIndex: task.fileIndex, originNs, keepPartitions };
    const options = { signal, deadlineMs: SLICE_DEADLINE_MS };
    const outcome = await (task.kind === "slice"
      ? handle.call<Outcome<ParsedSlice>>((api) => api.parse(file, plan, task.job, context), options)
      : handle.call<Outcome<ParsedSlice>>(
          (api) => api.parseBlock(plan, task.block, task.sliceIndex, context),
          options,
        ));
    if (!outcome.ok) throw new ReadingFailed(file.name, outcome.failure);
    return outcome.value;
  }

  private async accept(slice: ParsedSlice, task: Task, signal: AbortSignal): Promise<void> {
    const chain = this.chains[task.fileIndex];
    const right = chain === undefined ? [slice] : chain.settle(slice);
    if (chain !== undefined) this.bytesOfFile[task.fileIndex] = chain.acceptedBytes;
    for (const accepted of right) {
      this.events += accepted.timeNs.length;
      const state = await this.store.call<ReadingState>(
        (api) => api.addSlice(this.dataset, move(accepted, transferables(accepted))),
        { signal },
      );
      this.keepPartitions = Math.min(this.keepPartitions, state.keepPartitions);
      this.accountedBytes = state.accountedBytes;
    }
    this.onProgress({
      bytesDone: this.bytesOfFile.reduce((sum, bytes) => sum + bytes, 0),
      bytesTotal: this.files.reduce((sum, { file }) => sum + file.size, 0),
      events: this.events,
      accountedBytes: this.accountedBytes,
      keepPartitions: this.keepPartitions,
    });
  }
}

/** Whether slices of the file may be read in any order. */
function isSliced(plan: SourcePlan): boolean {
  return plan.compression === "none" && formatOf(plan.format).randomAccess;
}
