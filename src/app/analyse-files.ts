import type { AnalysisProgress, AnalysisRun } from "../client/analysis-run.ts";
import { FileReader } from "../client/file-reader.ts";
import type { Outcome } from "../core/outcome.ts";
import { failure, success } from "../core/outcome.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import { PARTITION_COUNT } from "../core/units.ts";
import { fileSummaries } from "./file-summaries.ts";
import type { Laps } from "./laps.ts";
import { nothingFound } from "./nothing-found.ts";
import type { InspectedFile, Phase, ReadyState } from "./phase.ts";
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
  readonly rule: ClassRule;
  readonly terminal: string | null;
}

/**
 * Reads the files of a job into the opened store and analyses them; `show` gets the phases on the way. Failures: I_EMPTY
 * when no event came out of them, R_MISSING when they lack what the recipe names. Rejects when the signal is aborted, a file cannot be read or a worker has a bug.
 */
export async function analyseFiles(
  { inspected, originNs, dataset, rule, terminal }: AnalysisJob,
  { parsers, inflater, store }: SessionWorkers,
  run: AnalysisRun,
  lap: Laps,
  show: (phase: Phase) => void,
  signal: AbortSignal,
): Promise<Outcome<ReadyState>> {
  const files = inspected.flatMap(({ file, plan }) => (plan === null ? [] : [{ file, plan }]));
  const sinceMs = lap.now();
  const bytesTotal = files.reduce((sum, { file }) => sum + file.size, 0);
  const none = { bytesDone: 0, bytesTotal, events: 0, accountedBytes: 0, keepPartitions: PARTITION_COUNT };
  show({ name: "reading", progress: none, sinceMs });
  let accountedBytes = 0;
  let shownMs = sinceMs;
  /** Painting costs the workers time where a machine has few cores: a few times a second is enough to see it move. */
  const isDue = () => {
    const due = lap.now() - shownMs >= PROGRESS_EVERY_MS;
    if (due) shownMs = lap.now();
    return due;
  };
  const reader = new FileReader(files, originNs, parsers, inflater, store, dataset, (progress) => {
    accountedBytes = progress.accountedBytes;
    if (isDue()) show({ name: "reading", progress, sinceMs });
  });
  await reader.read(signal);
  lap.end("read");
  let provisional: AnalysisReport | null = null;
  let present = "sorting";
  const progress = ({ step, done }: AnalysisProgress) => {
    const isNew = step !== present;
    if (isNew) lap.end(present);
    present = step;
    if (isNew || isDue()) show({ name: "analysing", step, done, provisional });
  };
  const reading = await run.build(progress, signal);
  if (reading.eventCount === 0) return failure("I_EMPTY", nothingFound(inspected, reading.fileReports));
  const missing = await run.missingFrom(reading, { rule, terminal }, signal);
  if (missing !== null) return failure("R_MISSING", missing);
  if (reading.eventCount >= PROVISIONAL_EVENTS) {
    lap.end(present);
    present = "provisional";
    provisional = await run.analyse({ rule, terminal }, () => {}, signal, run.partitions.slice(0, 1));
  }
  const report = await run.analyse({ rule, terminal }, progress, signal);
  lap.end(present);
  return success({
    report,
    ...fileSummaries(inspected, reading.fileReports),
    timingsMs: lap.laps,
    accountedBytes,
  });
}
