import type { Analysis } from "../analysis/analysis-store.ts";
import { limbSum } from "../model/partial-model.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";

/** What one component (service, logger, role) takes, over some requests. */
export interface ComponentTime {
  /** Catalog id. */
  readonly component: number;
  readonly name: string;
  /** Durations of all its segments, summed: segments that run beside or within each other count each. ns. */
  readonly totalNs: number;
}

/** Component (catalog id) of a segment kind: that of the task it starts in. */
export function componentOfSegment({ names, tables }: Analysis, classId: number, kind: number): number {
  const { catalog } = names;
  const { kindCode, segmentStart } = tables[classId];
  return catalog.taskNameComponent[catalog.baseTaskName[Math.floor(kindCode[segmentStart[kind]] / ORDINAL_STRIDE)]];
}

/**
 * Total time of every component with segments, of one class or (−1) of all, largest first, then by name. O(kinds).
 */
export function componentTimes(analysis: Analysis, classId = -1): ComponentTime[] {
  const { names, partial, tables } = analysis;
  const totals = new Map<number, number>();
  tables.forEach((table, id) => {
    if (classId >= 0 && id !== classId) return;
    const { durationHigh, durationLow } = partial.classes[id];
    for (let kind = 0; kind < table.segmentStart.length; kind++) {
      const component = componentOfSegment(analysis, id, kind);
      totals.set(component, (totals.get(component) ?? 0) + limbSum(durationHigh, durationLow, kind));
    }
  });
  return [...totals]
    .map(([component, totalNs]) => ({ component, name: names.components[component], totalNs }))
    .sort((a, b) => b.totalNs - a.totalNs || (a.name < b.name ? -1 : 1));
}
