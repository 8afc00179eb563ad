import type { SourcePlan } from "../core/log/source-plan.ts";
import type { Outcome } from "../core/outcome.ts";
import { failure } from "../core/outcome.ts";
import type { MappingRow } from "../core/present/mapping-rows.ts";
import type { MappingTrial } from "../core/present/mapping-trial.ts";
import type { LogFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { DeadlineExceeded, type WorkerHandle } from "../protocol/worker-handle.ts";

/** Some thousand records take tens of milliseconds; whatever takes this long will not end. */
export const TRIAL_DEADLINE_MS = 3000;

/**
 * Tries roles in a worker, which is given up when a pattern runs away: the next call starts another.
 * Failures: R_PATTERN for a runaway, else those of the trial. Rejects when aborted.
 */
export async function tryMappingIn(
  worker: WorkerHandle<ParseApi>,
  file: LogFile,
  plan: SourcePlan,
  rows: readonly MappingRow[],
  signal: AbortSignal,
): Promise<Outcome<MappingTrial>> {
  try {
    const options = { deadlineMs: TRIAL_DEADLINE_MS, signal };
    return await worker.call<Outcome<MappingTrial>>((api) => api.tryMapping(file, plan, rows), options);
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
    const columns = rows.filter(({ pattern }) => pattern !== "").map(({ column }) => column);
    const where = columns.length === 0 ? "the first records" : `the pattern of ${columns.join(" or ")}`;
    return failure(
      "R_PATTERN",
      `Trying ${where} did not end within ${TRIAL_DEADLINE_MS / 1000} s and was stopped. ` +
        "Avoid repeats of repeats, such as (a+)+, and name what stands around the value.",
    );
  }
}
