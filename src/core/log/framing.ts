import { failure, type Outcome, success } from "../outcome.ts";
import { CsvRecordWalker, RECORD_BAD_QUOTE, RECORD_INCOMPLETE } from "./csv-record.ts";
import { ElementBoundaries } from "./element-boundaries.ts";
import { isWrapped } from "./envelope/envelope-columns.ts";
import { WrappedBoundaries } from "./envelope/wrapped-boundaries.ts";
import { FieldTable } from "./field-table.ts";
import { formatOf } from "./formats/registry.ts";
import { ContinuedLineBoundaries, LineBoundaries } from "./line-boundaries.ts";
import { MAX_RECORD_BYTES } from "./record-limit.ts";
import type { SourcePlan } from "./source-plan.ts";

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const TARGET_BYTES = 4 << 20;
/** A run of whole records of a stream: parse it as a slice of [byteOffset, byteOffset + bytes.length). */
export interface FramedBlock {
  readonly bytes: Uint8Array;
  /** Offset of bytes[0] in the uncompressed file. */
  readonly byteOffset: number;
  readonly startIsRecord: true;
  readonly endIsRecord: true;
  /** The file ends with this block. */
  readonly atEnd: boolean;
  /** Documents: what the bytes before mean for this block. Absent in the first. */
  readonly carry?: string;
}

/**
 * Cuts a stream of bytes, however chunked, into blocks at record boundaries. The bytes of all blocks, one after the
 * other, are the file (of a JSON document less the wrapper behind its array), and their records are those of one
 * sequential read.
 */
export class BlockFramer {
  private buffer: Uint8Array;
  private used = 0;
  private offset = 0;
  private carry: string | undefined;
  private readonly boundaries: Boundaries;

  constructor(
    plan: SourcePlan,
    private readonly targetBytes = TARGET_BYTES,
  ) {
    this.buffer = new Uint8Array(targetBytes + (targetBytes >> 2));
    this.boundaries = boundariesOf(plan);
  }

  /** Takes the next bytes of the file; the blocks that are full. Failure F_RECORD_SIZE: a record of more than 64 MiB. */
  push(chunk: Uint8Array): Outcome<FramedBlock[]> {
    const blocks: FramedBlock[] = [];
    // A large chunk goes in by pieces, so that blocks stay near their target.
    for (let from = 0; from < chunk.length; from += this.targetBytes) {
      if (this.boundaries.isDone) break;
      this.append(chunk.subarray(from, from + this.targetBytes));
      if (this.used < this.targetBytes) continue;
      const cut = this.boundaries.last(this.buffer, this.used);
      if (cut > 0) blocks.push(this.take(cut, false));
      else if (this.used > MAX_RECORD_BYTES) {
        return failure("F_RECORD_SIZE", `the record at byte ${this.offset} is longer than 64 MiB`);
      }
    }
    return success(blocks);
  }

  /** Ends the file: the last block, which may be empty of records but always tells `atEnd`. */
  finish(): FramedBlock[] {
    return [this.take(this.boundaries.isDone ? 0 : this.used, true)];
  }

  /** The whole records that wait, where the stream broke off: no byte behind them is known. */
  broken(): FramedBlock[] {
    const cut = this.boundaries.isDone ? 0 : this.boundaries.last(this.buffer, this.used);
    return cut > 0 ? [this.take(cut, false)] : [];
  }

  private append(piece: Uint8Array): void {
    const needed = this.used + piece.length;
    if (needed > this.buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      grown.set(this.buffer.subarray(0, this.used));
      this.buffer = grown;
    }
    this.buffer.set(piece, this.used);
    this.used = needed;
  }

  private take(cut: number, atEnd: boolean): FramedBlock {
    const { carry } = this;
    const block: FramedBlock = {
      bytes: this.buffer.slice(0, cut),
      byteOffset: this.offset,
      startIsRecord: true,
      endIsRecord: true,
      atEnd,
      ...(carry !== undefined && { carry }),
    };
    if (!atEnd) this.carry = this.boundaries.carry?.();
    this.buffer.copyWithin(0, cut, this.used);
    this.used -= cut;
    this.offset += cut;
    this.boundaries.shift(cut);
    return block;
  }
}

/** Knows where records end in a buffer that grows at its end and loses whole records at its front. */
export interface Boundaries {
  /** Nothing of interest follows what has been cut off. */
  readonly isDone: boolean;
  /** The last position ≤ used after a whole record, 0 if there is none. */
  last(buffer: Uint8Array, used: number): number;
  shift(count: number): void;
  /** What a parser of the bytes behind the last cut has to be told of those before; absent if nothing. */
  carry?(): string;
}

function boundariesOf(plan: SourcePlan): Boundaries {
  if (isWrapped(plan)) return new WrappedBoundaries(plan);
  const { framing, lines, elements } = formatOf(plan.format);
  switch (framing) {
    case "csv":
      return new CsvBoundaries(plan.delimiter?.charCodeAt(0) ?? 0x2c);
    case "elements":
      if (elements === undefined) throw new Error(`the format "${plan.format}" has no reader of elements`);
      return new ElementBoundaries(elements.reader(undefined));
    case "lines":
      return lines?.rules(plan).continues === true
        ? new ContinuedLineBoundaries(lines.splitter(plan, []), lines.rules(plan))
        : new LineBoundaries();
    case "rows":
      throw new Error(`${plan.format} is read by rows, not as a stream`);
  }
}

class CsvBoundaries implements Boundaries {
  readonly isDone = false;
  private readonly walker: CsvRecordWalker;
  /** Everything before is whole records. */
  private walked = 0;
  /** A record with a bad quote was judged by bytes behind it: a parser of the block must see them too. */
  private reach = 0;
  private boundary = 0;
  private atFileStart = true;

  constructor(delimiter: number) {
    this.walker = new CsvRecordWalker(delimiter, new Int32Array(0), new FieldTable(0));
  }

  last(buffer: Uint8Array, used: number): number {
    for (;;) {
      const quote = buffer.indexOf(QUOTE, this.walked);
      if (quote < 0 || quote >= used) {
        this.walked = Math.max(this.walked, used === 0 ? 0 : buffer.lastIndexOf(LINE_FEED, used - 1) + 1);
        this.settle();
        return this.boundary;
      }
      // Lines before the one with the quote are records.
      this.walked = Math.max(this.walked, buffer.lastIndexOf(LINE_FEED, quote) + 1);
      this.settle();
      const code = this.walker.walk(buffer, this.skipMark(buffer), used, false);
      if (code === RECORD_INCOMPLETE) return this.boundary;
      if (code === RECORD_BAD_QUOTE) this.reach = Math.max(this.reach, this.walker.reach);
      this.walked = this.walker.next;
      this.settle();
    }
  }

  shift(count: number): void {
    this.atFileStart = false;
    this.walked = Math.max(0, this.walked - count);
    this.reach = Math.max(0, this.reach - count);
    this.boundary = 0;
  }

  private settle(): void {
    if (this.walked >= this.reach) this.boundary = this.walked;
  }

  /** A byte order mark does not belong to the first field, which may be quoted. */
  private skipMark(buffer: Uint8Array): number {
    const marked =
      this.atFileStart && this.walked === 0 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
    return marked ? 3 : this.walked;
  }
}
