import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { OrderCells } from "./order-cells.ts";
import { emptyOrderCells, mergeOrderCells } from "./order-cells.ts";
import type { OverlapCells } from "./overlap-cells.ts";
import { emptyOverlapCells, mergeOverlapCells } from "./overlap-cells.ts";
import type { PipelineTallies } from "./pipelines.ts";
import { PipelineCounter } from "./pipelines.ts";

/** The sufficient statistics of one class: integers, minima and k-smallest only (semantics §5). */
export interface ClassStatistics {
  readonly requests: number;
  readonly orders: OrderCells;
  readonly overlaps: OverlapCells;
  readonly pipelines: PipelineTallies;
  /** Per segment kind: occurrences, and the sum of their durations in ns as two limbs (see `LimbSums`). */
  readonly segmentOccurrences: Float64Array;
  readonly durationHigh: Float64Array;
  readonly durationLow: Float64Array;
}

/**
 * What the sieve makes of any part of a dataset. Law: `mergePartialModels` is commutative and associative with the
 * empty model as identity; it is not idempotent: a partition is merged once. Any split of the requests, any order of
 * merging: equal bytes.
 */
export interface PartialModel {
  readonly classes: readonly ClassStatistics[];
}

/** A low limb holds less than this; sums of ns stay exact far beyond 2^53. */
export const LIMB = 2 ** 52;

export function addLimbs(high: Float64Array, low: Float64Array, at: number, ns: number): void {
  const sum = low[at] + ns;
  if (sum >= LIMB) {
    high[at]++;
    low[at] = sum - LIMB;
  } else {
    low[at] = sum;
  }
}

/** The sum as one number: rounded only where it exceeds 2^53 ns (104 days). */
export function limbSum(high: Float64Array, low: Float64Array, at: number): number {
  return high[at] * LIMB + low[at];
}

/** Accumulates partial models in place. */
export class PartialModelMerger {
  private readonly classes: {
    requests: number;
    orders: OrderCells;
    overlaps: OverlapCells;
    pipelines: PipelineCounter;
    segmentOccurrences: Float64Array;
    durationHigh: Float64Array;
    durationLow: Float64Array;
  }[];

  constructor(catalog: Catalog, tables: readonly ClassTable[], windows: number) {
    this.classes = tables.map((table) => ({
      requests: 0,
      orders: emptyOrderCells(table.kindCode.length, windows),
      overlaps: emptyOverlapCells(table.segmentStart.length),
      pipelines: new PipelineCounter(catalog, table),
      segmentOccurrences: new Float64Array(table.segmentStart.length),
      durationHigh: new Float64Array(table.segmentStart.length),
      durationLow: new Float64Array(table.segmentStart.length),
    }));
  }

  add(part: PartialModel): void {
    part.classes.forEach((statistics, id) => {
      if (statistics.requests === 0) return;
      const into = this.classes[id];
      into.requests += statistics.requests;
      mergeOrderCells(into.orders, statistics.orders);
      mergeOverlapCells(into.overlaps, statistics.overlaps);
      into.pipelines.merge(statistics.pipelines);
      for (let i = 0; i < into.segmentOccurrences.length; i++) {
        into.segmentOccurrences[i] += statistics.segmentOccurrences[i];
        into.durationHigh[i] += statistics.durationHigh[i];
        addLimbs(into.durationHigh, into.durationLow, i, statistics.durationLow[i]);
      }
    });
  }

  /** What has been added so far, per class; goes on growing. */
  get present(): readonly Pick<ClassStatistics, "requests" | "orders">[] {
    return this.classes;
  }

  finish(): PartialModel {
    return { classes: this.classes.map((into) => ({ ...into, pipelines: into.pipelines.finish() })) };
  }
}
