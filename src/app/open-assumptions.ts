import { openAssumptions } from "../core/present/open-assumptions.ts";
import { revisePlan } from "../core/present/plan-questions.ts";
import type { FileSummary, InspectedFile } from "./phase.ts";

/** What several files take for granted alike and nobody decided. */
export interface SharedAssumption {
  readonly code: string;
  /** "no zone in the stamps: UTC assumed" */
  readonly words: string;
  /** Files that it is of. */
  readonly names: readonly string[];
  /** What one click answers, each with the files as they are then. */
  readonly answers: readonly { readonly label: string; readonly isChosen: boolean; readonly files: InspectedFile[] }[];
}

/**
 * What the files of a result take for granted and neither a recipe nor the user decided.
 * @param read what became of those with a plan, in their order
 */
export function sharedAssumptions(
  inspected: readonly InspectedFile[],
  read: readonly FileSummary[],
): SharedAssumption[] {
  const groups = new Map<string, { position: number; assumption: Assumption }[]>();
  let fileIndex = 0;
  inspected.forEach((file, position) => {
    if (file.plan === null) return;
    const warnings = read[fileIndex++]?.report.warnings ?? [];
    for (const assumption of assumptionsOf(file, warnings.find(({ code }) => code === "T_NO_ZONE")?.count ?? 0)) {
      const { code, words, options } = assumption;
      const key = JSON.stringify([code, words, options.map(({ label, isChosen }) => [label, isChosen])]);
      groups.set(key, [...(groups.get(key) ?? []), { position, assumption }]);
    }
  });
  return [...groups.values()].map((members) => {
    const [{ assumption }] = members;
    const { code, words, options } = assumption;
    return {
      code,
      words,
      names: members.map(({ position }) => inspected[position].file.name),
      answers: options.map(({ label, isChosen }, at) => ({ label, isChosen, files: answered(inspected, members, at) })),
    };
  });
}

type Assumption = ReturnType<typeof openAssumptions>[number];

function assumptionsOf({ detection, plan, origin, answered = [] }: InspectedFile, zoneless: number): Assumption[] {
  if (detection === null || plan === null) return [];
  return openAssumptions(detection, { plan, isGuess: origin === "guess", answered, zoneless });
}

/** The files with one of the answers given; who set their roles stays as it is. */
function answered(
  inspected: readonly InspectedFile[],
  members: readonly { readonly position: number; readonly assumption: Assumption }[],
  option: number,
): InspectedFile[] {
  const files = [...inspected];
  for (const { position, assumption } of members) {
    const { plan, answered: before = [], ...file } = files[position];
    if (plan === null) continue;
    const { apply } = assumption.options[option];
    files[position] = { ...file, plan: revisePlan(plan, apply), answered: [...before, assumption.code] };
  }
  return files;
}
