import type { Outcome } from "../outcome.ts";
import type { Candidate, FormatSample } from "./candidate.ts";
import type { ElementFormat } from "./element-format.ts";
import type { CompiledPlan } from "./field-plan.ts";
import type { LineRules, LineSplitter } from "./line-splitter.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import type { SampleTable } from "./sample-table.ts";
import type { SourceFormat, SourcePlan } from "./source-plan.ts";

/**
 * A part of a file, to be parsed.
 *
 *     file    |……………………[start ……………………… end)……………………|
 *     bytes          |byteOffset ……………………………………………|      from the start, or one byte before it, to past the end
 *
 * The slice owns the records that start in [start, end). All offsets count bytes of the uncompressed file.
 */
export interface SliceInput {
  readonly fileIndex: number;
  readonly sliceIndex: number;
  readonly bytes: Uint8Array;
  /** Offset of bytes[0] in the file. */
  readonly byteOffset: number;
  readonly start: number;
  readonly end: number;
  /** A record is known to start exactly at `start`. Otherwise the first line end at or after start − 1 is taken to end a record. */
  readonly startIsRecord: boolean;
  /** `end` is known to end a record, its continuations included; otherwise that is seen by what follows. */
  readonly endIsRecord?: boolean;
  /** `bytes` reaches the end of the file. */
  readonly atEnd: boolean;
  /** Blocks of documents: what the bytes before `start` mean for these (`ElementReader.carry`). */
  readonly carry?: string;
  /** Origin of the dataset. */
  readonly originNs: bigint;
  /** 1 … 64: how many partitions are kept. */
  readonly keepPartitions: number;
  /** Rows tell the hash of their line: other files may hold it too. Formats of lines only. */
  readonly hashLines?: boolean;
  /** Samples of all rejects are kept, not of the first hundred of each code. */
  readonly allRejects?: boolean;
}

/** The last record of the slice is longer than the bytes given: call again with at least so many more. */
export interface NeedMoreBytes {
  readonly needMoreBytes: number;
}

/**
 * How records follow one another in the bytes: physical lines, CSV records, elements of the array of a JSON document. "rows":
 * they do not; the file tells its own slices, stretches of rows.
 */
export type Framing = "lines" | "csv" | "elements" | "rows";

/**
 * What the columns of a plan are: "listed" = positions named by `plan.columns`; "paths" = dotted paths into each record;
 * "named" = names that the format or its pattern gives; "none" = the structure of the format fixes every role.
 */
export type ColumnNames = "listed" | "paths" | "named" | "none";

/** A format is one file in `formats/` that implements this, and one line of `formats/registry.ts`. */
export interface Format {
  readonly name: SourceFormat;
  /** Slices may begin anywhere in an uncompressed file; otherwise it must pass through `BlockFramer`. */
  readonly randomAccess: boolean;
  readonly framing: Framing;
  readonly columnNames: ColumnNames;
  /** Pure: equal input gives equal bytes. */
  parse(plan: CompiledPlan, input: SliceInput): ParsedSlice | NeedMoreBytes;
  /** How the sample would be read as this format, null if it would not. */
  detect(sample: FormatSample): Candidate | null;
  /** Of formats of documents: how their elements are read. */
  readonly elements?: ElementFormat;
  /** Of formats of lines: how they are split. */
  readonly lines?: {
    rules(plan: SourcePlan): LineRules;
    splitter(plan: SourcePlan, names: readonly string[]): LineSplitter;
  };
  /**
   * Of formats that name their columns: the names, undefined if any may occur. Failure R_PATTERN: what says how lines are
   * split does not.
   */
  columns?(plan: SourcePlan): Outcome<readonly string[] | undefined>;
  /** The first `count` records of the first bytes of a file under a plan; absent if the structure fixes every role. */
  records?(plan: SourcePlan, head: Uint8Array, count: number, isWhole: boolean): SampleTable;
}
