import type { ElementFormat } from "../element-format.ts";
import { jaegerTrace } from "../jaeger-trace.ts";
import { JsonElements } from "../json-elements.ts";
import { spanRow } from "../trace-unit.ts";

/**
 * Jaeger JSON. The unit of lines is the span. An element of the array is a trace or a span; a span tells its start and
 * end on the task of its span id, and its logs are points on that task.
 */
export const jaegerFormat: ElementFormat = {
  name: "jaeger",
  timeUnit: "us",
  durationUnit: "us",
  words: { broken: "a span is no JSON object", request: '"traceID"', start: '"startTime"', length: '"duration"' },
  columns: ["traceID", "spanID", "service", "operation", "kind", "host", "startTime", "duration"],
  row: (unit) => spanRow(unit, ["traceId", "spanId", "service", "operation", "kind", "host", "start", "duration"]),
  reader: (carry) => new JsonElements(jaegerTrace, carry),
  stamp: /"startTime"\s*:\s*"?(\d{1,19})/g,
  reason: "Jaeger JSON: its structure tells request, task, host, times and operation",
};
