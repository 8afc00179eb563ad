import { type Candidate, type FormatSample, type RolePresets, SAMPLE_RECORDS } from "../candidate.ts";
import { type ColumnProfile, columnProfiles } from "../column-profile.ts";
import { fileKind } from "../file-kind.ts";
import type { Format } from "../format.ts";
import { nameFit } from "../role-names.ts";
import type { SampleTable } from "../sample-table.ts";
import { formatSample } from "../sampled-lines.ts";
import type { SourcePlan } from "../source-plan.ts";
import { envelopeColumns, MOST_ENVELOPES } from "./envelope-columns.ts";
import { type EnvelopeGuess, guessEnvelopes } from "./guess-envelopes.ts";
import { plainCandidates } from "./plain-candidates.ts";
import { innerLines, readWrapped } from "./wrapped-sample.ts";

/** So much better than the layer itself is a line inside that is clear: nobody has to be asked. */
const LEAD = 0.11;
const CLEAR = 0.7;
/** Stamps this fine, ms, are taken from the line inside, whatever its layers tell. */
const FINE_DIGITS = 3;
const LEAST_FILL = 0.9;

/**
 * All readings of a sample: by every format as it stands, and of the lines inside the envelopes it may have, up to three
 * deep. Where the lines inside are clear, the layer by itself is worth less.
 */
export function detectCandidates(sample: FormatSample, formats: readonly Format[]): Candidate[] {
  const wrapped = wrappedCandidates(sample, formats, MOST_ENVELOPES).map((candidate) => completed(candidate, sample));
  return ranked(plainCandidates(sample, formats), wrapped);
}

/** Candidates whose envelopes are known; their tables are those of the lines inside. */
function wrappedCandidates(sample: FormatSample, formats: readonly Format[], depth: number): Candidate[] {
  if (depth === 0) return [];
  return guessEnvelopes(sample).flatMap((guess) => {
    const inside = insideOf(sample, guess);
    if (inside === undefined) return [];
    const { sample: inner, share } = inside;
    const plain = plainCandidates(
      inner,
      formats.filter(({ lines }) => lines !== undefined),
    );
    const believed = plain.filter(({ plan }) => guess.inside?.includes(plan.format) !== false);
    const candidates = ranked(believed, wrappedCandidates(inner, formats, depth - 1));
    return candidates.slice(0, 2).map((candidate) => wrappedIn(candidate, guess, share));
  });
}

/** What is inside a layer, as a sample of its own; undefined if no line has the layer. */
function insideOf(
  sample: FormatSample,
  { envelope }: EnvelopeGuess,
): { sample: FormatSample; share: number } | undefined {
  const { bytes, opened, refused } = innerLines(envelope, sample.head, SAMPLE_RECORDS, sample.isWhole);
  if (opened === 0) return undefined;
  const kind = fileKind(bytes);
  if (!kind.ok) return undefined;
  const tail = sample.tail && innerLines({ ...envelope, header: false }, sample.tail, SAMPLE_RECORDS, true);
  const inner = formatSample(bytes, kind.value, true, tail && tail.opened > 0 ? tail.bytes : undefined);
  return { sample: inner, share: opened / (opened + refused) };
}

function wrappedIn(candidate: Candidate, { envelope, words, worth }: EnvelopeGuess, share: number): Candidate {
  const { plan, score, reasons } = candidate;
  const [first, ...others] = reasons;
  return {
    ...candidate,
    plan: { ...plan, envelopes: [envelope, ...(plan.envelopes ?? [])] },
    score: score * share * worth,
    reasons: [`${words} around ${first}`, ...others],
  };
}

function ranked(plain: readonly Candidate[], wrapped: readonly Candidate[]): Candidate[] {
  const best = Math.max(0, ...wrapped.map(({ score }) => score));
  const lowered = plain.map((candidate) =>
    best >= CLEAR ? { ...candidate, score: Math.min(candidate.score, best - LEAD) } : candidate,
  );
  return [...lowered, ...wrapped].sort((a, b) => b.score - a.score);
}

/** A candidate with the columns of its envelopes, and the stamps that tell the time. */
function completed(candidate: Candidate, sample: FormatSample): Candidate {
  const plan: SourcePlan = { ...candidate.plan, compression: "none" };
  const outer = envelopeColumns(plan.envelopes ?? []);
  const names = outer.ok ? outer.value.map(({ name }) => name) : [];
  const inner = candidate.table.columns.filter((name) => !names.includes(name));
  const columns = [...inner, ...names];
  const read = (bytes: Uint8Array, isWhole: boolean) =>
    readWrapped([{ plan, columns }], bytes, SAMPLE_RECORDS, isWhole).tables[0];
  const table = read(sample.head, sample.isWhole);
  const { late, presets, ...rest } = candidate;
  return {
    ...rest,
    table,
    ...(sample.tail && { late: read(sample.tail, true) }),
    presets: { ...presets, ...timePresets(table, inner.length, presets) },
  };
}

/**
 * Which of the stamps of a line in envelopes is its time: the innermost of at least ms, else the finest outer one. The first
 * `innerCount` columns of the table are those of the line itself.
 */
export function timePresets(table: SampleTable, innerCount: number, presets: RolePresets = {}): RolePresets {
  const stamps = columnProfiles(table).filter(
    ({ timeUnit, filled }) => timeUnit !== undefined && filled >= table.rows.length * LEAST_FILL,
  );
  const rank = ({ name, timeDigits }: ColumnProfile) =>
    (name === presets.time ? 20 : 0) + 10 * Math.max(nameFit(name, "time"), nameFit(name, "start")) + timeDigits;
  const best = (columns: readonly ColumnProfile[]) => columns.toSorted((a, b) => rank(b) - rank(a))[0];
  const isFine = ({ name, timeDigits }: ColumnProfile) =>
    timeDigits >= FINE_DIGITS || (name === presets.time && presets.nanos !== undefined);
  const inner = best(stamps.filter((column) => column.position < innerCount && isFine(column)));
  const outer = best(stamps.filter(({ position }) => position >= innerCount));
  if (inner === undefined) return outer === undefined ? {} : { time: outer.name };
  return { time: inner.name, ...(outer && !isComplete(inner) && { outerTime: outer.name }) };
}

/** Whether stamps tell date and zone by themselves. */
function isComplete({ timeUnit, stamp = "", values }: ColumnProfile): boolean {
  if (timeUnit === "stamp") return stamp.includes("y") && stamp.includes("Z") && !stamp.includes("[Z]");
  return timeUnit !== "iso" || values.every((value) => value === "" || /(?:[Zz]|[+-]\d\d:?\d\d)$/.test(value));
}
