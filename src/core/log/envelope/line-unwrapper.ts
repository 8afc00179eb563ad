import { type FieldTable, RAW } from "../field-table.ts";
import type { Unwrapper } from "./unwrapper.ts";

/** What unwrappers that judge a line byte by byte share: the inner line found last, or what was expected where. */
export abstract class LineUnwrapper implements Unwrapper {
  abstract readonly fields: FieldTable;
  abstract readonly streamSlot: number;
  start = 0;
  end = 0;
  coding = RAW;
  isPartial = false;
  isCut = false;
  private problemOffset = 0;
  private expected = "";

  /** @param refusal of a line, before the column: "no CRI line" */
  constructor(private readonly refusal: string) {}

  abstract unwrap(bytes: Uint8Array, start: number, end: number): boolean;

  reason(lineStart: number): string {
    return `${this.refusal} at column ${this.problemOffset - lineStart + 1}: expected ${this.expected}`;
  }

  protected fail(at: number, isCut: boolean, expected: string): false {
    this.problemOffset = at;
    this.isCut = isCut;
    this.expected = expected;
    return false;
  }
}
