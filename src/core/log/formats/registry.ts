import { documentFormat } from "../document-format.ts";
import type { Format } from "../format.ts";
import type { SourceFormat } from "../source-plan.ts";
import { chromeTraceFormat } from "./chrome-trace.ts";
import { csvFormat } from "./csv.ts";
import { harFormat } from "./har.ts";
import { jaegerFormat } from "./jaeger.ts";
import { logfmtFormat } from "./logfmt.ts";
import { ndjsonFormat } from "./ndjson.ts";
import { otlpFormat } from "./otlp.ts";
import { parquetFormat } from "./parquet.ts";
import { syslogFormat } from "./syslog.ts";
import { textFormat } from "./text.ts";
import { xesFormat } from "./xes.ts";
import { zipkinFormat } from "./zipkin.ts";

/** All formats: a new one is one file in this folder and one line here. Of equal candidates the first wins. */
export const FORMATS: readonly Format[] = [
  csvFormat,
  ndjsonFormat,
  logfmtFormat,
  syslogFormat,
  textFormat,
  ...[jaegerFormat, zipkinFormat, otlpFormat, chromeTraceFormat, harFormat, xesFormat].map(documentFormat),
  parquetFormat,
];

const BY_NAME: ReadonlyMap<SourceFormat, Format> = new Map(FORMATS.map((format) => [format.name, format]));

/** The implementation of a format. Throws if the registry lacks it. */
export function formatOf(name: SourceFormat): Format {
  const format = BY_NAME.get(name);
  if (!format) throw new Error(`no format "${name}"`);
  return format;
}
