import type { CompiledPlan } from "../field-plan.ts";
import { formatOf } from "../formats/registry.ts";
import type { LineRules, LineSplitter } from "../line-splitter.ts";
import type { SourcePlan } from "../source-plan.ts";
import { Layers } from "./layers.ts";

/** What is asked of a format: the names of the fields wanted, by slot, and which of them its envelopes tell. */
export type LineQuestion = Pick<CompiledPlan, "plan" | "slotNames" | "outer">;

/** One of the formats of a file. */
export interface LineReader<Q extends LineQuestion = LineQuestion> {
  readonly question: Q;
  readonly splitter: LineSplitter;
  readonly rules: LineRules;
}

/** What reads the lines of a plan: its envelopes, and its formats in the order in which they are tried. */
export interface LineReaders<Q extends LineQuestion = LineQuestion> {
  readonly layers: Layers;
  readonly readers: readonly [LineReader<Q>, ...LineReader<Q>[]];
}

/** The readers of the formats of a file. Throws if one has no lines: plans from outside go through `compilePlan` first. */
export function lineReaders<Q extends LineQuestion>(main: Q, others: readonly Q[]): LineReaders<Q> {
  const wanted = [main, ...others].flatMap(({ outer }) => outer);
  return {
    layers: new Layers(main.plan.envelopes ?? [], wanted),
    readers: [readerOf(main), ...others.map(readerOf)],
  };
}

/** Readers that look for no fields: where records begin does not depend on them. The plan has been checked. */
export function bareReaders(plan: SourcePlan): LineReaders {
  const bare = (of: SourcePlan): LineQuestion => ({ plan: of, slotNames: [], outer: [] });
  const { compression, others = [] } = plan;
  return lineReaders(
    bare(plan),
    others.map((other) => bare({ ...other, compression })),
  );
}

function readerOf<Q extends LineQuestion>(question: Q): LineReader<Q> {
  const { plan, slotNames } = question;
  const { lines } = formatOf(plan.format);
  if (lines === undefined) throw new Error(`${plan.format} is no format of lines`);
  return { question, splitter: lines.splitter(plan, slotNames), rules: lines.rules(plan) };
}
