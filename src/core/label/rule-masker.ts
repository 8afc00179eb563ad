import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import type { CompiledLabelRules } from "./label-rules.ts";
import { MAX_MESSAGE_BYTES, MessageMasker, type SpanListener } from "./message-masker.ts";

/** A part of a message that a mask of the user takes: bytes of the message, and which mask. */
export interface CustomSpan {
  readonly start: number;
  readonly end: number;
  readonly mask: number;
}

/** A masker under the rules of a plan: masks of users first, built-in ones on what is left. */
export class RuleMasker {
  readonly masker: MessageMasker;
  private readonly placeholders: readonly Uint8Array[];

  constructor(
    private readonly rules: CompiledLabelRules,
    onSpan: SpanListener | null = null,
  ) {
    this.masker = new MessageMasker(rules.off, onSpan);
    this.placeholders = rules.masks.map(({ name }) => encodeUtf8(`<${name}>`));
  }

  /** Masks the message in source[start, end): the result is `masker.bytes` up to `masker.length`. */
  mask(source: Uint8Array, start: number, end: number): void {
    const { masker } = this;
    if (this.placeholders.length === 0) {
      masker.mask(source, start, end);
      return;
    }
    // Of invalid UTF-8 text and bytes would not tell the same places: what is masked is the text.
    const text = decodeUtf8(source, start, Math.min(end, start + MAX_MESSAGE_BYTES));
    const bytes = encodeUtf8(text);
    masker.begin(bytes, 0, bytes.length);
    let at = 0;
    for (const span of this.customSpans(text)) {
      if (span.end > masker.inputEnd) break;
      masker.run(at, span.start);
      masker.put(this.placeholders[span.mask]);
      at = span.end;
    }
    masker.run(at, masker.inputEnd);
    masker.finish();
  }

  /** Matches of the user's masks, in order, none overlapping: an earlier mask wins, then an earlier match. */
  customSpans(text: string): CustomSpan[] {
    const taken: CustomSpan[] = [];
    this.rules.masks.forEach(({ pattern }, mask) => {
      for (const match of text.matchAll(pattern)) {
        const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
        if (start === end || taken.some((other) => start < other.end && other.start < end)) continue;
        taken.push({ start, end, mask });
      }
    });
    return taken.sort((a, b) => a.start - b.start).map((span) => bytesOf(text, span));
  }
}

/** Positions in the text as positions in its UTF-8 bytes. */
function bytesOf(text: string, { start, end, mask }: CustomSpan): CustomSpan {
  const from = encodeUtf8(text.slice(0, start)).length;
  return { start: from, end: from + encodeUtf8(text.slice(start, end)).length, mask };
}
