import type { ReadingState } from "../core/analysis/analysis-store.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import { rejectLines } from "../core/present/rejects-csv.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { FileReader, type PlannedFile } from "./file-reader.ts";

/** A file, and how many of its lines are asked about: those that were read. */
export interface RejectedFile extends PlannedFile {
  readonly lines: number;
}

/** Reads files again for all that is rejected of them. No row is kept: most requests are passed over while parsing. */
export class RejectReader extends FileReader {
  protected override readonly wanted = { allRejects: true };
  private readonly linesBefore: number[];
  private readonly pieces: Blob[][];

  constructor(
    private readonly rejected: readonly RejectedFile[],
    parsers: readonly WorkerHandle<ParseApi>[],
    inflater: WorkerHandle<ParseApi>,
    sliceBytes?: number,
  ) {
    super(rejected, 0n, parsers, inflater, NO_STORE, 0, () => {}, sliceBytes);
    this.linesBefore = rejected.map(() => 0);
    this.pieces = rejected.map(() => []);
  }

  /** Lines of `rejects.csv` per file. Rejects as `FileReader.read` does. */
  async list(signal: AbortSignal): Promise<Blob[]> {
    await this.read(signal);
    return this.pieces.map((pieces) => new Blob(pieces));
  }

  protected override async keep({ fileIndex, counts, rejects }: ParsedSlice): Promise<ReadingState> {
    const before = this.linesBefore[fileIndex];
    const { file, lines } = this.rejected[fileIndex];
    const known = rejects.filter(({ line }) => before + line < lines);
    // A Blob each: the texts of all rejects together may be large.
    if (known.length > 0) this.pieces[fileIndex].push(new Blob([rejectLines(file.name, known, before + 1)]));
    this.linesBefore[fileIndex] = before + counts.lines;
    return { keepPartitions: 1, accountedBytes: 0 };
  }
}

/** Slices go nowhere else. */
const NO_STORE = {
  call: () => Promise.reject(new Error("what is rejected goes to no store")),
} as unknown as WorkerHandle<StoreApi>;
