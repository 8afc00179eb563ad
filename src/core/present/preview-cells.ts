import type { RawPreview } from "../log/preview.ts";
import type { MappingEffect } from "./mapping-effect.ts";
import { isTimeRole, type MappingRole, type MappingRow } from "./mapping-rows.ts";

/** Tints of roles on the import screen; "other" has the ground of a well, "none" no ground. */
export type RoleTint = "time" | "request" | "host" | "task" | "label" | "other" | "none";

/** A value as it is written, with the part that a role takes. */
export interface PreviewCell {
  readonly before: string;
  /** "" where nothing is taken. */
  readonly token: string;
  readonly after: string;
}

export interface PreviewColumn {
  readonly name: string;
  /** Position of the row of the mapping that its header changes. */
  readonly rowIndex: number;
  readonly role: MappingRole;
  readonly tint: RoleTint;
  /** By record. */
  readonly cells: readonly PreviewCell[];
}

/** Characters of a cell that are shown; what is taken stays in sight. */
const MOST_CHARACTERS = 44;

/**
 * The first records with what the roles take of them.
 * @param effects per row of the mapping; null while they are not known: whole values are then taken
 */
export function previewColumns(
  preview: RawPreview,
  rows: readonly MappingRow[],
  effects: readonly MappingEffect[] | null,
): PreviewColumn[] {
  return preview.columns.map((name, column) => {
    const uses = rows.flatMap((row, at) => (row.column === name ? [at] : []));
    const rowIndex = uses.find((at) => rows[at].role !== "ignore") ?? uses[0] ?? -1;
    const row = rows[rowIndex];
    const role = row?.role ?? "ignore";
    const effect = effects?.[rowIndex];
    return {
      name,
      rowIndex,
      role,
      tint: tintOf(role),
      cells: preview.rows.map((record, at) => cellOf(record[column], row, effect, at)),
    };
  });
}

export function tintOf(role: MappingRole): RoleTint {
  return TINTS[role];
}

const TINTS: Readonly<Record<MappingRole, RoleTint>> = {
  request: "request",
  time: "time",
  endTime: "time",
  duration: "time",
  host: "host",
  service: "task",
  task: "task",
  label: "label",
  outcome: "other",
  key: "other",
  attribute: "other",
  ignore: "none",
};

function cellOf(
  value: string,
  row: MappingRow | undefined,
  effect: MappingEffect | undefined,
  record: number,
): PreviewCell {
  const text = value.replace(/\s+/g, " ");
  const nothing = { before: fitEnd(text), token: "", after: "" };
  if (row === undefined || row.role === "ignore" || text === "") return nothing;
  const isWhole = row.pattern === "" && row.json === "";
  if (isWhole || effect === undefined) return { before: "", token: fitEnd(text), after: "" };
  const taken = effect.ok ? effect.values[record] : null;
  if (taken === null || taken === undefined || taken === "") return nothing;
  // Stamps come as clock times, and JSON text may be escaped: then the place is not known, only that there is one.
  const at = isTimeRole(row.role) ? -1 : text.indexOf(taken.replace(/\s+/g, " "));
  if (at < 0) return { before: "", token: fitEnd(text), after: "" };
  const room = Math.max(0, MOST_CHARACTERS - taken.length);
  const before = text.slice(0, at);
  const after = text.slice(at + taken.length);
  const head = Math.min(before.length, Math.max(Math.floor(room / 3), room - after.length));
  return {
    before: before.length > head ? `…${before.slice(before.length - head)}` : before,
    token: fitEnd(taken),
    after: fitEnd(after, Math.max(0, room - head)),
  };
}

function fitEnd(text: string, most = MOST_CHARACTERS): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** A sentence of the detection apart from the role that it explains: "host: no column looks like one". */
export function reasonParts(reason: string): { readonly role: string | null; readonly text: string } {
  const found = /^(time|end|duration|request|label|host|task|service|outcome|key|attribute): (.+)$/s.exec(reason);
  return found === null ? { role: null, text: reason } : { role: found[1], text: found[2] };
}
