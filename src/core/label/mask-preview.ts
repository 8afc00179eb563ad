import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { type Outcome, success } from "../outcome.ts";
import { compileLabelRules, type LabelRules } from "./label-rules.ts";
import { MASK_KINDS } from "./mask-kinds.ts";
import { RuleMasker } from "./rule-masker.ts";

/** A value that is masked: text.slice(start, end), and the name of its mask. */
export interface MaskedSpan {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

export interface MaskPreview {
  /** The text with placeholders, lists collapsed: what is mined. */
  readonly masked: string;
  /** In order, none overlapping. */
  readonly spans: readonly MaskedSpan[];
}

/** The same of several messages. */
export function maskPreviews(texts: readonly string[], rules: LabelRules): Outcome<MaskPreview[]> {
  const previews: MaskPreview[] = [];
  for (const text of texts) {
    const preview = maskPreview(text, rules);
    if (!preview.ok) return preview;
    previews.push(preview.value);
  }
  return success(previews);
}

/**
 * What is masked in a message under some rules, for an editor. Patterns of the user run here: call it where a runaway
 * can be ended. Failures: those of `compileLabelRules`.
 */
export function maskPreview(text: string, rules: LabelRules): Outcome<MaskPreview> {
  const compiled = compileLabelRules(rules);
  if (!compiled.ok) return compiled;
  const bytes = encodeUtf8(text);
  const found: { start: number; end: number; name: string }[] = [];
  const masker = new RuleMasker(compiled.value, (start, end, kind) => {
    found.push({ start, end, name: MASK_KINDS[kind] });
  });
  masker.mask(bytes, 0, bytes.length);
  const { masks } = compiled.value;
  for (const { start, end, mask } of masker.customSpans(text)) {
    if (end > masker.masker.inputEnd) break;
    found.push({ start, end, name: masks[mask].name });
  }
  const place = (at: number) => decodeUtf8(bytes, 0, at).length;
  return success({
    masked: decodeUtf8(masker.masker.bytes, 0, masker.masker.length),
    spans: found
      .sort((a, b) => a.start - b.start)
      .map((span) => ({ ...span, start: place(span.start), end: place(span.end) })),
  });
}
