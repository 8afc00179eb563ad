import type { CompiledPlan } from "./field-plan.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import type { SourceFormat } from "./source-plan.ts";

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
  /** `bytes` reaches the end of the file. */
  readonly atEnd: boolean;
  /** Blocks of documents: what the bytes before `start` mean for these (`ElementReader.carry`). */
  readonly carry?: string;
  /** Origin of the dataset. */
  readonly originNs: bigint;
  /** 1 … 64: how many partitions are kept. */
  readonly keepPartitions: number;
}

/** The last record of the slice is longer than the bytes given: call again with at least so many more. */
export interface NeedMoreBytes {
  readonly needMoreBytes: number;
}

/** A format is one file that implements this, and one line of the registry in `parse-slice.ts`. */
export interface Format {
  readonly name: SourceFormat;
  /** Slices may begin anywhere in an uncompressed file; otherwise it must pass through `BlockFramer`. */
  readonly randomAccess: boolean;
  /** Pure: equal input gives equal bytes. */
  parse(plan: CompiledPlan, input: SliceInput): ParsedSlice | NeedMoreBytes;
}
