import type { AnalysisRun } from "../client/analysis-run.ts";
import type { BlobSource } from "../protocol/scan-api.ts";
import type { Database } from "./database.ts";
import { plannedFiles } from "./dataset.ts";
import type { InspectedFile } from "./phase.ts";
import type { SessionWorkers } from "./session-workers.ts";

/** Fills the database with the latest analysis, and knows whether it came to an end: an interrupted filling is worth another. */
export class DatabaseFilling {
  private signal: AbortSignal | null = null;
  private filled: readonly BlobSource[] | null = null;

  constructor(
    private readonly workers: SessionWorkers,
    private readonly database: Database,
    private readonly run: AnalysisRun,
  ) {}

  /** Whether it was filled under this signal last. */
  isUnder(signal: AbortSignal): boolean {
    return this.signal === signal;
  }

  /** Filled with the latest analysis for good, or failed for good. */
  get isDone(): boolean {
    return this.filled === this.run.analysedPartitions;
  }

  /** @param inspected the files of the latest analysis */
  async fill(inspected: readonly InspectedFile[], signal: AbortSignal): Promise<void> {
    const { workers, run, database } = this;
    const fileNames = plannedFiles(inspected).map(({ file }) => file.name);
    const { analysedPartitions } = run;
    this.signal = signal;
    await database.fill(workers.store, workers.pool, run.partitions, fileNames, signal);
    if (!signal.aborted) this.filled = analysedPartitions;
  }
}
