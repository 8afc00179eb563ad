import { failure, type Outcome, success } from "../outcome.ts";
import { NS_PER_SECOND, PARTITION_COUNT } from "../units.ts";
import type { Detection } from "./detect.ts";
import { detectText } from "./detect-text.ts";
import { patternLines } from "./envelope/pattern-lines.ts";
import { BlockReader, parseBlock, readSlice, type SliceContext } from "./file-reading.ts";
import { formatOf } from "./formats/registry.ts";
import type { FramedBlock } from "./framing.ts";
import { WHOLE_LINES } from "./line-sample.ts";
import {
  bytesFrom,
  compressionOf,
  extentOf,
  guarded,
  headOf,
  type OpenFile,
  SAMPLE_BYTES,
  textOf,
} from "./open-file.ts";
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
import type { SourcePlan, ZoneTable } from "./source-plan.ts";
import type { PatternPlace } from "./text/pattern-place.ts";
import { type PatternTrial, tryPattern } from "./text/pattern-trial.ts";
import { TEXT_RULES } from "./text/text-rules.ts";

/** A raw record is looked for this far behind its last known line; farther if it is not whole there. */
const FIRST_RAW_BYTES = 1 << 20;
const SECONDS_PER_DAY = 86_400;
const LINE_FEED = 0x0a;

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
