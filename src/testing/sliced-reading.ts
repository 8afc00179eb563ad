import { eventLines } from "../core/log/event-lines.ts";
import { BlockFramer } from "../core/log/framing.ts";
import { parseSlice } from "../core/log/parse-slice.ts";
import type { LineCounts, ParsedSlice } from "../core/log/parsed-slice.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";

/** What a reader of a file sees: events and rejects with the line numbers of the file, and what became of its lines. */
export interface FileReading {
  readonly events: readonly string[];
  readonly rejects: readonly string[];
  readonly counts: LineCounts;
  /** Records by format, of plans with several. */
  readonly formats?: readonly number[];
}

const COMMON = { fileIndex: 0, originNs: 0n, keepPartitions: 64 } as const;

/** The whole file as one slice. */
export function readWhole(plan: SourcePlan, bytes: Uint8Array): FileReading {
  const place = { sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...COMMON, ...place, bytes, atEnd: true });
  if ("needMoreBytes" in slice) throw new Error("all bytes were given, yet more are wanted");
  return joinedReading([slice]);
}

/**
 * The file in slices that are cut anywhere, each parsed as if nothing were known of the one before and again where that
 * says otherwise; `reach` = bytes given behind a slice's end at first. Throws if slices do not meet.
 */
export function readSliced(
  plan: SourcePlan,
  bytes: Uint8Array,
  cutAt: readonly number[],
  reach: number,
  step = 7,
  originNs = 0n,
): FileReading {
  const cuts = [...new Set(cutAt)].filter((cut) => cut > 0 && cut < bytes.length).sort((a, b) => a - b);
  const bounds = [0, ...cuts, bytes.length];
  const slices: ParsedSlice[] = [];
  let next = 0;
  for (let sliceIndex = 0; sliceIndex + 1 < bounds.length; sliceIndex++) {
    const once = (start: number, end: number, startIsRecord: boolean): ParsedSlice => {
      for (let to = end + reach; ; ) {
        const byteOffset = startIsRecord ? Math.min(start, bytes.length) : start - 1;
        const atEnd = to >= bytes.length;
        const place = { sliceIndex, byteOffset, start, end, startIsRecord };
        const parsed = parseSlice(plan, { ...COMMON, originNs, ...place, bytes: bytes.slice(byteOffset, to), atEnd });
        if (!("needMoreBytes" in parsed)) return parsed;
        if (atEnd) throw new Error("all bytes were given, yet more are wanted");
        to += Math.min(parsed.needMoreBytes, step);
      }
    };
    const [start, end] = [bounds[sliceIndex], bounds[sliceIndex + 1]];
    let slice = once(start, end, start === 0);
    if (slice.firstRecordOffset !== next) slice = once(next, Math.max(next, end), true);
    if (slice.firstRecordOffset !== next) throw new Error(`begins at ${slice.firstRecordOffset}, not at ${next}`);
    next = slice.nextRecordOffset;
    slices.push(slice);
  }
  if (next !== bytes.length) throw new Error(`ends at ${next}, not at ${bytes.length}`);
  return joinedReading(slices);
}

/** The file as a stream of chunks, cut into blocks of about `targetBytes`. */
export function readBlocks(plan: SourcePlan, bytes: Uint8Array, chunkBytes: number, targetBytes: number): FileReading {
  const framer = new BlockFramer(plan, targetBytes);
  const blocks = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const pushed = framer.push(bytes.slice(at, at + chunkBytes));
    if (!pushed.ok) throw new Error(pushed.failure.message);
    blocks.push(...pushed.value);
  }
  blocks.push(...framer.finish());
  return joinedReading(
    blocks.map((block, sliceIndex) => {
      const { byteOffset: start } = block;
      const slice = parseSlice(plan, { ...COMMON, ...block, sliceIndex, start, end: start + block.bytes.length });
      if ("needMoreBytes" in slice) throw new Error("a block ends inside a record");
      return slice;
    }),
  );
}

/** What slices in file order tell, with the line numbers of the file. */
export function joinedReading(slices: readonly ParsedSlice[]): FileReading {
  const events: string[] = [];
  const rejects: string[] = [];
  const counts = { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 };
  let extra = 0;
  let formats: number[] | undefined;
  for (const slice of slices) {
    const before = counts.lines;
    for (const event of eventLines(slice)) events.push(event.replace(/^\d+/, (line) => String(Number(line) + before)));
    for (const { line, code } of slice.rejects) rejects.push(`${line + before} ${code}`);
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += slice.counts[key];
    extra += slice.counts.extra ?? 0;
    formats = slice.formats?.map((records, format) => records + (formats?.[format] ?? 0)) ?? formats;
  }
  return { events, rejects, counts: extra > 0 ? { ...counts, extra } : counts, ...(formats && { formats }) };
}

/** Whether every line is accounted for. */
export function isConserved({ counts }: FileReading, bytes: Uint8Array): boolean {
  const lineFeeds = bytes.filter((byte) => byte === 10).length;
  const lines = lineFeeds + (bytes.length > 0 && bytes[bytes.length - 1] !== 10 ? 1 : 0);
  const { records, continuations, blank, duplicates, rejects } = counts;
  return counts.lines === lines && records + continuations + blank + duplicates + rejects === lines;
}
