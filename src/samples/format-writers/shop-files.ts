import { encodeUtf8 } from "../../core/bytes.ts";
import type { GenerateOptions } from "../generate-requests.ts";
import { jaegerBytes } from "../jaeger-writer.ts";
import { otlpBytes } from "../otlp-writer.ts";
import type { SystemPlan } from "../system-plan.ts";
import { zipkinBytes } from "../zipkin-writer.ts";
import { EVENT_WRITERS } from "./event-writers.ts";
import { shopEvents } from "./shop-event.ts";
import { spanRows, spanRowsCsv } from "./span-rows.ts";
import { eventColumns, spanColumns, type TableColumn } from "./table-columns.ts";

/** A log of the same requests as all others of its kind. */
export interface ShopFile {
  readonly name: string;
  readonly tells: "events" | "spans";
  readonly bytes: Uint8Array;
}

/**
 * One run of a system in every format that there is a writer for. Logs of events agree with one another in all they tell,
 * to the ms, and so do those of spans, to the µs. Everything is held in memory: for small runs.
 *
 * @param parquet writes columns as a file
 */
export function shopFiles(
  plan: SystemPlan,
  options: GenerateOptions,
  parquet: (columns: readonly TableColumn[]) => Uint8Array,
): ShopFile[] {
  const events = [...shopEvents(plan, options)];
  const rows = [...spanRows(plan, options)];
  const ofEvents = (name: string, bytes: Uint8Array): ShopFile => ({ name, tells: "events", bytes });
  const ofSpans = (name: string, bytes: Uint8Array): ShopFile => ({ name, tells: "spans", bytes });
  return [
    ...EVENT_WRITERS.map(({ fileName, header = "", line }) =>
      ofEvents(fileName, encodeUtf8(`${header}${events.map((event) => `${line(event)}\n`).join("")}`)),
    ),
    ofEvents("shop.parquet", parquet(eventColumns(events))),
    ofSpans("shop-jaeger.json", joined(jaegerBytes(plan, options))),
    ofSpans("shop-zipkin.json", joined(zipkinBytes(plan, options))),
    ofSpans("shop-otlp.ndjson", joined(otlpBytes(plan, { ...options, resolutionNs: 1000n }))),
    ofSpans("shop-spans.csv", encodeUtf8(spanRowsCsv(rows))),
    ofSpans("shop-spans.parquet", parquet(spanColumns(rows))),
  ];
}

function joined(chunks: Iterable<Uint8Array>): Uint8Array {
  const parts = [...chunks];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
