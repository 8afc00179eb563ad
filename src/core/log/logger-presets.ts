import type { DurationReference, FieldReference } from "./source-plan.ts";

/** What a logger that writes JSON is known by, and which of its fields plays which role. */
export interface LoggerPreset {
  /** As people know it. */
  readonly name: string;
  /** Dotted paths that its records have, all of them. */
  readonly keys: readonly string[];
  /** What values look like, where several loggers write the same keys. */
  readonly values?: readonly (readonly [path: string, form: RegExp])[];
  /** Columns of stamps, finest first: the first one that nearly all records have. Units are told by the values themselves. */
  readonly time: readonly StampColumn[];
  /** The first one that nearly all records have; parts of one label are joined. Native labels before free text. */
  readonly label: readonly (readonly string[])[];
  /** The first one found; ids that many loggers write (`REQUEST_IDS`) follow. */
  readonly request?: readonly FieldReference[];
  readonly host?: readonly string[];
  readonly service?: readonly string[];
  /** Span, else thread. */
  readonly task?: readonly string[];
  /** The first one that nearly all records have. */
  readonly duration?: readonly DurationReference[];
  /** What the stamp of a record with a duration tells; absent: the start. */
  readonly stampIs?: "end";
  /** Columns that look like ids and are none of requests. */
  readonly ignore?: readonly string[];
}

/** A column of stamps; `nanos` = a column of the nanoseconds that its whole seconds lack. */
export interface StampColumn {
  readonly column: string;
  readonly nanos?: string;
}

/** Ids of requests under the names that libraries of tracing and web frameworks write, those that join services first. */
export const REQUEST_IDS: readonly FieldReference[] = [
  ..."trace.id trace_id traceId traceID TraceId otelTraceID otel.trace_id @tr dd.trace_id".split(" ").map(column),
  // "projects/shop/traces/06796866738c859f2f19b7cfb3214824": other sources write the id alone.
  { column: "logging.googleapis.com/trace", pattern: "[^/]+$" },
  ..."xray_trace_id mdc.traceId mdc.trace_id contextMap.traceId transaction.id".split(" ").map(column),
  ..."req.id req_id reqId request.id request_id requestId requestID RequestId http.request.id".split(" ").map(column),
  ..."x-request-id req.headers.x-request-id correlation_id correlationId CorrelationId".split(" ").map(column),
];

const SPANS =
  "span.id span_id spanId spanID SpanId otelSpanID otel.span_id @sp dd.span_id logging.googleapis.com/spanId".split(
    " ",
  );
const ROUTES = ["http.route", "route", "req.route", "req.route.path", "url.template"].map((route) => [route]);
const HOSTS = ["host.hostname", "host.name", "hostname", "host", "kubernetes.pod_name", "kubernetes.pod.name", "pod"];

/**
 * Loggers by name. Of those whose keys a file has, the one with the most keys is taken; of equals the first. Field names
 * are those of the loggers' own documentation.
 */
export const LOGGER_PRESETS: readonly LoggerPreset[] = [
  {
    name: "bunyan",
    keys: ["name", "hostname", "pid", "level", "msg", "time", "v"],
    time: [{ column: "time" }],
    label: [["src.file", "src.line"], ...ROUTES, ["msg"]],
    host: ["hostname"],
    service: ["component", "name"],
    task: SPANS,
  },
  {
    name: "pino",
    keys: ["level", "time", "pid", "hostname"],
    time: [{ column: "time" }],
    label: [...ROUTES, ["msg"], ["message"]],
    host: ["hostname"],
    service: ["name", "module", "component"],
    task: SPANS,
    duration: [{ column: "responseTime", unit: "ms" }],
    stampIs: "end",
  },
  {
    name: "zap",
    keys: ["level", "ts", "msg"],
    time: [{ column: "ts" }],
    label: [["caller"], ...ROUTES, ["msg"]],
    host: HOSTS,
    service: ["logger", "service"],
    task: SPANS,
  },
  {
    name: "slog",
    keys: ["time", "level", "msg"],
    values: [["level", /^(?:DEBUG|INFO|WARN|ERROR)(?:[+-]\d+)?$/]],
    time: [{ column: "time" }],
    label: [["source.file", "source.line"], ...ROUTES, ["msg"]],
    host: HOSTS,
    service: ["logger", "component", "service"],
    task: SPANS,
  },
  {
    name: "logrus",
    keys: ["level", "msg", "time"],
    time: [{ column: "time" }],
    label: [["file"], ["caller"], ...ROUTES, ["msg"]],
    host: HOSTS,
    service: ["component", "logger", "service"],
    task: SPANS,
  },
  {
    name: "winston",
    keys: ["level", "message", "timestamp"],
    time: [{ column: "timestamp" }],
    label: [...ROUTES, ["message"]],
    host: HOSTS,
    service: ["service", "label", "module"],
    task: SPANS,
  },
  {
    name: "structlog",
    keys: ["event", "level", "timestamp"],
    time: [{ column: "timestamp" }],
    label: [["event"]],
    host: HOSTS,
    service: ["logger", "logger_name", "module"],
    task: [...SPANS, "thread_name", "thread"],
  },
  {
    name: "Serilog (compact)",
    keys: ["@t"],
    time: [{ column: "@t" }],
    label: [["@i"], ["@mt"], ["@m"]],
    request: [{ column: "@tr" }, { column: "TraceId" }, { column: "RequestId" }, { column: "CorrelationId" }],
    host: ["MachineName", "HostName"],
    service: ["SourceContext", "Application"],
    task: ["@sp", "SpanId", "ThreadId"],
    ignore: ["EventId.Id", "ConnectionId"],
  },
  {
    name: "ECS",
    keys: ["@timestamp", "ecs.version"],
    time: [{ column: "@timestamp" }],
    label: [["event.action"], ["log.origin.file.name", "log.origin.file.line"], ...ROUTES, ["message"]],
    host: HOSTS,
    service: ["service.name", "log.logger"],
    task: ["span.id", "process.thread.name", "process.thread.id"],
    duration: [{ column: "event.duration", unit: "ns" }],
    ignore: ["ecs.version", "agent.id", "agent.ephemeral_id", "event.id"],
  },
  {
    name: "Logstash encoder",
    keys: ["@timestamp", "@version", "message", "logger_name"],
    time: [{ column: "@timestamp" }],
    label: [["caller_file_name", "caller_line_number"], ...ROUTES, ["message"]],
    host: ["HOSTNAME", ...HOSTS],
    service: ["logger_name"],
    task: [...SPANS, "thread_name"],
    ignore: ["@version"],
  },
  {
    name: "Google Cloud Logging",
    keys: ["insertId", "logName"],
    time: [
      { column: "timestamp.seconds", nanos: "timestamp.nanos" },
      { column: "timestamp" },
      { column: "receiveTimestamp" },
    ],
    label: [
      ["sourceLocation.file", "sourceLocation.line"],
      ["jsonPayload.event"],
      ["jsonPayload.message"],
      ["jsonPayload.msg"],
      ["textPayload"],
    ],
    request: [
      { column: "trace", pattern: "[^/]+$" },
      { column: "jsonPayload.trace_id" },
      { column: "jsonPayload.requestId" },
      { column: "labels.requestId" },
    ],
    host: ["resource.labels.pod_name", "resource.labels.instance_id", "resource.labels.revision_name"],
    service: ["resource.labels.container_name", "resource.labels.service_name", "resource.labels.function_name"],
    task: ["spanId"],
    duration: [{ column: "httpRequest.latency", unit: "s" }],
    ignore: ["insertId", "resource.labels.project_id"],
  },
  {
    name: "Google Cloud, structured",
    keys: ["severity", "message", "logging.googleapis.com/trace"],
    time: [
      { column: "timestamp.seconds", nanos: "timestamp.nanos" },
      { column: "timestampSeconds", nanos: "timestampNanos" },
      { column: "time" },
      { column: "timestamp" },
    ],
    label: [
      ["logging.googleapis.com/sourceLocation.file", "logging.googleapis.com/sourceLocation.line"],
      ...ROUTES,
      ["message"],
    ],
    request: [{ column: "logging.googleapis.com/trace", pattern: "[^/]+$" }],
    host: HOSTS,
    service: ["logger", "component", "serviceContext.service"],
    task: ["logging.googleapis.com/spanId"],
    duration: [{ column: "httpRequest.latency", unit: "s" }],
    ignore: ["logging.googleapis.com/insertId"],
  },
  {
    name: "CloudWatch Logs",
    keys: ["timestamp", "message", "ingestionTime", "logStreamName"],
    time: [{ column: "timestamp" }],
    label: [["message"]],
    host: ["logStreamName"],
    ignore: ["eventId", "ingestionTime"],
  },
  {
    name: "CloudWatch Logs Insights",
    keys: ["@timestamp", "@message"],
    time: [{ column: "@timestamp" }],
    label: [["@message"]],
    request: [{ column: "@requestId" }, { column: "@xrayTraceId" }],
    host: ["@logStream"],
    service: ["@log"],
    ignore: ["@ptr", "@ingestionTime"],
  },
  {
    name: "AWS Lambda",
    keys: ["timestamp", "level", "requestId", "message"],
    values: [["level", /^[A-Z]+$/]],
    time: [{ column: "timestamp" }],
    label: [["errorType"], ["message"]],
    request: [{ column: "requestId" }],
    service: ["logger"],
  },
  {
    name: "AWS Lambda platform events",
    keys: ["time", "type", "record.requestId"],
    values: [["type", /^platform\./]],
    time: [{ column: "time" }],
    label: [["type"]],
    request: [{ column: "record.requestId" }],
  },
  {
    name: "AWS Lambda Powertools",
    keys: ["level", "location", "message", "timestamp", "function_request_id"],
    time: [{ column: "timestamp" }],
    label: [["location"], ["message"]],
    request: [{ column: "xray_trace_id" }, { column: "function_request_id" }],
    service: ["service", "function_name"],
    ignore: ["function_arn"],
  },
  {
    name: "journald",
    keys: ["__REALTIME_TIMESTAMP", "MESSAGE"],
    time: [{ column: "_SOURCE_REALTIME_TIMESTAMP" }, { column: "__REALTIME_TIMESTAMP" }],
    label: [["MESSAGE_ID"], ["CODE_FILE", "CODE_LINE"], ["MESSAGE"]],
    host: ["_HOSTNAME"],
    service: ["SYSLOG_IDENTIFIER", "_SYSTEMD_UNIT", "_COMM"],
    task: ["TID", "_PID"],
    ignore: ["__CURSOR", "__MONOTONIC_TIMESTAMP", "_BOOT_ID", "_MACHINE_ID", "_SOURCE_MONOTONIC_TIMESTAMP"],
  },
];

function column(name: string): FieldReference {
  return { column: name };
}
