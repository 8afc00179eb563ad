import { identifier } from "./sql-text.ts";

export type SqlType = "VARCHAR" | "BIGINT" | "INTEGER" | "DOUBLE" | "BOOLEAN" | "TIMESTAMP";

export interface ColumnSpec {
  readonly name: string;
  readonly type: SqlType;
  /** Empty for texts, counts and flags. */
  readonly unit: "" | "ns" | "epoch ns" | "UTC" | "share 0 … 1" | "probability";
  /** For the reader of the schema panel: what the value says, and when it is NULL. */
  readonly meaning: string;
}

export interface TableSpec {
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly ColumnSpec[];
  /** The user's attributes follow as further VARCHAR columns. */
  readonly attributes: boolean;
}

const text = (name: string, meaning: string): ColumnSpec => ({ name, type: "VARCHAR", unit: "", meaning });
const count = (name: string, meaning: string): ColumnSpec => ({ name, type: "BIGINT", unit: "", meaning });
const ns = (name: string, meaning: string): ColumnSpec => ({ name, type: "BIGINT", unit: "ns", meaning });
const epochNs = (name: string, meaning: string): ColumnSpec => ({ name, type: "BIGINT", unit: "epoch ns", meaning });
const utc = (name: string, meaning: string): ColumnSpec => ({ name, type: "TIMESTAMP", unit: "UTC", meaning });
const share = (name: string, meaning: string): ColumnSpec => ({ name, type: "DOUBLE", unit: "share 0 … 1", meaning });
const flag = (name: string, meaning: string): ColumnSpec => ({ name, type: "BOOLEAN", unit: "", meaning });

const CLASS = text("class", "request class: root label and shape; a model is always a model of one class");
const STATUS = text("status", "holds, tentative, near, refuted, unresolved or vacuous");

const orderColumns = (what: "event kind" | "segment kind", from: string, to: string): readonly ColumnSpec[] => [
  CLASS,
  count("from_kind", `${what} id: the one that comes first`),
  count("to_kind", `${what} id: the one that comes second`),
  count("support", `requests in which ${from} certainly precedes ${to}`),
  count("violations", "requests in which the order is certainly reversed"),
  count("undecided", "requests in which clocks or resolution hide the order"),
  STATUS,
  {
    name: "p8",
    type: "DOUBLE",
    unit: "probability",
    meaning: "how likely the smallest margins came near to reversing",
  },
  count("reduced_in", "requests whose own graph keeps this edge after transitive reduction; NULL if not counted"),
];

/** Every table of the database, documented; the schema panel, the DDL and the tests read this. */
export const TABLES = [
  {
    name: "request_class",
    meaning: "One row per request class.",
    attributes: false,
    columns: [
      CLASS,
      text("root", "label (or the user's key) by which the class was split first"),
      count("requests", "requests in the class"),
      count("event_kinds", "event kinds with hypotheses"),
      count("segment_kinds", "segment kinds with hypotheses"),
      ns("mean_latency_ns", "mean latency"),
    ],
  },
  {
    name: "request",
    meaning: "One row per request, complete even where events are a sample.",
    attributes: true,
    columns: [
      text("request_id", "normalised id"),
      CLASS,
      epochNs("start_ns", "first event"),
      utc("start", "first event"),
      ns("latency_ns", "first to terminal event"),
      count("events", "events recorded"),
      count("hosts", "hosts that recorded them"),
      ns("critical_path_ns", "part of the latency charged to segments (the rest is hand-offs); NULL if no path"),
    ],
  },
  {
    name: "event_kind",
    meaning: "One row per event kind and class: task, label, and which of several occurrences.",
    attributes: false,
    columns: [
      count("id", "event kind id, unique within the class"),
      CLASS,
      text("task", "task name: component or service, then operation"),
      text("label", "what the log said, variables masked"),
      count("ordinal", "1 for the first occurrence in a request"),
      count("requests", "requests with this kind"),
    ],
  },
  {
    name: "segment_kind",
    meaning: "One row per segment kind and class: an interval between two events of one task.",
    attributes: false,
    columns: [
      count("id", "segment kind id, unique within the class"),
      CLASS,
      text("task", "task name"),
      text("start_label", "label of the event that starts it"),
      text("end_label", "label of the event that ends it"),
      count("requests", "requests with this kind"),
      ns("mean_ns", "mean duration"),
    ],
  },
  {
    name: "happens_before",
    meaning: "Hypotheses 'one event kind always precedes the other', with their evidence.",
    attributes: false,
    columns: orderColumns("event kind", "the first", "the second"),
  },
  {
    name: "segment_happens_before",
    meaning: "Hypotheses 'one segment kind always ends before the other starts', with their evidence.",
    attributes: false,
    columns: orderColumns("segment kind", "the end of the first", "the start of the second"),
  },
  {
    name: "mutual_exclusion",
    meaning: "Segment kinds that never overlap, in either order.",
    attributes: false,
    columns: [
      CLASS,
      count("a_kind", "segment kind id"),
      count("b_kind", "segment kind id"),
      count("a_first", "requests with a before b"),
      count("b_first", "requests with b before a"),
      count("overlaps", "requests in which they overlap"),
      count("undecided", "requests in which clocks or resolution hide it"),
      STATUS,
    ],
  },
  {
    name: "pipeline",
    meaning: "Task names that pass elements on in first-in-first-out order.",
    attributes: false,
    columns: [
      CLASS,
      text("from_task", "task name that handles an element first"),
      text("to_task", "task name that handles it afterwards"),
      count("support", "requests (or keys) in order with at least two matched elements"),
      count("violations", "requests (or keys) with an inversion"),
      count("lost", "elements of the first task without a match"),
      count("spurious", "elements of the second task without a match"),
      STATUS,
    ],
  },
  {
    name: "critical_path",
    meaning: "What the latency of a class consists of: segments and hand-offs on the critical path.",
    attributes: false,
    columns: [
      CLASS,
      text("kind", "'segment' or 'hand-off'"),
      count("id", "segment kind id; NULL for a hand-off"),
      text("name", "segment kind, or 'role → role'"),
      share("on_path_share", "share of the class's requests that have it on their path"),
      ns("mean_ns", "mean charge over all requests of the class"),
      share("mean_share", "mean share of the latency"),
    ],
  },
  {
    name: "event",
    meaning: "Recorded events; a consistent sample of requests where the logs are larger than the budget.",
    attributes: true,
    columns: [
      text("request_id", "normalised id"),
      epochNs("time_ns", "stamp as recorded, never corrected"),
      text("task", "task name"),
      text("label", "what the log said, variables masked"),
      count("ordinal", "1 for the first occurrence in the request"),
      text("host", "host that recorded it"),
      text("file", "file name"),
      count("line", "line (or element) in the file, from 1"),
    ],
  },
  {
    name: "segment",
    meaning: "Intervals between consecutive events of one task instance; same sample as event.",
    attributes: false,
    columns: [
      text("request_id", "normalised id"),
      text("task", "task name"),
      text("start_label", "label of the event that starts it"),
      text("end_label", "label of the event that ends it"),
      text("host", "host of the start"),
      epochNs("start_ns", "stamp of the start as recorded"),
      ns("duration_ns", "end minus start, at least 0"),
      flag("on_path", "charged with part of the latency; NULL if the request has no path"),
    ],
  },
] as const satisfies readonly TableSpec[];

export type TableName = (typeof TABLES)[number]["name"];

/** Tables that hold a sample of requests where the logs are larger than the database's budget; all others are complete. */
export const SAMPLED_TABLES: readonly TableName[] = ["event", "segment"];

export function tableSpec(name: TableName): TableSpec {
  return TABLES.find((table) => table.name === name)!;
}

/**
 * The statement that creates an empty table.
 * @param attributes names of the user's attributes, in column order; see `attributeColumnNames`
 */
export function createTable(name: TableName, attributes: readonly string[] = []): string {
  const spec = tableSpec(name);
  if (attributes.length > 0 && !spec.attributes) throw new RangeError(`${name} takes no attributes.`);
  const columns = [
    ...spec.columns.map((column) => `${identifier(column.name)} ${column.type}`),
    ...attributeColumnNames(name, attributes).map((attribute) => `${identifier(attribute)} VARCHAR`),
  ];
  return `create or replace table ${identifier(name)} (${columns.join(", ")})`;
}

/** Column names for attributes: a name already taken (names ignore case in SQL) gets a number, "host" → "host_2". */
export function attributeColumnNames(name: TableName, attributes: readonly string[]): string[] {
  const taken = new Set(tableSpec(name).columns.map((column) => column.name.toLowerCase()));
  return attributes.map((attribute) => {
    const wanted = attribute.replaceAll("\0", "\uFFFD") || "attribute";
    let free = wanted;
    for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${wanted}_${i}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
