import { NONE } from "../../units.ts";
import { readHybridRuns } from "./hybrid-runs.ts";
import { type PageValues, PlainReader, pageValues, type TextSpans } from "./page-values.ts";
import type { PageHeader } from "./parquet-codec.ts";
import { corrupt, unsupported } from "./parquet-problem.ts";
import type { LeafType, SchemaNode } from "./parquet-schema.ts";
import type { TextArena } from "./text-arena.ts";
import { type ValueWriter, valueWriter } from "./value-text.ts";

/** Rows of a row group, counted from its first. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
  /** Of the whole row group. */
  readonly groupRows: number;
}

/**
 * Values of one leaf for a range of rows, as levels and spans of text (Dremel): one per row unless it is repeated.
 *
 *     rows         r0      r1   r2
 *     repetition   0  1  1  0    0        0 = a new row; empty if the leaf is never repeated
 *     definition   2  2  2  0    2        below the leaf's level: there is none; empty if it is always there
 *     starts       0  4  9  –1   14
 */
export interface LeafValues extends TextSpans {
  readonly count: number;
  readonly definition: Uint8Array;
  readonly repetition: Uint8Array;
}

/** Takes the pages of a column chunk in order and keeps what belongs to the range of rows. */
export class LeafCollector {
  /** Rows that begin before the next page. */
  private rows = 0;
  private count = 0;
  private starts = new Int32Array(0);
  private ends = new Int32Array(0);
  private definition = new Uint8Array(0);
  private repetition = new Uint8Array(0);
  private entries: TextSpans | undefined;
  private hasNextRow = false;
  private readonly write: ValueWriter;
  private readonly maxDefinition: number;
  private readonly maxRepetition: number;

  constructor(
    private readonly node: SchemaNode,
    private readonly leaf: LeafType,
    private readonly range: RowRange,
    private readonly arena: TextArena,
  ) {
    this.write = valueWriter(leaf);
    this.maxDefinition = node.definitionLevel;
    this.maxRepetition = node.repetitionLevel;
    this.grow(this.maxRepetition > 0 ? 1024 : range.end - range.first);
  }

  /** All values of the range are here. A repeated value may go on in the next page until that begins another row. */
  get isDone(): boolean {
    return this.maxRepetition > 0 ? this.hasNextRow : this.rows >= this.range.end;
  }

  /** Whether a page lies before the range; then it is counted. */
  passes(header: PageHeader): boolean {
    if (this.maxRepetition > 0) return false;
    if (this.rows + header.valueCount > this.range.groupRows) {
      throw corrupt(`column "${this.name}" has more values than the ${this.range.groupRows} rows of its row group`);
    }
    if (this.rows + header.valueCount > this.range.first) return false;
    this.rows += header.valueCount;
    return true;
  }

  dictionary(header: PageHeader, bytes: Uint8Array): void {
    const { valueCount } = header;
    // A value takes a bit at least.
    if (valueCount > bytes.length * 8) throw corrupt(`a dictionary of column "${this.name}" is shorter than it says`);
    const entries = { starts: new Int32Array(valueCount), ends: new Int32Array(valueCount) };
    new PlainReader(this.leaf, bytes, 0, bytes.length).write(valueCount, this.write, this.arena, entries, 0);
    this.entries = entries;
  }

  /** @param inflate gives the page from a position on, decompressed */
  page(header: PageHeader, raw: Uint8Array, inflate: (from: number) => Uint8Array): void {
    const { valueCount } = header;
    const isSecond = header.type === "DATA_PAGE_V2";
    const levelBytes = isSecond ? header.repetitionBytes + header.definitionBytes : 0;
    const bytes = inflate(levelBytes);
    let at = 0;
    const levels = (maximum: number, from: number, length: number, encoding: string): Uint8Array => {
      const target = new Uint8Array(maximum > 0 ? valueCount : 0);
      if (maximum === 0) return target;
      const width = 32 - Math.clz32(maximum);
      if (isSecond) this.readLevels(raw, from, from + length, width, target);
      else {
        if (encoding !== "RLE") throw unsupported(`column "${this.name}" has levels in encoding ${encoding}`);
        const size = at + 4 <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true) : -1;
        const start = at + 4;
        if (size < 0 || start + size > bytes.length)
          throw corrupt(`a page of column "${this.name}" ends in its levels`);
        this.readLevels(bytes, start, start + size, width, target);
        at = start + size;
      }
      return target;
    };
    const repetition = levels(this.maxRepetition, 0, header.repetitionBytes, header.repetitionEncoding);
    const definition = levels(
      this.maxDefinition,
      header.repetitionBytes,
      header.definitionBytes,
      header.definitionEncoding,
    );
    let present = valueCount;
    if (this.maxDefinition > 0) {
      present = 0;
      for (const level of definition) if (level === this.maxDefinition) present++;
    }
    this.take(definition, repetition, valueCount, present, header.encoding, bytes, at);
  }

  finish(): LeafValues {
    const { first, end } = this.range;
    const rows = Math.min(this.rows, end);
    if (rows < end) throw corrupt(`column "${this.name}" ends after ${rows} rows, expected ${end}`);
    if (this.maxRepetition === 0 && this.count !== end - first) throw corrupt(`column "${this.name}" lacks values`);
    const { count } = this;
    return {
      count,
      starts: this.starts.subarray(0, count),
      ends: this.ends.subarray(0, count),
      definition: this.definition.subarray(0, count),
      repetition: this.repetition.subarray(0, count),
    };
  }

  private get name(): string {
    return this.node.path.join(".");
  }

  private readLevels(bytes: Uint8Array, start: number, end: number, width: number, target: Uint8Array): void {
    if (!readHybridRuns(bytes, start, end, width, target)) {
      throw corrupt(`a page of column "${this.name}" ends in its levels`);
    }
  }

  /** Keeps the slots of a page that lie in the range: [from, to) of its `valueCount`. */
  private take(
    definition: Uint8Array,
    repetition: Uint8Array,
    valueCount: number,
    present: number,
    encoding: string,
    bytes: Uint8Array,
    at: number,
  ): void {
    const [from, to] = this.slotsInRange(repetition, valueCount);
    if (from === to) return;
    const values = pageValues(this.leaf, encoding, bytes, at, bytes.length, present);
    const before = this.presentIn(definition, 0, from);
    const wanted = this.presentIn(definition, from, to);
    const spans = this.spansOf(values, before, wanted);
    this.grow(this.count + to - from);
    const { starts, ends, count, maxDefinition } = this;
    let value = 0;
    for (let slot = from, target = count; slot < to; slot++, target++) {
      const isThere = maxDefinition === 0 || definition[slot] === maxDefinition;
      starts[target] = isThere ? spans.starts[value] : NONE;
      ends[target] = isThere ? spans.ends[value] : NONE;
      if (isThere) value++;
    }
    if (maxDefinition > 0) this.definition.set(definition.subarray(from, to), count);
    if (this.maxRepetition > 0) this.repetition.set(repetition.subarray(from, to), count);
    this.count = count + to - from;
  }

  /** Counts the rows of a page; the slots of it that lie in the range. */
  private slotsInRange(repetition: Uint8Array, valueCount: number): [number, number] {
    const { first, end } = this.range;
    if (this.maxRepetition === 0) {
      const start = this.rows;
      this.rows += valueCount;
      return [Math.max(0, first - start), Math.max(0, Math.min(valueCount, end - start))];
    }
    let from = valueCount;
    let to = valueCount;
    for (let slot = 0; slot < valueCount; slot++) {
      if (repetition[slot] === 0) {
        if (this.rows === end) {
          this.hasNextRow = true;
          to = slot;
          break;
        }
        this.rows++;
      } else if (this.rows === 0) throw corrupt(`column "${this.name}" begins in the middle of a row`);
      if (from === valueCount && this.rows > first) from = slot;
    }
    return [Math.min(from, to), to];
  }

  private presentIn(definition: Uint8Array, from: number, to: number): number {
    if (this.maxDefinition === 0) return to - from;
    let present = 0;
    for (let slot = from; slot < to; slot++) if (definition[slot] === this.maxDefinition) present++;
    return present;
  }

  /** Texts of values [before, before + wanted) of a page. */
  private spansOf(values: PageValues, before: number, wanted: number): TextSpans {
    const spans = { starts: new Int32Array(wanted), ends: new Int32Array(wanted) };
    if (values.form === "plain") {
      const reader = new PlainReader(this.leaf, values.bytes, values.start, values.end);
      reader.skip(before);
      reader.write(wanted, this.write, this.arena, spans, 0);
      return spans;
    }
    const { entries } = this;
    const known = entries?.starts.length ?? 0;
    for (let i = 0; i < wanted; i++) {
      const entry = values.entries[before + i];
      if (entries === undefined || entry < 0 || entry >= known) {
        throw corrupt(`column "${this.name}" names entry ${entry} of a dictionary of ${known}`);
      }
      spans.starts[i] = entries.starts[entry];
      spans.ends[i] = entries.ends[entry];
    }
    return spans;
  }

  private grow(needed: number): void {
    if (needed <= this.starts.length) return;
    const size = Math.max(needed, this.starts.length * 2);
    this.starts = extended(this.starts, size);
    this.ends = extended(this.ends, size);
    if (this.maxDefinition > 0) this.definition = extendedBytes(this.definition, size);
    if (this.maxRepetition > 0) this.repetition = extendedBytes(this.repetition, size);
  }
}

function extended(values: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size);
  grown.set(values);
  return grown;
}

function extendedBytes(values: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(size);
  grown.set(values);
  return grown;
}
