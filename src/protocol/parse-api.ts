import type { Detection } from "../core/log/detect.ts";
import type { SliceContext } from "../core/log/file-reading.ts";
import type { FramedBlock } from "../core/log/framing.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import type { RawPreview } from "../core/log/preview.ts";
import type { SliceJob } from "../core/log/slice-chain.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { Outcome } from "../core/outcome.ts";

/** What a parse worker does. Failures are values; a rejected call means the worker is gone or has a bug. */
export interface ParseApi {
  /** Looks at the head (inflated if need be) and tail of a file. */
  detect(file: File): Promise<Outcome<Detection>>;
  /** The first records of a file as raw columns under a plan. */
  preview(file: File, plan: SourcePlan, records: number): Promise<Outcome<RawPreview>>;
  /** Reads and parses one slice of an uncompressed file of lines. */
  parse(file: File, plan: SourcePlan, job: SliceJob, context: SliceContext): Promise<Outcome<ParsedSlice>>;
  /** Opens a file that must be read from its beginning (compressed, or one JSON document). One at a time. */
  open(file: File, plan: SourcePlan): Promise<void>;
  /** The next block of whole records of the opened file, null at its end. */
  next(): Promise<Outcome<FramedBlock | null>>;
  parseBlock(
    plan: SourcePlan,
    block: FramedBlock,
    sliceIndex: number,
    context: SliceContext,
  ): Promise<Outcome<ParsedSlice>>;
  /** Raw text of the record at a 1-based line, given a known offset of an earlier line. */
  rawRecord(
    file: File,
    plan: SourcePlan,
    known: { line: number; offset: number },
    line: number,
  ): Promise<Outcome<string>>;
}
