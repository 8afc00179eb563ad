/**
 * What was decided about one file: its format, and which of its fields plays which role.
 * The same shape, as JSON, is a source of a recipe (`recipe/1`).
 */

export type SourceFormat = "csv" | "ndjson" | "jaeger" | "parquet";
export type Compression = "none" | "gzip";
export type EpochUnit = "s" | "ms" | "us" | "ns";
export type TimeUnit = "iso" | EpochUnit;

/**
 * Where a value is found. `column` is a CSV column name (or "#3" for the third of a headerless file) or, in
 * NDJSON, a dotted path ("ctx.trace.id"). `json` descends into JSON text held by that column (dotted path).
 * `pattern` is a regular expression: the value is its first capture group, else the whole match; no match = no value.
 */
export interface FieldReference {
  readonly column: string;
  readonly json?: string;
  readonly pattern?: string;
}

export interface TimeReference extends FieldReference {
  readonly unit: TimeUnit;
}

export interface DurationReference extends FieldReference {
  readonly unit: EpochUnit;
}

/** A field kept as a dictionary column under a name of its own. */
export interface NamedReference extends FieldReference {
  readonly name: string;
}

/**
 * Roles (semantics: request, time, host, task, label, outcome, item/key, attribute, duration).
 * With `endTime` or `duration` a record is a *span*: it tells a start event and an end event.
 * Several references in `request`, `task` or `label` are joined (request, task: "\u001f"; label: " ").
 */
export interface Roles {
  readonly request: readonly FieldReference[];
  readonly time: TimeReference;
  readonly endTime?: TimeReference;
  readonly duration?: DurationReference;
  readonly host?: FieldReference;
  /** Component that writes the record; without it the host's role (instance suffix stripped) is used. */
  readonly service?: FieldReference;
  readonly task: readonly FieldReference[];
  readonly label: readonly FieldReference[];
  readonly outcome?: FieldReference;
  readonly keys: readonly NamedReference[];
  readonly attributes: readonly NamedReference[];
}

export interface SourcePlan {
  readonly format: SourceFormat;
  readonly compression: Compression;
  /** CSV only: one byte, for example "," or "\t". */
  readonly delimiter?: string;
  /** CSV only: the first record holds the column names. */
  readonly header?: boolean;
  /** CSV only: names by position; of a headerless file "#1", "#2", … */
  readonly columns?: readonly string[];
  /** Absent for Jaeger, whose structure fixes every role. */
  readonly roles?: Roles;
  /** The outcome becomes part of the label ("unfave 200"). */
  readonly outcomeInLabel?: boolean;
}
