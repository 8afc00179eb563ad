import type { ClassPaths } from "../analysis/class-paths.ts";
import type { CatalogNames } from "../analysis/names.ts";
import type { ClassModel } from "../model/causal-model.ts";
import { limbSum } from "../model/partial-model.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";

/** Time of the critical path between two components. Shares are 0 … 1, means are over the requests of the class. */
export interface GraphHandOff {
  /** Component names. */
  readonly from: string;
  readonly to: string;
  readonly onPathShare: number;
  readonly meanNs: number;
  readonly meanShare: number;
  /** Where it may have happened, the most frequent first. */
  readonly joins: readonly HandOffJoin[];
}

/**
 * Two segments between which a hand-off runs. Paths count hand-offs by component; an edge of the requests' reduced graphs
 * between events of both is where they can have run.
 */
export interface HandOffJoin {
  /** Positions in `nodes`. */
  readonly from: number;
  readonly to: number;
  /** "back": from the end of a called segment (`to`) to the end of the one that encloses it (`from`). */
  readonly direction: "there" | "back";
  /** Share of requests in whose reduction the edge survives; bounds the share of paths through it. */
  readonly reducedInShare: number;
}

/** Hand-offs of a class, by components. O(S²) once, plus the pairs they join. */
export function graphHandOffs(
  names: CatalogNames,
  table: ClassTable,
  model: ClassModel,
  paths: ClassPaths,
): GraphHandOff[] {
  const { catalog } = names;
  const { segmentStart, segmentEnd, kindCode } = table;
  const events = kindCode.length;
  const kinds = segmentStart.length;
  const whole = Math.max(1, paths.requests);
  const componentOf = (kind: number) =>
    catalog.taskNameComponent[catalog.baseTaskName[Math.floor(kindCode[segmentStart[kind]] / ORDINAL_STRIDE)]];
  const joins = new Map<string, HandOffJoin[]>();
  const add = (x: number, y: number, join: Omit<HandOffJoin, "reducedInShare">, cell: number) => {
    const survives = paths.reducedIn[cell];
    if (survives === 0) return;
    const key = `${componentOf(x)}:${componentOf(y)}`;
    const list = joins.get(key);
    const entry = { ...join, reducedInShare: Math.min(1, survives / whole) };
    if (list === undefined) joins.set(key, [entry]);
    else list.push(entry);
  };
  for (let a = 0; a < kinds; a++) {
    for (let b = 0; b < kinds; b++) {
      if (a === b || componentOf(a) === componentOf(b)) continue;
      const startToStart = segmentStart[a] * events + segmentStart[b];
      const endToEnd = segmentEnd[b] * events + segmentEnd[a];
      if (model.segmentAllowed[a * kinds + b] === 1) {
        add(a, b, { from: a, to: b, direction: "there" }, segmentEnd[a] * events + segmentStart[b]);
      } else if (model.allowed[startToStart] === 1 && model.allowed[endToEnd] === 1) {
        add(a, b, { from: a, to: b, direction: "there" }, startToStart);
        add(b, a, { from: a, to: b, direction: "back" }, endToEnd);
      }
    }
  }
  const { handOffs, handOffFrom, handOffTo } = paths;
  return Array.from(handOffFrom, (from, at): GraphHandOff => {
    const to = handOffTo[at];
    const found = joins.get(`${from}:${to}`) ?? [];
    return {
      from: names.components[from],
      to: names.components[to],
      onPathShare: handOffs.requests[at] / whole,
      meanNs: limbSum(handOffs.nsHigh, handOffs.nsLow, at) / whole,
      meanShare: handOffs.sharePpm[at] / 1e6 / whole,
      joins: found.toSorted((a, b) => b.reducedInShare - a.reducedInShare || a.from - b.from || a.to - b.to),
    };
  });
}
