import { encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import type { Candidate, SampledStamp } from "./candidate.ts";
import { profileColumn } from "./column-profile.ts";
import { parseStampNs } from "./exact-stamp.ts";
import { type FileKind, fileKind } from "./file-kind.ts";
import { FORMATS } from "./formats/registry.ts";
import { type GuessedRoles, guessRoles, type RoleGuess } from "./roles.ts";
import type { SampleTable } from "./sample-table.ts";
import type { Compression, SourcePlan } from "./source-plan.ts";

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

/** One way to read a file. */
export interface DetectedReading {
  readonly plan: SourcePlan;
  /** ≥ 0.9 clear, 0.6 likely, below to be confirmed by the user; 0 = a role that every plan needs was not found. */
  readonly confidence: number;
  /** One sentence per decision. */
  readonly reasons: readonly string[];
  readonly columns: readonly DetectedColumn[];
  /** Of the sampled stamps, ns since 1970; both 0n if none could be read. */
  readonly stampRangeNs: { readonly min: bigint; readonly max: bigint };
}

export interface Detection extends DetectedReading {
  /** The next best readings, at most two. */
  readonly alternatives?: readonly DetectedReading[];
}

export interface DetectedColumn {
  readonly name: string;
  readonly examples: readonly string[];
  readonly role: RoleGuess;
}

/** A format is clear from this score on, if it leads the next by LEAD. */
const CLEAR_SCORE = 0.7;
const LEAD = 0.1;
/** At most, if the format is not clear. */
const UNCLEAR_CONFIDENCE = 0.5;
/** Worse readings are not worth offering. */
const LEAST_ALTERNATIVE = 0.3;
const MOST_ALTERNATIVES = 2;
/** JSON text in a column is looked into, so it must not be cut; beyond this an example is of no use to anyone. */
const EXAMPLE_CHARACTERS = 4096;
const LINE_FEED = 0x0a;

/**
 * Decides from the first bytes of a file what it is and which of its columns plays which role: every format is asked.
 * Format by content, never by name. Failures: I_EMPTY, I_BINARY, I_UNSUPPORTED.
 */
export function detectSource(sample: FileSample): Outcome<Detection> {
  const compression = sample.compression ?? "none";
  const kind = fileKind(sample.head);
  if (!kind.ok) return kind;
  const shown = {
    head: sample.head,
    ...(sample.tail && { tail: afterLine(sample.tail) }),
    isWhole: compression === "none" && sample.head.length >= sample.size,
    kind: kind.value,
  };
  const [best, ...others] = FORMATS.flatMap((format) => format.detect(shown) ?? []).sort((a, b) => b.score - a.score);
  if (best === undefined) return failure("I_UNSUPPORTED", unsupported(sample.name, kind.value));
  const reading = readingOf(best, compression);
  const isClear = best.score >= CLEAR_SCORE && best.score - (others[0]?.score ?? 0) >= LEAD;
  const alternatives = others
    .filter(({ score }) => score >= LEAST_ALTERNATIVE)
    .slice(0, MOST_ALTERNATIVES)
    .map((candidate) => readingOf(candidate, compression));
  return success({
    ...reading,
    confidence: isClear ? reading.confidence : Math.min(reading.confidence, UNCLEAR_CONFIDENCE),
    ...(alternatives.length > 0 && { alternatives }),
  });
}

function unsupported(name: string, kind: FileKind): string {
  if (kind === "ndjson") return "the file begins like JSON, but none of its first lines is one JSON object";
  return `"${name}" is text, but not a table: give CSV (comma, tab, semicolon or bar), NDJSON or Jaeger JSON`;
}

/** A candidate with its roles. */
export function readingOf(candidate: Candidate, compression: Compression): DetectedReading {
  const { fixed, reasons, table, late } = candidate;
  const { format, ...details } = candidate.plan;
  if (fixed !== undefined) {
    const plan = { format, compression, ...details };
    return { plan, confidence: fixed.confidence, reasons, columns: [], stampRangeNs: stampRange(fixed.stamps) };
  }
  const { roles, roleOf, confidence, reasons: roleReasons } = guess(table);
  const stamps = [table, ...(late ? [late] : [])].flatMap(({ columns, rows }) => {
    const wanted = [roles.time, ...(roles.endTime ? [roles.endTime] : [])];
    return wanted.flatMap(({ column, unit }) => {
      const position = columns.indexOf(column);
      return position < 0 ? [] : rows.map((row) => ({ text: row[position] ?? "", unit }));
    });
  });
  return {
    plan: { format, compression, ...details, roles },
    confidence,
    reasons: [...reasons, ...roleReasons],
    columns: table.columns.map((name, position) => ({
      name,
      examples: examplesOf(table, position),
      role: roleOf.get(name) ?? "ignore",
    })),
    stampRangeNs: stampRange(stamps),
  };
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

function examplesOf(table: SampleTable, position: number): string[] {
  const values = table.rows.map((row) => row[position] ?? "").filter((value) => value !== "");
  return [...new Set(values)].slice(0, 3).map((value) => value.slice(0, EXAMPLE_CHARACTERS));
}

function stampRange(stamps: readonly SampledStamp[]): { min: bigint; max: bigint } {
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
