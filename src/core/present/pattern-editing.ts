import type { SourcePlan } from "../log/source-plan.ts";
import {
  columnOfField,
  type PatternPlace,
  patternAt,
  patternPlaces,
  withPatternAt,
} from "../log/text/pattern-place.ts";
import type { PatternTrial, TriedLine } from "../log/text/pattern-trial.ts";
import { parsePattern } from "../log/text/text-pattern.ts";
import { changeRow, type MappingRole, type MappingRow, ROLE_NAMES, unusedRow } from "./mapping-rows.ts";

/** A pattern of a plan, as the screen shows it. */
export interface PlanPattern {
  /** Tells it from the others of the plan. */
  readonly id: string;
  readonly title: string;
  readonly place: PatternPlace;
  readonly text: string;
}

/** The patterns of a plan: of its own lines, of the layers around them, of other lines. */
export function patternsOf(plan: SourcePlan): PlanPattern[] {
  return patternPlaces(plan).map((place) => ({
    id: place.part === "own" ? "own" : `${place.part} ${place.at}`,
    title: titleOf(place),
    place,
    text: patternAt(plan, place),
  }));
}

function titleOf(place: PatternPlace): string {
  if (place.part === "own") return "Lines";
  if (place.part === "envelope") return place.at === 0 ? "Prefix" : `Prefix ${place.at + 1}`;
  return place.at === 0 ? "Other lines" : `Other lines ${place.at + 1}`;
}

/** The plan with another text in place of one of its patterns; the text need not be a pattern. */
export function editPattern(plan: SourcePlan, place: PatternPlace, text: string): SourcePlan {
  return withPatternAt(plan, place, text);
}

/** The column of the mapping that a field is; null if it is none (`columnOfField`). */
export function columnOfPattern(plan: SourcePlan, place: PatternPlace, field: string): string | null {
  return columnOfField(plan, place, field);
}

/** The columns that the fields of a pattern are; none of a text that is no pattern. */
export function columnsOfPattern(plan: SourcePlan, { place, text }: Pick<PlanPattern, "place" | "text">): string[] {
  const parsed = parsePattern(text);
  return parsed.ok ? parsed.value.names.flatMap((name) => columnOfField(plan, place, name) ?? []) : [];
}

/** Rows of a mapping, and rows with roles whose fields a pattern has lost: they come back with the field. */
export interface EditedRows {
  readonly rows: readonly MappingRow[];
  readonly parked: readonly MappingRow[];
}

const SINGLE_NAMES: ReadonlySet<string> = new Set(["time", "host", "service", "outcome"]);

/**
 * The rows after a pattern got other fields. Fields that stay keep their roles; a new one that is called like a role gets
 * it, unless another column has it.
 *
 * @param had the columns of the pattern to which the rows belong
 * @param columns fields of the pattern with examples, in its order
 */
export function rowsOfPattern(
  plan: SourcePlan,
  place: PatternPlace,
  { rows, parked }: EditedRows,
  had: readonly string[],
  columns: PatternTrial["columns"],
): EditedRows {
  if (place.part === "other") return { rows, parked };
  const depth = place.part === "own" ? 0 : (plan.envelopes?.length ?? 0) - place.at;
  // By name alone "@t" may be a field of a layer or of a JSON line.
  const isHere = ({ column }: MappingRow) => had.includes(column);
  const elsewhere = rows.filter((row) => !isHere(row));
  const kept = columns.flatMap(({ name, examples }) => {
    const column = columnOfField(plan, place, name);
    if (column === null) return [];
    const present = rows.filter((row) => row.column === column);
    return (present.length > 0 ? present : [unusedRow(column, examples)]).map((row) => ({ ...row, examples }));
  });
  const names = new Set(kept.map(({ column }) => column));
  const lost = rows.filter((row) => isHere(row) && row.role !== "ignore" && !names.has(row.column));
  let all = depth === 0 ? [...kept, ...elsewhere] : [...elsewhere, ...kept];
  for (const [at, { column }] of all.entries()) {
    if (rows.some((row) => row.column === column)) continue;
    const before = parked.find((row) => row.column === column);
    const named = roleOfName(column.slice(depth));
    const role = before?.role ?? named;
    const isTaken = SINGLE_NAMES.has(role) && all.some((row) => row.role === role);
    if (role === "ignore" || isTaken) continue;
    all = before === undefined ? changeRow(all, at, { role }) : all.with(at, { ...before, examples: all[at].examples });
  }
  const back = new Set(all.map(({ column }) => column));
  const still = [...lost, ...parked].filter(
    ({ column }, at, list) => !back.has(column) && list.findIndex((row) => row.column === column) === at,
  );
  return { rows: all, parked: still };
}

function roleOfName(name: string): MappingRole {
  const role = Object.keys(ROLE_NAMES).find((known) => known === name);
  return (role as MappingRole | undefined) ?? "ignore";
}

/** A stretch of a line: text between fields, or a field. */
export interface LinePiece {
  readonly text: string;
  /** Null: between fields. */
  readonly field: string | null;
}

/** A line in stretches, in its order; together they are the line. */
export function linePieces({ text, spans }: Pick<TriedLine, "text" | "spans">): LinePiece[] {
  const pieces: LinePiece[] = [];
  let at = 0;
  for (const { name, start, end } of spans) {
    if (start > at) pieces.push({ text: text.slice(at, start), field: null });
    pieces.push({ text: text.slice(start, end), field: name });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), field: null });
  return pieces;
}

/** A pattern in stretches: "{host}" is the field, the rest stands for itself. Of text that is no pattern: what there is. */
export function patternPieces(text: string): LinePiece[] {
  const pieces: LinePiece[] = [];
  let at = 0;
  for (const found of text.matchAll(/(?<!\{)(?:\{\{)*\{([^{}?:\s]+)(?::[^{}]*)?\}/g)) {
    const start = found.index + found[0].lastIndexOf("{");
    if (start > at) pieces.push({ text: text.slice(at, start), field: null });
    at = found.index + found[0].length;
    pieces.push({ text: text.slice(start, at), field: found[1] });
  }
  if (at < text.length) pieces.push({ text: text.slice(at), field: null });
  return pieces;
}

/** The pattern with what was proposed for a line that it does not read: another line of it, or in its place. */
export function withProposal(plan: SourcePlan, place: PatternPlace, proposal: string, isFurther: boolean): string {
  const content = place.part === "envelope" ? plan.envelopes?.[place.at]?.content : undefined;
  const fitting = content === undefined ? proposal : proposal.replace(/\{\w+:rest\}/g, `{${content}:rest}`);
  const present = patternAt(plan, place);
  return isFurther && present.trim() !== "" ? `${present.trimEnd()}\n${fitting}` : fitting;
}
