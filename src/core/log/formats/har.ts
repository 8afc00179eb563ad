import type { ElementFormat } from "../element-format.ts";
import { JsonElements } from "../json-elements.ts";
import { spanRow } from "../trace-unit.ts";
import { harLog } from "./har-elements.ts";

/**
 * HAR 1.2, what browsers and proxies save of their network traffic. The unit of lines is the entry: one exchange, whose
 * timings are consecutive segments of a task. The request is the page, or an id in a header.
 */
export const harFormat: ElementFormat = {
  name: "har",
  timeUnit: "iso",
  durationUnit: "ns",
  words: {
    broken: "an entry is no JSON object",
    request: '"pageref" and ids in headers such as x-request-id and traceparent',
    start: '"startedDateTime"',
    length: '"time"',
  },
  anyRequest: true,
  columns: ["request", "server", "route", "startedDateTime", "time in ns"],
  row: (unit) => spanRow(unit, ["traceId", "service", "operation", "start", "duration"]),
  reader: (carry) => new JsonElements(harLog(), carry),
  stamp: /"startedDateTime"\s*:\s*"([^"\\]{19,40})"/g,
  reason: "HAR: request = page or an id in a header; every entry is a task whose timings follow one another",
};
