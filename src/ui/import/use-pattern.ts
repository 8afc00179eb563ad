import { useEffect, useState } from "preact/hooks";
import type { InspectedFile } from "../../app/phase.ts";
import type { SourcePlan } from "../../core/log/source-plan.ts";
import type { PatternPlace } from "../../core/log/text/pattern-place.ts";
import type { PatternTrial } from "../../core/log/text/pattern-trial.ts";
import type { Outcome } from "../../core/outcome.ts";
import { sentenceOf } from "../shared/answer.ts";

export type OnTryPattern = (
  file: InspectedFile["file"],
  plan: SourcePlan,
  place: PatternPlace,
  text: string,
  signal: AbortSignal,
) => Promise<Outcome<PatternTrial>>;

/** What a pattern makes of the lines of a file. */
export interface PatternState {
  /** The text that was tried. */
  readonly text: string;
  readonly file: InspectedFile["file"];
  /** Null if it could not be tried. */
  readonly trial: PatternTrial | null;
  readonly message: string | null;
}

/** Typing settles for this long before a trial. */
const SETTLE_MS = 120;

/** Tries the text at a place of a plan, the latest only; what came before stays until then. Null at first. */
export function usePattern(
  file: InspectedFile["file"],
  plan: SourcePlan,
  place: PatternPlace,
  text: string,
  onTry: OnTryPattern,
  onFields: (columns: PatternTrial["columns"], text: string) => void,
): PatternState | null {
  const [state, setState] = useState<PatternState | null>(null);
  const layers = place.part === "envelope" ? plan.envelopes?.slice(0, place.at) : plan.envelopes;
  const key = JSON.stringify([place, layers ?? []]);
  useEffect(() => {
    const abort = new AbortController();
    const settle = (trial: PatternTrial | null, message: string | null) => {
      if (abort.signal.aborted) return;
      setState({ text, file, trial, message });
      if (trial !== null && trial.problem === null) onFields(trial.columns, text);
    };
    const attempt = () => {
      onTry(file, plan, place, text, abort.signal).then(
        (outcome) => (outcome.ok ? settle(outcome.value, null) : settle(null, sentenceOf(outcome.failure.message))),
        (error) => settle(null, sentenceOf(error)),
      );
    };
    const timer = setTimeout(attempt, state === null || state.file !== file ? 0 : SETTLE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // Of the plan, the layers around the lines say which lines these are.
  }, [file, key, text]);
  return state?.file === file ? state : null;
}
