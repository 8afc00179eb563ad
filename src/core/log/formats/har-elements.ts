import type { JsonElementKind, JsonPart } from "../json-elements.ts";
import { firstOf, isObject, type JsonObject, listOf, memberOf, textOf } from "../json-value.ts";
import type { SpanEvent, TraceSpan } from "../trace-unit.ts";
import { routeOf, serverOf } from "./url-route.ts";

const NS_PER_MS = 1_000_000;
/** In the order in which they happen; `ssl` is a part of `connect`, its last. What follows `wait` is `receive`. */
const PHASES = ["blocked", "dns", "connect", "ssl", "send", "wait"] as const;
const REQUEST_HEADERS = [
  ...["x-request-id", "request-id", "x-correlation-id", "correlation-id", "x-trace-id", "x-b3-traceid"],
  ...["traceparent", "x-amzn-trace-id", "x-cloud-trace-context"],
];

/** What is read of HAR 1.2 (w3c.github.io/web-performance/specs/HAR). A new one per reader: it remembers the pages. */
export function harLog(): JsonElementKind {
  const pages = new PageStarts();
  return {
    places: {
      arrays: ["entries"],
      depth: 2,
      topArray: "documents",
      elementKeys: [],
      context: "pages",
      wholeKeys: [],
      lineKeys: [],
      isMany: false,
    },
    exactKeys: [],
    refusal: 'is no entry (with "startedDateTime" or "request")',
    parts: (element, context) =>
      isObject(element) && (element.startedDateTime !== undefined || element.request !== undefined)
        ? [{ value: element, within: context }]
        : undefined,
    unit: (part, offset) => readEntry(part, pages, offset),
  };
}

/** When pages began: their ids alone ("page_1") are the same in every file. */
class PageStarts {
  private pages: unknown;
  private readonly startOf = new Map<string, string>();

  of(pages: unknown, id: string): string {
    if (pages !== this.pages) {
      this.pages = pages;
      this.startOf.clear();
      for (const page of listOf(pages)) {
        this.startOf.set(textOf(memberOf(page, "id")), textOf(memberOf(page, "startedDateTime")));
      }
    }
    return this.startOf.get(id) ?? "";
  }
}

function readEntry({ value: entry, within }: JsonPart, pages: PageStarts, offset: number): TraceSpan | undefined {
  if (!isObject(entry)) return undefined;
  const page = textOf(entry.pageref);
  const method = textOf(memberOf(entry.request, "method"));
  const url = textOf(memberOf(entry.request, "url"));
  const { events, totalNs } = readTimings(entry);
  return {
    tells: "chain",
    traceId: page === "" ? headerId(entry) : [page, pages.of(within, page)].join(" ").trim(),
    // An entry has no id: its place in the file is one.
    spanId: `entry ${offset}`,
    parentId: "",
    service: serverOf(url),
    operation: [method, routeOf(url)].join(" ").trim(),
    kind: "",
    // One clock, that of the browser or proxy.
    host: "",
    start: textOf(entry.startedDateTime),
    end: "",
    duration: totalNs === undefined ? "" : String(totalNs),
    events,
  };
}

/** Ends of the phases that took place, in ns after the start, and of the whole. */
function readTimings(entry: JsonObject): { events: SpanEvent[]; totalNs: number | undefined } {
  const timing = (name: string): number => {
    const ms = Number(textOf(memberOf(entry.timings, name)) || -1);
    return ms >= 0 && ms < Number.MAX_SAFE_INTEGER / NS_PER_MS ? ms : -1;
  };
  const ssl = Math.max(0, Math.min(timing("ssl"), timing("connect")));
  const ends: { label: string; ms: number }[] = [];
  let ms = 0;
  for (const phase of PHASES) {
    const took = timing(phase);
    if (took < 0) continue;
    ms += phase === "connect" ? took - ssl : phase === "ssl" ? ssl : took;
    ends.push({ label: `${phase} end`, ms });
  }
  const receive = timing("receive");
  const told = Number(textOf(entry.time) || -1);
  const hasTimings = ends.length > 0 || receive >= 0;
  const total = told >= 0 && told < Number.MAX_SAFE_INTEGER / NS_PER_MS ? told : ms + Math.max(0, receive);
  if (!(told >= 0) && !hasTimings) return { events: [], totalNs: undefined };
  const totalNs = Math.round(total * NS_PER_MS);
  // The parts may add up to a little more than the whole.
  const events = ends.map(({ label, ms: end }) => ({ label, afterNs: Math.min(Math.round(end * NS_PER_MS), totalNs) }));
  return { events, totalNs };
}

/** The first id that a header of the request or of its response names, "" if none does. */
function headerId(entry: JsonObject): string {
  for (const name of REQUEST_HEADERS) {
    for (const side of [entry.request, entry.response]) {
      for (const header of listOf(memberOf(side, "headers"))) {
        if (textOf(memberOf(header, "name")).toLowerCase() !== name) continue;
        const id = idIn(name, textOf(memberOf(header, "value")));
        if (id !== "") return id;
      }
    }
  }
  return "";
}

/** The trace id in headers that hold more than that. */
function idIn(header: string, value: string): string {
  if (header === "traceparent") return /^[0-9a-f]{2}-([0-9a-f]{32})-/i.exec(value)?.[1].toLowerCase() ?? "";
  if (header === "x-amzn-trace-id") return firstOf(/Root=([^;]+)/.exec(value)?.[1] ?? "", value);
  return header === "x-cloud-trace-context" ? value.split("/")[0] : value;
}
