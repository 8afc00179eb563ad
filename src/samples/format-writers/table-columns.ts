import type { ShopEvent } from "./shop-event.ts";
import type { SpanRow } from "./span-rows.ts";

/** A column as writers of Parquet take it: with a type where the values do not tell. */
export type TableColumn =
  | { readonly name: string; readonly data: string[]; readonly type: "STRING" }
  | { readonly name: string; readonly data: Date[]; readonly type: "TIMESTAMP" }
  | { readonly name: string; readonly data: bigint[]; readonly type: "INT64" };

/** Entries of a log as columns, stamps as timestamps. */
export function eventColumns(events: readonly ShopEvent[]): TableColumn[] {
  const texts = (name: string, of: (event: ShopEvent) => string): TableColumn => ({
    name,
    data: events.map(of),
    type: "STRING",
  });
  return [
    { name: "timestamp", data: events.map(({ epochMs }) => new Date(epochMs)), type: "TIMESTAMP" },
    texts("host", ({ host }) => host),
    texts("service", ({ service }) => service),
    texts("trace_id", ({ traceId }) => traceId),
    texts("span_id", ({ spanId }) => spanId),
    texts("message", ({ message }) => message),
  ];
}

/** Spans as columns, times as whole numbers. */
export function spanColumns(rows: readonly SpanRow[]): TableColumn[] {
  return (Object.keys(rows[0]) as (keyof SpanRow)[]).map((name): TableColumn => {
    if (name === "start_us" || name === "end_us")
      return { name, data: rows.map((row) => BigInt(row[name])), type: "INT64" };
    return { name, data: rows.map((row) => row[name]), type: "STRING" };
  });
}
