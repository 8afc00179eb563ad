import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { PipelineTallies } from "./pipelines.ts";
import type { Status, StatusCounts } from "./status.ts";
import { countStatus, emptyStatusCounts, entersGraph, statusOf } from "./status.ts";

export interface PipelineRelation {
  /** Task names (catalog ids). */
  readonly from: number;
  readonly to: number;
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
  /** Distinct processing orders seen (64 = that many or more). */
  readonly orders: number;
  readonly lost: number;
  readonly spurious: number;
  readonly status: Status;
}

/** Judges the pipelines between the task names of a class: vacuous ones are counted, all others listed. */
export function judgePipelines(
  catalog: Catalog,
  table: ClassTable,
  nameOfKind: Int32Array,
  tallies: PipelineTallies,
): { relations: PipelineRelation[]; counts: StatusCounts } {
  const counts = emptyStatusCounts();
  const names = new Set(Array.from(table.segmentStart, (start) => catalog.baseTaskName[nameOfKind[start]]));
  const hypotheses = names.size * (names.size - 1);
  for (let i = tallies.from.length; i < hypotheses; i++) countStatus(counts, "vacuous");
  const relations: PipelineRelation[] = [];
  for (let i = 0; i < tallies.from.length; i++) {
    const verdicts = {
      support: tallies.support[i],
      violations: tallies.violations[i],
      undecided: tallies.undecided[i],
    };
    let status = statusOf(verdicts, 1, tallies.from.length);
    // Only the order of the keys themselves was ever seen: both sides may merely walk the same sorted list.
    if (entersGraph(status) && tallies.reordered[i] === 0) status = "vacuous";
    countStatus(counts, status);
    relations.push({
      from: tallies.from[i],
      to: tallies.to[i],
      ...verdicts,
      orders: tallies.orderOffsets[i + 1] - tallies.orderOffsets[i],
      lost: tallies.lost[i],
      spurious: tallies.spurious[i],
      status,
    });
  }
  return { relations, counts };
}
