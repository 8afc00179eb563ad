import { createHash } from "node:crypto";
import type { Phase } from "../core/units.ts";

/** One event of one request, on plain fields. Stamps are whole ns on one clock (offset bounds are all zero). */
export interface OracleEvent {
  readonly request: string;
  readonly host: string;
  /** Task instance; null = none (then it has no program order). */
  readonly task: string | null;
  readonly taskName: string;
  readonly label: string;
  /** 1 for the first occurrence of (task name, label, phase) in the request. */
  readonly ordinal: number;
  readonly phase: Phase;
  /** Place among equal stamps: the phase, but PHASE_POINT for both events of a span without length. */
  readonly order: Phase;
  readonly timeNs: number;
  /** Resolution: the true time lies in [timeNs, timeNs + resNs). */
  readonly resNs: number;
  readonly file: number;
  readonly line: number;
  /** Value of the item column; null = none. */
  readonly item: string | null;
}

/** The stretch between two consecutive events of one task instance, or a span. */
export interface OracleSegment {
  readonly start: OracleEvent;
  readonly end: OracleEvent;
}

/** Name of an event kind: (task name, label, phase, ordinal). */
export function kindOf(event: OracleEvent): string {
  return JSON.stringify([event.taskName, event.label, event.phase, event.ordinal]);
}

/** Name of a segment kind: (task name, start kind, end kind). */
export function segmentKindOf(segment: OracleSegment): string {
  return JSON.stringify([segment.start.taskName, kindOf(segment.start), kindOf(segment.end)]);
}

/** The total order of the events of one request: (time, order, host, file, line); of one record the start comes first. */
export function byTotalOrder(a: OracleEvent, b: OracleEvent): number {
  return (
    a.timeNs - b.timeNs ||
    a.order - b.order ||
    compareText(a.host, b.host) ||
    a.file - b.file ||
    a.line - b.line ||
    b.phase - a.phase
  );
}

/** The order in which "the first request" is meant: first 32 bits of the md5 of the id, then the bytes of the id. */
export function byRequestOrder(a: string, b: string): number {
  return md5Prefix(a) - md5Prefix(b) || Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The first 8 hex digits of the md5 of a text's UTF-8 bytes, as a number. */
export function md5Prefix(text: string): number {
  const known = prefixes.get(text);
  if (known !== undefined) return known;
  const prefix = Number.parseInt(createHash("md5").update(text).digest("hex").slice(0, 8), 16);
  prefixes.set(text, prefix);
  return prefix;
}

const prefixes = new Map<string, number>();

/** The events of each request, in the total order; requests in order of first mention. */
export function byRequest(events: readonly OracleEvent[]): Map<string, OracleEvent[]> {
  const groups = new Map<string, OracleEvent[]>();
  for (const event of events) groups.set(event.request, [...(groups.get(event.request) ?? []), event]);
  for (const group of groups.values()) group.sort(byTotalOrder);
  return groups;
}

/**
 * Numbers the occurrences of each (task name, label, phase) of a request by (time, host, file, line).
 * For points; the two events of a span share the span's rank and are numbered by whoever knows the spans.
 */
export function withPointOrdinals(events: readonly OracleEvent[]): OracleEvent[] {
  const rank = (event: OracleEvent) =>
    events.filter(
      (other) =>
        other.request === event.request &&
        other.taskName === event.taskName &&
        other.label === event.label &&
        other.phase === event.phase &&
        (other.timeNs - event.timeNs ||
          compareText(other.host, event.host) ||
          other.file - event.file ||
          other.line - event.line) < 0,
    ).length;
  return events.map((event) => ({ ...event, ordinal: 1 + rank(event) }));
}

/** The segments of point events: pairs of consecutive events of one task instance of one request. */
export function consecutiveSegments(events: readonly OracleEvent[]): OracleSegment[] {
  const segments: OracleSegment[] = [];
  for (const group of byRequest(events).values()) {
    for (const task of new Set(group.map((event) => event.task))) {
      if (task === null) continue;
      const own = group.filter((event) => event.task === task);
      for (let k = 1; k < own.length; k++) segments.push({ start: own[k - 1]!, end: own[k]! });
    }
  }
  return segments;
}

/** Byte order of UTF-8, which for valid text is the order of code points. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
