import { failure, type Outcome, success } from "../../outcome.ts";
import type { SourcePlan } from "../source-plan.ts";
import { type PatternPlace, patternAt, patternPlaces } from "../text/pattern-place.ts";
import { parsePattern } from "../text/text-pattern.ts";
import { innerLines, readWrapped } from "./wrapped-sample.ts";

const MOST_LINES = 1200;

/** Lines of a sample as a pattern at a place of a plan meets them. */
export interface PatternLines {
  readonly bytes: Uint8Array;
  /** A last line without a line end is a line. */
  readonly isWhole: boolean;
}

/**
 * The lines that a pattern of a plan is for: inside the layers around it; of another format, those that the plan's own and
 * the other ones do not read. The pattern at the place itself need not be one. Failure R_PATTERN: another pattern is none.
 */
export function patternLines(
  plan: SourcePlan,
  place: PatternPlace,
  head: Uint8Array,
  isWhole: boolean,
): Outcome<PatternLines> {
  const { envelopes = [], others = [], compression } = plan;
  const around = place.part === "envelope" ? envelopes.slice(0, place.at) : envelopes;
  const needed = patternPlaces(plan).filter((other) => {
    if (other.part === "envelope") return other.at < around.length;
    return place.part === "other" && (other.part === "own" || other.at !== place.at);
  });
  for (const other of needed) {
    const parsed = parsePattern(patternAt(plan, other));
    if (!parsed.ok) return failure("R_PATTERN", `another pattern of this file is none yet: ${parsed.failure.message}`);
  }
  if (place.part === "other") {
    const formats = others.filter((_, at) => at !== place.at).map((other) => ({ ...other, compression }));
    const own = { ...plan, others: formats };
    const rest = formats.map((other) => ({ plan: other, columns: [] }));
    const { others: bytes } = readWrapped([{ plan: own, columns: [] }, ...rest], head, MOST_LINES, isWhole);
    return success({ bytes, isWhole: true });
  }
  let lines: PatternLines = { bytes: head, isWhole };
  for (const envelope of around) {
    lines = { bytes: innerLines(envelope, lines.bytes, MOST_LINES, lines.isWhole).bytes, isWhole: true };
  }
  return success(lines);
}
