import { NONE } from "../core/units.ts";
import type { SampleRequest } from "./generate-requests.ts";

/**
 * The steps that really made a request take as long as it did: from the step that ended last back along what each
 * step waited for last (dependencies, program order, locks, order of a pipeline). Indices → `plan.steps`, in order of
 * time. Empty for a request without steps.
 */
export function truePath(request: SampleRequest): number[] {
  let step = NONE;
  for (let other = 0; other < request.endNsOfStep.length; other++) {
    if (Number.isNaN(request.endNsOfStep[other]!)) continue;
    if (step === NONE || request.endNsOfStep[other]! > request.endNsOfStep[step]!) step = other;
  }
  const path: number[] = [];
  while (step !== NONE) {
    path.unshift(step);
    step = request.boundByOfStep[step]!;
  }
  return path;
}
