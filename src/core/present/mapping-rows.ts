import type { DetectedReading } from "../log/detect.ts";
import type { RoleGuess } from "../log/role-board.ts";
import type {
  DurationReference,
  EpochUnit,
  FieldReference,
  NamedReference,
  Roles,
  SourcePlan,
  TimeReference,
  TimeUnit,
} from "../log/source-plan.ts";
import { learnStamp } from "../log/time/learn-stamp.ts";
import { type MappingEffect, mappingEffect, referenceOf } from "./mapping-effect.ts";

/** The roles a column can play are those that the guess knows. */
export type MappingRole = RoleGuess;

/** One use of one column: a column that plays two roles has two rows. */
export interface MappingRow {
  readonly column: string;
  readonly examples: readonly string[];
  readonly role: MappingRole;
  /** Of a time, end time or duration (an epoch unit there). */
  readonly unit: TimeUnit;
  /** Form of the stamps of a time or end time with the unit "stamp". */
  readonly stamp?: string;
  /** Dotted path into JSON text, "" for none. */
  readonly json: string;
  /** Regular expression, "" for none. */
  readonly pattern: string;
  /** Name of a key or attribute. */
  readonly name: string;
  /** Of a label: free text, to be mined. */
  readonly mined?: boolean;
}

/** Roles that one column of a file has at most; choosing one takes it from its former holder. */
const SINGLE: ReadonlySet<MappingRole> = new Set(["time", "endTime", "duration", "host", "service", "outcome"]);

/**
 * The rows of a file's mapping: every column at least once, in the order of the file, with the roles of `plan`.
 * @param guessed the plan is the detection's own: roles that it had to fill in without having found them are left open
 */
export function mappingRows(
  detection: Pick<DetectedReading, "columns">,
  plan: SourcePlan,
  guessed: boolean,
): MappingRow[] {
  const uses = plan.roles === undefined ? [] : usesOf(plan.roles);
  const columns = detection.columns.map(({ name }) => name);
  const { outerTime } = plan.roles ?? {};
  const used = [...uses.map(({ column }) => column), ...(outerTime === undefined ? [] : [outerTime.column])];
  const missing = [...new Set(used)].filter((column) => !columns.includes(column));
  return [...columns, ...missing].flatMap((column) => {
    const found = detection.columns.find(({ name }) => name === column);
    const examples = found?.examples ?? [];
    // A part of a column was found, whatever role the column has as a whole.
    const isFound = (use: Use) => !NEEDED.has(use.role) || found?.role === use.role || use.pattern + use.json !== "";
    const roles = uses.filter((use) => use.column === column && (!guessed || isFound(use)));
    if (roles.length === 0) return [unusedRow(column, examples)];
    return roles.map((use) => ({ ...use, examples }));
  });
}

const NEEDED: ReadonlySet<MappingRole> = new Set(["request", "time"]);

/** A further row for a column that is to play another role as well. */
export function unusedRow(column: string, examples: readonly string[]): MappingRow {
  return { column, examples, role: "ignore", unit: "ms", json: "", pattern: "", name: "" };
}

/** Changes one row; a role that only one column can have is taken from the row that had it. */
export function changeRow(rows: readonly MappingRow[], at: number, change: Partial<MappingRow>): MappingRow[] {
  const role = change.role;
  return rows.map((row, index) => {
    if (index === at) {
      const changed = { ...row, ...change };
      if (role === undefined || role === row.role) return changed;
      return isTimeRole(role) ? { ...changed, ...likelyForm(changed) } : changed;
    }
    const displaced = role !== undefined && SINGLE.has(role) && row.role === role;
    // A span has an end or a duration, never both.
    const excluded = (role === "endTime" && row.role === "duration") || (role === "duration" && row.role === "endTime");
    return displaced || excluded ? { ...row, role: "ignore" } : row;
  });
}

/** Roles that must still be given before a file can be read, one sentence each. Runs no pattern: safe on the page. */
export function mappingProblems(rows: readonly MappingRow[]): string[] {
  const has = (role: MappingRole) => rows.some((row) => row.role === role);
  const problems: string[] = [];
  if (!has("request")) problems.push("No column is the request: choose the id that all lines of one request share.");
  if (!has("time")) problems.push("No column is the time: choose the one with the stamps.");
  if (!has("label")) problems.push("No column is the label: choose the one that says what happened.");
  return problems;
}

/** What paths, patterns and units make of real values, where that keeps the file from being read. In order of the rows. */
export function effectProblems(rows: readonly MappingRow[], effects: readonly MappingEffect[]): string[] {
  return rows.flatMap((row, at) => {
    const effect = effects[at];
    if (row.role === "ignore" || effect === undefined || effect.ok) return [];
    return [`${row.column} (${ROLE_NAMES[row.role]}): ${effect.message}.`];
  });
}

/** The plan of a file with the roles of its rows. Parts of a joined role keep the order they had. */
export function planOfRows(base: SourcePlan, rows: readonly MappingRow[]): SourcePlan {
  const all = (role: MappingRole) => rows.filter((row) => row.role === role);
  const one = (role: MappingRole) => all(role).at(0);
  const parts = (role: "request" | "task") => inOrderOf(base.roles?.[role] ?? [], all(role).map(referenceOf));
  const labels = all("label").map((row) => ({ ...referenceOf(row), ...(row.mined && { mined: true }) }));
  const time = one("time");
  const endTime = one("endTime");
  const duration = one("duration");
  const host = one("host");
  const service = one("service");
  const outcome = one("outcome");
  const named = namedReferences([...all("key"), ...all("attribute")]);
  const outerTime = base.roles?.outerTime;
  const roles: Roles = {
    request: parts("request"),
    time: time === undefined ? { column: "", unit: "iso" } : timeOf(time, base.roles?.time),
    // A layer whose pattern was edited may have lost it.
    ...(outerTime && rows.some(({ column }) => column === outerTime.column) && { outerTime }),
    ...(endTime && { endTime: timeOf(endTime, base.roles?.endTime) }),
    ...(duration && { duration: durationOf(duration) }),
    ...((duration || endTime) && base.roles?.stampIs && { stampIs: base.roles.stampIs }),
    ...((duration || endTime) && base.roles?.stages && { stages: base.roles.stages }),
    ...(host && { host: referenceOf(host) }),
    ...(service && { service: referenceOf(service) }),
    task: parts("task"),
    label: inOrderOf(base.roles?.label ?? [], labels),
    ...(outcome && { outcome: referenceOf(outcome) }),
    keys: named.slice(0, all("key").length),
    attributes: named.slice(all("key").length),
  };
  return { ...base, roles };
}

/** "request = trace_id, time = ts, label = event": the roles of a plan in one line. */
export function rolesSentence(plan: SourcePlan): string {
  if (plan.roles === undefined) return "roles fixed by the format";
  const byRole = new Map<MappingRole, string[]>();
  for (const { role, column, json } of usesOf(plan.roles)) {
    if (role === "key" || role === "attribute") continue;
    const name = quotedName(json === "" ? column : `${column} › ${json}`);
    byRole.set(role, [...(byRole.get(role) ?? []), name]);
  }
  return [...byRole].map(([role, names]) => `${ROLE_NAMES[role]} = ${names.join(" + ")}`).join(", ");
}

/** A name that the sentence around it would tear apart stands in quotes. */
function quotedName(name: string): string {
  return /[,;=+"“”]|^\s|\s$|^$/.test(name) ? `“${name}”` : name;
}

export const ROLE_NAMES: Readonly<Record<MappingRole, string>> = {
  request: "request",
  time: "time",
  endTime: "end time",
  duration: "duration",
  host: "host",
  service: "service",
  task: "task",
  label: "label",
  outcome: "outcome",
  key: "key",
  attribute: "attribute",
  ignore: "ignore",
};

export function isTimeRole(role: MappingRole): boolean {
  return role === "time" || role === "endTime" || role === "duration";
}

type Use = Omit<MappingRow, "examples">;

function usesOf(roles: Roles): Use[] {
  const use = (role: MappingRole, reference: FieldReference | undefined, unit: TimeUnit = "ms", name = ""): Use[] =>
    reference === undefined
      ? []
      : [{ role, column: reference.column, json: reference.json ?? "", pattern: reference.pattern ?? "", unit, name }];
  const stamps = (role: MappingRole, reference: TimeReference | undefined): Use[] =>
    use(role, reference, reference?.unit).map((row) => ({
      ...row,
      ...(reference?.stamp !== undefined && { stamp: reference.stamp }),
    }));
  return [
    ...roles.request.flatMap((reference) => use("request", reference)),
    ...(roles.time.column === "" ? [] : stamps("time", roles.time)),
    ...stamps("endTime", roles.endTime),
    ...use("duration", roles.duration, roles.duration?.unit),
    ...use("host", roles.host),
    ...use("service", roles.service),
    ...roles.task.flatMap((reference) => use("task", reference)),
    ...roles.label.flatMap((reference) =>
      use("label", reference).map((row) => (reference.mined ? { ...row, mined: true } : row)),
    ),
    ...use("outcome", roles.outcome),
    ...roles.keys.flatMap((reference) => use("key", reference, "ms", reference.name)),
    ...roles.attributes.flatMap((reference) => use("attribute", reference, "ms", reference.name)),
  ];
}

/** Further forms of a column, and the column of its nanoseconds, are no row's; they stay with the column and its first form. */
function timeOf(row: MappingRow, before?: TimeReference): TimeReference {
  const isSame = before?.column === row.column && before.unit === row.unit;
  return {
    ...referenceOf(row),
    unit: row.unit,
    ...(row.unit === "stamp" && { stamp: row.stamp ?? "" }),
    ...(isSame && before.also !== undefined && { also: before.also }),
    ...(isSame && before.nanos !== undefined && { nanos: before.nanos }),
  };
}

function durationOf(row: MappingRow): DurationReference {
  const unit: EpochUnit = row.unit === "iso" || row.unit === "stamp" ? "ms" : row.unit;
  return { ...referenceOf(row), unit };
}

/** Names of dictionary columns are unique: the given one, else the column's (and path), numbered when taken. */
function namedReferences(rows: readonly MappingRow[]): NamedReference[] {
  const taken = new Set<string>();
  return rows.map((row) => {
    const plain = row.name || (row.json === "" ? row.column : `${row.column}.${row.json}`);
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain} ${n}`;
    taken.add(name);
    return { ...referenceOf(row), name };
  });
}

function inOrderOf<R extends FieldReference>(base: readonly FieldReference[], references: readonly R[]): R[] {
  const place = ({ column }: FieldReference) => {
    const at = base.findIndex((other) => other.column === column);
    return at < 0 ? base.length : at;
  };
  return references.toSorted((a, b) => place(a) - place(b));
}

/** The first form under which an example is a stamp of this or the last decades; durations are left in ms. */
function likelyForm(row: MappingRow): Pick<MappingRow, "unit" | "stamp"> {
  if (row.role === "duration") return { unit: row.unit === "iso" || row.unit === "stamp" ? "ms" : row.unit };
  // A pattern of the user may take forever: it runs in a worker only.
  if (row.pattern !== "") return { unit: row.unit };
  const units: TimeUnit[] = ["iso", "ns", "us", "ms", "s"];
  const isLikely = (unit: TimeUnit) => {
    const effect = mappingEffect({ ...row, unit });
    return effect.ok && effect.values.some((value) => value !== null && value >= "1995" && value < "2100");
  };
  const unit = units.find(isLikely);
  if (unit !== undefined) return { unit };
  const learnt = row.json === "" ? learnStamp(row.examples, false) : undefined;
  return learnt === undefined ? { unit: row.unit } : { unit: "stamp", stamp: learnt.stamp };
}
