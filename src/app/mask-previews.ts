import type { LabelRules } from "../core/label/label-rules.ts";
import type { MaskPreview } from "../core/label/mask-preview.ts";
import type { Outcome } from "../core/outcome.ts";
import { failure } from "../core/outcome.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { DeadlineExceeded, type WorkerHandle } from "../protocol/worker-handle.ts";
import { TRIAL_DEADLINE_MS } from "./mapping-trials.ts";

/**
 * What is masked in messages, found out in a worker that is given up when a mask runs away. Failures: R_PATTERN for a runaway,
 * else those of `maskPreview`. Rejects when aborted.
 */
export async function previewMasksIn(
  worker: WorkerHandle<ParseApi>,
  texts: readonly string[],
  rules: LabelRules,
  signal: AbortSignal,
): Promise<Outcome<MaskPreview[]>> {
  try {
    const options = { deadlineMs: TRIAL_DEADLINE_MS, signal };
    return await worker.call<Outcome<MaskPreview[]>>((api) => api.maskPreviews(texts, rules), options);
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
    return failure(
      "R_PATTERN",
      `The mask did not come to an end within ${TRIAL_DEADLINE_MS / 1000} s and was stopped. ` +
        "Avoid repeats of repeats, such as (a+)+, and name what stands around the value.",
    );
  }
}
