import type { Analysis } from "../analysis/analysis-store.ts";
import type { LatencyBins } from "../analysis/latency-bins.ts";
import type { PathComposition } from "../analysis/path-composition.ts";
import { emptyComposition, mergeCompositions } from "../analysis/path-composition.ts";
import type { PathSums } from "../analysis/path-sums.ts";
import { limbSum } from "../model/partial-model.ts";
import type { PathLine } from "./analysis-report.ts";
import { componentOfSegment } from "./component-times.ts";

/** Requests of about the same latency. */
export interface CompositionBin {
  readonly requests: number;
  /** Least and greatest latency, ns. */
  readonly fromNs: number;
  readonly toNs: number;
  /** Charges of the bin sum to it exactly. */
  readonly meanLatencyNs: number;
}

/** One segment or hand-off in every bin; means are over the requests of a bin, shares 0 … 1. */
export interface CompositionLine extends Pick<PathLine, "kind" | "segmentKind" | "components" | "name"> {
  readonly meanNs: Float64Array;
  readonly onPathShare: Float64Array;
  readonly meanShare: Float64Array;
}

/** What the latency of a class is made of, from its fastest to its slowest requests. Plain data. */
export interface CompositionReport {
  readonly class: number;
  readonly bins: readonly CompositionBin[];
  /** Those on any path, largest total time first, then by name. */
  readonly lines: readonly CompositionLine[];
}

/** Names what scans have counted. Throws if there is no such class. O(kinds · bins). */
export function compositionReport(
  analysis: Analysis,
  classId: number,
  bins: LatencyBins,
  parts: readonly PathComposition[],
): CompositionReport {
  const table = analysis.tables[classId];
  if (table === undefined) throw new Error(`no class ${classId}`);
  const { names } = analysis;
  const kinds = table.segmentStart.length;
  const merged = mergeCompositions(parts, emptyComposition(bins.fromNs.length, kinds));
  const lines: CompositionLine[] = [];
  for (let kind = 0; kind <= kinds; kind++) {
    const isKnown = kind < kinds;
    const component = isKnown ? componentOfSegment(analysis, classId, kind) : -1;
    lines.push({
      kind: "segment",
      segmentKind: isKnown ? kind : null,
      components: isKnown ? { from: component, to: component } : null,
      name: isKnown ? names.segment(table, kind) : "segments of other kinds",
      ...meansOf(merged, merged.segments, kind),
    });
  }
  merged.handOffFrom.forEach((from, pair) => {
    const to = merged.handOffTo[pair];
    lines.push({
      kind: "hand-off",
      segmentKind: null,
      components: { from, to },
      name: `${names.components[from]} → ${names.components[to]}`,
      ...meansOf(merged, merged.handOffs, pair),
    });
  });
  const used = lines.filter(({ onPathShare }) => onPathShare.some((share) => share > 0));
  const totalNs = ({ meanNs }: CompositionLine) => meanNs.reduce((sum, ns, bin) => sum + ns * merged.requests[bin], 0);
  return {
    class: classId,
    bins: Array.from(bins.fromNs, (fromNs, bin) => ({
      requests: merged.requests[bin],
      fromNs,
      toNs: bins.toNs[bin],
      meanLatencyNs: used.reduce((sum, { meanNs }) => sum + meanNs[bin], 0),
    })),
    lines: used.sort((a, b) => totalNs(b) - totalNs(a) || (a.name < b.name ? -1 : 1)),
  };
}

function meansOf(
  { bins, requests }: PathComposition,
  sums: PathSums,
  target: number,
): Pick<CompositionLine, "meanNs" | "onPathShare" | "meanShare"> {
  const mean = (of: (at: number) => number) =>
    Float64Array.from({ length: bins }, (_, bin) => of(target * bins + bin) / Math.max(1, requests[bin]));
  return {
    meanNs: mean((at) => limbSum(sums.nsHigh, sums.nsLow, at)),
    onPathShare: mean((at) => sums.requests[at]),
    meanShare: mean((at) => sums.sharePpm[at] / 1e6),
  };
}
