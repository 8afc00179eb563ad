import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { MessageMasker } from "../label/message-masker.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { parseObject } from "./sample-table.ts";
import type { LabelReference } from "./source-plan.ts";

/** How the label is taken from a column. */
export interface LabelGuess {
  readonly reference: LabelReference;
  readonly reason: string;
}

/** Names under which JSON text keeps the message, the usual one first. */
const MESSAGE_NAMES = ["message", "msg", "log", "text", "body", "MESSAGE"];
const MAJORITY = 0.9;
/** Labels are fewer than this; more are looked at for free text. */
const MOST_LABELS = 20;
/** Share of the records that have a text of their own. */
const FREE_SHARE = 1 / 3;
/** Masking leaves at most so many of the texts of a column of messages. */
const MASKED_SHARE = 0.7;

/**
 * Whether the values of the label column are labels as they stand or free text that has to be mined, and whether they
 * are JSON text that holds the message.
 */
export function guessLabelReference({ name, values }: ColumnProfile): LabelGuess {
  const filled = values.filter((value) => value !== "" && value !== "-");
  const json = messagePath(filled);
  const texts = json === undefined ? filled : filled.map((value) => String(parseObject(value)?.[json] ?? "").trim());
  const distinct = new Set(texts);
  const place = json === undefined ? { column: name } : { column: name, json };
  const called = json === undefined ? `"${name}"` : `"${name}" \u203a "${json}"`;
  if (!isFreeText(texts, distinct)) return { reference: place, reason: `label: ${called} (${distinct.size} labels)` };
  return {
    reference: { ...place, mined: true },
    reason:
      `label: ${called} is free text (${distinct.size} texts in ${texts.length} records): what varies is masked, ` +
      "and like messages become one label",
  };
}

/** The name that nearly all values, objects as JSON, give a text. */
function messagePath(values: readonly string[]): string | undefined {
  if (values.length === 0 || !values[0].startsWith("{")) return undefined;
  const objects = values.map(parseObject);
  return MESSAGE_NAMES.find(
    (name) => objects.filter((object) => typeof object?.[name] === "string").length >= MAJORITY * values.length,
  );
}

/** Many texts: nearly one a record, or sentences of which masking makes far fewer. */
function isFreeText(texts: readonly string[], distinct: ReadonlySet<string>): boolean {
  if (distinct.size <= MOST_LABELS) return false;
  if (distinct.size > texts.length * FREE_SHARE) return true;
  const sentences = [...distinct].filter((text) => text.includes(" "));
  if (sentences.length < distinct.size / 2) return false;
  const masker = new MessageMasker();
  const masked = sentences.map((text) => {
    const bytes = encodeUtf8(text);
    masker.mask(bytes, 0, bytes.length);
    return decodeUtf8(masker.bytes, 0, masker.length);
  });
  return new Set(masked).size <= sentences.length * MASKED_SHARE;
}
