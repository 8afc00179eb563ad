import type { ShapeCounts } from "../core/trace/shapes.ts";

/** A shape as tests write it: bases are small numbers. */
export type DrawnShape = readonly [root: number, requests: number, bases: readonly number[]];

/** Counts of shapes; the signature of each depends on the shape alone. */
export function shapeCounts(shapes: readonly DrawnShape[]): ShapeCounts {
  const baseOffsets = new Uint32Array(shapes.length + 1);
  shapes.forEach(([, , bases], at) => {
    baseOffsets[at + 1] = baseOffsets[at] + bases.length;
  });
  return {
    root: Int32Array.from(shapes, ([root]) => root),
    signatureHigh: Int32Array.from(shapes, ([root]) => root),
    signatureLow: Int32Array.from(shapes, ([, , bases]) => bases.reduce((sum, base) => sum + 2 ** base, 0)),
    requests: Float64Array.from(shapes, ([, requests]) => requests),
    baseOffsets,
    bases: Int32Array.from(shapes.flatMap(([, , bases]) => bases)),
    earliestNs: 0,
    latestNs: 0,
  };
}
