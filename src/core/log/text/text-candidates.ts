import { encodeUtf8 } from "../../bytes.ts";
import { type Candidate, type FormatSample, type RolePresets, SAMPLE_RECORDS } from "../candidate.ts";
import { readLines, sampleLines } from "../line-sample.ts";
import type { LineRules } from "../line-splitter.ts";
import type { TimeAssumptions } from "../source-plan.ts";
import { accessTail } from "./access-tail.ts";
import { COMBINED_PRESETS, combinedPattern, KNOWN_PATTERNS } from "./known-patterns.ts";
import { proposePattern } from "./propose-pattern.ts";
import { TextMatcher } from "./text-matcher.ts";
import { parsePattern } from "./text-pattern.ts";
import { w3cLines } from "./w3c-fields.ts";

/** What one pattern would make of a sample. */
interface Reading {
  readonly pattern: string;
  readonly presets: RolePresets;
  readonly reasons: readonly string[];
  /** What the format says of stamps that do not tell it themselves. */
  readonly assume?: TimeAssumptions;
  /** How little else would fit it. */
  readonly specificity: number;
}

/** Lines by which known forms are recognised before they are read. */
const TRIED_LINES = 50;
const LEAST_KNOWN_SHARE = 0.5;
const LEAST_SIGN_SHARE = 0.2;
const ALL_LINES: LineRules = { continues: false, comment: -1, cutsLongLines: true };
/** What a pattern learnt is worth by its fields besides the message: 0, 1, 2, more. */
const WORTH_OF_FIELDS = [0.6, 0.72, 0.82, 0.88];
/** A word of severity is a good sign. */
const WORTH_OF_LEVEL = 0.07;

/** The best reading of a sample as lines of text under a pattern: forms of known programs, else a pattern learnt. */
export function textCandidate(sample: FormatSample, rules: LineRules): Candidate | null {
  const lines = sampleLines(sample.head, SAMPLE_RECORDS, sample.isWhole);
  const readings = [...w3cReadings(lines), ...combinedReadings(lines), ...knownReadings(lines)];
  if (readings.length === 0) readings.push(...learntReadings(lines));
  let best: Candidate | null = null;
  for (const reading of readings) {
    const candidate = candidateOf(reading, sample, rules);
    if (candidate !== null && (best === null || candidate.score > best.score)) best = candidate;
  }
  return best;
}

function knownReadings(lines: readonly string[]): Reading[] {
  const tried = triedLines(lines);
  const known = KNOWN_PATTERNS.filter(
    ({ pattern, sign }) =>
      shareOf(pattern, tried) >= LEAST_KNOWN_SHARE && (sign === undefined || shareOf(sign, tried) >= LEAST_SIGN_SHARE),
  );
  return known.map(({ name, pattern, presets, stampWords }) => ({
    pattern,
    presets,
    specificity: 0.97,
    reasons: [`${name}${stampWords === undefined ? "" : `: ${stampWords}`}`],
  }));
}

function combinedReadings(lines: readonly string[]): Reading[] {
  const tried = triedLines(lines);
  return ["", "{vhost} "].flatMap((head) => {
    const open = combinedPattern(head, "{? {rest:rest}}");
    if (shareOf(open, tried) < LEAST_KNOWN_SHARE) return [];
    const tail = accessTail(restsOf(lines, open));
    const words = tail.stampWords === undefined ? "" : `: ${tail.stampWords}`;
    const ignore = [...(COMBINED_PRESETS.ignore ?? []), ...(tail.presets.ignore ?? [])];
    return {
      pattern: combinedPattern(head, tail.pattern),
      presets: { ...COMBINED_PRESETS, ...tail.presets, ignore },
      specificity: 0.97,
      reasons: [`access log (common or combined format)${words}`],
    };
  });
}

/** What stands behind the combined format in each line that has it. */
function restsOf(lines: readonly string[], pattern: string): string[] {
  const bytes = encodeUtf8(lines.join("\n"));
  const { table } = readLines(bytes, matcherOf(pattern, ["rest"]), ALL_LINES, ["rest"], lines.length, true);
  return table.rows.map(([rest]) => rest ?? "");
}

/** Lines that known forms are tried on, comments aside. */
function triedLines(lines: readonly string[]): Uint8Array[] {
  const tried = lines.slice(0, TRIED_LINES);
  return tried.filter((line) => !line.startsWith("#")).map(encodeUtf8);
}

/** Share of lines that a pattern of ours reads. */
function shareOf(pattern: string, lines: readonly Uint8Array[]): number {
  const matcher = knownMatchers.get(pattern) ?? matcherOf(pattern, []);
  knownMatchers.set(pattern, matcher);
  const matched = lines.filter((line) => matcher.split(line, 0, line.length)).length;
  return lines.length === 0 ? 0 : matched / lines.length;
}

/** Matchers of the patterns above, which are the same for every sample. */
const knownMatchers = new Map<string, TextMatcher>();

function matcherOf(pattern: string, names: readonly string[]): TextMatcher {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return new TextMatcher(parsed.value, names);
}

function w3cReadings(lines: readonly string[]): Reading[] {
  const found = w3cLines(lines.join("\n"));
  if (found === undefined) return [];
  const { pattern, presets } = found;
  const words = presets.duration === undefined ? "" : ", and the stamp is the end of a request";
  const reasons = [`"#Fields:" names the fields: stamps are UTC${words}`];
  return [{ pattern, presets, specificity: 0.98, assume: { zone: 0 }, reasons }];
}

function learntReadings(lines: readonly string[]): Reading[] {
  const proposal = proposePattern(lines);
  if (proposal === undefined) return [];
  const { pattern, fieldCount } = proposal;
  const known = WORTH_OF_FIELDS[Math.min(fieldCount, WORTH_OF_FIELDS.length) - 1] ?? WORTH_OF_FIELDS[0];
  const specificity = known + (pattern.includes("{level:level}") ? WORTH_OF_LEVEL : 0);
  // Tabs in what is left tell columns that nobody named; JSON behind a tab is part of a message.
  const split = lines.filter((line) => (line.match(/\t(?!\{)/g)?.length ?? 0) > fieldCount).length;
  const worth = split > lines.length / 2 ? specificity - 0.25 : specificity;
  return [
    { pattern, presets: { time: "time" }, specificity: worth, reasons: [`lines of text: ${pattern.split("\n")[0]}`] },
  ];
}

function candidateOf(reading: Reading, sample: FormatSample, rules: LineRules): Candidate | null {
  const { pattern, presets, reasons, assume, specificity } = reading;
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return null;
  const { names } = parsed.value;
  const read = (bytes: Uint8Array, isWhole: boolean) =>
    readLines(bytes, new TextMatcher(parsed.value, names), rules, names, SAMPLE_RECORDS, isWhole);
  const { table, records, rejects, continuations } = read(sample.head, sample.isWhole);
  if (records === 0) return null;
  // Lines that go on are part of text logs, but say little for a pattern.
  const share = records / (records + rejects + Math.max(0, continuations - records) / 4);
  return {
    plan: { format: "text", pattern, ...(assume && { assume }) },
    table,
    ...(sample.tail && { late: read(sample.tail, true).table }),
    presets,
    score: share * specificity,
    reasons: [...reasons, `${records} records, ${continuations} lines that go on with one, ${rejects} others`],
  };
}
