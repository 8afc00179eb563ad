import type { Analysis } from "../analysis/analysis-store.ts";
import type { EvidenceSide } from "./evidence-sides.ts";
import { segmentSide } from "./evidence-sides.ts";
import type { HandOffJoin } from "./graph-hand-offs.ts";
import { graphHandOffs } from "./graph-hand-offs.ts";

/** Two segments between which requests can have been handed over. */
export interface HandOffPlace {
  /** Segment kinds within the class. */
  readonly from: number;
  readonly to: number;
  readonly sides: readonly [from: EvidenceSide, to: EvidenceSide];
  readonly direction: HandOffJoin["direction"];
  /** Whether the first has ended when the second begins; else the second runs within the first. */
  readonly isOrder: boolean;
  /** Share of requests in whose reduction the edge survives: a bound for the share handed over there. */
  readonly reducedInShare: number;
}

/** Time between two components that belongs to no segment of either. Means and shares are over requests with a path. */
export interface HandOffReport {
  readonly from: string;
  readonly to: string;
  readonly requests: number;
  readonly onPathShare: number;
  readonly meanNs: number;
  readonly meanShare: number;
  /** The most frequent first. */
  readonly places: readonly HandOffPlace[];
}

/**
 * @param from, to components (catalog ids)
 * @returns null if no request of the class has this hand-off on its path
 */
export function handOffReport(analysis: Analysis, classId: number, from: number, to: number): HandOffReport | null {
  const { names } = analysis;
  const table = analysis.tables[classId];
  if (table === undefined) return null;
  const model = analysis.models[classId];
  const paths = analysis.paths[classId];
  const [fromName, toName] = [from, to].map((component) => names.components[component]);
  const found = graphHandOffs(names, table, model, paths).find((each) => each.from === fromName && each.to === toName);
  if (found === undefined) return null;
  const kinds = table.segmentStart.length;
  const places = found.joins.flatMap((join): HandOffPlace[] => {
    const sides = [join.from, join.to].map((kind) => segmentSide(analysis, classId, kind));
    const [first, second] = sides;
    if (first === null || second === null) return [];
    const isOrder = model.segmentAllowed[join.from * kinds + join.to] === 1;
    return [{ ...join, sides: [first, second], isOrder }];
  });
  const { onPathShare, meanNs, meanShare } = found;
  return { from: fromName, to: toName, requests: paths.requests, onPathShare, meanNs, meanShare, places };
}
