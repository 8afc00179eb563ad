import { failure, type Outcome, success } from "../../outcome.ts";
import { NONE } from "../../units.ts";
import { attributeSpecs, isSame, ownAttributeSpecs } from "../attribute-specs.ts";
import type { CompiledField, CompiledPlan } from "../field-plan.ts";
import { formatOf } from "../formats/registry.ts";
import type { SourcePlan } from "../source-plan.ts";

/** More formats in one file are no formats. */
const MOST_OTHERS = 8;
/** A field that no record has. */
const ABSENT: CompiledField = { slot: NONE, path: NONE, pattern: undefined, nanosSlot: NONE, isPlain: false, name: "" };

/**
 * A compiled plan together with the other formats of its file. Every format gets the attributes of all of them, in one order.
 * Failures: R_OTHERS (too many), those of `compile`.
 */
export function withOthers(
  compiled: CompiledPlan,
  compile: (plan: SourcePlan) => Outcome<CompiledPlan>,
): Outcome<CompiledPlan> {
  const { plan } = compiled;
  const { others = [], compression, envelopes } = plan;
  if (others.length === 0) return success(compiled);
  if (others.length > MOST_OTHERS) {
    return failure("R_OTHERS", `a plan has at most ${MOST_OTHERS} other formats, seen ${others.length}`);
  }
  const all: CompiledPlan[] = [];
  for (const [at, other] of others.entries()) {
    const outcome = compile({ ...other, compression, ...(envelopes && { envelopes }) });
    if (!outcome.ok) return failure(outcome.failure.code, `others[${at}]: ${outcome.failure.message}`);
    if (formatOf(other.format).lines === undefined) {
      return failure("R_OTHERS", `others[${at}]: ${other.format} is no format of lines`);
    }
    all.push(widened(outcome.value, plan));
  }
  return success({ ...widened(compiled, plan), others: all });
}

/** The plan of one format with the attributes of all. */
function widened(compiled: CompiledPlan, whole: SourcePlan): CompiledPlan {
  const own = ownAttributeSpecs(compiled.plan);
  const attributes = attributeSpecs(whole).map((spec) => {
    const at = own.findIndex((candidate) => isSame(candidate, spec));
    return at < 0 ? ABSENT : compiled.attributes[at];
  });
  return { ...compiled, attributes };
}
