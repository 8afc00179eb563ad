import type { Analysis } from "../analysis/analysis-store.ts";
import type { EventKindName } from "../analysis/names.ts";
import type { PairQuery } from "../analysis/pair-query.ts";
import type { FilterTerm } from "../analysis/request-filter.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import { componentOfSegment } from "./component-times.ts";
import { segmentName } from "./graph-nodes.ts";

/** One side of a pair as the drawer names it: "■ task label". */
export interface EvidenceSide {
  /** Gives the colour. */
  readonly component: string;
  /** In lighter ink before the label; "" if the label says it all. */
  readonly task: string;
  /** As the graph calls it where room is short. */
  readonly label: string;
  /** Of a stretch between two points, which is called by the second: the first. Null for spans, pairs and points. */
  readonly since: string | null;
  /** Both, as tables and files name it. */
  readonly name: string;
  /** Requests of the class with it; null where that is not counted. */
  readonly requests: number | null;
  /** Keeps the requests that have it; null where no filter can say that. */
  readonly term: FilterTerm | null;
}

export type EvidencePair = readonly [from: EvidenceSide, to: EvidenceSide];

/** Both sides of a pair, or null if there is no such pair: the link that names it is of other logs. */
export function evidencePair(analysis: Analysis, { relation, classId, from, to }: PairQuery): EvidencePair | null {
  const sideOf = relation === "pipeline" ? taskSide : relation === "happensBefore" ? eventSide : segmentSide;
  const sides = [from, to].map((kind) => sideOf(analysis, classId, kind));
  const [first, second] = sides;
  return first === null || second === null ? null : [first, second];
}

/** All segment kinds of a class, by kind. Empty if there is no such class. */
export function segmentSides(analysis: Analysis, classId: number): EvidenceSide[] {
  const count = analysis.tables[classId]?.segmentStart.length ?? 0;
  return Array.from({ length: count }, (_, kind) => segmentSide(analysis, classId, kind)).filter(
    (side) => side !== null,
  );
}

export function segmentSide(analysis: Analysis, classId: number, kind: number): EvidenceSide | null {
  const { names, tables } = analysis;
  const table = tables[classId];
  if (table?.segmentStart[kind] === undefined) return null;
  const first = names.eventKind(table.kindCode[table.segmentStart[kind]]);
  const last = names.eventKind(table.kindCode[table.segmentEnd[kind]]);
  const component = names.components[componentOfSegment(analysis, classId, kind)];
  const { task, label, shortLabel } = segmentName(component, first, last);
  return {
    component,
    task,
    label: shortLabel,
    since: label.startsWith(`${first.label} → `) ? first.label : null,
    name: names.segment(table, kind),
    requests: table.segmentRequests[kind],
    term: { on: "segment", has: true, task: first.task, from: first.label, to: last.label },
  };
}

function eventSide({ names, tables }: Analysis, classId: number, kind: number): EvidenceSide | null {
  const table = tables[classId];
  if (table?.kindCode[kind] === undefined) return null;
  const code = table.kindCode[kind];
  const event = names.eventKind(code);
  const { catalog } = names;
  const taskName = catalog.baseTaskName[Math.floor(code / ORDINAL_STRIDE)];
  const component = names.components[catalog.taskNameComponent[taskName]];
  return {
    component,
    ...eventName(component, event),
    since: null,
    name: names.event(code),
    requests: table.kindRequests[kind],
    term: { on: "event", has: true, task: event.task, label: event.label },
  };
}

/** The ends of a span are named by what it does: "GET /home start". */
function eventName(component: string, { task, label, ordinal }: EventKindName): { task: string; label: string } {
  const suffix = ordinal === 1 ? "" : ordinal === "last" ? " (last)" : ` ×${ordinal}`;
  const isSpanEnd = label === "start" || label === "end";
  if (!isSpanEnd || !task.startsWith(`${component} `)) return { task, label: label + suffix };
  return { task: component, label: `${task.slice(component.length + 1)} ${label}${suffix}` };
}

function taskSide({ names }: Analysis, classId: number, task: number): EvidenceSide | null {
  const name = names.taskNames[task];
  if (name === undefined || classId < 0) return null;
  const component = names.components[names.catalog.taskNameComponent[task]];
  const isWhole = !name.startsWith(`${component} `);
  return {
    component,
    task: isWhole ? "" : component,
    label: isWhole ? name : name.slice(component.length + 1),
    since: null,
    name,
    requests: null,
    term: null,
  };
}

/** How a sentence calls both sides: by their labels, or in full where those are the same. */
export function spokenNames([from, to]: EvidencePair): readonly [from: string, to: string] {
  return from.label === to.label ? [from.name, to.name] : [from.label, to.label];
}
