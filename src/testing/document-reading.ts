import { encodeUtf8 } from "../core/bytes.ts";
import { eventLines } from "../core/log/event-lines.ts";
import { BlockFramer, type FramedBlock } from "../core/log/framing.ts";
import { parseSlice } from "../core/log/parse-slice.ts";
import type { LineCounts } from "../core/log/parsed-slice.ts";
import type { DocumentFormat } from "../core/log/source-plan.ts";

/** All that reading a document told, with the line numbers of the file. */
export interface DocumentReading {
  /** As `eventLines`. */
  readonly events: readonly string[];
  /** "line code reason" */
  readonly rejects: readonly string[];
  /** "code count", by code. */
  readonly warnings: readonly string[];
  readonly counts: LineCounts;
}

/** How the bytes arrive, and how large blocks are to be. */
export interface Cuts {
  readonly chunkBytes: number;
  readonly blockBytes: number;
}

/** Reads a whole document in one slice or, with `cuts`, as a stream in blocks. Stamps are ns since `originNs`. */
export function readDocument(
  format: DocumentFormat,
  document: string | Uint8Array,
  cuts: Cuts | null = null,
  originNs = 0n,
): DocumentReading {
  const plan = { format, compression: "none" } as const;
  const bytes = typeof document === "string" ? encodeUtf8(document) : document;
  const blocks: readonly FramedBlock[] =
    cuts === null
      ? [{ bytes, byteOffset: 0, startIsRecord: true, endIsRecord: true, atEnd: true }]
      : blocksOf(format, bytes, cuts);
  const events: string[] = [];
  const rejects: string[] = [];
  const warnings = new Map<string, number>();
  const counts = { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 };
  for (const [sliceIndex, block] of blocks.entries()) {
    const { byteOffset: start } = block;
    const place = { fileIndex: 0, sliceIndex, start, end: start + block.bytes.length, originNs, keepPartitions: 64 };
    const slice = parseSlice(plan, { ...block, ...place });
    if ("needMoreBytes" in slice) throw new Error("needs more bytes");
    for (const event of eventLines(slice)) {
      events.push(event.replace(/^\d+/, (line) => String(Number(line) + counts.lines)));
    }
    for (const { line, code, reason } of slice.rejects) rejects.push(`${line + counts.lines} ${code} ${reason}`);
    for (const { code, count } of slice.warnings ?? []) warnings.set(code, (warnings.get(code) ?? 0) + count);
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += slice.counts[key];
  }
  return { events, rejects, warnings: [...warnings].map(([code, count]) => `${code} ${count}`).sort(), counts };
}

/** The blocks that a stream of the bytes is cut into. Throws if a record is too long. */
function blocksOf(format: DocumentFormat, bytes: Uint8Array, { chunkBytes, blockBytes }: Cuts): FramedBlock[] {
  const framer = new BlockFramer({ format, compression: "none" }, blockBytes);
  const blocks: FramedBlock[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const pushed = framer.push(bytes.slice(at, at + chunkBytes));
    if (!pushed.ok) throw new Error(pushed.failure.message);
    blocks.push(...pushed.value);
  }
  return [...blocks, ...framer.finish()];
}
