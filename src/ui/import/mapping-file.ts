import type { InspectedFile } from "../../app/phase.ts";
import { formatTitle } from "../../core/present/format-words.ts";
import {
  effectProblems,
  type MappingRow,
  mappingProblems,
  mappingRows,
  planOfRows,
} from "../../core/present/mapping-rows.ts";
import type { MappingTrial } from "../../core/present/mapping-trial.ts";
import { changesOf, type PlanChanges, withChanges } from "./plan-changes.ts";

/** A file on the mapping screen: its rows as they stand, and whether it is to be read at all. */
export interface MappingFile {
  readonly inspected: InspectedFile;
  readonly rows: readonly MappingRow[];
  readonly isIncluded: boolean;
  readonly outcomeInLabel: boolean;
  /** What was said of its labels and of lines that are no records. */
  readonly changes: PlanChanges;
}

export function mappingFile(inspected: InspectedFile): MappingFile {
  const { detection, origin } = inspected;
  const plan = inspected.plan ?? detection?.plan ?? null;
  return {
    inspected,
    rows: detection === null || plan === null ? [] : mappingRows(detection, plan, origin === "guess"),
    isIncluded: detection !== null && (inspected.plan !== null || origin === "guess"),
    outcomeInLabel: plan?.outcomeInLabel === true,
    changes: plan === null ? {} : changesOf(plan),
  };
}

/** Roles that keep the file from being read; a file that is left out or fixed by its format has no problems. */
export function problemsOf({ inspected, rows, isIncluded }: MappingFile): string[] {
  const isFixed = inspected.detection?.plan.roles === undefined;
  return !isIncluded || isFixed ? [] : mappingProblems(rows);
}

/** What trying the roles on the first records found that keeps the file from being read. */
export function trialProblems(
  { rows, isIncluded }: MappingFile,
  state: { readonly trial: MappingTrial | null; readonly message: string | null } | null,
): string[] {
  if (!isIncluded || state === null) return [];
  if (state.message !== null) return [state.message];
  return state.trial === null ? [] : effectProblems(rows, state.trial.effects);
}

/** A guess below this is worth a look before anything is read. */
const LIKELY = 0.6;

/** Whether the roles are a guess that its own detection does not trust. */
export function isUnsure({ inspected: { detection, origin } }: MappingFile): boolean {
  return origin === "guess" && detection !== null && detection.confidence < LIKELY;
}

/** The file with the plan that its rows describe, none if it is left out. */
export function inspectedFile({ inspected, rows, isIncluded, outcomeInLabel, changes }: MappingFile): InspectedFile {
  const known = inspected.plan ?? inspected.detection?.plan ?? null;
  const base = known && withChanges(known, changes);
  if (!isIncluded || base === null) return { ...inspected, plan: null, origin: "user" };
  if (base.roles === undefined) return { ...inspected, plan: base, origin: "user" };
  const plan = planOfRows(base, rows);
  const { outcomeInLabel: _, ...rest } = plan;
  return { ...inspected, plan: outcomeInLabel ? { ...rest, outcomeInLabel } : rest, origin: "user" };
}

/** Whether two files have the same columns, so that the roles of one fit the other. */
export function hasSameColumns(a: MappingFile, b: MappingFile): boolean {
  const [left, right] = [a, b].map(({ inspected }) => inspected.detection?.columns.map(({ name }) => name));
  if (left === undefined || right === undefined || left.length === 0 || left.length !== right.length) return false;
  return left.every((name, at) => name === right[at]);
}

/** The roles of `from` with the examples of `to`. */
export function withRolesOf(to: MappingFile, from: MappingFile): MappingFile {
  const examples = new Map(to.rows.map((row) => [row.column, row.examples]));
  const rows = from.rows.map((row) => ({ ...row, examples: examples.get(row.column) ?? [] }));
  return { ...to, rows, isIncluded: from.isIncluded, outcomeInLabel: from.outcomeInLabel };
}

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  [",", "comma"],
  ["\t", "tab"],
  [";", "semicolon"],
  ["|", "bar"],
]);

/** "CSV, comma, gzip": what a file was recognised as. */
export function formatWords({ inspected }: MappingFile): string {
  const plan = inspected.plan ?? inspected.detection?.plan ?? null;
  if (plan === null) return "not readable";
  const parts = [formatTitle(plan.format)];
  if (plan.format === "csv") parts.push(DELIMITERS.get(plan.delimiter ?? ",") ?? "other delimiter");
  if (plan.format === "csv" && plan.header === false) parts.push("no header");
  if (plan.compression !== "none") parts.push(plan.compression);
  return parts.join(", ");
}
