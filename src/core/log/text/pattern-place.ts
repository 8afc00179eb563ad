import type { SourcePlan } from "../source-plan.ts";

/** Where a plan has a pattern of text: for its own lines, for a layer around them, for other lines of the file. */
export type PatternPlace =
  | { readonly part: "own" }
  | { readonly part: "envelope"; readonly at: number }
  | { readonly part: "other"; readonly at: number };

/** The places of a plan that have a pattern, its own first. */
export function patternPlaces({ format, envelopes = [], others = [] }: SourcePlan): PatternPlace[] {
  return [
    ...(format === "text" ? [{ part: "own" } as const] : []),
    ...envelopes.flatMap(({ kind }, at) => (kind === "text" ? [{ part: "envelope", at } as const] : [])),
    ...others.flatMap((other, at) => (other.format === "text" ? [{ part: "other", at } as const] : [])),
  ];
}

/** The pattern at a place; "" where there is none. */
export function patternAt(plan: SourcePlan, place: PatternPlace): string {
  if (place.part === "own") return plan.pattern ?? "";
  const holders = place.part === "envelope" ? plan.envelopes : plan.others;
  return holders?.[place.at]?.pattern ?? "";
}

/** The plan with another pattern at a place. */
export function withPatternAt(plan: SourcePlan, place: PatternPlace, pattern: string): SourcePlan {
  if (place.part === "own") return { ...plan, pattern };
  const changed = <T extends object>(holders: readonly T[] = []) =>
    holders.map((holder, at) => (at === place.at ? { ...holder, pattern } : holder));
  return place.part === "envelope"
    ? { ...plan, envelopes: changed(plan.envelopes) }
    : { ...plan, others: changed(plan.others) };
}

/**
 * The column of the mapping that a field of the pattern is: "@pod" for a field of the layer around the lines; null for the
 * content of a layer, and for lines of other formats, whose roles are their own.
 */
export function columnOfField(plan: SourcePlan, place: PatternPlace, field: string): string | null {
  if (place.part === "own") return field;
  if (place.part === "other") return null;
  const { envelopes = [] } = plan;
  if (envelopes[place.at]?.content === field) return null;
  return "@".repeat(envelopes.length - place.at) + field;
}
