import type { RequestDetail } from "../analysis/request-detail.ts";
import { segmentName } from "./graph-nodes.ts";
import { eventName } from "./path-rows.ts";

/** What a lane of the picture of a request is. */
export type LaneBy = "host" | "component";

/** A stretch of time in ns since the first event of the request. */
export interface Stretch {
  readonly fromNs: number;
  readonly toNs: number;
}

/** One line of the picture: a segment, or the events of one label that belong to no segment. */
export interface TimelineRow extends Stretch {
  /** Position in `segments` of the request, −1 = a row of single events. */
  readonly segment: number;
  /** Segment kind within the class, −1 = none. */
  readonly segmentKind: number;
  /** Position in `lanes`. */
  readonly lane: number;
  readonly task: string;
  /** Without the task. */
  readonly label: string;
  /** Without the package, for where there is little room. */
  readonly shortLabel: string;
  readonly component: string;
  readonly host: string;
  /** Time of the path that is charged to the segment, ns. */
  readonly chargedNs: number;
  /** What of the segment the path is charged to, ascending; pieces that touch are one. */
  readonly onPath: readonly Stretch[];
  /** Positions in `events`: start and end of a segment, or all events of the row. */
  readonly events: readonly number[];
}

export interface TimelineLane {
  readonly name: string;
  /** What its rows have of the other kind: components of a host, hosts of a component. */
  readonly others: readonly string[];
  /** Its rows are all of one task. */
  readonly isOneTask: boolean;
  readonly firstRow: number;
  readonly rowCount: number;
}

/** A step of the path from row to row; a hand-off takes time, any other is a moment. */
export interface TimelineLink extends Stretch {
  readonly fromRow: number;
  readonly toRow: number;
  readonly isHandOff: boolean;
}

/**
 * A request laid out: lanes in order of their first event, rows of a lane in order of theirs.
 *
 *     lane web    row 0  ====
 *                 row 1      ===
 *     lane store  row 2    ==
 */
export interface Timeline {
  readonly lanes: readonly TimelineLane[];
  readonly rows: readonly TimelineRow[];
  readonly links: readonly TimelineLink[];
  /** Rows in the order in which the path visits them, each visit once. */
  readonly visits: readonly number[];
  /** By position in `events`: the row it starts, else the one it ends, else the row of single events. */
  readonly rowOfEvent: Int32Array;
  /** Time of the last event, ns since the first. */
  readonly endNs: number;
}

type Draft = Omit<TimelineRow, "lane" | "onPath" | "chargedNs">;

/** Lays a request out. O(events · log events). */
export function timelineOf(detail: RequestDetail, by: LaneBy): Timeline {
  const { events } = detail;
  const drafts = [...segmentDrafts(detail), ...pointDrafts(detail)];
  const laneName = ({ host, component }: Draft) => (by === "host" ? host : component);
  const firstOfLane = new Map<string, number>();
  for (const draft of drafts) {
    const first = Math.min(firstOfLane.get(laneName(draft)) ?? Number.POSITIVE_INFINITY, draft.events[0]);
    firstOfLane.set(laneName(draft), first);
  }
  // At one moment the longer is told first: what contains stands above what it contains.
  const inOrder = drafts.toSorted(
    (a, b) =>
      (firstOfLane.get(laneName(a)) ?? 0) - (firstOfLane.get(laneName(b)) ?? 0) ||
      a.fromNs - b.fromNs ||
      b.toNs - a.toNs ||
      a.events[0] - b.events[0],
  );
  const rowOfSegment = new Int32Array(detail.segments.length).fill(-1);
  const rowOfEvent = new Int32Array(events.length).fill(-1);
  inOrder.forEach(({ segment, events: own }, row) => {
    if (segment >= 0) rowOfSegment[segment] = row;
    for (const event of own) rowOfEvent[event] = row;
  });
  // Of two segments that share an event, it is told with the one it starts.
  detail.segments.forEach(({ start }, segment) => {
    rowOfEvent[start] = rowOfSegment[segment];
  });
  const { pieces, links, visits } = walkPath(detail, rowOfSegment, rowOfEvent);
  const lanes: { name: string; others: Set<string>; tasks: Set<string>; firstRow: number; rowCount: number }[] = [];
  const rows = inOrder.map((draft, row): TimelineRow => {
    const name = laneName(draft);
    if (lanes.at(-1)?.name !== name) {
      lanes.push({ name, others: new Set(), tasks: new Set(), firstRow: row, rowCount: 0 });
    }
    const lane = lanes[lanes.length - 1];
    lane.rowCount++;
    lane.tasks.add(draft.task);
    lane.others.add(by === "host" ? draft.component : draft.host);
    const onPath = pieces.get(row) ?? [];
    const chargedNs = onPath.reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0);
    return { ...draft, lane: lanes.length - 1, onPath, chargedNs };
  });
  return {
    lanes: lanes.map(({ others, tasks, ...lane }) => ({ ...lane, others: [...others], isOneTask: tasks.size === 1 })),
    rows,
    links,
    visits,
    rowOfEvent,
    endNs: events.length === 0 ? 0 : events[events.length - 1].timeNs - events[0].timeNs,
  };
}

function segmentDrafts({ events, segments }: RequestDetail): Draft[] {
  const firstNs = events.at(0)?.timeNs ?? 0;
  return segments.map(({ start, end, kind }, segment) => {
    const { component, host, timeNs } = events[start];
    return {
      segment,
      segmentKind: kind,
      ...segmentName(component, events[start], events[end]),
      component,
      host,
      fromNs: timeNs - firstNs,
      toNs: events[end].timeNs - firstNs,
      events: [start, end],
    };
  });
}

/** Events of no segment: a row for each label of a task on a host, however often it occurs. */
function pointDrafts({ events, segments }: RequestDetail): Draft[] {
  const taken = new Uint8Array(events.length);
  for (const { start, end } of segments) {
    taken[start] = 1;
    taken[end] = 1;
  }
  const rows = new Map<string, number[]>();
  events.forEach(({ task, label, host }, at) => {
    if (taken[at] === 1) return;
    const key = JSON.stringify([task, label, host]);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [at]);
    else row.push(at);
  });
  return [...rows.values()].map((own) => {
    const first = events[own[0]];
    const label = own.length === 1 ? eventName(first) : `${first.label}, ${own.length} times`;
    return {
      segment: -1,
      segmentKind: -1,
      task: first.task,
      label,
      shortLabel: label,
      component: first.component,
      host: first.host,
      fromNs: first.timeNs - events[0].timeNs,
      toNs: events[own[own.length - 1]].timeNs - events[0].timeNs,
      events: own,
    };
  });
}

interface Walk {
  /** By row. */
  readonly pieces: ReadonlyMap<number, readonly Stretch[]>;
  readonly links: readonly TimelineLink[];
  readonly visits: readonly number[];
}

/**
 * Follows the path from its beginning. A segment is charged in its own row; time of a hand-off passes in the row the path
 * comes from, and ends in the row of what the path goes on with.
 */
function walkPath({ events, hops }: RequestDetail, rowOfSegment: Int32Array, rowOfEvent: Int32Array): Walk {
  const pieces = new Map<number, Stretch[]>();
  const links: TimelineLink[] = [];
  const visits: number[] = [];
  const firstNs = events.at(0)?.timeNs ?? 0;
  const visit = (row: number) => {
    if (visits.at(-1) !== row) visits.push(row);
  };
  let row = -1;
  for (let at = hops.length - 1; at >= 0; at--) {
    const { from, to, segment } = hops[at];
    const fromNs = events[from].timeNs - firstNs;
    const toNs = events[to].timeNs - firstNs;
    if (segment >= 0) {
      const own = rowOfSegment[segment];
      if (row >= 0 && row !== own) links.push({ fromRow: row, toRow: own, fromNs, toNs: fromNs, isHandOff: false });
      row = own;
      const charged = pieces.get(row) ?? [];
      const last = charged.at(-1);
      if (last !== undefined && last.toNs === fromNs) charged[charged.length - 1] = { fromNs: last.fromNs, toNs };
      else charged.push({ fromNs, toNs });
      pieces.set(row, charged);
      visit(row);
      continue;
    }
    if (row < 0) row = rowOfEvent[from];
    visit(row);
    const next = at > 0 ? hops[at - 1].segment : -1;
    const toRow = next >= 0 ? rowOfSegment[next] : rowOfEvent[to];
    links.push({ fromRow: row, toRow, fromNs, toNs, isHandOff: true });
    row = toRow;
    visit(row);
  }
  return { pieces, links, visits };
}
