import type { LabelRules } from "../label/label-rules.ts";

/**
 * What was decided about one file: its format, and which of its fields plays which role.
 * The same shape, as JSON, is a source of a recipe (`recipe/1`).
 */

export type LineFormat = "csv" | "ndjson" | "logfmt" | "syslog" | "text";
/** Documents whose structure fixes every role: their plans have none. */
export const DOCUMENT_FORMATS = ["jaeger", "zipkin", "otlp", "chrome-trace", "har", "xes"] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];
export type SourceFormat = LineFormat | DocumentFormat | "parquet";
/** "stream": plain bytes that can be read from the beginning only, as of a file inside a compressed archive. */
export type Compression = "none" | "gzip" | "zstd" | "stream";
/** Of text that is not UTF-8. */
export type TextEncoding = "utf-16le" | "utf-16be" | "windows-1252";
/** Of text whose lines do not end in line feeds. */
export type LineEnds = "cr";
export type EpochUnit = "s" | "ms" | "us" | "ns";
/** "stamp": of the form that the reference's `stamp` tells. */
export type TimeUnit = "iso" | EpochUnit | "stamp";

/**
 * Where a value is found. `column` is a CSV column name (or "#3" for the third of a headerless file), in NDJSON a
 * dotted path ("ctx.trace.id"), else the name that the format or the plan's pattern gives a field. `json` descends into JSON text held by that column (dotted path).
 * `pattern` is a regular expression: the value is its first capture group, else the whole match; no match = no value.
 */
export interface FieldReference {
  readonly column: string;
  readonly json?: string;
  readonly pattern?: string;
}

/** How a stamp is written. */
export interface StampForm {
  readonly unit: TimeUnit;
  /** With the unit "stamp": the form as text (`time/stamp-pattern.ts`), for example "dd/MMM/yyyy:HH:mm:ss Z". */
  readonly stamp?: string;
}

export interface TimeReference extends FieldReference, StampForm {
  /** Other forms found in the same column: a stamp that is not of the first form may be of one of these. */
  readonly also?: readonly StampForm[];
  /** Column of the nanoseconds that the whole seconds of `column` lack: {"seconds":1674981742,"nanos":5}. */
  readonly nanos?: string;
}

/** Offsets of a zone east of UTC over time, ascending; the first holds before its own beginning too. */
export interface ZoneTable {
  /** For people: "Europe/Berlin". */
  readonly name: string;
  readonly offsets: readonly { readonly fromSeconds: number; readonly minutes: number }[];
}

/**
 * What is taken for granted where stamps do not tell it. An outer stamp, where a record has one, decides date and year
 * instead.
 */
export interface TimeAssumptions {
  /** Of stamps without a zone: minutes east of UTC, or a zone whose offset changes. Absent: UTC. */
  readonly zone?: number | ZoneTable;
  /** Which of the two times a stamp means that a change of clocks makes occur twice. Absent: "first". */
  readonly fold?: "first" | "second";
  /** "2023-01-29T17:30:00", a local time: a stamp without year or date means the last such moment not after it. */
  readonly latest?: string;
}

export interface DurationReference extends FieldReference {
  readonly unit: EpochUnit;
}

/** A part of a record's duration: the next one begins where it ends. */
export interface StageReference extends DurationReference {
  /** What has happened when it ends: the label of that moment ("connected"). */
  readonly name: string;
}

/** A part of the label. */
export interface LabelReference extends FieldReference {
  /**
   * The value is free text: what varies in it is masked, and like texts become one label, named by their constant words.
   * At most one part of a label. Of spans, whose label names their task, the text is masked only.
   */
  readonly mined?: boolean;
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
  /** Stamp of an envelope (collector, container runtime): tells the date or year that `time` lacks. */
  readonly outerTime?: TimeReference;
  readonly endTime?: TimeReference;
  readonly duration?: DurationReference;
  /** What `time` tells of a span with a duration: most access logs are written when a request ends. Absent: its start. */
  readonly stampIs?: "start" | "end";
  /** Of a span, parts of its duration that follow one another from its start; what is missing or negative took place not at all. */
  readonly stages?: readonly StageReference[];
  readonly host?: FieldReference;
  /** Component that writes the record; without it the host's role (instance suffix stripped) is used. */
  readonly service?: FieldReference;
  readonly task: readonly FieldReference[];
  readonly label: readonly LabelReference[];
  readonly outcome?: FieldReference;
  readonly keys: readonly NamedReference[];
  readonly attributes: readonly NamedReference[];
}

/**
 * A layer around the lines of a format. Its own fields are columns too, named with one "@" in front if the layer lies
 * directly around the lines, two if one further out ("@time", "@@pod"): see `envelope/envelope-columns.ts`.
 */
export interface Envelope {
  /**
   * "docker": JSON lines of the json-file driver, {"log":"…\n","stream":…,"time":…}; "cri": `time stream P|F text`; "json":
   * JSON objects; "text": a prefix told by a pattern; "csv": records of CSV, outermost only. Lines that docker and CRI cut in
   * pieces are joined if they are the outermost layer.
   */
  readonly kind: "docker" | "cri" | "json" | "text" | "csv";
  /** Where the inner line is: a dotted path (JSON: of a text or an object), a field of the pattern, a column. */
  readonly content?: string;
  /** JSON and docker: dotted paths of outer fields that are columns. */
  readonly fields?: readonly string[];
  /** Text: how its lines are written (`text/text-pattern.ts`). */
  readonly pattern?: string;
  /** CSV: as in `SourcePlan`. */
  readonly delimiter?: string;
  readonly header?: boolean;
  readonly columns?: readonly string[];
}

/** Lines that begin with a text, or in which a regular expression finds something. */
export type IgnoredLine = { readonly prefix: string } | { readonly pattern: string };

/** Another format of lines in the same file, inside the same envelopes. */
export type OtherPlan = Pick<SourcePlan, "format" | "pattern" | "roles" | "outcomeInLabel" | "assume">;

export interface SourcePlan {
  readonly format: SourceFormat;
  readonly compression: Compression;
  /** Absent: UTF-8. */
  readonly encoding?: TextEncoding;
  /** Absent: line feeds, with or without carriage returns before them. */
  readonly lineEnds?: LineEnds;
  /** CSV only: one byte, for example "," or "\t". */
  readonly delimiter?: string;
  /** CSV only: the first record holds the column names. */
  readonly header?: boolean;
  /** CSV only: names by position; of a headerless file "#1", "#2", … */
  readonly columns?: readonly string[];
  /** Text only: how its lines are written (`text/text-pattern.ts`). */
  readonly pattern?: string;
  /** Formats of lines only: what is around each line, the outermost first; at most three. */
  readonly envelopes?: readonly Envelope[];
  /** Formats of lines only: a line that is not of the plan's own format is read by the first of these that it fits. */
  readonly others?: readonly OtherPlan[];
  /** Absent for Jaeger, whose structure fixes every role. */
  readonly roles?: Roles;
  /** The outcome becomes part of the label ("unfave 200"). */
  readonly outcomeInLabel?: boolean;
  readonly assume?: TimeAssumptions;
  /** The last records of the file are the earliest: of equal stamps, the later line came first. */
  readonly newestFirst?: boolean;
  /**
   * Formats of lines only: lines that are passed over like blank ones, records or not. A line is looked at as it stands and, in
   * envelopes, as what they hold; of a CSV record its first line.
   */
  readonly ignored?: readonly IgnoredLine[];
  /**
   * Formats of lines only: lines that are no records count as continuations of the record before, wherever they stand. Absent:
   * where records of the format go on over lines they do so close behind one, and are rejected elsewhere.
   */
  readonly unmatched?: "continuation";
  /**
   * Formats of lines only: a line with the same bytes as the line directly before it is a duplicate, as where two appenders
   * write to one file. Absent: each counts.
   */
  readonly repeats?: "once";
  /** How a mined label is masked, and which templates users part or merge. */
  readonly labelRules?: LabelRules;
}
