import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import type { LineRules } from "./line-splitter.ts";
import type { IgnoredLine, SourcePlan } from "./source-plan.ts";

/** Of longer lines only the beginning is looked at. */
const LOOKED_AT_BYTES = 64 << 10;

/** Tells the lines that a plan passes over: by the bytes they begin with, or by a regular expression. */
export class IgnoredLines {
  constructor(
    private readonly prefixes: readonly Uint8Array[],
    private readonly patterns: readonly RegExp[],
  ) {}

  /** Whether bytes[start, end), a line without its end, is one of them. Patterns of users run here, which may run away. */
  matches(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.prefixes.some((prefix) => beginsWith(bytes, start, end, prefix))) return true;
    if (this.patterns.length === 0) return false;
    const text = decodeUtf8(bytes, start, Math.min(end, start + LOOKED_AT_BYTES));
    return this.patterns.some((pattern) => pattern.test(text));
  }
}

/**
 * The test of a plan's `ignored`; undefined if it has none. Failures: R_PATTERN (no regular expression), R_IGNORED (every
 * line would be ignored).
 */
export function compileIgnored(ignored: readonly IgnoredLine[] = []): Outcome<IgnoredLines | undefined> {
  const prefixes: Uint8Array[] = [];
  const patterns: RegExp[] = [];
  for (const one of ignored) {
    if ("prefix" in one) {
      if (one.prefix === "") return failure("R_IGNORED", 'lines that begin with "" are all lines: give a text');
      prefixes.push(encodeUtf8(one.prefix));
      continue;
    }
    try {
      const pattern = new RegExp(one.pattern);
      if (pattern.test("")) return failure("R_IGNORED", `"${one.pattern}" fits every line: name what such lines have`);
      patterns.push(pattern);
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      return failure("R_PATTERN", `lines to ignore: "${one.pattern}" is no regular expression: ${why}`);
    }
  }
  return success(ignored.length === 0 ? undefined : new IgnoredLines(prefixes, patterns));
}

/** How the lines of a format follow one another under a plan that has been checked. */
export function rulesUnder(plan: Pick<SourcePlan, "ignored" | "unmatched">, rules: LineRules): LineRules {
  if (plan.ignored === undefined && plan.unmatched === undefined) return rules;
  const compiled = compileIgnored(plan.ignored);
  if (!compiled.ok) throw new Error(`${compiled.failure.code}: ${compiled.failure.message}`);
  return {
    ...rules,
    ...(compiled.value && { ignored: compiled.value }),
    ...(plan.unmatched === "continuation" && { continues: true, takesRest: true }),
  };
}

/** Whether bytes[start, end), a line that is no record, is a comment or a header of the format. */
export function isComment({ comment, headers }: LineRules, bytes: Uint8Array, start: number, end: number): boolean {
  return bytes[start] === comment || headers?.matches(bytes, start, end) === true;
}

function beginsWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start < prefix.length) return false;
  for (let at = 0; at < prefix.length; at++) if (bytes[start + at] !== prefix[at]) return false;
  return true;
}
