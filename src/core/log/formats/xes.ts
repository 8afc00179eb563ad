import type { ElementFormat } from "../element-format.ts";
import { spanRow } from "../trace-unit.ts";
import { XesElements } from "./xes-elements.ts";

/**
 * XES event logs (IEEE 1849). The unit of lines is the event; the request is the case, the name of its trace. A start and
 * the complete that follows it are a span, told by the complete; a complete alone is a point. Events have no host.
 */
export const xesFormat: ElementFormat = {
  name: "xes",
  timeUnit: "iso",
  durationUnit: "ns",
  words: {
    broken: "an event does not end",
    request: '"concept:name" of the trace',
    start: '"time:timestamp"',
    length: '"time:timestamp" of its start',
  },
  anyRequest: true,
  columns: ["case", "activity", "start", "end"],
  row: (unit) =>
    unit.tells === "point"
      ? [unit.traceId, unit.label, unit.time, ""]
      : spanRow(unit, ["traceId", "operation", "start", "end"]),
  reader: () => new XesElements(),
  stamp: /key\s*=\s*["']time:timestamp["']\s+value\s*=\s*["']([^"'<]{19,40})["']/g,
  reason: "XES: request = case (name of the trace), label = activity, lifecycle start and complete = a span; no hosts",
};
