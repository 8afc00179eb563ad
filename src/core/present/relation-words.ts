import type { Status, StatusCounts } from "../model/status.ts";
import type { RelationReport } from "./analysis-report.ts";
import { formatCountOf } from "./number-format.ts";
import type { RelationKind } from "./relation-rows.ts";

export interface RelationKindWords {
  readonly kind: RelationKind;
  readonly name: string;
  /** Between the two sides of a pair: drawn, and read aloud. */
  readonly symbol: string;
  readonly verb: string;
  readonly meaning: string;
  /** What a violation is. */
  readonly violation: string;
}

/** The relations in the order in which screens list them. */
export const RELATION_KINDS: readonly RelationKindWords[] = [
  {
    kind: "segmentHappensBefore",
    name: "segment order",
    symbol: "→",
    verb: "always finishes before",
    meaning: "the first segment always finishes before the second begins",
    violation: "began too early",
  },
  {
    kind: "happensBefore",
    name: "event order",
    symbol: "→",
    verb: "always comes before",
    meaning: "the first event always comes before the second",
    violation: "came in reverse",
  },
  {
    kind: "mutualExclusion",
    name: "mutual exclusion",
    symbol: "∥",
    verb: "never overlaps",
    meaning: "the two segments never overlap, in either order",
    violation: "overlapped",
  },
  {
    kind: "pipeline",
    name: "pipeline",
    symbol: "≫",
    verb: "hands on in order to",
    meaning: "elements leave the first task and enter the second in the same order",
    violation: "overtook",
  },
];

export interface StatusWords {
  readonly status: Status;
  readonly meaning: string;
}

/** Statuses in the order in which screens list them. "vacuous" pairs say nothing, so they are not listed as pairs. */
export const STATUS_WORDS: readonly StatusWords[] = [
  { status: "holds", meaning: "never violated, in enough requests to say so" },
  { status: "tentative", meaning: "not violated yet, but few requests or close calls" },
  { status: "near", meaning: "holds but for exceptions: at most 1 % of requests" },
  { status: "refuted", meaning: "violated by counterexamples" },
  { status: "unresolved", meaning: "clocks or stamps are too coarse to decide" },
  { status: "vacuous", meaning: "the two never appear together, or the test does not apply" },
];

/** "446 always hold so far, 12 are tentative, 884 were refuted": one kind of relation in a class. */
export function countsSentence(counts: StatusCounts): string {
  if (counts.hypotheses === 0) return "nothing to test: fewer than two kinds met";
  const words: [number, string, string][] = [
    [counts.holds, "holds", "hold"],
    [counts.tentative, "is tentative", "are tentative"],
    [counts.near, "holds but for exceptions", "hold but for exceptions"],
    [counts.refuted, "was refuted", "were refuted"],
  ];
  const parts = words.filter(([count]) => count > 0).map(([n, one, many]) => formatCountOf(n, one, many));
  return parts.length === 0 ? "none could be decided" : parts.join(", ");
}

/** Orders of events that no request has violated, and those refuted. Other relations restate or refine these. */
export function survivingAndRefuted({ happensBefore }: RelationReport): { surviving: number; refuted: number } {
  return { surviving: happensBefore.holds + happensBefore.tentative, refuted: happensBefore.refuted };
}
