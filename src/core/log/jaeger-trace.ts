import type { JsonElementKind, JsonPart } from "./json-elements.ts";
import { isObject, listOf, memberOf, textOf } from "./json-value.ts";
import type { SpanEvent, TraceSpan } from "./trace-unit.ts";

/**
 * What is read of Jaeger's JSON (the form of its UI and of its API), checked value by value. An element is a trace
 * ({spans, processes}) or a single span (with its `process`).
 */
export const jaegerTrace: JsonElementKind = {
  places: {
    arrays: ["data"],
    depth: 1,
    topArray: "elements",
    elementKeys: ["traceID", "spans", "spanID"],
    wholeKeys: [],
    lineKeys: [],
    isMany: false,
  },
  exactKeys: [],
  refusal: 'is neither a trace (with "spans") nor a span (with "spanID")',
  parts,
  unit: readSpan,
};

function parts(element: unknown): readonly JsonPart[] | undefined {
  if (!isObject(element)) return undefined;
  if (Array.isArray(element.spans)) return element.spans.map((value) => ({ value, within: element }));
  return element.spanID === undefined ? undefined : [{ value: element, within: undefined }];
}

function readSpan({ value: span, within: trace }: JsonPart): TraceSpan | undefined {
  if (!isObject(span)) return undefined;
  const listed = memberOf(memberOf(trace, "processes"), textOf(span.processID));
  const process = isObject(span.process) ? span.process : listed;
  const service = textOf(memberOf(process, "serviceName"));
  const tags = memberOf(process, "tags");
  return {
    tells: "span",
    traceId: textOf(span.traceID) || textOf(memberOf(trace, "traceID")),
    spanId: textOf(span.spanID),
    parentId: textOf(span.parentSpanID) || textOf(memberOf(listOf(span.references)[0], "spanID")),
    operation: textOf(span.operationName),
    start: textOf(span.startTime),
    end: "",
    duration: textOf(span.duration),
    kind: tagOf(span.tags, "span.kind"),
    host: tagOf(tags, "hostname") || tagOf(tags, "ip") || service,
    service,
    events: listOf(span.logs).map(readLog),
  };
}

function readLog(log: unknown): SpanEvent {
  const fields = memberOf(log, "fields");
  return { time: textOf(memberOf(log, "timestamp")), label: tagOf(fields, "event") || tagOf(fields, "message") };
}

/** Value of the first tag with that key that has one, as text. */
function tagOf(tags: unknown, key: string): string {
  for (const tag of listOf(tags)) {
    if (isObject(tag) && tag.key === key && textOf(tag.value) !== "") return textOf(tag.value);
  }
  return "";
}
