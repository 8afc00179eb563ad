import { decodeUtf8, encodeUtf8Into } from "../bytes.ts";
import { NONE } from "../units.ts";
import { decodeField } from "./field-coding.ts";
import type { CompiledField, CompiledPlan } from "./field-plan.ts";
import { type FieldTable, RAW } from "./field-table.ts";
import { JsonScanner } from "./json-scanner.ts";
import type { WorkBuffer } from "./work-buffer.ts";

/** A user's pattern sees at most this much of a field (a line over 1 MiB gives its fields from its beginning). */
const MAX_PATTERN_BYTES = 1 << 16;
const NANO_DIGITS = 9;
const POINT = 0x2e;
const ZERO = 0x30;

/**
 * Turns the fields of the current record into values: undoes quotes and escapes, descends into JSON text, applies
 * patterns, joins parts. Every value is a span [start, end) of the work buffer, without blanks around it.
 */
export class FieldReader {
  /** The last value read. */
  start = 0;
  end = 0;

  /** Per slot: the scanner of JSON text inside that column, and whether it has seen the current record. */
  private readonly scanners: readonly (JsonScanner | undefined)[];
  private readonly scanned: Uint8Array;
  private readonly valid: Uint8Array;
  private readonly hasScanners: boolean;

  constructor(
    plan: CompiledPlan,
    private readonly fields: FieldTable,
    private readonly work: WorkBuffer,
  ) {
    this.scanners = plan.pathsOfSlot.map((paths) => (paths.length > 0 ? new JsonScanner(paths) : undefined));
    this.hasScanners = this.scanners.some((scanner) => scanner !== undefined);
    this.scanned = new Uint8Array(this.scanners.length);
    this.valid = new Uint8Array(this.scanners.length);
  }

  /** Begins a record; the field table has been filled. */
  begin(): void {
    this.work.reset();
    if (this.hasScanners) this.scanned.fill(0);
  }

  /** Reads one field; false if the record has no such value or only blanks. */
  read(field: CompiledField): boolean {
    const { slot } = field;
    if (slot === NONE) return false;
    if (field.isPlain && this.fields.codings[slot] === RAW) {
      this.start = this.fields.starts[slot];
      this.end = this.fields.ends[slot];
      return this.start >= 0 && this.trim();
    }
    if (!this.plain(this.fields, slot)) return false;
    if (field.path !== NONE && !this.descend(field)) return false;
    if (field.pattern !== undefined && !this.match(field.pattern)) return false;
    return this.trim() && (field.nanosSlot === NONE || this.appendNanos(field.nanosSlot));
  }

  /** Reads several fields as one value with `separator` between those present; false if none is. */
  join(fields: readonly CompiledField[], separator: number): boolean {
    if (fields.length === 1) return this.read(fields[0]);
    // All parts first, for reading one may use scratch itself.
    const spans: number[] = [];
    let length = 0;
    for (const field of fields) {
      if (!this.read(field)) continue;
      spans.push(this.start, this.end);
      length += this.end - this.start + 1;
    }
    if (spans.length === 0) return false;
    if (spans.length === 2) {
      this.start = spans[0];
      this.end = spans[1];
      return true;
    }
    this.start = this.work.reserve(length);
    const bytes = this.work.bytes;
    let to = this.start;
    for (let i = 0; i < spans.length; i += 2) {
      if (i > 0) bytes[to++] = separator;
      bytes.copyWithin(to, spans[i], spans[i + 1]);
      to += spans[i + 1] - spans[i];
    }
    this.work.commit(to);
    this.end = to;
    return true;
  }

  /** The span of a slot with its coding undone (once per record: the table then holds the result). */
  private plain(fields: FieldTable, slot: number): boolean {
    this.start = fields.starts[slot];
    this.end = fields.ends[slot];
    if (this.start < 0) return false;
    const coding = fields.codings[slot];
    if (coding === RAW) return true;
    const at = this.work.reserve(this.end - this.start);
    const bytes = this.work.bytes;
    this.end = decodeField(coding, bytes, this.start, this.end, bytes, at);
    this.start = at;
    this.work.commit(this.end);
    fields.set(slot, this.start, this.end, RAW);
    return true;
  }

  private descend(field: CompiledField): boolean {
    const scanner = this.scanners[field.slot];
    if (scanner === undefined) return false;
    if (this.scanned[field.slot] === 0) {
      this.scanned[field.slot] = 1;
      this.valid[field.slot] = scanner.scan(this.work.bytes, this.start, this.end) ? 1 : 0;
    }
    return this.valid[field.slot] === 1 && this.plain(scanner.fields, field.path);
  }

  private match(pattern: RegExp): boolean {
    const end = Math.min(this.end, this.start + MAX_PATTERN_BYTES);
    const found = pattern.exec(decodeUtf8(this.work.bytes, this.start, end));
    if (found === null) return false;
    const value = found.length > 1 ? found[1] : found[0];
    if (value === undefined) return false;
    this.start = this.work.reserve(value.length * 3);
    this.end = encodeUtf8Into(value, this.work.bytes, this.start);
    this.work.commit(this.end);
    return true;
  }

  /** Turns the whole seconds just read and their nanoseconds into one number; without nanoseconds there are none. */
  private appendNanos(slot: number): boolean {
    const { start, end } = this;
    if (!this.plain(this.fields, slot) || !this.trim()) {
      this.start = start;
      this.end = end;
      return true;
    }
    const digits = this.end - this.start;
    if (digits > NANO_DIGITS) return false;
    const at = this.work.reserve(end - start + 1 + NANO_DIGITS);
    const { bytes } = this.work;
    bytes.copyWithin(at, start, end);
    const point = at + end - start;
    bytes[point] = POINT;
    bytes.fill(ZERO, point + 1, point + 1 + NANO_DIGITS - digits);
    bytes.copyWithin(point + 1 + NANO_DIGITS - digits, this.start, this.end);
    this.start = at;
    this.end = point + 1 + NANO_DIGITS;
    this.work.commit(this.end);
    return true;
  }

  private trim(): boolean {
    const bytes = this.work.bytes;
    let { start, end } = this;
    if (start < end && bytes[start] > 0x20 && bytes[end - 1] > 0x20) return true;
    while (start < end && bytes[start] <= 0x20) start++;
    while (start < end && bytes[end - 1] <= 0x20) end--;
    this.start = start;
    this.end = end;
    return start < end;
  }
}
