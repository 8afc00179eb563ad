import type { Detection } from "../log/detect.ts";
import type { PlanWarning } from "../log/plan-warning.ts";
import type { SourcePlan, TimeReference } from "../log/source-plan.ts";
import { planQuestions, type QuestionOption } from "./plan-questions.ts";
import { readingOfPlan, readingsOf, warningAssumption } from "./reading-words.ts";

/** What was decided about a file, and what reading it came upon. */
export interface PlanDecision {
  readonly plan: SourcePlan;
  /** Nobody looked at the plan: neither a recipe nor the user. */
  readonly isGuess: boolean;
  /** Codes of what the user answered, or a recipe that was made for this very file. */
  readonly answered: readonly string[];
  /** Records whose stamps turned out to have no zone, where the plan tells none. */
  readonly zoneless: number;
}

/** Something that a plan takes for granted and that nobody decided. */
export interface OpenAssumption {
  readonly code: string;
  /** "no zone in the stamps: UTC assumed" */
  readonly words: string;
  /** All answers to it, the present one marked. */
  readonly options: readonly QuestionOption[];
}

/** What is taken for granted of a file and was decided neither by a recipe nor by the user. */
export function openAssumptions(detection: Detection, decision: PlanDecision): OpenAssumption[] {
  const { plan } = decision;
  const readings = readingsOf(detection);
  const reading = readings[readingOfPlan(readings, plan)];
  // Stamps that were looked at say nothing of those of another place.
  const isOfPlan = samePlace(plan.roles?.time, reading.plan.roles?.time);
  const found = (reading.warnings ?? []).filter(({ code }) => isOfPlan || !code.startsWith("T_"));
  const hasZoneWarning = found.some(({ code }) => code === "T_NO_ZONE");
  const warnings = hasZoneWarning || decision.zoneless === 0 ? found : [...found, zoneWarning(decision.zoneless)];
  const open = warnings.filter((warning) => !isDecided(warning.code, reading.plan, decision));
  return planQuestions({ plan: reading.plan, warnings: open }, plan, null, new Set()).flatMap(({ code, options }) => {
    const warning = open.find((one) => one.code === code);
    const words = warning && warningAssumption(plan, warning);
    return words ? [{ code, words, options }] : [];
  });
}

function isDecided(code: string, found: SourcePlan, { plan, isGuess, answered }: PlanDecision): boolean {
  if (answered.includes(code)) return true;
  if (isGuess) return false;
  const { zone, fold, latest } = plan.assume ?? {};
  switch (code) {
    case "T_NO_ZONE":
      return zone !== undefined;
    case "T_DST_FOLD":
      return fold !== undefined;
    case "T_NO_YEAR":
    case "T_NO_DATE":
      // Of a file like the one that the plan was made for it is found anew.
      return latest !== found.assume?.latest;
    case "T_AMBIG_DM":
    case "T_MIXED_UNIT":
    case "T_COARSE":
      // Part of the role that the time has.
      return true;
    default:
      return false;
  }
}

function samePlace(a: TimeReference | undefined, b: TimeReference | undefined): boolean {
  return a?.column === b?.column && a?.json === b?.json && a?.pattern === b?.pattern;
}

function zoneWarning(count: number): PlanWarning {
  return { code: "T_NO_ZONE", count, sentence: "the stamps tell no zone", changes: [] };
}
