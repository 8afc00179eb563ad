import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import { sameName } from "./causal-model.ts";
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
}

/** Counts what is merged so far. O(kinds²) for each class: some ms for the largest. */
export function sieveProgress(
  catalog: Catalog,
  tables: readonly ClassTable[],
  merged: readonly Pick<ClassStatistics, "requests" | "orders">[],
  ofRequests: number,
): SieveProgress {
  let [requests, tested, refuted] = [0, 0, 0];
  merged.forEach((statistics, id) => {
    const { kindCode } = tables[id];
    const base = Int32Array.from(kindCode, (code) => Math.floor(code / ORDINAL_STRIDE));
    const { kinds, first } = statistics.orders;
    requests += statistics.requests;
    for (let a = 0; a < kinds; a++) {
      for (let b = a + 1; b < kinds; b++) {
        if (!haveMet(statistics.orders, a, b) || sameName(catalog, base[a], base[b])) continue;
        tested += 2;
        // Each certain order refutes its reverse.
        refuted += Number(first[a * kinds + b] !== NO_REQUEST) + Number(first[b * kinds + a] !== NO_REQUEST);
      }
    }
  });
  return { requests, ofRequests, tested, refuted };
}

function haveMet({ kinds, first, tie, undecided }: OrderCells, a: number, b: number): boolean {
  const [ab, ba] = [a * kinds + b, b * kinds + a];
  return (
    first[ab] !== NO_REQUEST || first[ba] !== NO_REQUEST || tie[ab] + tie[ba] > 0 || undecided[ab] + undecided[ba] > 0
  );
}
