import type { AnalysisOptions, AnalysisProgress, AnalysisRun } from "../client/analysis-run.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import type { SieveProgress } from "../core/model/sieve-progress.ts";
import type { Laps } from "./laps.ts";
import type { FileSummary, InspectedFile, Phase, ReadyState } from "./phase.ts";

const PROGRESS_EVERY_MS = 250;

/**
 * Analyses what has been read once more, under another rule of classes: everything from the classes on, nothing before.
 * Gives what a run from the bytes with that rule gives. Rejects when the signal is aborted.
 */
export async function analyseClasses(
  state: ReadyState,
  options: AnalysisOptions,
  run: AnalysisRun,
  lap: Laps,
  show: (phase: Phase) => void,
  signal: AbortSignal,
): Promise<ReadyState> {
  const readShare = state.cut === null ? 1 : state.cut.bytesRead / Math.max(1, state.cut.bytesTotal);
  let sieve: SieveProgress | null = null;
  let present = "";
  let shownMs = Number.NEGATIVE_INFINITY;
  const progress = (now: AnalysisProgress) => {
    if (now.sieve !== undefined) sieve = now.sieve;
    const isNew = now.step !== present;
    if (isNew && present !== "") lap.end(present);
    present = now.step;
    if (!isNew && lap.now() - shownMs < PROGRESS_EVERY_MS) return;
    shownMs = lap.now();
    show({ name: "analysing", step: now.step, done: now.done, sieve, provisional: null, readShare });
  };
  progress({ step: "classes", done: 0 });
  const report = await run.analyse(options, progress, signal);
  lap.end(present);
  return { ...state, report, timingsMs: lap.laps };
}

/** Keys and attributes that requests can be told apart by: all that any plan maps. */
export function classKeys(inspected: readonly Pick<InspectedFile, "plan">[]): string[] {
  const names = new Set<string>();
  for (const { plan } of inspected) {
    if (plan !== null) for (const { name, role } of attributeSpecs(plan)) if (role !== "outcome") names.add(name);
  }
  return [...names].sort();
}

/** The files of a result with what is decided about them now: as many as have a plan, in their order. */
export function asConfirmed(files: readonly FileSummary[], inspected: readonly InspectedFile[]): FileSummary[] {
  const planned = inspected.filter(({ plan }) => plan !== null);
  return files.map((file, at) => ({ ...file, guessed: planned[at]?.origin === "guess" }));
}
