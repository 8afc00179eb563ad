import { Interner } from "../interner.ts";
import type { CompiledLabelRules } from "../label/label-rules.ts";
import { RuleMasker } from "../label/rule-masker.ts";
import { NONE } from "../units.ts";
import type { CompiledField, CompiledPlan } from "./field-plan.ts";
import type { FieldReader } from "./field-reader.ts";
import { IntTupleInterner } from "./int-tuple-interner.ts";
import type { WorkBuffer } from "./work-buffer.ts";

const SPACE = 0x20;
/** Divides the parts of a label whose message is still to be mined (`ParsedSlice.hasFreeText`). */
export const MESSAGE_SEPARATOR = 0x1f;
/** The memo of messages is judged after so many, and whenever that many have doubled. */
const FIRST_TRIAL = 4096;
/** Where more of them are new, a look-up costs more than it saves. */
const MOST_NEW = 0.8;

/** Numbers a label that is made of bytes[start, end). */
export type LabelIntern = (bytes: Uint8Array, start: number, end: number) => number;

/**
 * Reads labels one part of which is free text: the text is masked, once per distinct message while they repeat, and the
 * parts before and after it are kept. Labels are made once per distinct combination, never per record.
 */
export class MinedLabelReader {
  private readonly masker: RuleMasker;
  private readonly before: readonly CompiledField[];
  private readonly message: CompiledField;
  private readonly after: readonly CompiledField[];
  private readonly parts = new Interner();
  private readonly masked = new Interner();
  private readonly tuples = new IntTupleInterner();
  private readonly labelOfTuple: number[] = [];
  private readonly empty: number;

  private memo: Interner | undefined = new Interner();
  private readonly maskedOfMessage: number[] = [];
  private lookups = 0;
  private trial = FIRST_TRIAL;

  /**
   * @param intern takes finished labels: of points "before U+001F masked U+001F after", to be mined; of spans their parts
   * with blanks between them
   */
  constructor(
    plan: CompiledPlan,
    rules: CompiledLabelRules,
    private readonly work: WorkBuffer,
    private readonly reader: FieldReader,
    private readonly isSpan: boolean,
    private readonly intern: LabelIntern,
  ) {
    this.masker = new RuleMasker(rules);
    this.before = plan.label.slice(0, plan.minedLabel);
    this.message = plan.label[plan.minedLabel];
    this.after = plan.label.slice(plan.minedLabel + 1);
    this.empty = this.parts.intern(new Uint8Array(), 0, 0);
    this.masked.intern(new Uint8Array(), 0, 0);
  }

  /** The label of the current record, NONE if it has no part of it. */
  read(): number {
    const before = this.part(this.before);
    const after = this.part(this.after);
    const masked = this.reader.read(this.message) ? this.maskedMessage() : 0;
    if (masked === 0 && before === this.empty && after === this.empty) return NONE;
    const tuple = this.tuples.intern(before, masked, after, 0);
    if (tuple === this.labelOfTuple.length) this.labelOfTuple.push(this.label(before, masked, after));
    return this.labelOfTuple[tuple];
  }

  private part(fields: readonly CompiledField[]): number {
    const { reader } = this;
    if (fields.length === 0 || !reader.join(fields, SPACE)) return this.empty;
    return this.parts.intern(this.work.bytes, reader.start, reader.end);
  }

  /** The number of the masked message that the reader has just read. */
  private maskedMessage(): number {
    const { memo, maskedOfMessage } = this;
    if (memo === undefined) return this.mask();
    const message = memo.intern(this.work.bytes, this.reader.start, this.reader.end);
    if (message === maskedOfMessage.length) maskedOfMessage.push(this.mask());
    const masked = maskedOfMessage[message];
    if (++this.lookups === this.trial) {
      this.trial *= 2;
      if (memo.size > this.lookups * MOST_NEW) this.memo = undefined;
    }
    return masked;
  }

  private mask(): number {
    const { masker } = this.masker;
    this.masker.mask(this.work.bytes, this.reader.start, this.reader.end);
    return this.masked.intern(masker.bytes, 0, masker.length);
  }

  private label(before: number, masked: number, after: number): number {
    const [first, message, last] = [this.parts.entry(before), this.masked.entry(masked), this.parts.entry(after)];
    if (this.isSpan) {
      const bytes = joined([first, message, last].filter(({ length }) => length > 0));
      return this.intern(bytes, 0, bytes.length);
    }
    const bytes = new Uint8Array(first.length + message.length + last.length + 3);
    bytes.set(withoutSeparators(first));
    let at = first.length;
    bytes[at++] = MESSAGE_SEPARATOR;
    bytes.set(message, at);
    at += message.length;
    bytes[at++] = MESSAGE_SEPARATOR;
    if (last.length > 0) {
      bytes[at++] = SPACE;
      bytes.set(last, at);
      at += last.length;
    }
    return this.intern(bytes, 0, at);
  }
}

function withoutSeparators(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => (byte === MESSAGE_SEPARATOR ? SPACE : byte));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length + 1, 0));
  let at = 0;
  for (const part of parts) {
    if (at > 0) bytes[at++] = SPACE;
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.subarray(0, at);
}
