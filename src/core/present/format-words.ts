import { isDocumentFormat, type SourceFormat } from "../log/source-plan.ts";

const TITLES: ReadonlyMap<SourceFormat, string> = new Map([
  ["csv", "CSV"],
  ["ndjson", "JSON lines"],
  ["jaeger", "Jaeger JSON"],
  ["zipkin", "Zipkin JSON"],
  ["otlp", "OTLP JSON"],
  ["chrome-trace", "Chrome trace"],
  ["har", "HAR"],
  ["xes", "XES event log"],
]);

/** A format as people call it. */
export function formatTitle(format: SourceFormat): string {
  return TITLES.get(format) ?? format;
}

/** Whether the structure of a format fixes every role, so that there is nothing to map. */
export function hasFixedRoles(format: SourceFormat | undefined): boolean {
  return format !== undefined && isDocumentFormat(format);
}

/** What a file of the format is counted in. The format may have words behind it ("jaeger, gzip"). */
export function unitsOfFormat(format: string): "lines" | "spans" | "events" | "entries" {
  const name = format.split(/[^a-z-]/)[0];
  if (name === "jaeger" || name === "zipkin" || name === "otlp") return "spans";
  if (name === "chrome-trace" || name === "xes") return "events";
  return name === "har" ? "entries" : "lines";
}
