import type { SourceFormat, SourcePlan } from "../log/source-plan.ts";
import { formatCount } from "./number-format.ts";

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

/** Records of one of the formats that a file mixes, duplicates among them. */
export interface FormatCount {
  readonly format: SourceFormat;
  readonly records: number;
}

/** The formats of a file that mixes several, with the records of each; undefined for any other. */
export function formatCounts(plan: SourcePlan, records: readonly number[] | undefined): FormatCount[] | undefined {
  if (plan.others === undefined || records === undefined) return undefined;
  const formats = [plan.format, ...plan.others.map(({ format }) => format)];
  return formats.map((format, at) => ({ format, records: records[at] ?? 0 }));
}

/** "1,180 records of text with a pattern, 20 of JSON lines". */
export function mixtureWords(formats: readonly FormatCount[]): string {
  return formats
    .map(({ format, records }, at) => `${formatCount(records)}${at === 0 ? " records" : ""} of ${formatTitle(format)}`)
    .join(", ");
}

/** What a file of the format is counted in. The format may have words behind it ("jaeger, gzip"). */
export function unitsOfFormat(format: string): "lines" | "spans" | "events" | "entries" | "rows" {
  const name = format.split(/[^a-z-]/)[0];
  if (name === "jaeger" || name === "zipkin" || name === "otlp") return "spans";
  if (name === "chrome-trace" || name === "xes") return "events";
  if (name === "parquet") return "rows";
  return name === "har" ? "entries" : "lines";
}
