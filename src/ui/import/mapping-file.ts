import type { InspectedFile } from "../../app/phase.ts";
import type { DetectedReading } from "../../core/log/detect.ts";
import type { PlanWarning } from "../../core/log/plan-warning.ts";
import type { SourcePlan } from "../../core/log/source-plan.ts";
import type { PatternPlace } from "../../core/log/text/pattern-place.ts";
import type { PatternTrial } from "../../core/log/text/pattern-trial.ts";
import {
  changeRow,
  effectProblems,
  type MappingRow,
  mappingProblems,
  mappingRows,
  planOfRows,
} from "../../core/present/mapping-rows.ts";
import type { MappingTrial } from "../../core/present/mapping-trial.ts";
import { columnsOfPattern, editPattern, patternsOf, rowsOfPattern } from "../../core/present/pattern-editing.ts";
import { type PlanQuestion, type PlanRevision, planQuestions, revisePlan } from "../../core/present/plan-questions.ts";
import { readingOfPlan, readingsOf, readingWords } from "../../core/present/reading-words.ts";

/** A file on the mapping screen: its rows as they stand, and whether it is to be read at all. */
export interface MappingFile {
  /** Its plan is the one that is edited; the roles in it are those of the rows. */
  readonly inspected: InspectedFile;
  readonly rows: readonly MappingRow[];
  readonly isIncluded: boolean;
  readonly outcomeInLabel: boolean;
  /** Position among `readingsOf` the detection. */
  readonly reading: number;
  /** Rows with roles whose fields the pattern has lost. */
  readonly parked: readonly MappingRow[];
  /** By pattern of the plan: the columns of it that the rows have. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Codes of warnings that the user has decided. */
  readonly answered: ReadonlySet<string>;
}

export function mappingFile(inspected: InspectedFile): MappingFile {
  const { detection, origin } = inspected;
  const plan = inspected.plan ?? detection?.plan ?? null;
  const readings = detection === null ? [] : readingsOf(detection);
  const reading = plan === null ? 0 : readingOfPlan(readings, plan);
  return {
    inspected,
    rows: detection === null || plan === null ? [] : mappingRows(readings[reading], plan, origin === "guess"),
    isIncluded: detection !== null && (inspected.plan !== null || origin === "guess"),
    outcomeInLabel: plan?.outcomeInLabel === true,
    reading,
    parked: [],
    fields: new Map(plan === null ? [] : patternsOf(plan).map((one) => [one.id, columnsOfPattern(plan, one)])),
    // What must be decided was so when it was confirmed, or came with a recipe.
    answered: new Set([
      ...(inspected.answered ?? []),
      ...(origin === "guess" ? [] : readings.flatMap(({ warnings = [] }) => mustAskOf(warnings))),
    ]),
  };
}

function mustAskOf(warnings: readonly PlanWarning[]): string[] {
  return warnings.filter(({ mustAsk }) => mustAsk).map(({ code }) => code);
}

/** The plan that is edited, without the roles of the rows; null of a file that cannot be read. */
export function basePlan({ inspected }: MappingFile): SourcePlan | null {
  return inspected.plan ?? inspected.detection?.plan ?? null;
}

/** The plan with the roles of the rows. */
export function presentPlan(file: MappingFile): SourcePlan | null {
  const base = basePlan(file);
  if (base?.roles === undefined) return base;
  const { outcomeInLabel: _, ...rest } = planOfRows(base, file.rows);
  return file.outcomeInLabel ? { ...rest, outcomeInLabel: true } : rest;
}

export function readingOf({ inspected: { detection }, reading }: MappingFile): DetectedReading | null {
  return detection === null ? null : readingsOf(detection)[reading];
}

/** The file as another of its readings has it, as that was detected. */
export function withReading(file: MappingFile, reading: number): MappingFile {
  const { detection } = file.inspected;
  if (detection === null) return file;
  const { plan } = readingsOf(detection)[reading];
  const { answered: _, ...inspected } = file.inspected;
  const fresh = mappingFile({ ...inspected, plan, origin: "guess" });
  return { ...fresh, reading, inspected: { ...fresh.inspected, origin: file.inspected.origin } };
}

/** What the plan takes for granted. `fresh`: the warnings of its latest trial, null while they are not known. */
export function questionsOf(file: MappingFile, fresh: readonly PlanWarning[] | null): PlanQuestion[] {
  const reading = readingOf(file);
  const plan = presentPlan(file);
  return reading === null || plan === null ? [] : planQuestions(reading, plan, fresh, file.answered);
}

/** The file with the answer to a question. */
export function withAnswer(file: MappingFile, code: string, revision: PlanRevision): MappingFile {
  const plan = presentPlan(file);
  if (plan === null) return file;
  const revised = revisePlan(plan, revision);
  const answered = new Set(file.answered).add(code);
  const { time } = revision;
  if (time === undefined) return { ...withPlan(file, revised), answered };
  const { column, unit, stamp, json = "", pattern = "" } = time;
  const { stamp: _, ...row } = file.rows.find((one) => one.column === column) ?? file.rows[0];
  const at = file.rows.findIndex((one) => one.column === column);
  const timed = { ...row, unit, json, pattern, ...(stamp !== undefined && { stamp }) };
  const rows = at < 0 ? file.rows : changeRow(file.rows, at, { role: "time" }).with(at, { ...timed, role: "time" });
  return { ...withPlan(file, revised), rows, answered };
}

/** The file with another text in place of a pattern; its rows follow when the text was tried (`withFields`). */
export function withPattern(file: MappingFile, place: PatternPlace, text: string): MappingFile {
  const plan = basePlan(file);
  return plan === null ? file : withPlan(file, editPattern(plan, place, text));
}

/** The file with the fields that its pattern turned out to have; as it is if the pattern has another text by now. */
export function withFields(file: MappingFile, id: string, text: string, columns: PatternTrial["columns"]): MappingFile {
  const plan = basePlan(file);
  const pattern = plan === null ? undefined : patternsOf(plan).find((one) => one.id === id && one.text === text);
  if (plan === null || pattern === undefined) return file;
  const edited = rowsOfPattern(plan, pattern.place, file, file.fields.get(id) ?? [], columns);
  const names = (rows: readonly MappingRow[]) => rows.map(({ column }) => column).join("\n");
  // Rows are compared by identity to tell whether they were tried.
  if (names(edited.rows) === names(file.rows)) return file;
  return { ...file, ...edited, fields: new Map(file.fields).set(id, columnsOfPattern(plan, pattern)) };
}

/** The file with another plan; its rows stay. */
export function withPlan(file: MappingFile, plan: SourcePlan): MappingFile {
  return { ...file, inspected: { ...file.inspected, plan } };
}

/** Roles that keep the file from being read; a file that is left out or fixed by its format has no problems. */
export function problemsOf(file: MappingFile, questions: readonly PlanQuestion[] = questionsOf(file, null)): string[] {
  if (!file.isIncluded) return [];
  const open = questions.filter(({ isOpen }) => isOpen).map(({ sentence }) => `${sentence}. Choose above.`);
  return basePlan(file)?.roles === undefined ? open : [...mappingProblems(file.rows), ...open];
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
export function isUnsure(file: MappingFile): boolean {
  const reading = readingOf(file);
  return file.inspected.origin === "guess" && reading !== null && reading.confidence < LIKELY;
}

/** The file with the plan that its rows describe, none if it is left out. */
export function inspectedFile(file: MappingFile): InspectedFile {
  const plan = file.isIncluded ? presentPlan(file) : null;
  return { ...file.inspected, plan, origin: "user", answered: [...file.answered] };
}

/** Whether two files have the same columns and are read alike, so that the roles of one fit the other. */
export function hasSameColumns(a: MappingFile, b: MappingFile): boolean {
  const [left, right] = [a, b].map(({ inspected }) => inspected.detection?.columns.map(({ name }) => name));
  if (left === undefined || right === undefined || left.length === 0 || left.length !== right.length) return false;
  return left.every((name, at) => name === right[at]);
}

/** The file read as `from` is: its roles, pattern and answers, with the examples and the bytes' own layers of `to`. */
export function withRolesOf(to: MappingFile, from: MappingFile): MappingFile {
  const examples = new Map(to.rows.map((row) => [row.column, row.examples]));
  const rows = from.rows.map((row) => ({ ...row, examples: examples.get(row.column) ?? row.examples }));
  const { isIncluded, outcomeInLabel, parked, answered, fields } = from;
  const [own, other] = [basePlan(to), basePlan(from)];
  const shared = { ...to, rows, isIncluded, outcomeInLabel, parked, answered, fields };
  if (own === null || other === null) return shared;
  const { compression, encoding, lineEnds, newestFirst } = own;
  const { encoding: _e, lineEnds: _l, newestFirst: _n, ...reading } = other;
  const layers = { ...(encoding && { encoding }), ...(lineEnds && { lineEnds }), ...(newestFirst && { newestFirst }) };
  return { ...withPlan(shared, { ...reading, ...layers, compression }), reading: from.reading };
}

/** "CSV, comma, gzip": how a file is read. */
export function formatWords(file: MappingFile): string {
  const plan = basePlan(file);
  return plan === null ? "not readable" : readingWords(plan);
}
