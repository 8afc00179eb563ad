import { useEffect, useRef, useState } from "preact/hooks";
import type { InspectedFile } from "../../app/phase.ts";
import type { SourcePlan } from "../../core/log/source-plan.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { MappingEffect } from "../../core/present/mapping-effect.ts";
import type { MappingRow } from "../../core/present/mapping-rows.ts";
import type { MappingTrial } from "../../core/present/mapping-trial.ts";
import { sentenceOf } from "../shared/answer.ts";
import type { MappingFile } from "./mapping-file.ts";
import { withChanges } from "./plan-changes.ts";

export type OnTry = (
  file: InspectedFile["file"],
  plan: SourcePlan,
  rows: readonly MappingRow[],
  signal: AbortSignal,
) => Promise<Outcome<MappingTrial>>;

/** What is known of the roles of one file. */
export interface TrialState {
  /** The rows that were tried: another array means that the trial is of earlier ones. */
  readonly rows: readonly MappingRow[];
  /** The latest that came to an end, so that the records stay on screen; null if none did. */
  readonly trial: MappingTrial | null;
  /** Why these rows could not be tried, as a sentence; null if they were. */
  readonly message: string | null;
}

/** Typing settles for this long before a trial. */
const SETTLE_MS = 150;

/**
 * Trials of the roles of files, one at a time: of the file on screen first, then of all whose roles were changed.
 * Files whose guess nobody touched were tried when it was made.
 */
export function useTrials(files: readonly MappingFile[], shown: number, onTry: OnTry) {
  const guesses = useRef(files.map(({ rows }) => rows));
  const [trials, setTrials] = useState<ReadonlyMap<number, TrialState>>(new Map());
  const isCurrent = (at: number) => trials.get(at)?.rows === files[at].rows;
  const isNeeded = (at: number) =>
    files[at].inspected.detection !== null &&
    (at === shown || (files[at].isIncluded && files[at].rows !== guesses.current[at]));
  const waiting = [shown, ...files.keys()].find((at) => isNeeded(at) && !isCurrent(at)) ?? null;
  const rows = waiting === null ? null : files[waiting].rows;

  useEffect(() => {
    if (waiting === null || rows === null) return;
    const { file, detection } = files[waiting].inspected;
    if (detection === null) return;
    const plan = withChanges(detection.plan, files[waiting].changes);
    const abort = new AbortController();
    const settle = (trial: MappingTrial | null, message: string | null) => {
      if (abort.signal.aborted) return;
      setTrials((before) => {
        const kept = trial ?? before.get(waiting)?.trial ?? null;
        return new Map(before).set(waiting, { rows, trial: kept, message });
      });
    };
    const timer = setTimeout(
      () => {
        onTry(file, plan, rows, abort.signal).then(
          (outcome) => (outcome.ok ? settle(outcome.value, null) : settle(null, sentenceOf(outcome.failure.message))),
          (error) => settle(null, sentenceOf(error)),
        );
      },
      trials.has(waiting) ? SETTLE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [waiting, rows]);

  return {
    /** The latest trial of a file, maybe of earlier rows. */
    latest: (at: number): TrialState | null => trials.get(at) ?? null,
    isCurrent,
    /** What each row takes; null while that is not known of the present rows. */
    effects: (at: number): readonly MappingEffect[] | null => {
      const state = trials.get(at);
      return state !== undefined && isCurrent(at) && state.message === null ? (state.trial?.effects ?? null) : null;
    },
    /** A trial is under way or due. */
    isWaiting: waiting !== null,
    /** Whether the roles of a file are to be tried before they are used. */
    isNeeded,
  };
}
