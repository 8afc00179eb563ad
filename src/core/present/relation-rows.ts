import type { Analysis } from "../analysis/analysis-store.ts";
import type { OrderRelations } from "../model/order-relations.ts";
import type { Status } from "../model/status.ts";
import { STATUSES } from "../model/status.ts";

export type RelationKind = "happensBefore" | "segmentHappensBefore" | "mutualExclusion" | "pipeline";

export interface RelationRow {
  /** Event kinds or segment kinds within the class; task names (catalog ids) of a pipeline. */
  readonly fromId: number;
  readonly toId: number;
  readonly from: string;
  readonly to: string;
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
  readonly status: Status;
  /** Requests whose reduced graph keeps it; null where that is not counted. */
  readonly reducedIn: number | null;
}

export interface RelationPage {
  readonly total: number;
  readonly rows: readonly RelationRow[];
}

/**
 * One page of the tested hypotheses of a class with one status, those that most requests' reduced graphs keep first,
 * then by support. Ties by names.
 */
export function relationPage(
  analysis: Analysis,
  kind: RelationKind,
  classId: number,
  status: Status,
  offset: number,
  limit: number,
): RelationPage {
  const rows = relationRows(analysis, kind, classId, status);
  return { total: rows.length, rows: rows.slice(offset, offset + limit).map((row) => row()) };
}

/** Sorted rows, each made only when it is shown. */
function relationRows(analysis: Analysis, kind: RelationKind, classId: number, status: Status): (() => RelationRow)[] {
  const model = analysis.models[classId];
  const table = analysis.tables[classId];
  const paths = analysis.paths[classId];
  const { names } = analysis;
  if (kind === "happensBefore") {
    const name = (event: number) => names.event(table.kindCode[event]);
    return orderRows(model.orders, status, paths.reducedIn, table.kindCode.length, name);
  }
  if (kind === "segmentHappensBefore") {
    const name = (segment: number) => names.segment(table, segment);
    return orderRows(model.segmentOrders, status, paths.segmentReducedIn, table.segmentStart.length, name);
  }
  if (kind === "mutualExclusion") {
    return model.exclusions
      .filter((exclusion) => exclusion.status === status)
      .sort((a, b) => b.support - a.support || a.a - b.a || a.b - b.b)
      .map((exclusion) => () => ({
        fromId: exclusion.a,
        toId: exclusion.b,
        from: names.segment(table, exclusion.a),
        to: names.segment(table, exclusion.b),
        support: exclusion.support,
        violations: exclusion.overlaps,
        undecided: exclusion.undecided,
        status,
        reducedIn: null,
      }));
  }
  return model.pipelines
    .filter((pipeline) => pipeline.status === status)
    .sort((a, b) => b.support - a.support || a.from - b.from || a.to - b.to)
    .map((pipeline) => () => ({
      fromId: pipeline.from,
      toId: pipeline.to,
      from: names.taskNames[pipeline.from],
      to: names.taskNames[pipeline.to],
      support: pipeline.support,
      violations: pipeline.violations,
      undecided: pipeline.undecided,
      status,
      reducedIn: null,
    }));
}

function orderRows(
  relations: OrderRelations,
  status: Status,
  reducedIn: Uint32Array,
  kinds: number,
  name: (kind: number) => string,
): (() => RelationRow)[] {
  const wanted = STATUSES.indexOf(status);
  const kept = (at: number) => reducedIn[relations.from[at] * kinds + relations.to[at]];
  const rows: number[] = [];
  for (let at = 0; at < relations.from.length; at++) if (relations.status[at] === wanted) rows.push(at);
  rows.sort((a, b) => kept(b) - kept(a) || relations.support[b] - relations.support[a] || a - b);
  return rows.map((at) => () => ({
    fromId: relations.from[at],
    toId: relations.to[at],
    from: name(relations.from[at]),
    to: name(relations.to[at]),
    support: relations.support[at],
    violations: relations.violations[at],
    undecided: relations.undecided[at],
    status,
    reducedIn: kept(at),
  }));
}
