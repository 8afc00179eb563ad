import { encodeUtf8 } from "../../bytes.ts";
import { type LineToken, lineTokens } from "./line-tokens.ts";
import { nameTokens } from "./name-tokens.ts";
import { type FoundStamp, findStamp, shapeOf } from "./stamp-finder.ts";
import { TextMatcher } from "./text-matcher.ts";
import { parsePattern } from "./text-pattern.ts";

/** A pattern learnt from lines, with what it is worth. */
export interface PatternProposal {
  readonly pattern: string;
  /** Share of the lines that are records; those that seem to go on a record do not count. */
  readonly share: number;
  /** Fields besides the message. */
  readonly fieldCount: number;
  readonly matched: number;
}

/** Structures of lines that are tried. */
const MOST_STRUCTURES = 12;
const MOST_ALTERNATIVES = 3;
/** An alternative must read so many of the lines more, and at least two. */
const LEAST_GAIN = 0.01;
/** Fewer records than this share of lines with a stamp are no format. */
const LEAST_SHARE = 0.3;
/** Lines that cannot begin a record: parts of stack traces and of documents over lines. */
const CONTINUES = /^(?:\s|at |Caused by|Traceback|\.\.\. |[}\])]|--> |={3,}|-{3,}|$)/;

interface Structure {
  readonly lines: { readonly tokens: readonly LineToken[]; readonly stamp: FoundStamp }[];
}

/**
 * Learns the pattern of lines of text: stamp at or near the start, level, brackets, numbers, thread, logger; the rest is
 * the message. Structures that the lines have are tried, the one that reads most of them in most detail wins, and others
 * join as alternatives for what it leaves. Undefined if few lines have a stamp. For samples: strings and regular expressions.
 */
export function proposePattern(lines: readonly string[]): PatternProposal | undefined {
  const structures = new Map<string, Structure>();
  for (const line of lines) {
    if (CONTINUES.test(line)) continue;
    const stamp = findStamp(line);
    if (stamp === undefined) continue;
    const tokens = lineTokens(line, stamp);
    const key = `${stamp.family} ${tokens.map((token) => (token.kind === "text" ? token.text : `{${token.takes}}`)).join("")}`;
    const known = structures.get(key);
    if (known === undefined) structures.set(key, { lines: [{ tokens, stamp }] });
    else known.lines.push({ tokens, stamp });
  }
  const encoded = lines.map(encodeUtf8);
  const candidates = [...structures.values()]
    .sort((a, b) => b.lines.length - a.lines.length)
    .slice(0, MOST_STRUCTURES)
    .flatMap((structure) => candidateOf(structure, encoded) ?? []);
  return combine(candidates, lines);
}

interface TriedPattern {
  readonly family: string;
  readonly pattern: string;
  readonly fieldCount: number;
  /** By line. */
  readonly matches: readonly boolean[];
}

function candidateOf({ lines: own }: Structure, lines: readonly Uint8Array[]): TriedPattern | undefined {
  const shape = shapeOf(own.map(({ stamp }) => stamp));
  const names = nameTokens(own.map(({ tokens }) => tokens));
  let field = 0;
  const pattern = own[0].tokens
    .map((token) => {
      if (token.kind === "text") return token.text.replaceAll("{", "{{").replaceAll("}", "}}");
      const name = names[field++];
      if (token.takes === "stamp") return `{${name}:${shape}}`;
      return token.takes === "word" ? `{${name}}` : `{${name}:${token.takes}}`;
    })
    .join("");
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return undefined;
  const matcher = new TextMatcher(parsed.value, []);
  const matches = lines.map((line) => matcher.split(line, 0, line.length));
  return { family: own[0].stamp.family, pattern, fieldCount: names.length - 1, matches };
}

/** The best candidate first, then those that read what is left. */
function combine(candidates: readonly TriedPattern[], lines: readonly string[]): PatternProposal | undefined {
  const rows = lines.map((_, row) => row);
  const taken: TriedPattern[] = [];
  let left = rows;
  while (taken.length < MOST_ALTERNATIVES) {
    let best: { candidate: TriedPattern; worth: number; gain: number } | undefined;
    for (const candidate of candidates) {
      // Stamps of another form are not of this log: titles, text that was copied.
      if (taken.length > 0 && candidate.family !== taken[0].family) continue;
      const gain = left.filter((row) => candidate.matches[row]).length;
      // Each further field tells less; reading more lines always pays.
      const worth = gain * (1 - 0.6 ** candidate.fieldCount);
      if (best === undefined || worth > best.worth) best = { candidate, worth, gain };
    }
    if (best === undefined || best.gain < Math.max(LEAST_GAIN * lines.length, taken.length === 0 ? 1 : 2)) break;
    const { candidate } = best;
    taken.push(candidate);
    left = left.filter((row) => !candidate.matches[row]);
  }
  if (taken.length === 0) return undefined;
  const matched = lines.length - left.length;
  const others = left.reduce((sum, row) => sum + weightOf(lines[row]), 0);
  const share = matched / (matched + others);
  if (share < LEAST_SHARE) return undefined;
  return { pattern: taken.map(({ pattern }) => pattern).join("\n"), share, fieldCount: taken[0].fieldCount, matched };
}

/** How much a line that is not read speaks against a pattern. */
function weightOf(line: string): number {
  if (CONTINUES.test(line)) return 0;
  return findStamp(line) === undefined ? 0.5 : 1;
}
