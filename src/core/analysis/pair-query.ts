import type { RelationKind } from "../present/relation-rows.ts";

/** A question about one pair of a class. */
export interface PairQuery {
  readonly relation: RelationKind;
  readonly classId: number;
  /** Event kinds or segment kinds within the class; task names (catalog ids) of a pipeline. */
  readonly from: number;
  readonly to: number;
}

/**
 * What one request says of a pair:
 *
 *     before, after     for certain; segments: one ends before the other starts
 *     tie               equal stamps of an end (of `from`) and a start on one host; tieReversed: of `to`
 *     overlap, inside   segments certainly run at one time; inside: one of them has no length
 *     maybeBefore       the segments touch or come in this order, the reverse is refuted; maybeAfter likewise
 *     undecided         clocks or resolution hide it
 *     inOrder           a pipeline handed over every element in time and in order
 *     early, overtaken  an element began in `to` before it ended in `from`; two elements changed places
 */
export const PAIR_OUTCOMES = [
  "before",
  "after",
  "tie",
  "tieReversed",
  "overlap",
  "inside",
  "maybeBefore",
  "maybeAfter",
  "undecided",
  "inOrder",
  "early",
  "overtaken",
] as const;
export type PairOutcome = (typeof PAIR_OUTCOMES)[number];

export type PairVerdict = "support" | "violation" | "undecided" | "aside";

/** What each outcome means for a relation; those left out cannot occur. */
const VERDICTS: Readonly<Record<RelationKind, Partial<Record<PairOutcome, PairVerdict>>>> = {
  happensBefore: {
    before: "support",
    tie: "support",
    after: "violation",
    tieReversed: "undecided",
    undecided: "undecided",
  },
  segmentHappensBefore: {
    before: "support",
    after: "violation",
    overlap: "violation",
    inside: "violation",
    maybeAfter: "violation",
    maybeBefore: "undecided",
    undecided: "undecided",
  },
  mutualExclusion: {
    before: "support",
    after: "support",
    overlap: "violation",
    // A segment without length cannot hold anything up: it says nothing of exclusion.
    inside: "aside",
    maybeBefore: "undecided",
    maybeAfter: "undecided",
    undecided: "undecided",
  },
  pipeline: { inOrder: "support", early: "violation", overtaken: "violation", undecided: "undecided" },
};

/** Throws for an outcome that the relation does not have. */
export function verdictOf(relation: RelationKind, outcome: PairOutcome): PairVerdict {
  const verdict = VERDICTS[relation][outcome];
  if (verdict === undefined) throw new Error(`outcome ${outcome} of a ${relation} pair`);
  return verdict;
}

/** Requests by verdict, from counts in the order of PAIR_OUTCOMES. */
export function countVerdicts(relation: RelationKind, counts: ArrayLike<number>): Record<PairVerdict, number> {
  const sums = { support: 0, violation: 0, undecided: 0, aside: 0 };
  PAIR_OUTCOMES.forEach((outcome, at) => {
    if (counts[at] > 0) sums[verdictOf(relation, outcome)] += counts[at];
  });
  return sums;
}
