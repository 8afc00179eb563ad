import type { Analysis } from "../analysis/analysis-store.ts";
import type { OrderRelations } from "../model/order-relations.ts";
import { limbSum } from "../model/partial-model.ts";
import { entersGraph, STATUSES } from "../model/status.ts";
import type { AnalysisReport, PathLine } from "./analysis-report.ts";
import { kindOffsets } from "./analysis-report.ts";

/**
 * `model.json` (`causal-model/1`), piece by piece, so that a large model never stands as one string: classes, kinds, the
 * relations that survive (holds, tentative, near; the others are counts in the summary), and the critical path. Kind ids
 * are unique over all classes.
 */
export function* modelDocument(analysis: Analysis, report: AnalysisReport): Generator<string> {
  const { names, tables, models, partial, paths } = analysis;
  const offsets = kindOffsets(analysis);
  yield '{\n"format":"causal-model/1",\n';
  yield `"modelHash":${JSON.stringify(report.modelHash)},\n`;
  const classes = report.classes.map(({ id, name, requests }) => ({ id, name, requests }));
  yield* list("classes", classes);
  yield* list(
    "eventKinds",
    rows(tables, (table, id) =>
      Array.from(table.kindCode, (code, kind) => ({
        id: offsets.event[id] + kind,
        class: id,
        ...names.eventKind(code),
        requests: table.kindRequests[kind],
      })),
    ),
  );
  yield* list(
    "segmentKinds",
    rows(tables, (table, id) =>
      Array.from(table.segmentStart, (start, kind) => {
        const first = names.eventKind(table.kindCode[start]);
        const last = names.eventKind(table.kindCode[table.segmentEnd[kind]]);
        const { durationHigh, durationLow, segmentOccurrences } = partial.classes[id];
        return {
          id: offsets.segment[id] + kind,
          class: id,
          task: first.task,
          startLabel: first.label,
          endLabel: last.label,
          startOrdinal: first.ordinal,
          endOrdinal: last.ordinal,
          requests: table.segmentRequests[kind],
          meanNs: limbSum(durationHigh, durationLow, kind) / Math.max(1, segmentOccurrences[kind]),
        };
      }),
    ),
  );
  yield* list(
    "happensBefore",
    rows(models, (model, id) =>
      orders(model.orders, id, offsets.event[id], paths[id].reducedIn, tables[id].kindCode.length),
    ),
  );
  yield* list(
    "segmentHappensBefore",
    rows(models, (model, id) =>
      orders(model.segmentOrders, id, offsets.segment[id], paths[id].segmentReducedIn, tables[id].segmentStart.length),
    ),
  );
  yield* list(
    "mutualExclusion",
    rows(models, (model, id) =>
      model.exclusions
        .filter(({ status }) => entersGraph(status))
        .map(({ a, b, support, ab, ba, evidenceNats, status, overlaps, undecided }) => ({
          class: id,
          a: offsets.segment[id] + a,
          b: offsets.segment[id] + b,
          support,
          ab,
          ba,
          violations: overlaps,
          undecided,
          evidenceNats,
          status,
        })),
    ),
  );
  yield* list(
    "pipelines",
    rows(models, (model, id) =>
      model.pipelines
        .filter(({ status }) => entersGraph(status))
        .map(({ from, to, ...rest }) => ({
          class: id,
          from: names.taskNames[from],
          to: names.taskNames[to],
          ...rest,
        })),
    ),
  );
  yield* list("criticalPath", report.criticalPath.map(withoutIds));
  yield* list(
    "paperCriticalPath",
    report.paperPath.map(({ lines, ...rest }) => ({ ...rest, lines: lines.map(withoutIds) })),
    true,
  );
  yield "}\n";
}

/** Ids of components mean nothing outside the tab. */
function withoutIds({ components: _, ...line }: PathLine): object {
  return line;
}

function* list(name: string, items: Iterable<object>, last = false): Generator<string> {
  yield `${JSON.stringify(name)}:[`;
  let separator = "\n";
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ",\n";
  }
  yield last ? "\n]\n" : "\n],\n";
}

function* rows<T>(parts: readonly T[], of: (part: T, id: number) => Iterable<object>): Generator<object> {
  for (let id = 0; id < parts.length; id++) yield* of(parts[id], id);
}

function* orders(
  relations: OrderRelations,
  classId: number,
  offset: number,
  reducedIn: Uint32Array,
  kinds: number,
): Generator<object> {
  for (let i = 0; i < relations.from.length; i++) {
    if (!entersGraph(STATUSES[relations.status[i]])) continue;
    yield {
      class: classId,
      from: offset + relations.from[i],
      to: offset + relations.to[i],
      support: relations.support[i],
      violations: relations.violations[i],
      undecided: relations.undecided[i],
      status: STATUSES[relations.status[i]],
      p8: relations.p8[i],
      reducedIn: reducedIn[relations.from[i] * kinds + relations.to[i]],
    };
  }
}
