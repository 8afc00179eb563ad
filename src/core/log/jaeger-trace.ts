/** What is read of Jaeger's JSON (the form of its UI and of its API), checked value by value: files are not trusted. */

export interface JaegerSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly operation: string;
  /** µs since 1970 and µs, as written. */
  readonly startTime: string;
  readonly duration: string;
  readonly kind: string;
  readonly host: string;
  readonly service: string;
  readonly logs: readonly JaegerLog[];
}

export interface JaegerLog {
  readonly timestamp: string;
  readonly label: string;
}

type Json = { readonly [key: string]: unknown };

/**
 * The spans of one element of the array: a trace ({spans, processes}) or a single span (with its `process`).
 * undefined if it is neither; a span that is no object comes out as undefined in its place.
 */
export function readElement(element: unknown): readonly (JaegerSpan | undefined)[] | undefined {
  if (!isObject(element)) return undefined;
  const { spans } = element;
  if (Array.isArray(spans)) {
    const processes = isObject(element.processes) ? element.processes : {};
    const traceId = textOf(element.traceID);
    return spans.map((span) => readSpan(span, processes, traceId));
  }
  return element.spanID === undefined ? undefined : [readSpan(element, {}, "")];
}

function readSpan(span: unknown, processes: Json, traceId: string): JaegerSpan | undefined {
  if (!isObject(span)) return undefined;
  const processId = textOf(span.processID);
  const listed = Object.hasOwn(processes, processId) ? processes[processId] : undefined;
  const process = isObject(span.process) ? span.process : isObject(listed) ? listed : {};
  const service = textOf(process.serviceName);
  return {
    traceId: textOf(span.traceID) || traceId,
    spanId: textOf(span.spanID),
    operation: textOf(span.operationName),
    startTime: textOf(span.startTime),
    duration: textOf(span.duration),
    kind: tagOf(span.tags, "span.kind"),
    host: tagOf(process.tags, "hostname") || tagOf(process.tags, "ip") || service,
    service,
    logs: Array.isArray(span.logs) ? span.logs.map(readLog) : [],
  };
}

function readLog(log: unknown): JaegerLog {
  if (!isObject(log)) return { timestamp: "", label: "" };
  return { timestamp: textOf(log.timestamp), label: tagOf(log.fields, "event") || tagOf(log.fields, "message") };
}

/** Value of the first tag with that key that has one, as text. */
function tagOf(tags: unknown, key: string): string {
  if (!Array.isArray(tags)) return "";
  for (const tag of tags) if (isObject(tag) && tag.key === key && textOf(tag.value) !== "") return textOf(tag.value);
  return "";
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
