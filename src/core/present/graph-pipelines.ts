import type { CatalogNames } from "../analysis/names.ts";
import type { ClassModel } from "../model/causal-model.ts";
import type { Status } from "../model/status.ts";
import { entersGraph } from "../model/status.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";

/** Catalog ids of two task names. */
export interface TaskPair {
  readonly from: number;
  readonly to: number;
}

/** Elements leave one task and enter another in the same order. */
export interface GraphPipeline {
  /** Task names. */
  readonly from: string;
  readonly to: string;
  /** The same as catalog ids. */
  readonly tasks: TaskPair;
  readonly status: Status;
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
  readonly orders: number;
  readonly lost: number;
  readonly spurious: number;
  /**
   * The segments it joins, as positions in `nodes`: one that ends its task's work, and one that begins the other's, in
   * this order in all requests. Ascending by (from, to).
   */
  readonly joins: readonly (readonly [from: number, to: number])[];
}

/** Pipelines of a class that hold, are tentative or nearly hold. O(pipelines · S²) in the worst case. */
export function graphPipelines(names: CatalogNames, table: ClassTable, model: ClassModel): GraphPipeline[] {
  const { segmentStart, segmentEnd, kindCode } = table;
  const kinds = segmentStart.length;
  const { baseTaskName } = names.catalog;
  const byTask = new Map<number, number[]>();
  for (let kind = 0; kind < kinds; kind++) {
    const task = baseTaskName[Math.floor(kindCode[segmentStart[kind]] / ORDINAL_STRIDE)];
    const known = byTask.get(task);
    if (known === undefined) byTask.set(task, [kind]);
    else known.push(kind);
  }
  const starts = new Set(segmentStart);
  const ends = new Set(segmentEnd);
  return model.pipelines
    .filter(({ status }) => entersGraph(status))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map(({ from, to, ...rest }) => {
      const joins: [number, number][] = [];
      for (const a of byTask.get(from) ?? []) {
        // Its end begins nothing: the element leaves the task there.
        if (starts.has(segmentEnd[a])) continue;
        for (const b of byTask.get(to) ?? []) {
          if (!ends.has(segmentStart[b]) && model.segmentAllowed[a * kinds + b] === 1) joins.push([a, b]);
        }
      }
      const { status, support, violations, undecided, orders, lost, spurious } = rest;
      return {
        from: names.taskNames[from],
        to: names.taskNames[to],
        tasks: { from, to },
        status,
        support,
        violations,
        undecided,
        orders,
        lost,
        spurious,
        joins,
      };
    });
}
