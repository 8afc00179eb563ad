import type { JsonElementKind, JsonPart } from "../json-elements.ts";
import { firstOf, isObject, type JsonObject, listOf, memberOf, textOf } from "../json-value.ts";
import type { TracePoint, TraceSpan, TraceUnit } from "../trace-unit.ts";

const RESOURCES = ["resourceSpans", "resourceLogs", "resource_spans", "resource_logs", "batches"];
const SCOPES = [
  "scopeSpans",
  "scopeLogs",
  "scope_spans",
  "scope_logs",
  "instrumentationLibrarySpans",
  "instrumentationLibraryLogs",
  "instrumentation_library_spans",
  "instrumentation_library_logs",
];
const RECORDS = ["spans", "logRecords", "log_records"];
const KINDS = ["", "internal", "server", "client", "producer", "consumer"];
/** Attributes that hold the text of a statement before its values were put in. */
const TEMPLATES = ["message.template", "log.template", "log.record.template", "message_template", "{OriginalFormat}"];

/**
 * What is read of OTLP's JSON (opentelemetry.io/docs/specs/otlp), in camel case and, as some write it, in snake case. An
 * element is a span or a log record below a resource that was found before it, or a resource with all its records.
 */
export const otlpExport: JsonElementKind = {
  places: {
    arrays: RECORDS,
    topArray: "documents",
    elementKeys: [],
    context: "resource",
    wholeKeys: SCOPES,
    lineKeys: [
      "resourceSpans",
      "resourceLogs",
      "resourceMetrics",
      "resource_spans",
      "resource_logs",
      "resource_metrics",
    ],
    isMany: true,
  },
  exactKeys: [
    ...["startTimeUnixNano", "endTimeUnixNano", "timeUnixNano", "observedTimeUnixNano"],
    ...["start_time_unix_nano", "end_time_unix_nano", "time_unix_nano", "observed_time_unix_nano"],
  ],
  refusal: "is neither a span, nor a log record, nor a resource with some of them",
  parts,
  unit: ({ value, within }) => (isObject(value) ? readRecord(value, within) : undefined),
};

function parts(element: unknown, resource: unknown): readonly JsonPart[] | undefined {
  if (!isObject(element)) return undefined;
  const resources = RESOURCES.flatMap((name) => listOf(element[name]));
  if (resources.length > 0) return resources.flatMap(recordsOf);
  if ([...SCOPES, ...RECORDS].some((name) => Array.isArray(element[name]))) return recordsOf(element);
  return isRecord(element) ? [{ value: element, within: resource }] : undefined;
}

/** The records of a resource, or of a scope without one. */
function recordsOf(element: unknown): JsonPart[] {
  const within = memberOf(element, "resource");
  const scopes = [element, ...SCOPES.flatMap((name) => listOf(memberOf(element, name)))];
  return scopes.flatMap((scope) =>
    RECORDS.flatMap((name) => listOf(memberOf(scope, name))).map((value) => ({ value, within })),
  );
}

function isRecord(value: JsonObject): boolean {
  return isSpan(value) || isLog(value);
}

function isSpan(value: JsonObject): boolean {
  if (camelOrSnake(value, "startTimeUnixNano", "start_time_unix_nano") !== undefined) return true;
  return "name" in value && !isLog(value);
}

function isLog(value: JsonObject): boolean {
  if (camelOrSnake(value, "timeUnixNano", "time_unix_nano") !== undefined || "body" in value) return true;
  return camelOrSnake(value, "observedTimeUnixNano", "observed_time_unix_nano") !== undefined;
}

function readRecord(value: JsonObject, resource: unknown): TraceUnit | undefined {
  const attributes = memberOf(resource, "attributes");
  const service = attributeOf(attributes, "service.name");
  const host = firstOf(
    attributeOf(attributes, "host.name"),
    attributeOf(attributes, "k8s.pod.name"),
    attributeOf(attributes, "service.instance.id"),
    service,
  );
  if (isSpan(value)) return readSpan(value, service, host);
  return isLog(value) ? readLog(value, service, host) : undefined;
}

function readSpan(span: JsonObject, service: string, host: string): TraceSpan {
  return {
    tells: "span",
    traceId: idOf(camelOrSnake(span, "traceId", "trace_id")),
    spanId: spanIdOf(span),
    parentId: idOf(camelOrSnake(span, "parentSpanId", "parent_span_id")),
    service,
    operation: textOf(span.name),
    kind: kindOf(span.kind),
    host,
    start: stampOf(camelOrSnake(span, "startTimeUnixNano", "start_time_unix_nano")),
    end: stampOf(camelOrSnake(span, "endTimeUnixNano", "end_time_unix_nano")),
    duration: "",
    events: listOf(span.events).map((event) => ({
      time: isObject(event) ? stampOf(camelOrSnake(event, "timeUnixNano", "time_unix_nano")) : "",
      label: textOf(memberOf(event, "name")),
    })),
  };
}

function readLog(log: JsonObject, service: string, host: string): TracePoint {
  const { attributes } = log;
  return {
    tells: "point",
    traceId: idOf(camelOrSnake(log, "traceId", "trace_id")),
    spanId: spanIdOf(log),
    service,
    host,
    time: firstOf(
      stampOf(camelOrSnake(log, "timeUnixNano", "time_unix_nano")),
      stampOf(camelOrSnake(log, "observedTimeUnixNano", "observed_time_unix_nano")),
    ),
    label: firstOf(
      textOf(camelOrSnake(log, "eventName", "event_name")),
      attributeOf(attributes, "event.name"),
      ...TEMPLATES.map((name) => attributeOf(attributes, name)),
      bodyOf(log.body),
    ),
  };
}

/** The message: a text, or a member of a structured body that is called so. */
function bodyOf(body: unknown): string {
  const text = firstOf(textOf(body), anyValue(body));
  if (text !== "") return text;
  const members = memberOf(camelOrSnakeOf(body, "kvlistValue", "kvlist_value"), "values");
  return firstOf(attributeOf(members, "message"), attributeOf(members, "msg"), attributeOf(members, "event"));
}

/** Value of the first attribute with that key that has one, as text. */
function attributeOf(attributes: unknown, key: string): string {
  for (const attribute of listOf(attributes)) {
    if (memberOf(attribute, "key") !== key) continue;
    const text = anyValue(memberOf(attribute, "value"));
    if (text !== "") return text;
  }
  return "";
}

/** A scalar AnyValue as text. */
function anyValue(value: unknown): string {
  if (!isObject(value)) return "";
  for (const name of ["stringValue", "intValue", "boolValue", "doubleValue"]) {
    const text = textOf(camelOrSnake(value, name, name.replace("V", "_v")));
    if (text !== "") return text;
  }
  return "";
}

function kindOf(kind: unknown): string {
  if (typeof kind === "number") return KINDS[kind] ?? "";
  const name = textOf(kind).replace(/^SPAN_KIND_/, "");
  return /^[1-5]$/.test(name) ? KINDS[Number(name)] : KINDS.includes(name.toLowerCase()) ? name.toLowerCase() : "";
}

function spanIdOf(record: JsonObject): string {
  const id = idOf(camelOrSnake(record, "spanId", "span_id"));
  return /^0*$/.test(id) ? "" : id;
}

/** Ids are hexadecimal in either case; the JSON form of Protocol Buffers has them in base64. */
function idOf(value: unknown): string {
  const text = textOf(value);
  const isHex = /^[0-9a-f]+$/i.test(text) && (text.length === 32 || text.length === 16);
  if (!isHex && /^(?:[A-Za-z0-9+/_-]{22}==|[A-Za-z0-9+/_-]{11}=)$/.test(text)) return hexOfBase64(text);
  return text.toLowerCase();
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function hexOfBase64(text: string): string {
  let hex = "";
  let bits = 0;
  let count = 0;
  for (const letter of text.replace(/=/g, "").replace(/-/g, "+").replace(/_/g, "/")) {
    bits = ((bits << 6) | BASE64.indexOf(letter)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    hex += ((bits >> count) & 0xff).toString(16).padStart(2, "0");
  }
  return hex;
}

/** An epoch in ns as text; 0 stands for none. */
function stampOf(value: unknown): string {
  const text = textOf(value);
  return text === "0" ? "" : text;
}

function camelOrSnake(value: JsonObject, camel: string, snake: string): unknown {
  return value[camel] ?? value[snake];
}

function camelOrSnakeOf(value: unknown, camel: string, snake: string): unknown {
  return isObject(value) ? camelOrSnake(value, camel, snake) : undefined;
}
