import type { ShopEvent } from "./shop-event.ts";

/** A format of logs as a logger of it writes: a file name, what stands first, and one line per entry. */
export interface EventWriter {
  readonly fileName: string;
  /** With its line end; absent: nothing. */
  readonly header?: string;
  /** The line of an entry without its line end. */
  line(event: ShopEvent): string;
}

const iso = (epochMs: number) => new Date(epochMs).toISOString();

/** A table as databases and log stores export it. */
export const csvEvents: EventWriter = {
  fileName: "shop.csv",
  header: "timestamp,host,service,trace_id,span_id,message\n",
  line: ({ epochMs, host, service, traceId, spanId, message }) =>
    [iso(epochMs), host, service, traceId, spanId, message].join(","),
};

/** pino with the ids that its OpenTelemetry instrumentation adds. */
export const pinoEvents: EventWriter = {
  fileName: "shop-pino.ndjson",
  line: ({ epochMs, host, service, traceId, spanId, message }) =>
    JSON.stringify({
      level: 30,
      time: epochMs,
      pid: 17,
      hostname: host,
      name: service,
      trace_id: traceId,
      span_id: spanId,
      trace_flags: "01",
      msg: message,
    }),
};

/** The logging of Java in the Elastic Common Schema. */
export const ecsEvents: EventWriter = {
  fileName: "shop-ecs.ndjson",
  line: ({ epochMs, host, service, traceId, spanId, message }) =>
    JSON.stringify({
      "@timestamp": iso(epochMs),
      "log.level": "INFO",
      message,
      "ecs.version": "1.2.0",
      "service.name": service,
      "host.name": host,
      "trace.id": traceId,
      "span.id": spanId,
    }),
};

export const logfmtEvents: EventWriter = {
  fileName: "shop-logfmt.log",
  line: ({ epochMs, host, service, traceId, spanId, message }) =>
    `ts=${iso(epochMs)} level=info host=${host} service=${service} trace_id=${traceId} span_id=${spanId} msg="${message}"`,
};

/** logback as Spring sets it up, with a context: [service,trace,span]. Stamps tell no zone. */
export const logbackEvents: EventWriter = {
  fileName: "shop-logback.log",
  line: ({ epochMs, host, service, traceId, spanId, message }) => {
    const stamp = iso(epochMs).slice(0, -1).replace("T", " ").replace(".", ",");
    return `${stamp} INFO  [host=${host}] [${service},${traceId},${spanId}] org.shop.Main - ${message}`;
  },
};

/** log4j 2 with all of its context: %d{ISO8601_OFFSET_DATE_TIME_HHCMM} %p %X %c{1} - %m */
export const log4jEvents: EventWriter = {
  fileName: "shop-log4j.log",
  line: ({ epochMs, host, service, traceId, spanId, message }) => {
    const stamp = iso(epochMs).replace("Z", "+00:00").replace(".", ",");
    return `${stamp} INFO {host=${host}, service=${service}, spanId=${spanId}, traceId=${traceId}} Main - ${message}`;
  },
};

/** RFC 5424 with the ids as structured data. */
export const syslogEvents: EventWriter = {
  fileName: "shop-syslog.log",
  line: ({ epochMs, host, service, traceId, spanId, message }) =>
    `<14>1 ${iso(epochMs)} ${host} ${service} 17 - [trace@32473 trace_id="${traceId}" span_id="${spanId}"] ${message}`,
};

/** pino as docker's json-file driver keeps it. */
export const dockerPinoEvents: EventWriter = {
  fileName: "shop-docker-json.log",
  line: (event) =>
    JSON.stringify({
      log: `${pinoEvents.line(event)}\n`,
      stream: "stdout",
      time: iso(event.epochMs).replace("Z", "417305Z"),
    }),
};

export const EVENT_WRITERS: readonly EventWriter[] = [
  csvEvents,
  pinoEvents,
  ecsEvents,
  logfmtEvents,
  logbackEvents,
  log4jEvents,
  syslogEvents,
  dockerPinoEvents,
];
