import type { Status } from "../model/status.ts";
import { formatCount, formatCountOf, formatDuration, formatShare, shortId } from "./number-format.ts";
import type { RelationKind } from "./relation-rows.ts";

/** What a verdict sentence is made from. */
export interface VerdictFacts {
  readonly relation: RelationKind;
  readonly from: string;
  readonly to: string;
  /** null = the pair is no hypothesis: its order holds by construction. */
  readonly status: Status | null;
  /** Requests by verdict. */
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
  /** Of an exclusion: supporting requests in which `from` came first, and in which `to` did. */
  readonly fromFirst: number;
  readonly toFirst: number;
  /** Id of the first request that refutes it, null without one. */
  readonly refuter: string | null;
  /** Overlaps with a segment without length: of exclusion they say nothing. */
  readonly aside: number;
  /** Smallest margin of the support in ns, null without support, and whether one host logged that case. */
  readonly leastMarginNs: number | null;
  readonly isOneHost: boolean;
  /** The event that ends the first segment also begins the second. */
  readonly sharesEvent: boolean;
}

interface Verbs {
  readonly always: string;
  readonly mostly: string;
  readonly notAlways: string;
  /** Where every request with both refutes it. */
  readonly never: string;
  /** What unresolved stamps cannot tell. */
  readonly hidden: string;
}

const VERBS: Readonly<Record<RelationKind, Verbs>> = {
  happensBefore: {
    always: "always comes before",
    mostly: "comes before",
    notAlways: "does not always come before",
    never: "never comes before",
    hidden: "which came first",
  },
  segmentHappensBefore: {
    always: "always finishes before",
    mostly: "finishes before",
    notAlways: "does not always finish before",
    never: "never finishes before",
    hidden: "whether the first had finished when the second began",
  },
  mutualExclusion: {
    always: "never overlaps",
    mostly: "does not overlap",
    notAlways: "does overlap",
    never: "always overlaps",
    hidden: "whether they overlapped",
  },
  pipeline: {
    always: "always hands on in order to",
    mostly: "hands on in order to",
    notAlways: "does not always hand on in order to",
    never: "never hands on in order to",
    hidden: "whether the elements kept their order",
  },
};

/** What a verdict says between the two names, for emphasis: the longest first. */
export function verdictVerbs(relation: RelationKind): string[] {
  const { always, mostly, notAlways, never } = VERBS[relation];
  return [notAlways, never, always, mostly];
}

/** Requests below which no rule is read from a pair (look, states). */
const ENOUGH_FOR_A_RULE = 100;

/** The verdict on a pair, the finding first: one to four sentences in plain words. */
export function verdictSentences(facts: VerdictFacts): string[] {
  const { from, to, status, support, violations, undecided, relation, refuter } = facts;
  const verbs = VERBS[relation];
  const decided = support + violations;
  if (status === null) {
    return [`${from} and ${to} are occurrences of one label, numbered in time: their order is no hypothesis.`];
  }
  if (status === "vacuous") return [vacuousSentence(facts)];
  if (status === "unresolved") {
    const requests = formatCountOf(undecided, "request");
    return [`Unresolved: in none of the ${requests} with both can clocks and stamps tell ${verbs.hidden}.`];
  }
  const first = refuter === null ? "" : shortId(refuter);
  if (status === "refuted") {
    const more = violations > 1 ? ` and ${formatCount(violations - 1)} more` : "";
    const isNever = support + undecided + facts.aside === 0 && violations > 1;
    const share = isNever
      ? `all ${formatCountOf(decided, "request")} with both`
      : `${formatCount(violations)} of ${formatCountOf(decided, "request")}, ${formatShare(violations / decided)}`;
    return [
      `${from} ${isNever ? verbs.never : verbs.notAlways} ${to}: refuted by request ${first}${more} (${share}).`,
      ...undecidedSentences(facts),
      ...asideSentences(facts),
    ];
  }
  if (status === "near") {
    const exceptions =
      violations === 1
        ? `request ${first} is the exception`
        : `${formatCount(violations)} are exceptions, the first is request ${first}`;
    return [
      `${from} ${verbs.mostly} ${to} in ${formatShare(support / decided)} of ${formatCountOf(decided, "request")}: ${exceptions}.`,
      ...undecidedSentences(facts),
      ...asideSentences(facts),
    ];
  }
  const so = status === "tentative" ? " so far" : "";
  const each = support === 1 ? "in the one request with both" : `in each of ${formatCountOf(support, "request")}`;
  return [
    `${from} ${verbs.always} ${to}${so}: ${each}.`,
    ...confidenceSentences(facts),
    ...marginSentences(facts),
    ...undecidedSentences(facts),
    ...asideSentences(facts),
  ];
}

/** Where the share of violations lies, against the limit up to which a relation still holds but for exceptions. */
export function intervalSentence(
  status: Status | null,
  share: { readonly lower: number; readonly upper: number } | null,
): string | null {
  if (share === null || (status !== "refuted" && status !== "near")) return null;
  const [lower, upper] = [share.lower, share.upper].map((each) => formatShare(each));
  const range = `lies in ${lower.replace(/\u00a0%$/, "")}–${upper} (95 %)`;
  return status === "near"
    ? `The share of violations ${range}, below the limit of 1 %.`
    : `Nor does it hold but for exceptions: the share of violations ${range}, the limit is 1 %.`;
}

/** "22.5–90.2 ms", "770 µs – 6.68 ms": one unit is written once. */
export function durationRange(lowNs: number, highNs: number): string {
  const [low, high] = [lowNs, highNs].map(formatDuration);
  const [number, unit, ...rest] = low.split("\u00a0");
  return rest.length === 0 && unit !== undefined && high === `${high.split("\u00a0")[0]}\u00a0${unit}`
    ? `${number}–${high}`
    : `${low} – ${high}`;
}

/** "violated in under 3/n = 0.0072 % (95 %)": the rule of three. */
export function ruleOfThree(requests: number): string {
  return `violated in under 3/n = ${formatShare(Math.min(1, 3 / requests))} (95 %)`;
}

function confidenceSentences({ status, support, undecided }: VerdictFacts): string[] {
  if (support < ENOUGH_FOR_A_RULE) return [`Insufficient data: ${formatCountOf(support, "request")}.`];
  const bound = ruleOfThree(support);
  const sentence = `${bound[0].toUpperCase()}${bound.slice(1)}.`;
  if (status !== "tentative" || undecided > 0.01 * (support + undecided)) return [sentence];
  return [sentence, "Tentative: it takes more requests to tell it from chance."];
}

function marginSentences({ relation, leastMarginNs, isOneHost, sharesEvent }: VerdictFacts): string[] {
  if (relation === "pipeline" || leastMarginNs === null) return [];
  if (sharesEvent) return ["One event ends the first and begins the second: no clock can turn them round."];
  if (leastMarginNs === 0) return ["The closest case has no margin: stamps are equal, or one resolution apart."];
  const margin = formatDuration(leastMarginNs);
  return [
    isOneHost ? `The closest case leaves ${margin}, on one host.` : `Would flip if the clock error exceeded ${margin}.`,
  ];
}

function asideSentences({ aside }: VerdictFacts): string[] {
  if (aside === 0) return [];
  return [`In ${formatCountOf(aside, "more request")} one of the two has no length and lies within the other.`];
}

function undecidedSentences({ relation, support, violations, undecided }: VerdictFacts): string[] {
  if (undecided === 0) return [];
  const together = support + violations + undecided;
  const share = formatShare(undecided / together);
  return [
    `Undecided in ${formatCount(undecided)} of ${formatCountOf(together, "request")} (${share}): stamps and clocks cannot tell ${VERBS[relation].hidden}.`,
  ];
}

function vacuousSentence({
  relation,
  from,
  to,
  support,
  violations,
  undecided,
  fromFirst,
  toFirst,
}: VerdictFacts): string {
  if (support + violations + undecided === 0) {
    return relation === "pipeline"
      ? `${from} and ${to} never share two elements in one request.`
      : `${from} and ${to} are never together in one request.`;
  }
  if (relation === "pipeline") {
    return `The elements of ${from} and ${to} were only seen in one sorted order: both may merely walk the same list.`;
  }
  return `Says no more than their order: ${from} came first in ${formatCountOf(fromFirst, "request")}, ${to} in ${formatCount(toFirst)}; each must in at least 5, and in 2 %.`;
}
