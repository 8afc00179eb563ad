import { decodeUtf8 } from "../../bytes.ts";
import { type ElementReader, type ElementRefusal, TOO_LONG } from "../element-format.ts";
import { ScannedElements } from "../scanned-elements.ts";
import { PART, type TraceUnit } from "../trace-unit.ts";
import { XesScanner } from "./xes-scanner.ts";
import { xesEvents } from "./xes-trace.ts";

/** Reads the traces of an XES log; events outside of traces are elements of one unit, without a case. */
export class XesElements extends ScannedElements<XesScanner> implements ElementReader {
  readonly documentEnd = -1;

  constructor() {
    super(new XesScanner());
  }

  /** Between two elements there is nothing to know. */
  carry(): string {
    return "";
  }

  units(bytes: Uint8Array): readonly (TraceUnit | undefined)[] | ElementRefusal {
    if (this.isTooLong) return TOO_LONG;
    return xesUnits(decodeUtf8(bytes, this.elementStart, this.elementEnd));
  }

  texts(bytes: Uint8Array): readonly string[] {
    const text = decodeUtf8(bytes, this.elementStart, this.elementEnd);
    return this.isTooLong ? [text] : xesEvents(text).events.map(({ start, end }) => text.slice(start, end));
  }

  finish(): readonly [] {
    return [];
  }
}

/**
 * What the events of a trace tell. A complete takes the start of its activity (and instance) that came first; the two are
 * known together, so the record of the complete tells both. A start without complete is a span without end.
 */
function xesUnits(text: string): (TraceUnit | undefined)[] {
  const { name: traceId, events } = xesEvents(text);
  const units: (TraceUnit | undefined)[] = [];
  const open = new Map<string, number[]>();
  const span = (of: number, end: string): TraceUnit => ({
    tells: "span",
    traceId,
    spanId: `${events[of].activity} ${events[of].instance || of + 1}`,
    parentId: "",
    service: "",
    operation: events[of].activity,
    kind: "",
    host: "",
    start: events[of].time,
    end,
    duration: "",
    events: [],
  });
  for (const [i, event] of events.entries()) {
    const { activity, instance, transition, time } = event;
    const key = JSON.stringify([activity, instance]);
    if (!event.isWhole) units.push(undefined);
    else if (transition === "start" && activity !== "") {
      units.push(span(i, ""));
      const starts = open.get(key);
      if (starts === undefined) open.set(key, [i]);
      else starts.push(i);
    } else {
      const started = transition === "complete" ? open.get(key)?.shift() : undefined;
      if (started === undefined) {
        const isDone = transition === "" || transition === "complete" || activity === "";
        const label = isDone ? activity : `${activity} ${transition}`;
        units.push({ tells: "point", traceId, spanId: "", service: "case", host: "", time, label });
      } else {
        units.push(span(started, time));
        units[started] = PART;
      }
    }
  }
  return units;
}
