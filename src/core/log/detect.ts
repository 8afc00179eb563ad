import { encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import type { Candidate, FormatSample, RolePresets, SampledStamp } from "./candidate.ts";
import { type ColumnProfile, columnProfiles } from "./column-profile.ts";
import { detectCandidates } from "./envelope/detect-envelopes.ts";
import { otherCandidate } from "./envelope/detect-mixture.ts";
import { parseStampNs } from "./exact-stamp.ts";
import { type FileKind, fileKind } from "./file-kind.ts";
import { FORMATS } from "./formats/registry.ts";
import type { PlanWarning } from "./plan-warning.ts";
import { requestSlots } from "./request-slots.ts";
import { hexIds, requestWarnings, shortenedRequest, widthWarning } from "./request-warnings.ts";
import type { RoleGuess } from "./role-board.ts";
import { type GuessedRoles, guessRoles } from "./roles.ts";
import type { SampleTable } from "./sample-table.ts";
import { formatSample } from "./sampled-lines.ts";
import type { Compression, Roles, SourcePlan } from "./source-plan.ts";
import { withDayOrder } from "./text/day-order.ts";
import { settleTime, type TimeFacts } from "./time/settle-time.ts";

export interface FileSample extends TimeFacts {
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
  /** What the plan takes for granted, each with changes that one click makes. */
  readonly warnings?: readonly PlanWarning[];
  /** Sampled ids of requests of 16 or 32 hexadecimal digits, which other files may write shorter or longer. */
  readonly requestIds?: readonly string[];
  /** Of the sampled stamps, ns since 1970; both 0n if none could be read. */
  readonly stampRangeNs: { readonly min: bigint; readonly max: bigint };
}

export interface Detection extends DetectedReading {
  /** The next best readings, at most two. */
  readonly alternatives?: readonly DetectedReading[];
  /** Lines of the sample, where the file has lines. */
  readonly extent?: SampleExtent;
}

/** How much of a file was looked at. */
export interface SampleExtent {
  readonly lines: number;
  /** Share of the bytes of the file that holds them, 1 = all of it; null if that is not known (compressed). */
  readonly share: number | null;
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
/** Formats in one file besides the first. */
const MOST_MIXED = 2;
/** JSON text in a column is looked into, so it must not be cut; beyond this an example is of no use to anyone. */
const EXAMPLE_CHARACTERS = 4096;
const EXAMPLES = 3;
const LINE_FEED = 0x0a;

/**
 * Decides from the first bytes of a file what it is and which of its columns plays which role: every format is asked.
 * Format by content, never by name. Failures: I_EMPTY, I_BINARY, I_UNSUPPORTED.
 */
export function detectSource(sample: FileSample): Outcome<Detection> {
  const compression = sample.compression ?? "none";
  const kind = fileKind(sample.head);
  if (!kind.ok) return kind;
  const isWhole = compression === "none" && sample.head.length >= sample.size;
  const shown = formatSample(sample.head, kind.value, isWhole, sample.tail && afterLine(sample.tail));
  const [best, ...others] = detectCandidates(shown, FORMATS);
  if (best === undefined) return failure("I_UNSUPPORTED", unsupported(sample, kind.value, shown.isWhole));
  const reading = withMixture(readingOf(best, compression, sample), shown, sample);
  const isClear = best.score >= CLEAR_SCORE && best.score - (others[0]?.score ?? 0) >= LEAD;
  const alternatives = others
    .filter(({ score }) => score >= LEAST_ALTERNATIVE)
    .slice(0, MOST_ALTERNATIVES)
    .map((candidate) => readingOf(candidate, compression, sample));
  return success({
    ...reading,
    confidence: isClear ? reading.confidence : Math.min(reading.confidence, UNCLEAR_CONFIDENCE),
    reasons: isClear ? reading.reasons : [...reading.reasons, formatDoubt(best, others[0])],
    ...(alternatives.length > 0 && { alternatives }),
  });
}

function formatDoubt({ score }: Candidate, next: Candidate | undefined): string {
  if (score < CLEAR_SCORE || next === undefined) return "unsure of the format, for much of the sample does not fit it";
  return `unsure of the format, for the sample fits ${next.plan.format.toUpperCase()} nearly as well`;
}

function unsupported({ name, head }: FileSample, kind: FileKind, isWhole: boolean): string {
  if (!isWhole && head.indexOf(LINE_FEED) < 0) {
    return `the first line of "${name}" is longer than the ${head.length >> 10} KiB that are looked at: break it into one record per line`;
  }
  if (kind === "ndjson") return "the file begins like JSON, but none of its first lines is one JSON object";
  return `"${name}" is text, but neither a table (CSV split by comma, tab, semicolon or bar) nor lines that begin with a time or key=value`;
}

/** A reading with the other formats that the lines of a file have: each joins if its roles are found. */
function withMixture(reading: DetectedReading, shown: FormatSample, facts: TimeFacts): DetectedReading {
  let mixed = reading;
  for (let count = 0; count < MOST_MIXED; count++) {
    const candidate = otherCandidate(mixed.plan, shown, FORMATS);
    if (candidate === undefined) break;
    const other = readingOf(candidate, reading.plan.compression, facts);
    if (other.confidence === 0) break;
    const { format, pattern, roles, assume } = other.plan;
    const joined = {
      format,
      ...(pattern !== undefined && { pattern }),
      ...(roles && { roles }),
      ...(assume && { assume }),
    };
    mixed = {
      ...mixed,
      plan: { ...mixed.plan, others: [...(mixed.plan.others ?? []), joined] },
      confidence: Math.min(mixed.confidence, other.confidence),
      reasons: [...mixed.reasons, ...other.reasons],
      // What one click changes is the plan's own reading.
      warnings: [...(mixed.warnings ?? []), ...(other.warnings ?? []).map((warning) => ({ ...warning, changes: [] }))],
    };
  }
  return mixed;
}

/** A candidate with its roles. */
export function readingOf(candidate: Candidate, compression: Compression, facts: TimeFacts): DetectedReading {
  const { fixed, reasons, table, late } = candidate;
  const { format, ...details } = candidate.plan;
  if (fixed !== undefined) {
    const plan = { format, compression, ...details };
    return { plan, confidence: fixed.confidence, reasons, columns: [], stampRangeNs: stampRange(fixed.stamps) };
  }
  const { roles: guessed, roleOf, confidence, reasons: roleReasons } = guess(table, candidate.presets);
  const ids = requestValues(guessed, [table, ...(late ? [late] : [])]);
  const shortened = shortenedRequest(guessed.request, ids);
  const roles = shortened === undefined ? guessed : { ...guessed, request: shortened };
  const { pattern } = details;
  const inOrder = pattern !== undefined && { pattern: withDayOrder(pattern, roles.time) };
  const settled = settleTime({ format, compression, ...details, ...inOrder, roles }, table, late, facts);
  const warnings = [
    ...settled.warnings,
    ...requestWarnings(settled.plan, ids),
    ...(shortened ? [widthWarning(shortened, ids.filter((id) => id.length > 16).length)] : []),
  ];
  const inner = settled.plan.roles?.outerTime === undefined ? undefined : settled.plan.roles.time.column;
  return {
    plan: settled.plan,
    confidence: warnings.some(({ mustAsk }) => mustAsk) ? Math.min(confidence, UNCLEAR_CONFIDENCE) : confidence,
    reasons: [
      ...reasons.map((reason) => withDayOrder(reason, roles.time)),
      ...roleReasons,
      ...settled.reasons,
      ...openDoubts(warnings),
    ],
    columns: table.columns.map((name, position) => ({
      name,
      examples: examplesOf(table, position),
      role: name === inner ? "time" : name === roles.time.column && inner ? "ignore" : (roleOf.get(name) ?? "ignore"),
    })),
    stampRangeNs: settled.stampRangeNs,
    ...(warnings.length > 0 && { warnings }),
    requestIds: hexIds(ids),
  };
}

/** Why a plan with questions that only the user can answer is unsure: what was seen, without what was made of it. */
function openDoubts(warnings: readonly PlanWarning[]): string[] {
  return warnings
    .filter(({ mustAsk }) => mustAsk)
    .map(({ code, sentence }) => `${code.startsWith("T_") ? "time" : "request"}: unsure, ${sentence.split("; ")[0]}`);
}

/** The ids of the sampled records, where they are values of one column; else none. */
function requestValues({ request }: Roles, tables: readonly SampleTable[]): string[] {
  if (request.length !== 1 || request[0].json !== undefined || request[0].pattern !== undefined) return [];
  return tables.flatMap(({ columns, rows }) => {
    const position = columns.indexOf(request[0].column);
    return position < 0 ? [] : rows.map((row) => (row[position] ?? "").trim()).filter((value) => value !== "");
  });
}

/** Text longer than this on average may hold ids. */
const TEXT_CHARACTERS = 12;

function guess(table: SampleTable, presets: RolePresets | undefined): GuessedRoles {
  const profiles = columnProfiles(table);
  return guessRoles(profiles, presets, () =>
    profiles.filter(isText).flatMap(({ name, values }) => requestSlots(name, values)),
  );
}

/** Texts of some length, or with a key in them, few of which are an id as a whole. */
function isText({ values, filled, idShare, timeUnit }: ColumnProfile): boolean {
  const characters = values.reduce((sum, value) => sum + value.length, 0);
  if (timeUnit !== undefined || idShare >= 0.2) return false;
  return characters > TEXT_CHARACTERS * filled || values.some((value) => value.includes("="));
}

function examplesOf(table: SampleTable, position: number): string[] {
  const examples = new Set<string>();
  for (const row of table.rows) {
    if (examples.size === EXAMPLES) break;
    if (row[position]) examples.add(row[position]);
  }
  return [...examples].map((value) => value.slice(0, EXAMPLE_CHARACTERS));
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
