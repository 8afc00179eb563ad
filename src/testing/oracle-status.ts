import { PHASE_END, PHASE_START } from "../core/units.ts";
import type { OrderCell } from "./oracle-order.ts";

export type OracleStatus = "vacuous" | "unresolved" | "holds" | "tentative" | "near" | "refuted";

/** The evidence about "i comes no later than j": requests certain for it, against it, and undecided. */
export interface OrderEvidence {
  readonly forCount: number;
  readonly againstCount: number;
  readonly undecidedCount: number;
  /** Smallest margins of the certain cases, ascending, at most 8. */
  readonly marginsNs: readonly number[];
  readonly resNs: number;
}

/** 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/** Wilson's 95 % interval of a proportion; [0, 1] without cases. */
export function wilsonInterval(successes: number, cases: number): readonly [lower: number, upper: number] {
  if (cases === 0) return [0, 1];
  const share = successes / cases;
  const centre = share + (Z * Z) / (2 * cases);
  const half = Z * Math.sqrt((share * (1 - share)) / cases + (Z * Z) / (4 * cases * cases));
  const scale = 1 + (Z * Z) / cases;
  return [(centre - half) / scale, (centre + half) / scale];
}

/** p8 = (1 − g1/g8)^7 over the 8 smallest margins; 1 with fewer than 8 or if they span less than the resolution. */
export function marginProbability(marginsNs: readonly number[], resNs: number): number {
  if (marginsNs.length < 8) return 1;
  const [first, eighth] = [marginsNs[0]!, marginsNs[7]!];
  if (eighth - first < resNs || eighth === 0) return 1;
  return (1 - first / eighth) ** 7;
}

/**
 * Both hypotheses of a cell: "a comes no later than b", and the reverse. A tie (an end and a start at one stamp)
 * supports the one whose earlier side is the end, and leaves the other undecided. Phases are those of a and b.
 */
export function evidenceOf(
  cell: OrderCell,
  phaseOfA: number,
  phaseOfB: number,
  resNs: number,
): { readonly forward: OrderEvidence; readonly backward: OrderEvidence } {
  const tieSupportsForward = phaseOfA === PHASE_END && phaseOfB === PHASE_START;
  const forwardTies = tieSupportsForward ? cell.tie : 0;
  const backwardTies = cell.tie - forwardTies;
  return {
    forward: {
      forCount: cell.before + forwardTies,
      againstCount: cell.after,
      undecidedCount: cell.undecided + backwardTies,
      marginsNs: cell.marginsBeforeNs,
      resNs,
    },
    backward: {
      forCount: cell.after + backwardTies,
      againstCount: cell.before,
      undecidedCount: cell.undecided + forwardTies,
      marginsNs: cell.marginsAfterNs,
      resNs,
    },
  };
}

/** Status of a hypothesis, the first rule that applies; `hypotheses` = those of the class with at least one case (M). */
export function statusOf(evidence: OrderEvidence, hypotheses: number): OracleStatus {
  const { forCount, againstCount, undecidedCount } = evidence;
  const cases = forCount + againstCount + undecidedCount;
  if (cases === 0) return "vacuous";
  if (forCount + againstCount === 0) return "unresolved";
  if (againstCount === 0) {
    const isSure =
      cases >= Math.log(hypotheses / 0.05) / 0.01 ||
      (cases >= 100 && marginProbability(evidence.marginsNs, evidence.resNs) < 1e-4);
    return undecidedCount <= 0.01 * cases && isSure ? "holds" : "tentative";
  }
  const [, upper] = wilsonInterval(againstCount, forCount + againstCount);
  return upper <= 0.01 ? "near" : "refuted";
}
