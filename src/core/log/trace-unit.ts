/** What one unit of a trace document (span, event, entry) tells, whatever the format. All values as written, trimmed. */
export type TraceUnit = TraceSpan | TracePoint | TraceNothing;

/**
 * A stretch of time on a task of its own.
 *
 *     start ──── event ──── event ──── end        task = spanId, name = "<service or host> <operation> <kind>"
 */
export interface TraceSpan {
  /** "chain": its events delimit consecutive segments; "span": it is one segment, and they are points inside it. */
  readonly tells: "span" | "chain";
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly service: string;
  readonly operation: string;
  /** "client", "server", "producer", "consumer"; "" or "internal" if it takes no side. */
  readonly kind: string;
  readonly host: string;
  readonly start: string;
  /** Stamp of the end, "" where a duration tells it or where the span has none. */
  readonly end: string;
  readonly duration: string;
  readonly events: readonly SpanEvent[];
}

/** A point inside a span: at a stamp, or so many ns after the start of the span. */
export type SpanEvent =
  | { readonly label: string; readonly time: string }
  | { readonly label: string; readonly afterNs: number };

/** A point in time, on a task if it has one. */
export interface TracePoint {
  readonly tells: "point";
  readonly traceId: string;
  /** "" = none */
  readonly spanId: string;
  readonly service: string;
  readonly host: string;
  readonly time: string;
  /** "" = none; digits are masked. */
  readonly label: string;
}

/** No event. "header": it describes others; "part": another unit tells it too; "nothing": left out, for the reason `code`. */
export type TraceNothing =
  | { readonly tells: "header" }
  | { readonly tells: "part" }
  | { readonly tells: "nothing"; readonly code: string };

export const HEADER: TraceUnit = { tells: "header" };
export const PART: TraceUnit = { tells: "part" };

/** The cells of a preview that a span fills by these members, "" for what is no span. */
export function spanRow(
  unit: TraceUnit,
  members: readonly Exclude<keyof TraceSpan, "events" | "tells">[],
): readonly string[] {
  return members.map((member) => (member in unit ? String(unit[member as keyof TraceUnit]) : ""));
}
