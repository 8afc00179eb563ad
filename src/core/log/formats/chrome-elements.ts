import { type JsonElementKind, JsonElements } from "../json-elements.ts";
import { isObject, listOf, parseJson } from "../json-value.ts";
import { ChromeEvents, PAIRED } from "./chrome-events.ts";

const QUOTE = 0x22;
const COLON = 0x3a;

const chromeTrace: Omit<JsonElementKind, "unit"> = {
  places: {
    arrays: ["traceEvents"],
    depth: 1,
    topArray: "elements",
    elementKeys: [],
    wholeKeys: [],
    lineKeys: [],
    isMany: false,
  },
  exactKeys: ["ts", "dur"],
  refusal: 'is no trace event (with "ph")',
  parts: (element) =>
    isObject(element) && typeof element.ph === "string" ? [{ value: element, within: undefined }] : undefined,
};

/** Reads trace events in file order: the elements of `traceEvents`, or of an array that is the file. */
export class ChromeElements extends JsonElements {
  private constructor(
    private readonly events: ChromeEvents,
    carry: string | undefined,
  ) {
    super({ ...chromeTrace, unit: ({ value }) => (isObject(value) ? events.tell(value) : undefined) }, carry);
  }

  /** @param carry of a reader that read up to here; "" = between two elements; undefined = the beginning of a file */
  static open(carry: string | undefined): ChromeElements {
    const [places, open] = listOf(parseJson(carry ?? ""));
    return new ChromeElements(new ChromeEvents(open), typeof places === "string" ? places : carry);
  }

  override next(bytes: Uint8Array, from: number, limit: number): number {
    const after = super.next(bytes, from, limit);
    if (after < 0 || !this.mayPair(bytes)) return after;
    const event = this.parse(bytes);
    if (isObject(event)) this.events.follow(event);
    return after;
  }

  override carry(): string {
    return JSON.stringify([super.carry(), this.events.slices.save()]);
  }

  override finish(): readonly { code: string; count: number }[] {
    const count = this.events.slices.neverEnded;
    return count === 0 ? [] : [{ code: "S_NO_END", count }];
  }

  /** Whether the element found last may begin or end a slice: those that do not are read once only. */
  private mayPair(bytes: Uint8Array): boolean {
    if (this.isRefused) return false;
    const end = this.elementEnd - 5;
    for (let at = this.elementStart; at < end; at++) {
      // "ph"
      if (bytes[at] !== QUOTE || bytes[at + 1] !== 0x70 || bytes[at + 2] !== 0x68 || bytes[at + 3] !== QUOTE) continue;
      let value = at + 4;
      while (value < end && (bytes[value] <= 0x20 || bytes[value] === COLON)) value++;
      if (bytes[value] === QUOTE && PAIRED.includes(String.fromCharCode(bytes[value + 1]))) return true;
    }
    return false;
  }
}
