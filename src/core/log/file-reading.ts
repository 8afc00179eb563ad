import type { Outcome } from "../outcome.ts";
import { failure, success } from "../outcome.ts";
import { BlockFramer, type FramedBlock } from "./framing.ts";
import { parseSlice } from "./parse-slice.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import { MAX_RECORD_BYTES } from "./record-limit.ts";
import type { SliceJob } from "./slice-chain.ts";
import type { SourcePlan } from "./source-plan.ts";

/** A file as the core sees it: bytes on demand. Reading may reject (the file was changed, moved or deleted). */
export interface ByteSource {
  readonly size: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

/** What every slice of one reading has in common. */
export interface SliceContext {
  readonly fileIndex: number;
  readonly originNs: bigint;
  readonly keepPartitions: number;
  /** Several files of lines are read: copies of lines have to be found. */
  readonly hashLines?: boolean;
  /** As in `SliceInput`. */
  readonly allRejects?: boolean;
}

/** Read ahead of a slice's end, for its last record. */
const LOOK_AHEAD_BYTES = 64 << 10;

/** Reads and parses one slice of an uncompressed file, and as much more as its last record takes. */
export async function readSlice(
  source: ByteSource,
  plan: SourcePlan,
  job: SliceJob,
  context: SliceContext,
): Promise<Outcome<ParsedSlice>> {
  const byteOffset = Math.max(0, job.start - 1);
  let ahead = LOOK_AHEAD_BYTES;
  for (;;) {
    const until = Math.min(source.size, job.end + ahead);
    const bytes = await source.read(byteOffset, until);
    if (bytes.length !== until - byteOffset) {
      return failure(
        "I_READ",
        `expected ${until - byteOffset} bytes at ${byteOffset}, got ${bytes.length}: has it changed?`,
      );
    }
    const slice = parseSlice(plan, { ...context, ...job, bytes, byteOffset, atEnd: until === source.size });
    if (!("needMoreBytes" in slice)) return success(slice);
    ahead += slice.needMoreBytes;
    if (ahead > MAX_RECORD_BYTES) {
      return failure("F_RECORD_SIZE", `the record that begins before byte ${job.end} is longer than 64 MiB`);
    }
  }
}

/** Parses one block of a stream. */
export function parseBlock(
  plan: SourcePlan,
  block: FramedBlock,
  sliceIndex: number,
  context: SliceContext,
): Outcome<ParsedSlice> {
  const end = block.byteOffset + block.bytes.length;
  const slice = parseSlice(plan, { ...context, ...block, sliceIndex, start: block.byteOffset, end });
  if ("needMoreBytes" in slice) {
    return failure("I_CORRUPT", `the record before byte ${end} does not end where the stream was cut`);
  }
  return success(slice);
}

/** Pulls blocks of whole records out of a stream of chunks. */
export class BlockReader {
  private readonly framer: BlockFramer;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private ready: FramedBlock[] = [];
  private ended = false;
  /** Why the stream broke off. */
  private trouble: { readonly error: unknown } | null = null;

  constructor(chunks: AsyncIterable<Uint8Array>, plan: SourcePlan, targetBytes?: number) {
    this.framer = new BlockFramer(plan, targetBytes);
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next block, null at the end. Throws what the stream throws, behind the whole records that came before. */
  async next(): Promise<Outcome<FramedBlock | null>> {
    while (this.ready.length === 0 && !this.ended) {
      if (this.trouble !== null) throw this.trouble.error;
      const result = await this.chunks.next().catch((error: unknown) => {
        this.trouble = { error };
        this.ready = this.framer.broken();
        return null;
      });
      if (result === null) continue;
      const { done, value } = result;
      if (done === true) {
        this.ended = true;
        this.ready = this.framer.finish();
      } else {
        const pushed = this.framer.push(value);
        if (!pushed.ok) return pushed;
        this.ready = pushed.value;
      }
    }
    return success(this.ready.shift() ?? null);
  }
}
