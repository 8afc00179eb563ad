import { firstOf, type JsonObject, memberOf, textOf } from "../json-value.ts";
import { HEADER, PART, type TracePoint, type TraceSpan, type TraceUnit } from "../trace-unit.ts";
import { type OpenSlice, OpenSlices } from "./open-slices.ts";

/** Arguments that name a request, the first that is there. */
const REQUEST_ARGUMENTS = [
  ...["request_id", "requestId", "request", "req_id", "reqId", "rid", "x-request-id"],
  ...["trace_id", "traceId", "traceID", "correlation_id", "correlationId"],
];
/** Phases that begin and end a slice: of a thread (B, E), of an asynchronous id (b, e; older: S, F). */
const BEGINS = "BbS";
const ENDS = "EeF";
/** Every phase that begins or ends a slice. */
export const PAIRED = BEGINS + ENDS;
/** Instants: of a thread or wider (i, older I; marks R), of an asynchronous id (n; older: T, p). */
const INSTANTS = "iIRnTp";
const ASYNCHRONOUS = "beSFnTp";

/** Turns trace events, in file order, into what they tell; keeps which slices are open. */
export class ChromeEvents {
  readonly slices: OpenSlices;
  /** Of the event followed last, if it ends a slice: that slice. */
  private ended: OpenSlice | undefined;

  /** @param saved what `slices.save` gave */
  constructor(saved: unknown) {
    this.slices = new OpenSlices(saved);
  }

  /** Takes note of an event that begins or ends a slice: once for each, before `tell`. */
  follow(event: JsonObject): void {
    this.ended = undefined;
    const phase = textOf(event.ph);
    const track = trackOf(event);
    if (isOneOf(BEGINS, phase)) {
      const outerRequest = this.slices.requestOf(track);
      this.slices.begin(track, {
        time: textOf(event.ts),
        category: categoryOf(event),
        name: textOf(event.name),
        request: requestIn(event),
        outerRequest,
      });
    } else if (isOneOf(ENDS, phase)) this.ended = this.slices.end(track, textOf(event.name));
  }

  /** What an event tells. One that ends a slice must be the one followed last. */
  tell(event: JsonObject): TraceUnit {
    const phase = textOf(event.ph);
    if (phase === "M") return HEADER;
    if (isOneOf(BEGINS, phase)) return PART;
    if (isOneOf(ENDS, phase)) return this.tellEnd(event);
    const request = firstOf(requestIn(event), this.slices.requestOf(trackOf(event)), fallbackOf(event));
    if (phase === "X") return span(event, request, textOf(event.name), textOf(event.ts), "", textOf(event.dur));
    if (isOneOf(INSTANTS, phase)) return point(event, request);
    return { tells: "nothing", code: "S_NO_EVENT" };
  }

  private tellEnd(event: JsonObject): TraceUnit {
    const { ended } = this;
    if (ended === undefined) return { tells: "nothing", code: "S_NO_START" };
    const request = firstOf(ended.request, requestIn(event), ended.outerRequest, fallbackOf(event));
    const told = span(event, request, ended.name || textOf(event.name), ended.time, textOf(event.ts), "");
    return { ...told, service: ended.category };
  }
}

function span(
  event: JsonObject,
  traceId: string,
  operation: string,
  start: string,
  end: string,
  duration: string,
): TraceSpan {
  return {
    tells: "span",
    traceId,
    spanId: trackOf(event),
    parentId: "",
    service: categoryOf(event),
    operation,
    kind: "",
    // One clock stamps all processes of a trace.
    host: "",
    start,
    end,
    duration,
    events: [],
  };
}

function point(event: JsonObject, traceId: string): TracePoint {
  const [time, label] = [textOf(event.ts), textOf(event.name)];
  return { tells: "point", traceId, spanId: trackOf(event), service: categoryOf(event), host: "", time, label };
}

function isOneOf(phases: string, phase: string): boolean {
  return phase.length === 1 && phases.includes(phase);
}

/** Where slices nest: an asynchronous id of a category, or a thread. */
function trackOf(event: JsonObject): string {
  const id = isOneOf(ASYNCHRONOUS, textOf(event.ph)) ? asynchronousId(event) : "";
  return id === "" ? `${textOf(event.pid)}:${textOf(event.tid)}` : `${textOf(event.cat)}:${id}`;
}

/** Ids are global, or local to a process. */
function asynchronousId(event: JsonObject): string {
  const local = textOf(memberOf(event.id2, "local"));
  return firstOf(textOf(event.id), textOf(memberOf(event.id2, "global")), local && `${textOf(event.pid)}:${local}`);
}

function requestIn(event: JsonObject): string {
  for (const holder of [event.args, memberOf(event.args, "data")]) {
    for (const name of REQUEST_ARGUMENTS) {
      const id = textOf(memberOf(holder, name));
      if (id !== "") return id;
    }
  }
  return "";
}

function fallbackOf(event: JsonObject): string {
  const pid = textOf(event.pid);
  return firstOf(asynchronousId(event), pid && `pid ${pid}`);
}

/** The first of the categories, which are joined by commas. */
function categoryOf(event: JsonObject): string {
  return textOf(event.cat).split(",")[0];
}
