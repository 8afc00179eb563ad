import type { AnalysisProgress, AnalysisRun, AnalysisStep } from "../client/analysis-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import { FileReader } from "../client/file-reader.ts";
import type { ReadingResult } from "../core/analysis/analysis-store.ts";
import type { LabelRules } from "../core/label/label-rules.ts";
import type { SieveProgress } from "../core/model/sieve-progress.ts";
import type { Outcome } from "../core/outcome.ts";
import { failure, success } from "../core/outcome.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import { readingCut } from "../core/present/reading-cut.ts";
import { formatReadShare } from "../core/present/summary-words.ts";
import { PARTITION_COUNT } from "../core/units.ts";
import { plannedFiles } from "./dataset.ts";
import { fileSummaries } from "./file-summaries.ts";
import type { Laps } from "./laps.ts";
import { nothingFound } from "./nothing-found.ts";
import type { InspectedFile, Phase, ReadyState } from "./phase.ts";
import { analysisOptions, type RequestRules } from "./request-rules.ts";
import type { SessionWorkers } from "./session-workers.ts";

/** Below this many events the model itself is there before one could read a provisional one. */
const PROVISIONAL_EVENTS = 3_000_000;

const PROGRESS_EVERY_MS = 250;

/** Files with their roles, in canonical order, and how their requests are told apart. */
export interface AnalysisJob {
  readonly inspected: readonly InspectedFile[];
  readonly originNs: bigint;
  /** Number of the dataset that the store was opened for. */
  readonly dataset: number;
}

/**
 * Reads the files of a job into the opened store, then analyses them; `show` gets the phases on the way. Between the two one
 * may stop and ask.
 */
export class FileAnalysis {
  private readonly files: readonly PlannedFile[];
  private readonly reader: FileReader;
  private readonly sinceMs: number;
  private readonly bytesTotal: number;
  /** When progress was last shown; the first is due at once. */
  private shownMs = Number.NEGATIVE_INFINITY;
  private provisional: AnalysisReport | null = null;
  private sieve: SieveProgress | null = null;
  /** The step on screen. */
  private present = "sorting";

  constructor(
    private readonly job: AnalysisJob,
    workers: SessionWorkers,
    private readonly run: AnalysisRun,
    private readonly lap: Laps,
    /** Changes when somebody was asked in between. */
    public show: (phase: Phase) => void,
    private accountedBytes = 0,
  ) {
    const { inspected, originNs, dataset } = job;
    this.files = plannedFiles(inspected);
    this.sinceMs = lap.now();
    this.bytesTotal = this.files.reduce((sum, { file }) => sum + file.size, 0);
    const { parsers, inflater, store } = workers;
    this.reader = new FileReader(this.files, originNs, parsers, inflater, store, dataset, (progress) => {
      this.accountedBytes = progress.accountedBytes;
      // Once stopped, what the store still takes is no news.
      if (!this.reader.isStopped && this.isDue()) this.show({ name: "reading", progress, sinceMs: this.sinceMs });
    });
  }

  /** Ends reading at once, to go on with what was read. False, and nothing happens, if no event has been. */
  stopReading(): boolean {
    if (!this.reader.stop()) return false;
    this.showStep("sorting", 0);
    return true;
  }

  /** Rejects when the signal is aborted, a file cannot be read or a worker has a bug; so do the methods below. */
  async read(signal: AbortSignal): Promise<ReadingResult> {
    const { run, lap, bytesTotal, sinceMs } = this;
    const none = { bytesDone: 0, bytesTotal, events: 0, accountedBytes: 0, keepPartitions: PARTITION_COUNT };
    this.show({ name: "reading", progress: none, sinceMs });
    const unfinished = await this.reader.read(signal);
    lap.end("read");
    this.showStep("sorting", 0);
    return run.build(unfinished, this.progress, signal);
  }

  /** Labels of the rows that were read before under other rules; null if they must be read again. */
  relabel(rules: LabelRules, signal: AbortSignal): Promise<ReadingResult | null> {
    this.showStep("sorting", 0);
    return this.run.relabel(rules, this.progress, signal);
  }

  /** Failures: I_EMPTY when no event came out of the files, R_MISSING when they lack what the recipe names. */
  async analyse(reading: ReadingResult, rules: RequestRules, signal: AbortSignal): Promise<Outcome<ReadyState>> {
    const { run, lap, progress } = this;
    const { inspected } = this.job;
    const options = analysisOptions(rules);
    const cut = readingCut(
      this.files.map(({ file }) => file),
      reading.cuts,
    );
    const soFar = cut === null ? "" : ` Reading was stopped at ${formatReadShare(cut)} of the bytes.`;
    if (reading.eventCount === 0) return failure("I_EMPTY", nothingFound(inspected, reading.fileReports) + soFar);
    const missing = await run.missingFrom(reading, options, signal);
    if (missing !== null) return failure("R_MISSING", missing + soFar);
    if (reading.eventCount >= PROVISIONAL_EVENTS) {
      lap.end(this.present);
      this.present = "provisional";
      this.provisional = await run.analyse(options, () => {}, signal, run.partitions.slice(0, 1));
    }
    const report = await run.analyse(options, progress, signal);
    lap.end(this.present);
    return success({
      report,
      ...fileSummaries(inspected, reading.fileReports, reading.cuts),
      cut,
      timingsMs: lap.laps,
      accountedBytes: this.accountedBytes,
    });
  }

  private readonly progress = ({ step, done, sieve }: AnalysisProgress): void => {
    if (sieve !== undefined) this.sieve = sieve;
    const isNew = step !== this.present;
    if (isNew) this.lap.end(this.present);
    this.present = step;
    if (isNew || this.isDue()) this.showStep(step, done);
  };

  /** Painting costs the workers time where a machine has few cores: a few times a second is enough to see it move. */
  private isDue(): boolean {
    const now = this.lap.now();
    const due = now - this.shownMs >= PROGRESS_EVERY_MS;
    if (due) this.shownMs = now;
    return due;
  }

  private showStep(step: AnalysisStep, done: number): void {
    const { reader, bytesTotal, provisional } = this;
    const readShare = reader.isStopped ? reader.acceptedBytes / bytesTotal : 1;
    this.show({ name: "analysing", step, done, sieve: this.sieve, provisional, readShare });
  }
}
