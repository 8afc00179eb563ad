import { type Failure, failure, type Outcome, success } from "../outcome.ts";
import { NS_PER_SECOND, PARTITION_COUNT } from "../units.ts";
import { ArchiveTrouble } from "./archive/archive-trouble.ts";
import type { Detection, SampleExtent } from "./detect.ts";
import { detectText } from "./detect-text.ts";
import { layered, textLayer } from "./encoding/transcoder.ts";
import { patternLines } from "./envelope/pattern-lines.ts";
import { BlockReader, type ByteSource, parseBlock, readSlice, type SliceContext } from "./file-reading.ts";
import { formatOf } from "./formats/registry.ts";
import type { FramedBlock } from "./framing.ts";
import { WHOLE_LINES } from "./line-sample.ts";
import { isParquet } from "./parquet/parquet-file.ts";
import { type ParquetLoader, ParquetService } from "./parquet/parquet-service.ts";
import type { RowJob } from "./parquet/row-job.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import { previewRecords, type RawPreview } from "./preview.ts";
import { isRows, isSliced } from "./random-access.ts";
import { type RawRead, stretchesOf } from "./raw-reads.ts";
import { rawRecord as rawRecordIn } from "./raw-record.ts";
import { recordsOfRead } from "./read-records.ts";
import { MAX_RECORD_BYTES } from "./record-limit.ts";
import type { SliceJob } from "./slice-chain.ts";
import type { Compression, SourcePlan, ZoneTable } from "./source-plan.ts";
import type { PatternPlace } from "./text/pattern-place.ts";
import { type PatternTrial, tryPattern } from "./text/pattern-trial.ts";
import { TEXT_RULES } from "./text/text-rules.ts";

/** Enough for some thousand records. */
const SAMPLE_BYTES = 512 << 10;
/** A raw record is looked for this far behind its last known line; farther if it is not whole there. */
const FIRST_RAW_BYTES = 1 << 20;
const SECONDS_PER_DAY = 86_400;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A file as a worker opens it. Streams and reads may reject: the file was changed, moved or deleted, or is corrupt. */
export interface OpenFile extends ByteSource {
  readonly name: string;
  readonly lastModifiedMs?: number;
  /** Parts of it can only be had by reading up to them: a file inside a compressed archive. */
  readonly isStream?: boolean;
  /** Bytes of the file from its beginning; with gzip, inflated. `onRead` is told how many bytes of the file were used. */
  stream(compression: Compression, onRead?: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

/** Records of the beginning of a file and, where they can be had, of its end. */
export interface RecordSample {
  readonly head: RawPreview;
  readonly late?: RawPreview;
}

/** What a parse worker does, free of browser types. Trouble with a file is a failure, never an exception. */
export class ParseService {
  private opened: BlockReader | null = null;
  private bytesRead = 0;
  private readonly parquet: ParquetService;

  /** @param loadParquet brings what reads Parquet, when a file needs it; without it such files are refused */
  constructor(loadParquet: ParquetLoader | null = null) {
    this.parquet = new ParquetService(loadParquet);
  }

  /** Looks at the head (inflated if need be) and tail of a file. `zones`: to offer where stamps tell none. */
  async detect(file: OpenFile, zones: readonly ZoneTable[] = []): Promise<Outcome<Detection>> {
    return guarded(file, async () => {
      if (file.size === 0) return failure("I_EMPTY", "the file is empty");
      const magic = await headOf(file, { compression: file.isStream ? "stream" : "none" }, 4);
      const { name, size, lastModifiedMs } = file;
      const facts = { zones, ...(lastModifiedMs !== undefined && { lastModifiedMs }) };
      // What can only be read from its beginning is refused below: Parquet is read from its end.
      if (isParquet(magic) && file.isStream !== true) return this.parquet.detect(file, facts);
      const compression = compressionOf(magic, file);
      const head = await headOf(file, { compression });
      // An even number of bytes before the end: UTF-16 is not cut in half.
      const behindHead = Math.max(0, file.size - SAMPLE_BYTES);
      const tailStart = behindHead - (behindHead % 2);
      const tail = compression === "none" ? await file.read(tailStart, file.size) : undefined;
      const found = detectText({ name, size, head, compression, ...(tail && { tail }), ...facts });
      if (!found.ok || formatOf(found.value.plan.format).framing === "elements") return found;
      const extent = extentOf(head, compression === "none" ? size : null);
      return success({ ...found.value, extent });
    });
  }

  /** Midnight UTC (epoch ns) before the earliest stamp in the head of a file, null if it has none under this plan. */
  async earliestDayNs(file: OpenFile, plan: SourcePlan): Promise<bigint | null> {
    const slice = await this.parseHead(file, plan);
    if (!slice.ok || slice.value.timeNs.length === 0) return null;
    // Epoch ns in a double are off by up to 256 ns: enough for a day.
    const earliest = slice.value.timeNs.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
    const day = Math.floor(earliest / NS_PER_SECOND / SECONDS_PER_DAY);
    return BigInt(day * SECONDS_PER_DAY) * BigInt(NS_PER_SECOND);
  }

  /** The first records of a file as they are written. Failures: those of `previewRecords`, I_READ. */
  preview(file: OpenFile, plan: SourcePlan, count: number): Promise<Outcome<RawPreview>> {
    return guarded(file, async () => {
      if (isRows(plan)) return this.parquet.preview(file, count);
      const head = await headOf(file, plan);
      return previewRecords(plan, head, count, isSliced(plan) && head.length >= file.size);
    });
  }

  /**
   * The first records, and the first of the last 512 KiB of a file that can be read there: for what a plan makes of its
   * stamps. Failures: those of `preview`.
   */
  sample(file: OpenFile, plan: SourcePlan, count: number): Promise<Outcome<RecordSample>> {
    return guarded(file, async () => {
      const head = await this.preview(file, plan, count);
      if (!head.ok || !isSliced(plan) || isRows(plan) || file.size <= SAMPLE_BYTES) {
        return head.ok ? success({ head: head.value }) : head;
      }
      const bytes = await file.read(file.size - SAMPLE_BYTES, file.size);
      const late = previewRecords(headerless(plan), bytes.subarray(bytes.indexOf(LINE_FEED) + 1), count, true);
      return success({ head: head.value, ...(late.ok && { late: late.value }) });
    });
  }

  /** What a pattern would make of the lines that it is for. Failures: R_PATTERN of another pattern of the plan, I_READ. */
  tryPattern(file: OpenFile, plan: SourcePlan, place: PatternPlace, text: string): Promise<Outcome<PatternTrial>> {
    return guarded(file, async () => {
      const head = await headOf(file, plan);
      const lines = patternLines(plan, place, head, isSliced(plan) && head.length >= file.size);
      if (!lines.ok) return lines;
      const { bytes, isWhole } = lines.value;
      return success(tryPattern(text, bytes, place.part === "envelope" ? WHOLE_LINES : TEXT_RULES, isWhole));
    });
  }

  /** What a plan makes of the beginning of a file: some thousand records. */
  parseHead(file: OpenFile, plan: SourcePlan): Promise<Outcome<ParsedSlice>> {
    return guarded(file, async () => {
      const context = { fileIndex: 0, originNs: 0n, keepPartitions: PARTITION_COUNT };
      if (isRows(plan)) return this.parquet.parseHead(file, plan, context);
      if (isSliced(plan)) {
        const job = { sliceIndex: 0, start: 0, end: Math.min(file.size, SAMPLE_BYTES), startIsRecord: true };
        return readSlice(file, plan, job, context);
      }
      const block = await new BlockReader(textOf(file, plan), plan, SAMPLE_BYTES).next();
      if (!block.ok) return block;
      if (block.value === null) return failure("I_EMPTY", "the file is empty");
      return parseBlock(plan, block.value, 0, context);
    });
  }

  parse(file: OpenFile, plan: SourcePlan, job: SliceJob, context: SliceContext): Promise<Outcome<ParsedSlice>> {
    return guarded(file, () => readSlice(file, plan, job, context));
  }

  /** The slices of a file that tells its own: stretches of rows, in order. */
  rowJobs(file: OpenFile, plan: SourcePlan): Promise<Outcome<RowJob[]>> {
    return guarded(file, () => this.parquet.jobs(file, plan));
  }

  /** Parses one of them. */
  parseRows(file: OpenFile, plan: SourcePlan, job: RowJob, context: SliceContext): Promise<Outcome<ParsedSlice>> {
    return guarded(file, () => this.parquet.parse(file, plan, job, context));
  }

  /** Opens a file that must be read from its beginning; the one opened before is given up. */
  open(file: OpenFile, plan: SourcePlan): void {
    this.bytesRead = 0;
    const chunks = textOf(file, plan, (bytes) => {
      this.bytesRead += bytes;
    });
    this.opened = new BlockReader(chunks, plan);
  }

  /** The next block of the opened file and the bytes of the file read so far, null at its end. */
  async next(): Promise<Outcome<{ block: FramedBlock; bytesRead: number } | null>> {
    const { opened } = this;
    if (opened === null) return success(null);
    return guarded(null, async () => {
      const block = await opened.next();
      if (!block.ok) return block;
      return success(block.value === null ? null : { block: block.value, bytesRead: this.bytesRead });
    });
  }

  /** The raw text of the record at a 1-based line, however long, given the offset of an earlier line. */
  private rawRecord(
    file: OpenFile,
    plan: SourcePlan,
    known: { readonly line: number; readonly offset: number },
    line: number,
  ): Promise<Outcome<string>> {
    return guarded(file, async () => {
      for (let window = FIRST_RAW_BYTES; ; window *= 8) {
        const bytes = isSliced(plan)
          ? await file.read(known.offset, Math.min(file.size, known.offset + window))
          : await bytesFrom(textOf(file, plan), known.offset, window);
        const text = rawRecordIn(plan, bytes, line - known.line, known.offset, bytes.length < window);
        if (text.ok || text.failure.code !== "F_MORE" || window > MAX_RECORD_BYTES) return text;
      }
    });
  }

  /**
   * The raw texts of many records in the order of `lines` (1-based): every stretch of the file is read once, a compressed
   * file in one pass. @param reads `rawReads` of the lines
   */
  async rawRecords(
    file: OpenFile,
    plan: SourcePlan,
    reads: readonly RawRead[],
    lines: readonly number[],
  ): Promise<Outcome<string>[]> {
    if (isRows(plan)) {
      const rows = await guarded(file, () => this.parquet.rawRows(file, lines));
      return rows.ok ? rows.value : lines.map(() => rows);
    }
    const texts: Outcome<string>[] = [];
    const done = await guarded(file, async () => {
      const stretches = isSliced(plan) ? null : await stretchesOf(textOf(file, plan), reads);
      for (const [at, read] of reads.entries()) {
        const { offset, length, wanted } = read;
        const bytes = stretches?.[at] ?? (await file.read(offset, Math.min(file.size, offset + length)));
        const found = recordsOfRead(plan, read, lines, bytes);
        for (const [i, position] of wanted.entries()) {
          const text = found[i];
          const isShort = !text.ok && text.failure.code === "F_MORE";
          texts[position] = isShort ? await this.rawRecord(file, plan, read, lines[position]) : text;
        }
      }
      return success(null);
    });
    return done.ok ? texts : lines.map(() => done);
  }
}

/** The plan for a part of a file that its header line is not in. */
function headerless(plan: SourcePlan): SourcePlan {
  const { header, envelopes } = plan;
  return {
    ...plan,
    ...(header === true && { header: false }),
    ...(envelopes && { envelopes: envelopes.map((layer) => (layer.header ? { ...layer, header: false } : layer)) }),
  };
}

function named({ code, message }: Failure, file: OpenFile | null): Failure {
  return { code, message: file === null ? message : `${file.name}: ${message}` };
}

/** Turns a rejected read into a failure that names what to do. */
async function guarded<T>(file: OpenFile | null, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArchiveTrouble) return { ok: false, failure: named(error.failure, file) };
    const what = error instanceof Error ? error.message : String(error);
    const name = file === null ? "the file" : file.name;
    return failure("I_READ", `${name} could not be read (${what}): was it changed, moved or cut short? Drop it again.`);
  }
}

/** What a file is read through: its compression and the encoding of its text. */
type Reading = Pick<SourcePlan, "compression" | "encoding" | "lineEnds">;

/** The bytes of a file as UTF-8 with line feeds. */
function textOf(file: OpenFile, plan: Reading, onRead?: (bytes: number) => void): AsyncIterable<Uint8Array> {
  const layer = textLayer(plan);
  const chunks = file.stream(plan.compression, onRead);
  return layer === undefined ? chunks : layered(chunks, layer);
}

async function headOf(file: OpenFile, plan: Reading, count = SAMPLE_BYTES): Promise<Uint8Array> {
  const isPlain = plan.compression === "none" && textLayer(plan) === undefined;
  return isPlain ? file.read(0, Math.min(file.size, count)) : bytesFrom(beforeDamage(textOf(file, plan)), 0, count);
}

/** The chunks before the place where an archive is damaged, if a line ends there: enough to see what it holds. */
async function* beforeDamage(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let hasLine = false;
  try {
    for await (const chunk of chunks) {
      hasLine ||= chunk.includes(LINE_FEED);
      yield chunk;
    }
  } catch (error) {
    if (!(hasLine && error instanceof ArchiveTrouble)) throw error;
  }
}

/** Lines of the first bytes of a file of `size` bytes, null if it is compressed: what its sample is a share of is not known. */
function extentOf(head: Uint8Array, size: number | null): SampleExtent {
  const count = (end: number) => head.reduce((sum, byte) => sum + (byte === end ? 1 : 0), 0);
  const lines = count(LINE_FEED) || count(CARRIAGE_RETURN);
  const last = head.at(-1);
  if (head.length < SAMPLE_BYTES || head.length === size) {
    return { lines: last === LINE_FEED || last === CARRIAGE_RETURN ? lines : lines + 1, share: 1 };
  }
  return { lines, share: size === null ? null : head.length / size };
}

function compressionOf(magic: Uint8Array, file: OpenFile): Compression {
  if (magic[0] === 0x1f && magic[1] === 0x8b) return "gzip";
  if (magic[0] === 0x28 && magic[1] === 0xb5 && magic[2] === 0x2f && magic[3] === 0xfd) return "zstd";
  return file.isStream === true ? "stream" : "none";
}

/** At most `count` bytes of a stream from `offset` on. */
async function bytesFrom(chunks: AsyncIterable<Uint8Array>, offset: number, count: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let position = 0;
  let taken = 0;
  for await (const chunk of chunks) {
    const from = Math.max(0, offset - position);
    position += chunk.length;
    if (from >= chunk.length) continue;
    const part = chunk.subarray(from, from + count - taken);
    parts.push(part);
    taken += part.length;
    if (taken === count) break;
  }
  const bytes = new Uint8Array(taken);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
