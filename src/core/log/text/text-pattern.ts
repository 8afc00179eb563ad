import { failure, type Outcome, success } from "../../outcome.ts";
import { endlessWord } from "./pattern-stops.ts";
import { parseStampShape, type StampShape } from "./stamp-shape.ts";

/** What a field takes: a word, a number, a level, a request target as its route, a stamp, or all that is left. */
export type FieldKind = "word" | "number" | "level" | "route" | "stamp" | "rest";

export type PatternStep =
  /** Text without blanks that stands for itself. */
  | { readonly kind: "literal"; readonly text: string }
  /** One blank or tab or more. */
  | { readonly kind: "blanks" }
  /** `name` "" = passed over. */
  | { readonly kind: "field"; readonly name: string; readonly takes: FieldKind; readonly shape?: StampShape }
  | { readonly kind: "optional"; readonly steps: readonly PatternStep[] };

/** Each alternative describes a whole line; a line is read by the first that fits. */
export interface TextPattern {
  readonly alternatives: readonly (readonly PatternStep[])[];
  /** Names of fields in order of appearance. */
  readonly names: readonly string[];
}

const KINDS: readonly FieldKind[] = ["word", "number", "level", "route", "rest"];
const MAX_LENGTH = 4000;
const MAX_ALTERNATIVES = 16;
const MAX_DEPTH = 8;

/**
 * Takes a pattern apart.
 *
 *     {name}        a word; inside brackets or quotes ("[{thread}]") it may hold blanks or nothing, behind "=" nothing
 *     {name:rest}   everything up to the end of the line; last
 *     {name:number} {name:level} {name:route}   a number; INFO, warn, E …; a request target, read as its route
 *     {name:yyyy-MM-dd HH:mm:ss,SSS}            a stamp of this form (see `parseStampShape`)
 *     {}            a word that is passed over; {:number} and so on
 *     {? … }        may be missing
 *     blank         one blank or tab or more; everything else stands for itself, {{ and }} for braces
 *
 * Each line of the text is an alternative. Failure R_PATTERN: what is wrong, where (1-based), what to write.
 */
export function parsePattern(text: string): Outcome<TextPattern> {
  const read = readPattern(text);
  if ("alternatives" in read) return success(read);
  const { line, at, message, lineCount } = read;
  if (line === null) return failure("R_PATTERN", message);
  const where = lineCount > 1 ? `line ${line.ordinal} of the pattern` : "the pattern";
  return failure("R_PATTERN", line.isPlaced ? `${where}, character ${at + 1}: ${message}` : `${where}: ${message}`);
}

/** Why a text is no pattern, and where. */
export interface PatternProblem {
  /** Line of the text and character in it, both from 0. */
  readonly line: number;
  readonly at: number;
  readonly message: string;
}

/** What keeps a text from being a pattern; null if nothing does. */
export function patternProblem(text: string): PatternProblem | null {
  const read = readPattern(text);
  if ("alternatives" in read) return null;
  return { line: read.line?.index ?? 0, at: read.at, message: read.message };
}

interface Unread {
  /** Null: the text as a whole. `ordinal`: among those with something in them, from 1. */
  readonly line: { readonly index: number; readonly ordinal: number; readonly isPlaced: boolean } | null;
  readonly at: number;
  readonly message: string;
  readonly lineCount: number;
}

function readPattern(text: string): TextPattern | Unread {
  const whole = (message: string): Unread => ({ line: null, at: 0, message, lineCount: 0 });
  if (text.length > MAX_LENGTH) return whole(`a pattern has at most ${MAX_LENGTH} characters, seen ${text.length}`);
  const lines = text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [{ line, index }]));
  if (lines.length === 0) return whole('the pattern is empty: write for example "{time} {level} {message:rest}"');
  if (lines.length > MAX_ALTERNATIVES) return whole(`a pattern has at most ${MAX_ALTERNATIVES} lines`);
  const alternatives: (readonly PatternStep[])[] = [];
  const names = new Set<string>();
  for (const [position, { line, index }] of lines.entries()) {
    const place = { index, ordinal: position + 1 };
    const parser = new PatternParser(line.trimEnd());
    const steps = parser.parse();
    const lineCount = lines.length;
    if (parser.problem !== undefined) return { ...parser.problem, line: { ...place, isPlaced: true }, lineCount };
    const endless = endlessWord(steps);
    if (endless !== undefined) {
      const at = Math.max(0, line.indexOf(`{${endless}`));
      const message = `{${endless}} is followed by another field at once: put a text or blank between`;
      return { at, message, line: { ...place, isPlaced: false }, lineCount };
    }
    alternatives.push(steps);
    for (const name of parser.names) names.add(name);
  }
  return { alternatives, names: [...names] };
}

/** The text of a pattern; `parsePattern` gives the pattern back. */
export function describePattern({ alternatives }: Pick<TextPattern, "alternatives">): string {
  return alternatives.map(describeSteps).join("\n");
}

function describeSteps(steps: readonly PatternStep[]): string {
  return steps.map(describeStep).join("");
}

function describeStep(step: PatternStep): string {
  switch (step.kind) {
    case "literal":
      return step.text.replaceAll("{", "{{").replaceAll("}", "}}");
    case "blanks":
      return " ";
    case "optional":
      return `{?${describeSteps(step.steps)}}`;
    case "field": {
      const takes = step.takes === "stamp" ? step.shape?.text : step.takes;
      return step.takes === "word" ? `{${step.name}}` : `{${step.name}:${takes}}`;
    }
  }
}

class PatternParser {
  problem: Pick<PatternProblem, "at" | "message"> | undefined;
  readonly names: string[] = [];
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  parse(): PatternStep[] {
    const steps = this.sequence(false);
    if (this.problem === undefined && this.names.length === 0)
      this.fail(0, "it names no field: write {message:rest}, for example");
    return steps;
  }

  private fail(at: number, message: string): void {
    this.problem ??= { at, message };
  }

  private sequence(isInside: boolean): PatternStep[] {
    const { text } = this;
    const steps: PatternStep[] = [];
    const opened = this.at;
    while (this.at < text.length && this.problem === undefined) {
      const character = text[this.at];
      const isDouble = text[this.at + 1] === character;
      if (character === "}" && (isInside || !isDouble)) {
        if (!isInside) this.fail(this.at, "} without {: write }} for a brace");
        this.at++;
        return steps;
      }
      if (character === " " || character === "\t") {
        while (text[this.at] === " " || text[this.at] === "\t") this.at++;
        steps.push({ kind: "blanks" });
      } else if (text.startsWith("{?", this.at)) {
        const start = this.at;
        this.at += 2;
        if (++this.depth > MAX_DEPTH) this.fail(start, `{? … } stand inside one another at most ${MAX_DEPTH} deep`);
        const inner = this.sequence(true);
        this.depth--;
        if (inner.length === 0) this.fail(start, "{?} holds nothing: write what may be missing, as in {? [{thread}]}");
        steps.push({ kind: "optional", steps: inner });
      } else if (character === "{" && !isDouble) this.field(steps);
      else this.literal(steps, isInside);
    }
    if (isInside) this.fail(opened, "{? is not closed by }");
    return steps;
  }

  private literal(steps: PatternStep[], isInside: boolean): void {
    const { text } = this;
    let literal = "";
    while (this.at < text.length && text[this.at] !== " " && text[this.at] !== "\t") {
      const character = text[this.at];
      if (character === "{" || character === "}") {
        // Inside {? … } a brace ends the part; outside, two of them are one that stands for itself.
        if (text[this.at + 1] !== character || (character === "}" && isInside)) break;
        this.at++;
      }
      literal += character;
      this.at++;
    }
    steps.push({ kind: "literal", text: literal });
  }

  private field(steps: PatternStep[]): void {
    const { text, at } = this;
    const end = text.indexOf("}", at);
    if (end < 0) {
      this.fail(at, "{ is not closed by }: write {{ for a brace");
      return;
    }
    const inner = text.slice(at + 1, end);
    const colon = inner.indexOf(":");
    const name = colon < 0 ? inner : inner.slice(0, colon);
    const takes = colon < 0 ? "word" : inner.slice(colon + 1);
    this.at = end + 1;
    if (/[\s{]/.test(name)) this.fail(at, `"${name}" is no name of a field: names have no blanks or braces`);
    if (name !== "" && this.names.includes(name)) this.fail(at, `"${name}" names two fields: a name stands once`);
    if (name !== "") this.names.push(name);
    const kind = KINDS.find((known) => known === takes);
    if (kind !== undefined) {
      steps.push({ kind: "field", name, takes: kind });
      const isLast = /^\}*$/.test(text.slice(end + 1));
      if (kind === "rest" && !isLast) this.fail(end + 1, `nothing can follow ${inner}, which takes all that is left`);
      return;
    }
    const shape = parseStampShape(takes);
    if (shape.ok) steps.push({ kind: "field", name, takes: "stamp", shape: shape.value });
    else {
      const expected = `neither ${KINDS.join(", ")} nor the form of a time`;
      this.fail(at, `"${takes}" is ${expected}: ${shape.failure.message}`);
    }
  }
}
