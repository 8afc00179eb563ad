import type { SourcePlan } from "../log/source-plan.ts";
import { listedNames } from "./listed-names.ts";
import { rolesSentence } from "./mapping-rows.ts";
import { formatCountOf } from "./number-format.ts";

/** Sets of roles that are told; those of further files are on the mapping screen. */
const MOST_GROUPS = 3;

/**
 * The guessed roles of files, a line for each distinct set: "a.log and b.log: request = id, time = ts", the set of most files
 * first; of a single set only the roles. Files of further sets are counted in a last line. Empty if no plan has roles.
 */
export function guessedRoles(files: readonly { readonly name: string; readonly plan: SourcePlan }[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { name, plan } of files) {
    if (plan.roles === undefined) continue;
    const roles = rolesSentence(plan);
    groups.set(roles, [...(groups.get(roles) ?? []), name]);
  }
  if (groups.size <= 1) return [...groups.keys()];
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const told = sorted.slice(0, MOST_GROUPS).map(([roles, names]) => `${listedNames(names)}: ${roles}`);
  const others = sorted.slice(MOST_GROUPS).reduce((sum, [, names]) => sum + names.length, 0);
  return others === 0 ? told : [...told, `and ${formatCountOf(others, "other", "others")}`];
}
