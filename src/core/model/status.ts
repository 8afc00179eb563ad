/** Statuses of hypotheses (semantics §6). */
export type Status = "holds" | "tentative" | "near" | "refuted" | "unresolved" | "vacuous";

export const STATUSES: readonly Status[] = ["holds", "tentative", "near", "refuted", "unresolved", "vacuous"];

/** What the requests of a class say of one hypothesis. */
export interface Verdicts {
  /** Requests that certainly agree (ties included), certainly refute, or cannot decide. */
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
}

/** 97.5 % quantile of the normal distribution: 95 % intervals. */
const Z = 1.959963984540054;
const FALSE_DISCOVERY = 0.05;
const RARE = 0.01;
const ENOUGH_FOR_P8 = 100;
const P8_CEILING = 1e-4;

/** Wilson score interval of a proportion, 95 %. */
export function wilsonInterval(successes: number, trials: number): { lower: number; upper: number } {
  if (trials === 0) return { lower: 0, upper: 1 };
  const p = successes / trials;
  const z2 = Z * Z;
  const centre = p + z2 / (2 * trials);
  const spread = Z * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return { lower: Math.max(0, (centre - spread) / scale), upper: Math.min(1, (centre + spread) / scale) };
}

/**
 * p8 = (1 − g1/g8)^7 on the 8 smallest margins (ns, ascending, Infinity = none): how surprising it is that the smallest
 * margins stay away from zero if nothing enforced the order. 1 with fewer than 8 margins or when they lie within the
 * resolution of each other.
 */
export function p8(margins: ArrayLike<number>, at: number, resolutionNs: number): number {
  const g1 = margins[at];
  const g8 = margins[at + 7];
  if (!Number.isFinite(g8) || g8 <= 0 || g8 - g1 < resolutionNs) return 1;
  return (1 - g1 / g8) ** 7;
}

/**
 * @param hypotheses M: hypotheses of the class with at least one request that has both sides
 */
export function statusOf(verdicts: Verdicts, p8Value: number, hypotheses: number): Status {
  const { support, violations, undecided } = verdicts;
  const together = support + violations + undecided;
  if (together === 0) return "vacuous";
  if (support + violations === 0) return "unresolved";
  if (violations === 0) {
    const enough = together >= Math.log(hypotheses / FALSE_DISCOVERY) / RARE;
    const farApart = together >= ENOUGH_FOR_P8 && p8Value < P8_CEILING;
    return undecided <= RARE * together && (enough || farApart) ? "holds" : "tentative";
  }
  return wilsonInterval(violations, support + violations).upper <= RARE ? "near" : "refuted";
}

/** Requests by status. */
export type StatusCounts = Record<Status, number> & { hypotheses: number };

export function emptyStatusCounts(): StatusCounts {
  return { hypotheses: 0, holds: 0, tentative: 0, near: 0, refuted: 0, unresolved: 0, vacuous: 0 };
}

export function countStatus(counts: StatusCounts, status: Status): void {
  counts.hypotheses++;
  counts[status]++;
}

/** Whether the default graph draws a relation of this status; strict (paper) mode leaves `near` out. */
export function entersGraph(status: Status, strict = false): boolean {
  return status === "holds" || status === "tentative" || (status === "near" && !strict);
}
