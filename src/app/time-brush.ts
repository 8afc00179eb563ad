import type { FilterTerm } from "../core/analysis/request-filter.ts";

/** Equal stretches of time, as the strip draws them. */
export interface StripBins {
  /** ns since the origin. */
  readonly fromNs: number;
  readonly widthNs: number;
  readonly count: number;
}

/** A stretch of the strip, half-open, in bins from its beginning; not only whole ones: other views filter by time too. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** Where requests must start to be kept by the terms; null if anywhere. */
export function brushOf(terms: readonly FilterTerm[], bins: StripBins): Brush | null {
  let [from, to] = [0, bins.count];
  let isBrushed = false;
  for (const term of terms) {
    if (term.on !== "start") continue;
    isBrushed = true;
    if (term.fromNs !== null) from = Math.max(from, (term.fromNs - bins.fromNs) / bins.widthNs);
    if (term.toNs !== null) to = Math.min(to, (term.toNs - bins.fromNs) / bins.widthNs);
  }
  return isBrushed
    ? { from: Math.min(from, bins.count), to: Math.max(0, Math.min(bins.count, Math.max(from, to))) }
    : null;
}

/** The terms with another stretch in place of all that named one; an end at the end of the strip stays open. */
export function withBrush(terms: readonly FilterTerm[], brush: Brush | null, bins: StripBins): FilterTerm[] {
  const others = terms.filter(({ on }) => on !== "start");
  if (brush === null || (brush.from <= 0 && brush.to >= bins.count)) return others;
  const fromNs = brush.from <= 0 ? null : bins.fromNs + brush.from * bins.widthNs;
  const toNs = brush.to >= bins.count ? null : bins.fromNs + brush.to * bins.widthNs;
  return [...others, { on: "start", fromNs, toNs }];
}

/** The stretch between two bin edges in either order, at least a bin wide. */
export function brushBetween(a: number, b: number, count: number): Brush {
  const from = Math.max(0, Math.min(a, b, count - 1));
  return { from, to: Math.min(count, Math.max(a, b, from + 1)) };
}

/** A brush after one of its edges was moved; it keeps at least a bin. */
export function withEdge(brush: Brush, edge: "from" | "to", at: number, count: number): Brush {
  return edge === "from"
    ? { from: Math.max(0, Math.min(at, brush.to - 1)), to: brush.to }
    : { from: brush.from, to: Math.min(count, Math.max(at, brush.from + 1)) };
}

/** A brush moved as a whole; it keeps its width. */
export function movedBrush({ from, to }: Brush, by: number, count: number): Brush {
  const shift = Math.max(-from, Math.min(count - to, by));
  return { from: from + shift, to: to + shift };
}
