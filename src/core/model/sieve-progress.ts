import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import { sameName } from "./causal-model.ts";
import { type ConvergencePoint, convergenceSteps } from "./convergence.ts";
import { NO_REQUEST, type OrderCells } from "./order-cells.ts";
import type { ClassStatistics } from "./partial-model.ts";

/** How far the sieve has come: orders of event kinds, counted over all classes. Grows with the requests merged. */
export interface SieveProgress {
  /** Requests merged, of so many. */
  readonly requests: number;
  readonly ofRequests: number;
  /** Orders whose two sides have met in a request. */
  readonly tested: number;
  /** Of these, orders that a request has certainly refuted. */
  readonly refuted: number;
  /**
   * Orders not yet refuted after so many of the merged requests, in hash order. Ranks are those of all requests: while
   * some are missing, a place among the merged ones is estimated, as hashes are spread evenly.
   */
  readonly curve: readonly ConvergencePoint[];
}

/** Counts what is merged so far. O(kinds²) for each class: some ms for the largest. */
export function sieveProgress(
  catalog: Catalog,
  tables: readonly ClassTable[],
  merged: readonly Pick<ClassStatistics, "requests" | "orders">[],
  ofRequests: number,
): SieveProgress {
  const requests = merged.reduce((sum, statistics) => sum + statistics.requests, 0);
  const steps = convergenceSteps(requests);
  const dead = new Float64Array(steps.length);
  const share = ofRequests > 0 ? requests / ofRequests : 0;
  let [tested, refuted] = [0, 0];
  const refute = (rank: number) => {
    if (rank === NO_REQUEST) return;
    refuted++;
    dead[stepAfter(steps, Math.floor(rank * share))]++;
  };
  merged.forEach((statistics, id) => {
    const { kindCode } = tables[id];
    const base = Int32Array.from(kindCode, (code) => Math.floor(code / ORDINAL_STRIDE));
    const { kinds, first } = statistics.orders;
    for (let a = 0; a < kinds; a++) {
      for (let b = a + 1; b < kinds; b++) {
        if (!haveMet(statistics.orders, a, b) || sameName(catalog, base[a], base[b])) continue;
        tested += 2;
        // Each certain order refutes its reverse.
        refute(first[a * kinds + b]);
        refute(first[b * kinds + a]);
      }
    }
  });
  let surviving = tested;
  const curve = steps.map((step, at) => {
    surviving -= dead[at];
    return { requests: step, surviving };
  });
  return { requests, ofRequests, tested, refuted, curve };
}

/** The first step that a request at a place (from 0) comes before. */
function stepAfter(steps: readonly number[], place: number): number {
  const at = steps.findIndex((step) => place < step);
  return at < 0 ? steps.length - 1 : at;
}

function haveMet({ kinds, first, tie, undecided }: OrderCells, a: number, b: number): boolean {
  const [ab, ba] = [a * kinds + b, b * kinds + a];
  return (
    first[ab] !== NO_REQUEST || first[ba] !== NO_REQUEST || tie[ab] + tie[ba] > 0 || undecided[ab] + undecided[ba] > 0
  );
}
