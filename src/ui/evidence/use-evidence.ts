import { useSignal } from "@preact/signals";
import type { EvidenceProgress, OnEvidence } from "../../app/evidence-questions.ts";
import { type Answer, useAnswer } from "../shared/answer.ts";

export interface Evidence<T> {
  readonly answer: Answer<T>;
  /** What was counted so far; null before the first part, and once there is an answer. */
  readonly progress: EvidenceProgress | null;
  /** Asks once more after a failure. */
  readonly retry: () => void;
}

/** A question that takes a scan: its answer, and the counts on the way to it. */
export function useEvidence<T>(
  key: string,
  ask: (onEvidence: OnEvidence, signal: AbortSignal) => Promise<T>,
): Evidence<T> {
  const progress = useSignal<EvidenceProgress | null>(null);
  const attempt = useSignal(0);
  const answer = useAnswer(`${key} ${attempt.value}`, (signal) => {
    progress.value = null;
    return ask((found) => {
      if (!signal.aborted) progress.value = found;
    }, signal);
  });
  return {
    answer,
    progress: answer.state === "asking" ? progress.value : null,
    retry: () => {
      attempt.value++;
    },
  };
}
