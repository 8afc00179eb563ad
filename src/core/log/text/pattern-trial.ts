import { decodeUtf8 } from "../../bytes.ts";
import { WholeLine } from "../line-sample.ts";
import type { LineRules } from "../line-splitter.ts";
import { LINE_BLANK, LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD, LineWalker } from "../line-walker.ts";
import { fieldText } from "../sample-table.ts";
import { WorkBuffer } from "../work-buffer.ts";
import { TextMatcher } from "./text-matcher.ts";
import { type PatternProblem, parsePattern, patternProblem } from "./text-pattern.ts";

/** A field of a line: its characters [start, end). */
export interface FieldSpan {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface TriedLine {
  /** Among the lines that were looked at, from 1. */
  readonly line: number;
  readonly text: string;
  /** "more": it belongs to the record before it; "none": no record, and nothing that goes on with one. */
  readonly kind: "record" | "more" | "none";
  /** In the order of the line. */
  readonly spans: readonly FieldSpan[];
  /** Of a line that is no record: what was expected where. */
  readonly reason: string | null;
}

/** What a pattern makes of real lines. Plain data. */
export interface PatternTrial {
  /** Why the text is no pattern; then no line is a record. */
  readonly problem: PatternProblem | null;
  /** The first lines, and the first of those farther on that are no records. */
  readonly lines: readonly TriedLine[];
  readonly records: number;
  readonly continuations: number;
  /** Lines that are neither. Blank ones and comments count nowhere. */
  readonly unmatched: number;
  /** Fields with values. */
  readonly columns: readonly { readonly name: string; readonly examples: readonly string[] }[];
}

/** Lines that are looked at. */
const MOST_LINES = 1200;
const SHOWN_LINES = 12;
const SHOWN_UNMATCHED = 4;
/** Characters of a line that are given. */
const MOST_CHARACTERS = 600;
const EXAMPLES = 3;

/**
 * Tries a pattern on lines (UTF-8 with line feeds). A last line without a line end counts only if `isWhole`. For samples:
 * O(bytes of 1,200 lines).
 */
export function tryPattern(text: string, bytes: Uint8Array, rules: LineRules, isWhole: boolean): PatternTrial {
  const parsed = parsePattern(text);
  const names = parsed.ok ? parsed.value.names : [];
  const splitter = parsed.ok ? new TextMatcher(parsed.value, names) : new WholeLine();
  const walker = new LineWalker(new WorkBuffer(bytes), bytes.length, isWhole, true, splitter, rules);
  const examples = names.map(() => new Set<string>());
  const lines: TriedLine[] = [];
  let [records, continuations, unmatched, farther, line] = [0, 0, 0, 0, 0];
  for (let at = 0; at < bytes.length && line < MOST_LINES; at = walker.next) {
    const kind = walker.look(at);
    if (kind === LINE_INCOMPLETE) break;
    line++;
    if (kind === LINE_BLANK) continue;
    const isRecord = parsed.ok && kind === LINE_RECORD;
    const isMore = parsed.ok && kind === LINE_CONTINUATION;
    if (isRecord) {
      records++;
      for (const [slot, values] of examples.entries()) {
        const value = fieldText(walker.bytes, splitter.fields, slot);
        if (value !== undefined && value !== "" && values.size < EXAMPLES) values.add(value);
      }
    } else if (isMore) continuations++;
    else unmatched++;
    if (lines.length >= SHOWN_LINES && (isRecord || isMore || !parsed.ok || farther++ >= SHOWN_UNMATCHED)) continue;
    lines.push({
      line,
      text: decodeUtf8(walker.bytes, walker.start, walker.end).slice(0, MOST_CHARACTERS),
      kind: isRecord ? "record" : isMore ? "more" : "none",
      spans: isRecord ? spansOf(walker, splitter, names) : [],
      reason: isRecord || !parsed.ok ? null : splitter.reason(walker.start),
    });
  }
  return {
    problem: patternProblem(text),
    lines,
    records,
    continuations,
    unmatched,
    columns: names.map((name, slot) => ({ name, examples: [...examples[slot]] })),
  };
}

function spansOf(walker: LineWalker, { fields }: Pick<TextMatcher, "fields">, names: readonly string[]): FieldSpan[] {
  const characters = (offset: number) =>
    Math.min(MOST_CHARACTERS, decodeUtf8(walker.bytes, walker.start, offset).length);
  return names
    .flatMap((name, slot): FieldSpan[] => {
      const from = fields.starts[slot];
      return from < 0 ? [] : [{ name, start: characters(from), end: characters(fields.ends[slot]) }];
    })
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
}
