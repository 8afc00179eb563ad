import type { ElementFormat } from "../element-format.ts";
import { spanRow } from "../trace-unit.ts";
import { ChromeElements } from "./chrome-elements.ts";

/**
 * Chrome's trace event format: `traceEvents` or a bare array, which may lack its end. The unit of lines is the event.
 * Complete events (X) and pairs (B/E, b/e) are spans, on the task of their thread or of their asynchronous id; instants
 * (i, n) are points. A pair is told by its end, which needs what is open before: `OpenSlices`, carried from block to block.
 */
export const chromeTraceFormat: ElementFormat = {
  name: "chrome-trace",
  timeUnit: "us",
  durationUnit: "us",
  words: {
    broken: 'a trace event has no "ph"',
    request: 'ids in "args", "id" and "pid"',
    start: '"ts"',
    length: '"dur"',
  },
  anyRequest: true,
  columns: ["request", "task", "category", "name", "ts", "end", "dur"],
  row: (unit) =>
    unit.tells === "point"
      ? [unit.traceId, unit.spanId, unit.service, unit.label, unit.time, "", ""]
      : spanRow(unit, ["traceId", "spanId", "service", "operation", "start", "end", "duration"]),
  reader: (carry) => ChromeElements.open(carry),
  stamp: /"ts"\s*:\s*"?(\d{1,17}(?:\.\d+)?)/g,
  reason: "Chrome trace: request = an id in the arguments, the asynchronous id or the process; times need not be dates",
};
