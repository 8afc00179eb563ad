import { failure } from "../../outcome.ts";
import { lineFormat } from "../line-format.ts";
import { readLines } from "../line-sample.ts";
import type { SourcePlan } from "../source-plan.ts";
import { textCandidate } from "../text/text-candidates.ts";
import { TextMatcher } from "../text/text-matcher.ts";
import { parsePattern, type TextPattern } from "../text/text-pattern.ts";
import { TEXT_RULES } from "../text/text-rules.ts";

/** Lines of text that a pattern of the plan describes; columns are the names in it. */
export const textFormat = lineFormat({
  name: "text",
  columnNames: "named",
  rules: TEXT_RULES,
  splitter: (plan, names) => new TextMatcher(patternOf(plan), names),
  columns: (plan) => {
    if (plan.pattern === undefined) return failure("R_PATTERN", "a text plan needs the pattern of its lines");
    const parsed = parsePattern(plan.pattern);
    return parsed.ok ? { ok: true, value: parsed.value.names } : parsed;
  },
  detect: (sample) => (sample.kind === "text" ? textCandidate(sample, TEXT_RULES) : null),
  records: (plan, head, count, isWhole) => {
    const pattern = patternOf(plan);
    return readLines(head, new TextMatcher(pattern, pattern.names), TEXT_RULES, pattern.names, count, isWhole).table;
  },
});

/** The pattern of a plan that has been checked. */
function patternOf(plan: SourcePlan): TextPattern {
  const parsed = parsePattern(plan.pattern ?? "");
  if (!parsed.ok) throw new Error(`${parsed.failure.code}: ${parsed.failure.message}`);
  return parsed.value;
}
