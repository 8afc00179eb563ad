import type { RequestDetail } from "../analysis/request-detail.ts";
import { formatCountOf, formatDuration, formatShare } from "./number-format.ts";
import { eventName } from "./path-rows.ts";
import type { Timeline, TimelineRow } from "./timeline-rows.ts";

/** "web · compile template". */
export function rowName({ task, label }: TimelineRow): string {
  return `${task} · ${label}`;
}

/** One row in a sentence: what assistive tools read and a pointer shows. */
export function rowWords(row: TimelineRow, latencyNs: number): string {
  const where = `${rowName(row)}, on ${row.host}`;
  const from = `from ${formatDuration(row.fromNs)}`;
  if (row.segment < 0) return `${where}: ${formatCountOf(row.events.length, "event")} of no segment, ${from}`;
  const lasts = `${where}: ${formatDuration(row.toNs - row.fromNs)} ${from}`;
  if (row.onPath.length === 0) return `${lasts}, not on the critical path`;
  return `${lasts}, ${chargedWords(row, latencyNs)}`;
}

/** "all of it on the critical path, 54 % of the latency". */
export function chargedWords(row: TimelineRow, latencyNs: number): string {
  const spanNs = row.toNs - row.fromNs;
  const part = row.chargedNs >= spanNs ? "all of it" : formatDuration(row.chargedNs);
  const share = latencyNs > 0 && row.chargedNs > 0 ? `, ${formatShare(row.chargedNs / latencyNs)} of the latency` : "";
  return `${part} on the critical path${share}`;
}

/** What the picture of a request shows, in one sentence. */
export function timelineWords(detail: RequestDetail, timeline: Timeline): string {
  const { latencyNs } = detail;
  const total = `${formatCountOf(detail.segments.length, "segment")} in ${formatDuration(latencyNs)}`;
  if (detail.withoutPath !== null) return `${formatCountOf(detail.events.length, "event")}: ${detail.withoutPath}`;
  const [longest] = timeline.rows.toSorted((a, b) => b.chargedNs - a.chargedNs);
  if (longest === undefined || longest.chargedNs === 0) return `${total}, none of them on the critical path`;
  return `${total}; most of the critical path is ${rowName(longest)}, ${formatDuration(longest.chargedNs)}`;
}

export interface Neighbours {
  /** Event that the start waited for: the latest of those that always come before it; null = none. */
  readonly before: number | null;
  /** Events that come next after the end. */
  readonly after: readonly number[];
}

/** What comes right before and after a row in the graph of its request. */
export function neighboursOf(detail: RequestDetail, row: TimelineRow): Neighbours {
  const { events, edges } = detail;
  const first = row.events[0];
  const last = row.events[row.events.length - 1];
  let before: number | null = null;
  const after: number[] = [];
  for (const [from, to] of edges) {
    if (to === first && (before === null || events[from].timeNs > events[before].timeNs)) before = from;
    if (from === last && !row.events.includes(to)) after.push(to);
  }
  return { before, after };
}

/** An event as "web · begin ×2". */
export function eventWords(detail: RequestDetail, event: number): string {
  return `${detail.events[event].task} · ${eventName(detail.events[event])}`;
}
