import { FieldTable, RAW } from "./field-table.ts";
import type { LineRules, LineSplitter } from "./line-splitter.ts";
import { LINE_BLANK, LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD, LineWalker } from "./line-walker.ts";
import { fieldText, type SampleTable } from "./sample-table.ts";
import { WorkBuffer } from "./work-buffer.ts";

/** The first records of a sample of lines, and what became of its lines. */
export interface LineSample {
  readonly table: SampleTable;
  readonly records: number;
  readonly continuations: number;
  readonly rejects: number;
}

/**
 * Reads the first `limit` records of lines; `columns` are the names that the splitter was made for. A last line without a
 * line end counts only if the sample is the whole file.
 */
export function readLines(
  bytes: Uint8Array,
  splitter: LineSplitter,
  rules: LineRules,
  columns: readonly string[],
  limit: number,
  isWhole: boolean,
): LineSample {
  const walker = new LineWalker(new WorkBuffer(bytes), bytes.length, isWhole, true, splitter, rules);
  const rows: (string | undefined)[][] = [];
  let continuations = 0;
  let rejects = 0;
  for (let at = 0; at < bytes.length && rows.length < limit; at = walker.next) {
    const kind = walker.look(at);
    if (kind === LINE_INCOMPLETE) break;
    if (kind === LINE_RECORD) {
      rows.push(columns.map((_, slot) => fieldText(walker.bytes, splitter.fields, slot)?.trim()));
    } else if (kind === LINE_CONTINUATION) continuations++;
    else if (kind !== LINE_BLANK) rejects++;
  }
  return { table: { columns, rows }, records: rows.length, continuations, rejects };
}

/** Whether a sample has a record at all: asked before its fields are looked at. */
export function hasRecords(bytes: Uint8Array, splitter: LineSplitter, rules: LineRules, isWhole: boolean): boolean {
  const walker = new LineWalker(new WorkBuffer(bytes), bytes.length, isWhole, true, splitter, rules);
  for (let at = 0; at < bytes.length; at = walker.next) {
    const kind = walker.look(at);
    if (kind === LINE_RECORD || kind === LINE_INCOMPLETE) return kind === LINE_RECORD;
  }
  return false;
}

/** The first `limit` lines of a sample as text, without colours and line ends; blank ones are left out. */
export function sampleLines(bytes: Uint8Array, limit: number, isWhole: boolean): string[] {
  const { table } = readLines(bytes, new WholeLine(), WHOLE_LINES, ["line"], limit, isWhole);
  return table.rows.map(([line]) => line ?? "");
}

export const WHOLE_LINES: LineRules = { continues: false, comment: -1, cutsLongLines: true };

/** Takes every line as it is, as one field. */
export class WholeLine implements LineSplitter {
  readonly fields = new FieldTable(1);
  readonly isCut = false;

  split(_bytes: Uint8Array, start: number, end: number): boolean {
    this.fields.set(0, start, end, RAW);
    return true;
  }

  reason(): string {
    return "expected a line";
  }
}
