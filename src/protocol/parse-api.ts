import type { LabelRules } from "../core/label/label-rules.ts";
import type { MaskPreview } from "../core/label/mask-preview.ts";
import type { ArchiveMember } from "../core/log/archive/archive-member.ts";
import type { Detection } from "../core/log/detect.ts";
import type { SliceContext } from "../core/log/file-reading.ts";
import type { FramedBlock } from "../core/log/framing.ts";
import type { RowJob } from "../core/log/parquet/row-job.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import type { RawRead } from "../core/log/raw-reads.ts";
import type { SliceJob } from "../core/log/slice-chain.ts";
import type { SourcePlan, ZoneTable } from "../core/log/source-plan.ts";
import type { PatternPlace } from "../core/log/text/pattern-place.ts";
import type { PatternTrial } from "../core/log/text/pattern-trial.ts";
import type { Outcome } from "../core/outcome.ts";
import type { MappingRow } from "../core/present/mapping-rows.ts";
import type { MappingTrial } from "../core/present/mapping-trial.ts";
import type { LogFile } from "./log-file.ts";

export interface StreamedBlock {
  readonly block: FramedBlock;
  /** Bytes of the (compressed) file read so far. */
  readonly bytesRead: number;
}

/** What a parse worker does. Failures are values; a rejected call means the worker is gone or has a bug. */
export interface ParseApi {
  /**
   * The files inside an archive (zip, tar, tar.gz, tar.zst); null if the file is none. Nothing is unpacked: a `memberFile`
   * of each is read like any file. Failures: I_CORRUPT_ARCHIVE, I_ENCRYPTED, I_UNSUPPORTED, I_ARCHIVE_SIZE.
   */
  listMembers(file: File): Promise<Outcome<readonly ArchiveMember[] | null>>;
  /** Looks at the head (inflated if need be) and tail of a file. */
  detect(file: LogFile): Promise<Outcome<Detection>>;
  /** Tries roles on the beginning of a file. Patterns of the user run in it: give the call a deadline. */
  tryMapping(file: LogFile, plan: SourcePlan, rows: readonly MappingRow[]): Promise<Outcome<MappingTrial>>;
  /** What a pattern of text makes of the lines at a place of the plan. Give the call a deadline. */
  tryPattern(file: LogFile, plan: SourcePlan, place: PatternPlace, text: string): Promise<Outcome<PatternTrial>>;
  /** A pattern for lines like this one, null if it has no stamp. Give the call a deadline. */
  proposePattern(line: string): Promise<string | null>;
  /** The offsets of a zone until the end of the year after a file was written; null if the browser knows no such zone. */
  zoneTable(file: LogFile, name: string): Promise<ZoneTable | null>;
  /** What is masked in messages. Patterns of the user run in it: give the call a deadline. */
  maskPreviews(texts: readonly string[], rules: LabelRules): Promise<Outcome<MaskPreview[]>>;
  /** Midnight UTC (epoch ns) before the earliest stamp in the head of a file, null if it has none under this plan. */
  earliestDayNs(file: LogFile, plan: SourcePlan): Promise<bigint | null>;
  /** Reads and parses one slice of an uncompressed file of lines. */
  parse(file: LogFile, plan: SourcePlan, job: SliceJob, context: SliceContext): Promise<Outcome<ParsedSlice>>;
  /** The slices of a file that tells its own (Parquet): stretches of rows, in order. */
  rowJobs(file: LogFile, plan: SourcePlan): Promise<Outcome<RowJob[]>>;
  /** Reads and parses one of them. */
  parseRows(file: LogFile, plan: SourcePlan, job: RowJob, context: SliceContext): Promise<Outcome<ParsedSlice>>;
  /** Opens a file that must be read from its beginning (compressed, or one JSON document). One at a time. */
  open(file: LogFile, plan: SourcePlan): Promise<void>;
  /** The next block of whole records of the opened file and the bytes of the file read so far, null at its end. */
  next(): Promise<Outcome<StreamedBlock | null>>;
  parseBlock(
    plan: SourcePlan,
    block: FramedBlock,
    sliceIndex: number,
    context: SliceContext,
  ): Promise<Outcome<ParsedSlice>>;
  /** Raw texts of records in the order of `lines` (1-based); `reads` are the `rawReads` of the lines. */
  rawRecords(
    file: LogFile,
    plan: SourcePlan,
    reads: readonly RawRead[],
    lines: readonly number[],
  ): Promise<Outcome<string>[]>;
}
