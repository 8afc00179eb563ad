import { NONE } from "../../units.ts";
import { type Candidate, type FormatSample, SAMPLE_RECORDS } from "../candidate.ts";
import type { FieldTable } from "../field-table.ts";
import { JsonScanner } from "../json-scanner.ts";
import { lineFormat } from "../line-format.ts";
import type { LineSplitter } from "../line-splitter.ts";
import { detectLogger } from "../logger-detection.ts";
import { readNdjsonSample } from "../sample-table.ts";

const OPEN_BRACE = 0x7b;

/** One JSON object per line. Columns are dotted paths. */
export const ndjsonFormat = lineFormat({
  name: "ndjson",
  columnNames: "paths",
  rules: { continues: false, comment: -1, cutsLongLines: false },
  splitter: (_plan, names) => new JsonLineSplitter(names),
  detect,
  records: (_plan, head, count, isWhole) => readNdjsonSample(head, count, isWhole),
});

function detect(sample: FormatSample): Candidate | null {
  if (sample.kind !== "ndjson") return null;
  const table = readNdjsonSample(sample.head, SAMPLE_RECORDS, sample.isWhole);
  if (table.rows.length === 0) return null;
  const logger = detectLogger(table);
  return {
    plan: { format: "ndjson" },
    ...(logger && { presets: logger.presets }),
    table,
    ...(sample.tail && { late: readNdjsonSample(sample.tail, SAMPLE_RECORDS, true) }),
    score: 0.98,
    reasons: [`${table.rows.length} JSON objects, one per line${logger ? ` (${logger.name})` : ""}`],
  };
}

class JsonLineSplitter implements LineSplitter {
  readonly fields: FieldTable;
  private readonly scanner: JsonScanner;
  next = NONE;
  private isObject = false;
  private end = 0;

  constructor(paths: readonly string[]) {
    this.scanner = new JsonScanner(paths);
    this.fields = this.scanner.fields;
  }

  split(bytes: Uint8Array, start: number, end: number): boolean {
    let first = start;
    while (first < end && bytes[first] <= 0x20) first++;
    this.end = end;
    this.isObject = bytes[first] === OPEN_BRACE;
    return this.isObject && this.scan(bytes, first);
  }

  splitNext(bytes: Uint8Array): boolean {
    return this.scan(bytes, this.next);
  }

  /** One object, or the first of several: `{…}{…}` is what two writers make of a line. */
  private scan(bytes: Uint8Array, start: number): boolean {
    const { scanner, end } = this;
    this.next = NONE;
    if (scanner.scan(bytes, start, end)) return true;
    if (scanner.valueEnd === NONE || bytes[scanner.problemOffset] !== OPEN_BRACE) return false;
    this.next = scanner.problemOffset;
    return true;
  }

  get isCut(): boolean {
    return this.isObject && this.scanner.problemOffset === this.end;
  }

  reason(lineStart: number): string {
    if (!this.isObject) return "expected a JSON object, which begins with {";
    const { problem, problemOffset } = this.scanner;
    return `not JSON at column ${problemOffset - lineStart + 1}: expected ${problem}`;
  }
}
