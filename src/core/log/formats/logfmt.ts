import { success } from "../../outcome.ts";
import { type Candidate, type FormatSample, SAMPLE_RECORDS } from "../candidate.ts";
import { lineFormat } from "../line-format.ts";
import { hasRecords, readLines, sampleLines } from "../line-sample.ts";
import type { LineRules } from "../line-splitter.ts";
import { LogfmtSplitter } from "../logfmt-splitter.ts";
import { nameFit } from "../role-names.ts";
import type { SampleTable } from "../sample-table.ts";

const RULES: LineRules = { continues: true, comment: -1, cutsLongLines: true };
const MAX_KEYS = 400;
/** A key begins where no character of one stands before it: long words without "=" are walked once. */
const PAIR = /(?<![^\s="])([^\s="]+)=(?:"(?:[^"\\]|\\.)*"|\S*)/g;

/** Lines of key=value. Columns are the keys. */
export const logfmtFormat = lineFormat({
  name: "logfmt",
  columnNames: "named",
  rules: RULES,
  splitter: (_plan, names) => new LogfmtSplitter(names),
  columns: () => success(undefined),
  detect,
  records: (_plan, head, count, isWhole) => tableOf(head, keysOf(sampleLines(head, count, isWhole)), count, isWhole),
});

function detect({ head, tail, isWhole, kind, lines }: FormatSample): Candidate | null {
  if (kind !== "text" || !hasRecords(head, new LogfmtSplitter([]), RULES, isWhole)) return null;
  const keys = keysOf(lines.first(SAMPLE_RECORDS));
  const sample = readLines(head, new LogfmtSplitter(keys), RULES, keys, SAMPLE_RECORDS, isWhole);
  const pairs = sample.table.rows.reduce((sum, row) => sum + row.filter((value) => value !== undefined).length, 0);
  if (pairs < 2 * sample.records) return null;
  const found = [["time"], ["label", "labelWeak"]] as const;
  const share = sample.records / (sample.records + sample.rejects + sample.continuations / 2);
  const named = found.filter((roles) => keys.some((key) => roles.some((role) => nameFit(key, role) > 0))).length;
  return {
    plan: { format: "logfmt" },
    table: sample.table,
    ...(tail && { late: tableOf(tail, keys, SAMPLE_RECORDS, true) }),
    score: share * (0.75 + 0.1 * named),
    reasons: [`${sample.records} lines of key=value, ${keys.length} keys`],
  };
}

function tableOf(bytes: Uint8Array, keys: readonly string[], count: number, isWhole: boolean): SampleTable {
  return readLines(bytes, new LogfmtSplitter(keys), RULES, keys, count, isWhole).table;
}

/** Keys in order of appearance. */
function keysOf(lines: readonly string[]): string[] {
  const keys = new Set<string>();
  for (const line of lines) for (const [, key] of line.matchAll(PAIR)) if (keys.size < MAX_KEYS) keys.add(key);
  return [...keys];
}
