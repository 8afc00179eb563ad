import type { Dictionary } from "../dictionary.ts";

/**
 * What a parse worker makes of one slice (or streamed block) of one file: columns with slice-local ids,
 * rows ordered by partition, dictionaries as bytes. Everything in it is transferable.
 *
 *     partitionOffsets  0      2   3          … 64 partitions, by the md5 order of the request id
 *     timeNs            t t    t   t t t      row order inside a partition = order in the file
 *     request           0 0    4   1 1 2      local id → `requests`
 *
 * Line numbers are relative to the slice (0 = its first line): only the store knows how many lines came before.
 */
export interface ParsedSlice {
  readonly fileIndex: number;
  readonly sliceIndex: number;
  /**
   * Byte offset in the (uncompressed) file of the first record at or after the slice start. It may lie at or past the
   * slice end: then the slice has no rows, and `nextRecordOffset` is the same.
   */
  readonly firstRecordOffset: number;
  /** Byte offset of the first record that starts at or after the slice end. The next slice must begin exactly here. */
  readonly nextRecordOffset: number;
  readonly counts: LineCounts;
  /** Of plans with `others`: records of the plan's own format and of each of the others, extra ones not counted. */
  readonly formats?: readonly number[];
  readonly rejects: readonly Reject[];
  /** Rejects per code; `rejects` holds at most 100 samples per code, the first by line. */
  readonly rejectCounts: readonly RejectCount[];
  /**
   * Records that were kept in spite of something odd, per code: S_NEG_DUR (end before start), K_NO_LABEL, K_DOUBLE_ID
   * (id of floating-point numbers, not used), S_NO_LABEL (log of a span without label, left out), S_LOG_TIME (log of a span
   * without time, left out); of Chrome traces S_NO_EVENT (counters and the like), S_NO_START and S_NO_END (the other side of
   * a pair is missing).
   */
  readonly warnings?: readonly RejectCount[];
  /** Byte offset of lines 0, 1024, 2048, … of the slice, for re-reading raw lines; for JSON documents of elements. */
  readonly lineOffsets: Float64Array;
  /** Number of lines (units) that each entry of `lineOffsets` has before it. */
  readonly lineOffsetLines: Uint32Array;

  /** Of equal stamps of the file, the later line came first. */
  readonly newestFirst?: boolean;
  /** Lines with the bytes of the line before them are to be left out (`trace/repeated-rows.ts`); rows have line hashes. */
  readonly repeats?: "once";

  readonly eventCount: number;
  /** Length 65: rows of partition p are partitionOffsets[p] … partitionOffsets[p + 1] − 1. */
  readonly partitionOffsets: Uint32Array;
  /** ns since the dataset's origin. */
  readonly timeNs: Float64Array;
  /** → `requests` */
  readonly request: Int32Array;
  /** → `source*` arrays: the combination of host, task name, label and phase that wrote the event. */
  readonly source: Int32Array;
  /** → `tasks`: the task instance (thread, span, actor), −1 without one. */
  readonly task: Int32Array;
  /** Line of the record, relative to the slice. */
  readonly line: Uint32Array;
  /** Order among equal stamps: the source's phase, but PHASE_POINT for both events of a zero-length span. */
  readonly order: Uint8Array;
  /**
   * Of files that may hold lines of another, or repeat their own: a hash of the bytes of the row's line (`LineHash`), for finding copies. Gone
   * once they are found.
   */
  readonly lineHash?: Float64Array;
  /** One dictionary column per key and attribute of the plan, outcome first: −1 = no value. */
  readonly attributes: readonly Int32Array[];

  /** Trimmed request ids as they are written; several may be one request (`RequestKey`). */
  readonly requests: Dictionary;
  /** First 32 bits (8 hex digits) of the md5 of the key of each request id. */
  readonly requestHash: Uint32Array;
  /** Forms in which ids are written, also those outside the sample: bits of `RequestKey.form`. */
  readonly idForms: number;
  readonly hosts: Dictionary;
  readonly tasks: Dictionary;
  readonly taskNames: Dictionary;
  readonly labels: Dictionary;
  /**
   * Labels from free text, still to be mined: "component U+001F masked message U+001F rest"; labels without U+001F are as
   * they stand. Labels of records outside the sample are among them, so that the sample decides nothing.
   */
  readonly hasFreeText?: boolean;
  readonly attributeValues: readonly Dictionary[];

  /** Per source: → hosts, → taskNames, → labels, PHASE_*. */
  readonly sourceHost: Int32Array;
  readonly sourceTaskName: Int32Array;
  readonly sourceLabel: Int32Array;
  readonly sourcePhase: Uint8Array;
  /** Per source: largest e ≤ 9 such that 10^e ns divides every stamp seen; and the number of stamps. */
  readonly sourceResolution: Uint8Array;
  readonly sourceStamps: Uint32Array;
  /** Events not kept because their request lies outside the sample (`keepPartitions`). */
  readonly droppedEvents: number;
}

/**
 * The conservation law: lines = records + continuations + blank + duplicates + rejects. Every line is one of these, whatever
 * is on it: a second record on a line is *extra*, and no part of the sum.
 */
export interface LineCounts {
  /** Physical lines; of documents the units that they tell: spans, events, entries. */
  readonly lines: number;
  /** First lines of records. */
  readonly records: number;
  /** Further physical lines of a record (quoted newlines). */
  readonly continuations: number;
  /** Header, blank, comment. */
  readonly blank: number;
  /**
   * Lines that another file holds as well (`trace/duplicate-lines.ts`), or that repeat the one before
   * (`trace/repeated-rows.ts`): counted where the slices of all files meet.
   */
  readonly duplicates: number;
  readonly rejects: number;
  /** Records that begin on a line behind another; absent: none. */
  readonly extra?: number;
}

export interface Reject {
  readonly code: string;
  /** Relative to the slice. */
  readonly line: number;
  /** What was seen, what was expected, what to do. */
  readonly reason: string;
  /** At most 400 characters of the record. */
  readonly sample: string;
}

export interface RejectCount {
  readonly code: string;
  readonly count: number;
}
