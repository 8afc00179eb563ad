import { NONE } from "../../units.ts";
import { decodeField } from "../field-coding.ts";
import { type FieldTable, RAW } from "../field-table.ts";
import type { Envelope } from "../source-plan.ts";
import { parsePattern } from "../text/text-pattern.ts";
import type { WorkBuffer } from "../work-buffer.ts";
import { CriUnwrapper } from "./cri-unwrapper.ts";
import { CsvUnwrapper } from "./csv-unwrapper.ts";
import { contentOf, type EnvelopeColumn } from "./envelope-columns.ts";
import { JsonUnwrapper } from "./json-unwrapper.ts";
import { TextUnwrapper } from "./text-unwrapper.ts";
import type { Unwrapper } from "./unwrapper.ts";

/** A column of an envelope, and the slot of a format's field table where it is wanted. */
export interface OuterSlot extends EnvelopeColumn {
  readonly slot: number;
}

/**
 * The layers around a line, taken off one after the other. The inner line is a span of the work buffer: of the bytes of
 * the file as long as nothing has to be unescaped, else of scratch that is held.
 */
export class Layers {
  /** The inner line. */
  start = 0;
  end = 0;
  /** The outermost layer; undefined without layers. */
  readonly outermost: Unwrapper | undefined;
  /** The outermost layer, if records of it are records of CSV. */
  readonly csv: CsvUnwrapper | undefined;
  /** The outermost layer cuts long lines in pieces. */
  readonly joins: boolean;
  private readonly unwrappers: readonly Unwrapper[];
  private readonly slots: readonly ReadonlyMap<string, number>[];
  private refused: Unwrapper | undefined;
  private refusedStart = 0;

  /** `wanted`: the columns of envelopes that anybody asks for. */
  constructor(envelopes: readonly Envelope[], wanted: readonly EnvelopeColumn[]) {
    const names = envelopes.map((envelope, level) => {
      const fields = wanted.flatMap((column) => (column.level === level ? [column.field] : []));
      return [...new Set(joinsPieces(envelope) && level === 0 ? [...fields, "stream"] : fields)];
    });
    this.slots = names.map((fields) => new Map(fields.map((field, slot) => [field, slot])));
    this.unwrappers = envelopes.map((envelope, level) => unwrapperOf(envelope, names[level], level));
    this.outermost = this.unwrappers[0];
    this.csv = this.outermost instanceof CsvUnwrapper ? this.outermost : undefined;
    this.joins = envelopes.length > 0 && joinsPieces(envelopes[0]);
  }

  /** Takes the layers from `level` on off the span; false if one is not there (see `reason`). */
  open(work: WorkBuffer, start: number, end: number, level: number): boolean {
    this.start = start;
    this.end = end;
    for (let at = level; at < this.unwrappers.length; at++) {
      const unwrapper = this.unwrappers[at];
      if (!unwrapper.unwrap(work.bytes, this.start, this.end)) {
        this.refused = unwrapper;
        this.refusedStart = this.start;
        return false;
      }
      this.take(work, unwrapper);
    }
    return true;
  }

  /** The content of a layer that has just been unwrapped becomes the span. */
  take(work: WorkBuffer, { start, end, coding }: Unwrapper): void {
    this.start = start;
    this.end = end;
    if (coding === RAW) return;
    this.start = work.reserve(end - start);
    this.end = decodeField(coding, work.bytes, start, end, work.bytes, this.start);
    work.commit(this.end);
    work.hold();
  }

  /** Puts the wanted fields of all layers into a format's table. */
  show(wanted: readonly OuterSlot[], target: FieldTable): void {
    for (let i = 0; i < wanted.length; i++) {
      const { slot, level, field } = wanted[i];
      const from = this.slots[level].get(field) ?? NONE;
      const { starts, ends, codings } = this.unwrappers[level].fields;
      if (from === NONE || starts[from] === NONE) target.starts[slot] = NONE;
      else target.set(slot, starts[from], ends[from], codings[from]);
    }
  }

  /** Why the last line was not opened. */
  reason(): string {
    return this.refused?.reason(this.refusedStart) ?? "expected an envelope";
  }

  get isCut(): boolean {
    return this.refused?.isCut === true;
  }
}

function joinsPieces({ kind }: Envelope): boolean {
  return kind === "docker" || kind === "cri";
}

function unwrapperOf(envelope: Envelope, names: readonly string[], level: number): Unwrapper {
  const content = contentOf(envelope);
  switch (envelope.kind) {
    case "docker":
      return new JsonUnwrapper(names, content, level === 0);
    case "json":
      return new JsonUnwrapper(names, content, false);
    case "cri":
      return new CriUnwrapper(names);
    case "csv":
      return new CsvUnwrapper(envelope, names, content);
    case "text": {
      const pattern = parsePattern(envelope.pattern ?? "");
      if (!pattern.ok) throw new Error(`${pattern.failure.code}: ${pattern.failure.message}`);
      return new TextUnwrapper(pattern.value, names, content);
    }
  }
}
