import type { FieldReference, SourcePlan, TextEncoding, TimeAssumptions, TimeReference } from "./source-plan.ts";
import { withDayOrder } from "./text/day-order.ts";

/** What one click changes in a plan. Plain data. */
export interface PlanPatch {
  /** Replaces the time. */
  readonly time?: TimeReference;
  /** Replaces where the id of the request is. */
  readonly request?: readonly FieldReference[];
  /** Changes these assumptions and leaves the others. */
  readonly assume?: TimeAssumptions;
  /** Which records of the file come first. */
  readonly newestFirst?: boolean;
  readonly encoding?: TextEncoding;
  /** Lines that repeat the one before count once. */
  readonly repeats?: "once";
}

export interface PlanChange {
  /** What a button says. */
  readonly label: string;
  readonly apply: PlanPatch;
}

/** Something that a plan takes for granted, and what else it might be. */
export interface PlanWarning {
  readonly code: string;
  /** Sampled records that it concerns. */
  readonly count: number;
  /** What was seen and what is made of it. */
  readonly sentence: string;
  /** The likeliest first; none is what the plan does already. */
  readonly changes: readonly PlanChange[];
  /** Nothing in the file decides it: the user should. */
  readonly mustAsk?: boolean;
}

/** The plan with a change made. A plan whose format fixes its roles keeps its time and its request. */
export function applyPatch(plan: SourcePlan, patch: PlanPatch): SourcePlan {
  const { time, request, assume, newestFirst, encoding, repeats } = patch;
  const { roles, pattern } = plan;
  return {
    ...plan,
    ...(pattern !== undefined && time && { pattern: withDayOrder(pattern, time) }),
    ...(roles && (time || request) && { roles: { ...roles, ...(time && { time }), ...(request && { request }) } }),
    ...(assume && { assume: { ...plan.assume, ...assume } }),
    ...(newestFirst !== undefined && { newestFirst }),
    ...(encoding !== undefined && { encoding }),
    ...(repeats !== undefined && { repeats }),
  };
}
