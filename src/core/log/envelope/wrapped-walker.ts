import { decodeUtf8 } from "../../bytes.ts";
import { NONE } from "../../units.ts";
import { skipByteOrderMark } from "../byte-order-mark.ts";
import { isComment } from "../ignored-lines.ts";
import { MAX_CONTINUATION_BYTES, MAX_CONTINUATIONS } from "../line-splitter.ts";
import { LINE_BLANK, LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD, LINE_REJECT } from "../line-walker.ts";
import { stripColours } from "../text-colours.ts";
import type { WorkBuffer } from "../work-buffer.ts";
import { CSV_INCOMPLETE, CSV_REFUSED } from "./csv-unwrapper.ts";
import type { Layers } from "./layers.ts";
import { LineFramer } from "./line-framer.ts";
import type { LineReader, LineReaders } from "./line-readers.ts";
import { type OpenLine, OpenLines } from "./open-lines.ts";
import { PieceJoiner } from "./piece-joiner.ts";
import type { Unwrapper } from "./unwrapper.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LONG_LINE_BYTES = 1 << 20;
const LOOKED_AT_BYTES = 64 << 10;

/** The first piece of a line that goes on, besides the kinds of `LineWalker`: what it is will be known at its end. */
export const LINE_OPENED = 5;
/** A further piece that is not the last. */
export const LINE_PIECE = 6;

/**
 * Tells of one line after the other what it is, where lines are wrapped or of several formats: the counterpart of
 * `LineWalker`, whose kinds it gives.
 *
 *     stdout F {"level":"info", …}       record of the first format
 *     stdout P 10:00 ERROR a long …      opened ┐
 *     stderr F 10:00 WARN x              record │ of the second
 *     stdout F … line                    record ┘ its first line is that of its first piece
 *     stdout F   at a.b.C(C.java:3)      continuation
 *
 * Positions are indices of the bytes given, whatever their offset in the file, so that any slicing tells the same lines.
 */
export class WrappedWalker {
  /** Of the last line: where it lies with its layers (of a joined one its first piece) … */
  start = 0;
  end = 0;
  /** … where the next begins, and the physical lines it takes … */
  next = 0;
  lines = 1;
  /** … the line it is counted as: its own, or that of its first piece … */
  line = 0;
  /** … whether it was joined from pieces, whether it was cut for its length … */
  isJoined = false;
  isLong = false;
  /** … of a record: which of the formats; of a reject: its code. */
  format = 0;
  code = "";
  /** Whether its layers could be taken off, and the line inside. */
  isOpened = false;
  innerStart = 0;
  innerEnd = 0;

  private readonly layers: Layers;
  private readonly readers: readonly LineReader[];
  private readonly framer: LineFramer;
  private readonly joiner: PieceJoiner;
  private readonly open = new OpenLines();
  private linesLeft = 0;
  private lastStart = 0;
  private isTerminated = true;
  /** Who refused the last line. */
  private refusal: () => string = () => "";

  /** `hasHeader`: the first record of CSV names its columns. */
  constructor(
    private readonly work: WorkBuffer,
    private readonly limit: number,
    private readonly atFileEnd: boolean,
    private readonly hasFileStart: boolean,
    { layers, readers }: LineReaders,
    private readonly hasHeader: boolean,
  ) {
    this.framer = new LineFramer(work, limit, atFileEnd, hasFileStart);
    this.joiner = new PieceJoiner(work);
    this.layers = layers;
    this.readers = readers;
  }

  /** Lines of which the end has not been seen. */
  get openCount(): number {
    return this.open.count;
  }

  /** Whether the line at `at`, if it is no record, would belong to the record before it. */
  mayContinue(at: number): boolean {
    return this.linesLeft > 0 && at <= this.lastStart;
  }

  /** Lines so far belong to no known record, and none is open: what follows is judged as the beginning of a file. */
  forget(): void {
    this.linesLeft = 0;
    this.open.clear();
  }

  /** Looks at the line at `at`, which must be before the end of the bytes. `line` = its number. */
  look(at: number, line: number): number {
    this.work.release();
    this.line = line;
    this.lines = 1;
    this.isJoined = false;
    this.isLong = false;
    this.isOpened = false;
    return this.layers.csv === undefined ? this.lookAtLine(at) : this.lookAtRecord(at);
  }

  /** What the oldest line is that began so far before `at` that its end is taken for lost; NONE if there is none. */
  lookAtLost(at: number): number {
    const open = this.open.expire(at);
    this.isTerminated = true;
    return open === undefined ? NONE : this.lookAtJoined(open, at);
  }

  /** What the oldest open line is: the file ends; NONE if there is none. */
  lookAtRest(at: number): number {
    const open = this.open.closeOldest();
    this.isTerminated = false;
    return open === undefined ? NONE : this.lookAtJoined(open, at);
  }

  /** Why the last line was refused. */
  reason(): string {
    return this.refusal();
  }

  private lookAtLine(at: number): number {
    const { framer, layers, work } = this;
    if (!framer.frame(at)) return LINE_INCOMPLETE;
    const { start, end } = framer;
    this.start = start;
    this.end = end;
    this.next = framer.next;
    this.isTerminated = framer.isTerminated;
    if (isBlank(work.bytes, start, end)) return this.blank();
    const { outermost } = layers;
    if (!layers.joins || outermost === undefined) {
      if (!layers.open(work, start, end, 0)) return this.refuse();
      return this.lookInside(at);
    }
    if (!outermost.unwrap(work.bytes, start, end)) {
      if (this.isIgnored(start, end)) return this.blank();
      this.refusal = () => outermost.reason(start);
      return this.reject(outermost.isCut);
    }
    if (outermost.isPartial || this.open.count > 0) {
      const stream = streamOf(work.bytes, outermost);
      if (outermost.isPartial) return this.open.add(stream, this.line, at, start, end) ? LINE_OPENED : LINE_PIECE;
      const open = this.open.close(stream);
      if (open !== undefined) {
        open.pieces.push(start, end);
        return this.lookAtJoined(open, at);
      }
    }
    layers.take(work, outermost);
    return layers.open(work, layers.start, layers.end, 1) ? this.lookInside(at) : this.refuse();
  }

  private lookAtRecord(at: number): number {
    const { layers, work } = this;
    const { csv } = layers;
    if (csv === undefined) return LINE_INCOMPLETE;
    const start = at === 0 && this.hasFileStart ? skipByteOrderMark(work.bytes) : at;
    const found = csv.walk(work.bytes, start, this.limit, this.atFileEnd);
    if (found === CSV_INCOMPLETE) return LINE_INCOMPLETE;
    this.start = start;
    this.end = csv.next;
    this.next = csv.next;
    this.lines = csv.lines;
    this.isTerminated = csv.isTerminated;
    if (csv.lines === 1 && isBlank(work.bytes, start, csv.next)) return this.blank();
    if (at === 0 && this.hasFileStart && this.hasHeader) return this.blank();
    if (found === CSV_REFUSED) {
      if (this.isIgnored(start, csv.next)) return this.blank();
      this.refusal = () => csv.reason();
      this.linesLeft = 0;
      this.code = csv.code;
      return this.takesRest && csv.code !== "F_TRUNC_TAIL" ? LINE_CONTINUATION : LINE_REJECT;
    }
    csv.unwrap();
    layers.take(work, csv);
    // Concatenated files repeat their header.
    if (this.hasHeader && csv.isNameOfContent(work.bytes, layers.start, layers.end)) return this.blank();
    return layers.open(work, layers.start, layers.end, 1) ? this.lookInside(at) : this.refuse();
  }

  /** Puts the pieces together and looks at the whole, which counts as a line at `at`. */
  private lookAtJoined({ line, pieces }: OpenLine, at: number): number {
    const { layers, work, joiner } = this;
    if (layers.outermost === undefined) return NONE;
    work.release();
    joiner.join(layers.outermost, pieces);
    this.line = line;
    this.isJoined = true;
    this.isLong = joiner.isLong;
    this.isOpened = false;
    this.start = pieces[0];
    this.end = pieces[1];
    return layers.open(work, joiner.start, joiner.end, 1) ? this.lookInside(at) : this.refuse();
  }

  /** Looks at the inner line that the layers give. */
  private lookInside(at: number): number {
    const { layers, work, readers } = this;
    let { start, end } = layers;
    if (this.framer.hasEscape(start, end)) {
      const to = work.reserve(end - start);
      end = stripColours(work.bytes, start, end, work.bytes, to);
      start = to;
      work.commit(end);
      work.hold();
    }
    this.isOpened = true;
    this.innerStart = start;
    this.innerEnd = end;
    const { bytes } = work;
    if (isBlank(bytes, start, end)) return this.blank();
    if (this.isIgnored(start, end) || this.isIgnored(this.start, this.end)) return this.blank();
    const inRecord = this.mayContinue(at);
    for (let i = 0; i < readers.length; i++) {
      const reader = readers[i];
      const { splitter, rules } = reader;
      if (!splitter.split(bytes, start, this.lookedAt(bytes, start, end, reader))) continue;
      layers.show(reader.question.outer, splitter.fields);
      this.format = i;
      this.linesLeft = rules.continues ? MAX_CONTINUATIONS : 0;
      this.lastStart = at + MAX_CONTINUATION_BYTES;
      return LINE_RECORD;
    }
    for (let i = 0; i < readers.length; i++) if (isComment(readers[i].rules, bytes, start, end)) return this.blank();
    if (inRecord) {
      this.linesLeft--;
      return LINE_CONTINUATION;
    }
    const { splitter } = readers[0];
    this.refusal = () => splitter.reason(start);
    return this.reject(splitter.isCut);
  }

  /** Where the part ends that a format is shown: the beginning of a long line; the first line of a text of several. */
  private lookedAt(bytes: Uint8Array, start: number, end: number, { rules }: LineReader): number {
    let to = end;
    if (rules.cutsLongLines && end - start > LONG_LINE_BYTES) {
      this.isLong = true;
      to = start + LOOKED_AT_BYTES;
    }
    // What lies in the bytes of the file has no line end in it, quoted fields apart.
    if (!rules.continues || (start < this.limit && this.layers.csv === undefined)) return to;
    for (let at = start + 1; at < to; at++) if (bytes[at] === LINE_FEED) return at;
    return to;
  }

  /** Whether the plan passes over a line; of several lines the first counts. */
  private isIgnored(start: number, end: number): boolean {
    const { ignored } = this.readers[0].rules;
    if (ignored === undefined) return false;
    const { bytes } = this.work;
    const lineFeed = bytes.indexOf(LINE_FEED, start);
    let to = lineFeed >= 0 && lineFeed < end ? lineFeed : end;
    if (to > start && bytes[to - 1] === CARRIAGE_RETURN) to--;
    return ignored.matches(bytes, start, to);
  }

  private get takesRest(): boolean {
    return this.readers[0].rules.takesRest === true;
  }

  private refuse(): number {
    if (this.isIgnored(this.start, this.end)) return this.blank();
    this.refusal = () => this.layers.reason();
    return this.reject(this.layers.isCut);
  }

  private reject(isCut: boolean): number {
    this.linesLeft = 0;
    this.code = "P_SYNTAX";
    if (isCut && !this.isTerminated) {
      this.code = "F_TRUNC_TAIL";
      this.refusal = () => "the file ends in the middle of this record";
      return LINE_REJECT;
    }
    return this.takesRest ? LINE_CONTINUATION : LINE_REJECT;
  }

  private blank(): number {
    this.linesLeft--;
    return LINE_BLANK;
  }
}

/** The stream that a piece belongs to; "" if that is not told. */
function streamOf(bytes: Uint8Array, { fields, streamSlot }: Unwrapper): string {
  if (streamSlot === NONE || fields.starts[streamSlot] === NONE) return "";
  return decodeUtf8(bytes, fields.starts[streamSlot], fields.ends[streamSlot]);
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] > 0x20) return false;
  return true;
}
