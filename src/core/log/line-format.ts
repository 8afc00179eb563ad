import type { Outcome } from "../outcome.ts";
import type { Candidate, FormatSample } from "./candidate.ts";
import { isWrapped } from "./envelope/envelope-columns.ts";
import { parseWrapped } from "./envelope/parse-wrapped.ts";
import type { ColumnNames, Format } from "./format.ts";
import { rulesUnder } from "./ignored-lines.ts";
import type { LineRules, LineSplitter } from "./line-splitter.ts";
import { parseLines } from "./parse-lines.ts";
import type { SampleTable } from "./sample-table.ts";
import type { SourceFormat, SourcePlan } from "./source-plan.ts";

/** What a format of lines tells of itself; the rest is common to all of them. */
export interface LineFormat {
  readonly name: SourceFormat;
  readonly columnNames: ColumnNames;
  readonly rules: LineRules;
  /** Finds fields by their names, in slots of the same order. The plan has been checked. */
  splitter(plan: SourcePlan, names: readonly string[]): LineSplitter;
  columns?(plan: SourcePlan): Outcome<readonly string[] | undefined>;
  detect(sample: FormatSample): Candidate | null;
  records(plan: SourcePlan, head: Uint8Array, count: number, isWhole: boolean): SampleTable;
}

/** The format whose lines are split as told. */
export function lineFormat({ rules, splitter, ...format }: LineFormat): Format {
  return {
    ...format,
    randomAccess: true,
    framing: "lines",
    lines: { rules: (plan) => rulesUnder(plan, rules), splitter },
    parse: (plan, input) => {
      if (isWrapped(plan.plan)) return parseWrapped(plan, input);
      return parseLines(plan, input, splitter(plan.plan, plan.slotNames), rulesUnder(plan.plan, rules));
    },
  };
}
