import type { ColumnProfile } from "./column-profile.ts";
import { fill, isAddresses, isConstant, isProse } from "./column-structure.ts";
import { nameFit } from "./role-names.ts";

/** What is left of a score that neither a name nor the shape of ids speaks for: it goes after all others, and is never sure. */
const LEFT_WITHOUT_SIGNS = 0.1;
const LEAST_IDS = 0.1;

/** How much a column looks like the id of requests: by its name, the shape of its values, repeats and locality; ≤ 0 = not. */
export function requestScore(column: ColumnProfile): number {
  if (nameFit(column.name, "span") + nameFit(column.name, "parent") + nameFit(column.name, "duration") > 0) return 0;
  if (isConstant(column) || column.filled === 0) return 0;
  const name = 3 * nameFit(column.name, "request") + 0.8 * nameFit(column.name, "requestWeak");
  const other = (["host", "pod", "task", "service", "serviceWeak", "label", "outcome", "attribute"] as const).some(
    (role) => nameFit(column.name, role) > 0,
  );
  const repeats = column.repeats >= 1.5 && column.repeats <= 2000 ? 1 : 0;
  const locality = column.repeats >= 1.5 ? 0.7 * (1 - Math.min(1, column.spread * 2)) : 0;
  const score = name + column.idShare + repeats + locality + fill(column) - 1 - (other ? 2 : 0);
  // Texts that happen to repeat are what happened, not what it happened to.
  if (!hasSigns(column) && (nameFit(column.name, "labelWeak") > 0 || isProse(column))) return 0;
  return hasSigns(column) ? score : score * LEFT_WITHOUT_SIGNS;
}

/** Whether the name or the values say that a column holds ids. Requests share network addresses, whatever they are called. */
export function hasSigns(column: ColumnProfile): boolean {
  if (nameFit(column.name, "request") > 0) return true;
  if (isAddresses(column)) return false;
  return nameFit(column.name, "requestWeak") > 0 || column.idShare >= LEAST_IDS;
}
