import { NONE } from "../../units.ts";
import { type FieldTable, RAW } from "../field-table.ts";
import { TextMatcher } from "../text/text-matcher.ts";
import type { TextPattern } from "../text/text-pattern.ts";
import type { Unwrapper } from "./unwrapper.ts";

/** Lines with a prefix that a pattern tells, such as syslog's; the content is one of its fields. */
export class TextUnwrapper implements Unwrapper {
  readonly fields: FieldTable;
  start = 0;
  end = 0;
  coding = RAW;
  readonly isPartial = false;
  readonly streamSlot = NONE;
  private readonly matcher: TextMatcher;
  private readonly contentSlot: number;

  constructor(pattern: TextPattern, names: readonly string[], content: string) {
    this.matcher = new TextMatcher(pattern, [...names, content]);
    this.fields = this.matcher.fields;
    this.contentSlot = names.length;
  }

  unwrap(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.matcher.split(bytes, start, end)) return false;
    const { starts, ends, codings } = this.fields;
    // Of a pattern with several lines some may have no content: those tell nothing inside.
    const hasContent = starts[this.contentSlot] !== NONE;
    this.start = hasContent ? starts[this.contentSlot] : end;
    this.end = hasContent ? ends[this.contentSlot] : end;
    this.coding = hasContent ? codings[this.contentSlot] : RAW;
    return true;
  }

  get isCut(): boolean {
    return this.matcher.isCut;
  }

  reason(lineStart: number): string {
    return `envelope ${this.matcher.reason(lineStart)}`;
  }
}
