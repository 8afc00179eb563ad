import { decodeUtf8 } from "../bytes.ts";
import { type ElementReader, type ElementRefusal, TOO_LONG } from "./element-format.ts";
import type { ElementPlaces } from "./element-places.ts";
import { ElementScanner } from "./element-scanner.ts";
import { ExactNumbers, MAX_ELEMENT_DEPTH, parseJson } from "./json-value.ts";
import { ScannedElements } from "./scanned-elements.ts";
import type { TraceUnit } from "./trace-unit.ts";

/** A unit inside an element, and what of the element it needs. */
export interface JsonPart {
  readonly value: unknown;
  readonly within: unknown;
}

/** What is particular to one kind of JSON document. */
export interface JsonElementKind {
  readonly places: ElementPlaces;
  /** Keys of numbers that may be too long for a double. */
  readonly exactKeys: readonly string[];
  /**
   * The units of an element in order; undefined if it is nothing of this kind. An element that is one unit gives itself.
   * @param context what the scanner found for `places.context`
   */
  parts(element: unknown, context: unknown): readonly JsonPart[] | undefined;
  /** What a part tells; undefined if it is no unit. @param offset of the element in the file */
  unit(part: JsonPart, offset: number): TraceUnit | undefined;
  /** What is expected of an element: 'is neither … nor …'. */
  readonly refusal: string;
}

/** Reads the elements of JSON documents of one kind. */
export class JsonElements extends ScannedElements<ElementScanner> implements ElementReader {
  private readonly numbers: ExactNumbers;
  private contextBytes: Uint8Array | null = null;
  private context: unknown;
  private isParsed = false;
  private parsed: unknown;

  constructor(
    private readonly kind: JsonElementKind,
    carry: string | undefined,
  ) {
    super(new ElementScanner(kind.places, carry));
    this.numbers = new ExactNumbers(kind.exactKeys);
  }

  get documentEnd(): number {
    return this.scanner.documentEnd;
  }

  override next(bytes: Uint8Array, from: number, limit: number): number {
    this.isParsed = false;
    this.parsed = undefined;
    return super.next(bytes, from, limit);
  }

  override interrupt(end: number): void {
    this.isParsed = false;
    super.interrupt(end);
  }

  carry(): string {
    return this.scanner.carry();
  }

  units(bytes: Uint8Array, offset: number): readonly (TraceUnit | undefined)[] | ElementRefusal {
    const { scanner, kind } = this;
    if (this.isTooLong) return TOO_LONG;
    if (scanner.isTooDeep) return { code: "P_SYNTAX", reason: `nests deeper than ${MAX_ELEMENT_DEPTH} levels` };
    if (scanner.isCut) return { code: "P_SYNTAX", reason: "does not end before the next document begins" };
    const parts = kind.parts(this.parse(bytes), this.currentContext());
    if (parts === undefined) return { code: "P_SYNTAX", reason: kind.refusal };
    return parts.map((part) => kind.unit(part, offset + scanner.elementStart));
  }

  texts(bytes: Uint8Array): readonly string[] {
    const whole = () => [decodeUtf8(bytes, this.elementStart, this.elementEnd)];
    if (this.isRefused) return whole();
    const element = this.parse(bytes);
    const parts = this.kind.parts(element, undefined);
    if (parts === undefined || (parts.length === 1 && parts[0].value === element)) return whole();
    return parts.map(({ value }) => JSON.stringify(value, null, 2));
  }

  finish(): readonly { code: string; count: number }[] {
    return [];
  }

  /** The element found last; parsed once. */
  protected parse(bytes: Uint8Array): unknown {
    if (!this.isParsed) {
      const text = decodeUtf8(bytes, this.elementStart, this.elementEnd);
      this.parsed = parseJson(this.kind.exactKeys.length === 0 ? text : this.numbers.quote(text));
      this.isParsed = true;
    }
    return this.parsed;
  }

  /** The element found last is not to be parsed. */
  protected get isRefused(): boolean {
    return this.isTooLong || this.scanner.isTooDeep || this.scanner.isCut;
  }

  private currentContext(): unknown {
    const { context } = this.scanner;
    if (context !== this.contextBytes) {
      this.contextBytes = context;
      this.context = context === null ? undefined : parseJson(decodeUtf8(context));
    }
    return this.context;
  }
}
