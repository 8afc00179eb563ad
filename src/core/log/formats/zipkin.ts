import type { ElementFormat } from "../element-format.ts";
import { JsonElements } from "../json-elements.ts";
import { spanRow } from "../trace-unit.ts";
import { zipkinTrace } from "./zipkin-elements.ts";

/**
 * Zipkin v2 JSON: an array of spans, an array of traces (arrays of spans), or one of these or a span per line. The unit of
 * lines is the span; annotations are points on its task. Client and server may share a span id: two tasks.
 */
export const zipkinFormat: ElementFormat = {
  name: "zipkin",
  timeUnit: "us",
  durationUnit: "us",
  words: { broken: "a span is no JSON object", request: '"traceId"', start: '"timestamp"', length: '"duration"' },
  columns: ["traceId", "id", "parentId", "service", "name", "kind", "host", "timestamp", "duration"],
  row: (unit) =>
    spanRow(unit, ["traceId", "spanId", "parentId", "service", "operation", "kind", "host", "start", "duration"]),
  reader: (carry) => new JsonElements(zipkinTrace, carry),
  stamp: /"timestamp"\s*:\s*"?(\d{1,19})/g,
  reason: "Zipkin v2: its structure tells request (traceId), task (id), host, times and name",
};
