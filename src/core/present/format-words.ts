import type { SourceFormat } from "../log/source-plan.ts";

const TITLES: ReadonlyMap<SourceFormat, string> = new Map([
  ["csv", "CSV"],
  ["ndjson", "JSON lines"],
  ["logfmt", "logfmt"],
  ["syslog", "syslog"],
  ["text", "text with a pattern"],
  ["jaeger", "Jaeger JSON"],
  ["zipkin", "Zipkin JSON"],
  ["otlp", "OTLP JSON"],
  ["chrome-trace", "Chrome trace"],
  ["har", "HAR"],
  ["xes", "XES event log"],
  ["parquet", "Parquet"],
]);

/** A format as people call it. */
export function formatTitle(format: SourceFormat): string {
  return TITLES.get(format) ?? format;
}

/** What a file of the format is counted in. The format may have words behind it ("jaeger, gzip"). */
export function unitsOfFormat(format: string): "lines" | "spans" | "events" | "entries" | "rows" {
  const name = format.split(/[^a-z-]/)[0];
  if (name === "jaeger" || name === "zipkin" || name === "otlp") return "spans";
  if (name === "chrome-trace" || name === "xes") return "events";
  if (name === "parquet") return "rows";
  return name === "har" ? "entries" : "lines";
}
