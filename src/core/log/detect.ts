import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { profileColumn } from "./column-profile.ts";
import { csvDialect } from "./csv-dialect.ts";
import type { ElementFormat } from "./element-format.ts";
import { parseStampNs } from "./exact-stamp.ts";
import { fileKind } from "./file-kind.ts";
import { elementFormatOf } from "./formats/element-formats.ts";
import { type GuessedRoles, guessRoles, type RoleGuess } from "./roles.ts";
import { readCsvSample, readNdjsonSample, type SampleTable } from "./sample-table.ts";
import type { Compression, SourcePlan, TimeUnit } from "./source-plan.ts";

export interface FileSample {
  readonly name: string;
  /** Bytes of the file as it lies there. */
  readonly size: number;
  /** Its first bytes, already inflated; a few hundred KiB are plenty. */
  readonly head: Uint8Array;
  /** Its last bytes, if they can be had (not of compressed files). */
  readonly tail?: Uint8Array;
  /** Default "none". */
  readonly compression?: Compression;
}

export interface Detection {
  readonly plan: SourcePlan;
  /** ≥ 0.9 clear, 0.6 likely, below to be confirmed by the user; 0 = a role that every plan needs was not found. */
  readonly confidence: number;
  /** One sentence per decision. */
  readonly reasons: readonly string[];
  readonly columns: readonly DetectedColumn[];
  /** Of the sampled stamps, ns since 1970; both 0n if none could be read. */
  readonly stampRangeNs: { readonly min: bigint; readonly max: bigint };
}

export interface DetectedColumn {
  readonly name: string;
  readonly examples: readonly string[];
  readonly role: RoleGuess;
}

const SAMPLE_RECORDS = 1200;
/** JSON text in a column is looked into, so it must not be cut; beyond this an example is of no use to anyone. */
const EXAMPLE_CHARACTERS = 4096;
const LINE_FEED = 0x0a;

/**
 * Decides from the first bytes of a file what it is and which of its columns plays which role. Format by content, never
 * by name. Failures: I_EMPTY, I_BINARY, I_UNSUPPORTED.
 */
export function detectSource(sample: FileSample): Outcome<Detection> {
  const compression = sample.compression ?? "none";
  const kind = fileKind(sample.head);
  if (!kind.ok) return kind;
  const isWhole = compression === "none" && sample.head.length >= sample.size;
  const document = elementFormatOf(kind.value);
  if (document !== undefined) return success(detectDocument(document, sample, compression));
  if (kind.value === "ndjson") {
    const table = readNdjsonSample(sample.head, SAMPLE_RECORDS, isWhole);
    if (table.rows.length === 0) {
      return failure("I_UNSUPPORTED", "the file begins like JSON, but none of its first lines is one JSON object");
    }
    const guessed = guess(table);
    const plan: SourcePlan = { format: "ndjson", compression, roles: guessed.roles };
    const late = sample.tail ? readNdjsonSample(afterLine(sample.tail), SAMPLE_RECORDS, true) : undefined;
    return success(detectionOf(plan, table, guessed, [`${table.rows.length} JSON objects, one per line`], late));
  }
  const dialect = csvDialect(sample.head, SAMPLE_RECORDS, isWhole);
  if (dialect === undefined || dialect.table.rows.length === 0) {
    return failure(
      "I_UNSUPPORTED",
      `"${sample.name}" is text, but not a table: give CSV (comma, tab, semicolon or bar), NDJSON, XES or a trace as JSON`,
    );
  }
  const { table, delimiter, header } = dialect;
  const guessed = guess(table);
  const columns = [...table.columns];
  const plan: SourcePlan = { format: "csv", compression, delimiter, header, columns, roles: guessed.roles };
  const name = delimiter === "\t" ? "tab" : `"${delimiter}"`;
  const named = header ? "named by the first line" : "without a header line";
  const reasons = [`${columns.length} columns split by ${name}, ${named}`];
  const late = sample.tail
    ? readCsvSample(afterLine(sample.tail), delimiter.charCodeAt(0), SAMPLE_RECORDS, true)
    : undefined;
  return success(detectionOf(plan, table, guessed, reasons, late && { columns, rows: late.rows }));
}

function guess(table: SampleTable): GuessedRoles {
  const profiles = table.columns.map((name, position) =>
    profileColumn(
      name,
      position,
      table.rows.map((row) => (row[position] ?? "").trim()),
    ),
  );
  return guessRoles(profiles);
}

function detectionOf(
  plan: SourcePlan,
  table: SampleTable,
  guessed: GuessedRoles,
  reasons: readonly string[],
  late: SampleTable | undefined,
): Detection {
  const { roles, roleOf } = guessed;
  const stamps = [table, ...(late ? [late] : [])].flatMap(({ columns, rows }) => {
    const wanted = [roles.time, ...(roles.endTime ? [roles.endTime] : [])];
    return wanted.flatMap(({ column, unit }) => {
      const position = columns.indexOf(column);
      return position < 0 ? [] : rows.map((row) => ({ text: row[position] ?? "", unit }));
    });
  });
  return {
    plan,
    confidence: guessed.confidence,
    reasons: [...reasons, ...guessed.reasons],
    columns: table.columns.map((name, position) => ({
      name,
      examples: examplesOf(table, position),
      role: roleOf.get(name) ?? "ignore",
    })),
    stampRangeNs: stampRange(stamps),
  };
}

function examplesOf(table: SampleTable, position: number): string[] {
  const values = table.rows.map((row) => row[position] ?? "").filter((value) => value !== "");
  return [...new Set(values)].slice(0, 3).map((value) => value.slice(0, EXAMPLE_CHARACTERS));
}

/** Of a format whose structure fixes every role only the stamps are looked for, in head and tail. */
function detectDocument(format: ElementFormat, sample: FileSample, compression: Compression): Detection {
  const stamps: { text: string; unit: TimeUnit }[] = [];
  for (const bytes of [sample.head, ...(sample.tail ? [sample.tail] : [])]) {
    for (const match of decodeUtf8(bytes).matchAll(format.stamp))
      stamps.push({ text: match[1], unit: format.timeUnit });
  }
  const warnings = stamps.length > 0 ? [] : ["no stamp was found in its first bytes"];
  return {
    plan: { format: format.name, compression },
    confidence: stamps.length > 0 ? 0.95 : 0.3,
    reasons: [format.reason, ...warnings],
    columns: [],
    stampRangeNs: stampRange(stamps),
  };
}

function stampRange(stamps: readonly { text: string; unit: TimeUnit }[]): { min: bigint; max: bigint } {
  let min: bigint | undefined;
  let max: bigint | undefined;
  for (const { text, unit } of stamps) {
    const bytes = encodeUtf8(text);
    const stamp = parseStampNs(bytes, 0, bytes.length, unit);
    if (!stamp.ok || stamp.value === 0n) continue;
    if (min === undefined || stamp.value < min) min = stamp.value;
    if (max === undefined || stamp.value > max) max = stamp.value;
  }
  return { min: min ?? 0n, max: max ?? 0n };
}

/** What follows the first line end: the tail of a file begins in the middle of a line. */
function afterLine(tail: Uint8Array): Uint8Array {
  return tail.subarray(tail.indexOf(LINE_FEED) + 1);
}
