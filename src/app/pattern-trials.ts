import type { SourcePlan } from "../core/log/source-plan.ts";
import type { PatternPlace } from "../core/log/text/pattern-place.ts";
import type { PatternTrial } from "../core/log/text/pattern-trial.ts";
import { failure, type Outcome } from "../core/outcome.ts";
import type { LogFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { DeadlineExceeded, type WorkerHandle } from "../protocol/worker-handle.ts";
import { TRIAL_DEADLINE_MS } from "./mapping-trials.ts";

/** Tries a pattern of text in a worker. Failure R_PATTERN: it did not end in time. Rejects when aborted. */
export async function tryPatternIn(
  worker: WorkerHandle<ParseApi>,
  file: LogFile,
  plan: SourcePlan,
  place: PatternPlace,
  text: string,
  signal: AbortSignal,
): Promise<Outcome<PatternTrial>> {
  try {
    const options = { deadlineMs: TRIAL_DEADLINE_MS, signal };
    return await worker.call<Outcome<PatternTrial>>((api) => api.tryPattern(file, plan, place, text), options);
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
    const limit = `${TRIAL_DEADLINE_MS / 1000} s`;
    return failure("R_PATTERN", `Trying the pattern did not end within ${limit} and was stopped: make it simpler.`);
  }
}

/** A pattern for lines like this one; null if none is found in time. */
export async function proposePatternIn(worker: WorkerHandle<ParseApi>, line: string): Promise<string | null> {
  try {
    const options = { deadlineMs: TRIAL_DEADLINE_MS };
    return await worker.call<string | null>((api) => api.proposePattern(line), options);
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
    return null;
  }
}
