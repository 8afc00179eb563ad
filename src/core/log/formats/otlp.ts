import type { ElementFormat } from "../element-format.ts";
import { JsonElements } from "../json-elements.ts";
import { spanRow } from "../trace-unit.ts";
import { otlpExport } from "./otlp-elements.ts";

/**
 * OTLP JSON, spans and logs: an export, an array of exports, or an export per line. The units of lines are spans and log
 * records; events of spans and log records are points on the span's task.
 */
export const otlpFormat: ElementFormat = {
  name: "otlp",
  timeUnit: "ns",
  durationUnit: "ns",
  words: {
    broken: "neither a span nor a log record",
    request: '"traceId"',
    start: '"startTimeUnixNano" of a span, "timeUnixNano" of a log record',
    length: '"endTimeUnixNano"',
  },
  columns: ["traceId", "spanId", "parentSpanId", "service", "name", "kind", "host", "start", "end", "label"],
  row: (unit) => [
    ...spanRow(unit, ["traceId", "spanId", "parentId", "service", "operation", "kind", "host"]),
    unit.tells === "point" ? unit.time : spanRow(unit, ["start"])[0],
    spanRow(unit, ["end"])[0],
    unit.tells === "point" ? unit.label : "",
  ],
  reader: (carry) => new JsonElements(otlpExport, carry),
  stamp: /"(?:startT|endT|t)imeUnixNano"\s*:\s*"?(\d{1,19})/g,
  reason: "OTLP: its structure tells request (traceId), task (spanId), host (of the resource), times and name",
};
