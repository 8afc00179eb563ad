import type { CompositionLine, CompositionReport } from "./composition-report.ts";
import { type PathTable, pathTableOf } from "./path-rows.ts";

/** Parts of the latency are drawn as shares of it, or as times. */
export type CompositionScale = "share" | "time";

/** One part of a stack over the bins, from the fastest requests to the slowest. */
export interface CompositionBand {
  /** Null: all other lines together. */
  readonly line: CompositionLine | null;
  readonly name: string;
  /** Lower and upper bound per bin, 0 … 1 of the height. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface CompositionStack {
  /** From bottom to top. Law: bounds meet, from 0 to the whole. */
  readonly bands: readonly CompositionBand[];
  /** What the height stands for, ns; of shares 0. */
  readonly largestNs: number;
}

/** Lines drawn on their own; the others are one band. */
export const MOST_BANDS = 8;

/** The largest lines as bands, the largest at the bottom. */
export function compositionStack(report: CompositionReport, scale: CompositionScale): CompositionStack {
  const { bins, lines } = report;
  const largestNs = bins.reduce((most, { meanLatencyNs }) => Math.max(most, meanLatencyNs), 0);
  // Mean shares are rounded per request: they sum to the whole but for some millionths.
  const sums = bins.map((_, bin) => lines.reduce((sum, line) => sum + line.meanShare[bin], 0));
  const size = ({ meanNs, meanShare }: CompositionLine, bin: number) => {
    const [part, whole] = scale === "share" ? [meanShare[bin], sums[bin]] : [meanNs[bin], largestNs];
    return whole > 0 ? part / whole : 0;
  };
  const alone = lines.length <= MOST_BANDS + 1 ? lines : lines.slice(0, MOST_BANDS);
  const rest = lines.slice(alone.length);
  const parts = alone.map((line) => ({ line: line as CompositionLine | null, name: line.name, lines: [line] }));
  if (rest.length > 0) parts.push({ line: null, name: `${rest.length} others`, lines: rest.slice() });
  const below = new Array<number>(bins.length).fill(0);
  const bands = parts.map(({ line, name, lines: own }): CompositionBand => {
    const low = below.slice();
    for (let bin = 0; bin < below.length; bin++) for (const each of own) below[bin] += size(each, bin);
    return { line, name, low, high: below.slice() };
  });
  return { bands, largestNs: scale === "share" ? 0 : largestNs };
}

/** The path of the requests of one bin, largest mean time first. Throws if there is no such bin. */
export function compositionTable({ bins, lines }: CompositionReport, bin: number): PathTable {
  if (bins[bin] === undefined) throw new Error(`no bin ${bin}`);
  const own = lines
    .filter(({ onPathShare }) => onPathShare[bin] > 0)
    .map(({ kind, segmentKind, components, name, meanNs, onPathShare, meanShare }) => ({
      kind,
      segmentKind,
      components,
      name,
      meanNs: meanNs[bin],
      onPathShare: onPathShare[bin],
      meanShare: meanShare[bin],
    }))
    .sort((a, b) => b.meanNs - a.meanNs || (a.name < b.name ? -1 : 1));
  return pathTableOf(own);
}

/** The line whose share of the latency differs most between the fastest and the slowest bin; null with fewer than two. */
export function mostChanged({
  bins,
  lines,
}: CompositionReport): { line: CompositionLine; from: number; to: number } | null {
  const last = bins.length - 1;
  if (last < 1) return null;
  const changes = lines.map((line) => ({ line, from: line.meanShare[0], to: line.meanShare[last] }));
  return changes.reduce<(typeof changes)[number] | null>(
    (most, change) => (most === null || change.to - change.from > most.to - most.from ? change : most),
    null,
  );
}

/** "p45–p50 of latency": where a bin lies among `count` bins of equal counts. */
export function binWords(bin: number, count: number): string {
  const percent = (at: number) => Math.round((at / count) * 100);
  return `p${percent(bin)}–p${percent(bin + 1)}`;
}
