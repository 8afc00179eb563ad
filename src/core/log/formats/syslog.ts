import { success } from "../../outcome.ts";
import { type Candidate, type FormatSample, SAMPLE_RECORDS } from "../candidate.ts";
import { lineFormat } from "../line-format.ts";
import { hasRecords, readLines, sampleLines } from "../line-sample.ts";
import type { LineRules } from "../line-splitter.ts";
import type { SampleTable } from "../sample-table.ts";
import { SYSLOG_HEADER, SyslogSplitter } from "../syslog-splitter.ts";

const RULES: LineRules = { continues: true, comment: -1, cutsLongLines: true };
const PARAMETER = /[[ ]([^\s="[\]]+)="(?:[^"\\]|\\.)*"/g;
const MAX_PARAMETERS = 200;
/** Message ids are labels if so many records have one. */
const LEAST_MESSAGE_IDS = 0.8;

/** RFC 5424, as system loggers write and send it. Columns: the header, "sd." and the name of a parameter, message. */
export const syslogFormat = lineFormat({
  name: "syslog",
  columnNames: "named",
  rules: RULES,
  splitter: (_plan, names) => new SyslogSplitter(names),
  columns: () => success(undefined),
  detect,
  records: (_plan, head, count, isWhole) => tableOf(head, columnsOf(sampleLines(head, count, isWhole)), count, isWhole),
});

function detect({ head, tail, isWhole, kind, lines }: FormatSample): Candidate | null {
  if (kind !== "text" || !hasRecords(head, new SyslogSplitter([]), RULES, isWhole)) return null;
  const columns = columnsOf(lines.first(SAMPLE_RECORDS));
  const sample = readLines(head, new SyslogSplitter(columns), RULES, columns, SAMPLE_RECORDS, isWhole);
  const messageId = columns.indexOf("msgid");
  const withId = sample.table.rows.filter((row) => row[messageId] !== undefined).length;
  const share = sample.records / (sample.records + sample.rejects + sample.continuations / 4);
  return {
    plan: { format: "syslog" },
    table: sample.table,
    ...(tail && { late: tableOf(tail, columns, SAMPLE_RECORDS, true) }),
    score: share * 0.98,
    reasons: [`${sample.records} records of RFC 5424, ${columns.length} fields`],
    presets: {
      time: "time",
      host: "host",
      service: "app",
      ...(withId >= sample.records * LEAST_MESSAGE_IDS && { label: ["msgid"] }),
      ignore: ["pri", "version"],
    },
  };
}

function tableOf(bytes: Uint8Array, columns: readonly string[], count: number, isWhole: boolean): SampleTable {
  return readLines(bytes, new SyslogSplitter(columns), RULES, columns, count, isWhole).table;
}

/** The header, the parameters that the lines have, the message. */
function columnsOf(lines: readonly string[]): string[] {
  const parameters = new Set<string>();
  for (const line of lines) {
    for (const [, name] of line.matchAll(PARAMETER)) if (parameters.size < MAX_PARAMETERS) parameters.add(`sd.${name}`);
  }
  return [...SYSLOG_HEADER, ...parameters, "message"];
}
