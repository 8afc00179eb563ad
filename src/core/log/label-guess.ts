import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { mineLabels } from "../label/label-mining.ts";
import { MessageMasker } from "../label/message-masker.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { parseObject } from "./sample-table.ts";
import type { LabelReference } from "./source-plan.ts";

/** How the label is taken from a column. */
export interface LabelGuess {
  readonly reference: LabelReference;
  readonly reason: string;
  /** Few labels are left: false if the column can hardly be what happened. */
  readonly isClear: boolean;
}

/** Names under which JSON text keeps the message, the usual one first. */
const MESSAGE_NAMES = ["message", "msg", "log", "text", "body", "MESSAGE"];
const MAJORITY = 0.9;
/** Share of the messages that name a place in the code, so that the few others may do without a label. */
const NATIVE_SHARE = 0.98;
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
  const native = distinct.size > MOST_LABELS ? placeInCode(texts) : undefined;
  if (native !== undefined) {
    return {
      reference: { ...place, pattern: native.pattern },
      reason: `label: the place in the code that ${called} names (${native.labels} places, such as ${native.example})`,
      isClear: true,
    };
  }
  const masked = distinct.size > MOST_LABELS ? [...new Set([...distinct].map(maskedText))].sort() : [];
  if (!isFreeText(texts, distinct, masked)) {
    return { reference: place, reason: `label: ${called} (${distinct.size} labels)`, isClear: true };
  }
  const source = masked.map((text) => ({ component: "", text }));
  const labels = mineLabels(source, new Float64Array(source.length), {}).templates.length;
  const isClear = labels <= MOST_LABELS || labels <= texts.length * FREE_SHARE;
  const text = `label: ${called} is free text (${distinct.size} texts in ${texts.length} records)`;
  return {
    reference: { ...place, mined: true },
    reason: isClear
      ? `${text}: what varies is masked, which leaves ${labels} labels`
      : `${text}, and ${labels} labels are left when what varies is masked: give a pattern for its constant part`,
    isClear,
  };
}

/** The parts of a label. Templates of two components are never one; where the task names no component, the label does. */
export function labelParts(
  guess: LabelGuess | undefined,
  service: ColumnProfile | undefined,
  hasTask: boolean,
): LabelReference[] {
  if (guess === undefined) return [];
  const isPrefixed = guess.reference.mined === true && hasTask && service !== undefined;
  return isPrefixed ? [{ column: service.name }, guess.reference] : [guess.reference];
}

/** The name that nearly all values, objects as JSON, give a text. */
function messagePath(values: readonly string[]): string | undefined {
  if (values.length === 0 || !values[0].startsWith("{")) return undefined;
  const objects = values.map(parseObject);
  return MESSAGE_NAMES.find(
    (name) => objects.filter((object) => typeof object?.[name] === "string").length >= MAJORITY * values.length,
  );
}

/** How messages name the place in the code that wrote them: "t.s.TravelServiceImpl#532", "OrderController.java:88". */
const PLACES_IN_CODE = [
  "([A-Za-z_$][\\w$.]*#\\d+)",
  "([\\w$./-]+\\.(?:c|cc|cpp|cs|go|java|js|jsx|kt|php|py|rb|rs|scala|swift|ts|tsx):\\d+)",
];
/** A place stands at the head of a message; what stands behind is part of the text. */
const HEAD_CHARACTERS = 200;

/** The pattern by which nearly all texts name a place in the code, if they do. */
function placeInCode(texts: readonly string[]): { pattern: string; labels: number; example: string } | undefined {
  for (const pattern of PLACES_IN_CODE) {
    const matcher = new RegExp(pattern);
    const places: string[] = [];
    for (const [row, text] of texts.entries()) {
      const place = matcher.exec(text.slice(0, HEAD_CHARACTERS))?.[1];
      if (place !== undefined) places.push(place);
      // So many others that the rest cannot make up for them.
      else if (row + 1 - places.length > (1 - NATIVE_SHARE) * texts.length + 1) break;
    }
    const labels = new Set(places);
    // Places that are all different are ids of something else.
    if (places.length < NATIVE_SHARE * texts.length || labels.size < 2 || labels.size > texts.length * FREE_SHARE)
      continue;
    return { pattern, labels: labels.size, example: places[0] };
  }
  return undefined;
}

/** Many texts: nearly one a record, or sentences of which masking makes far fewer. */
function isFreeText(texts: readonly string[], distinct: ReadonlySet<string>, masked: readonly string[]): boolean {
  if (distinct.size <= MOST_LABELS) return false;
  if (distinct.size > texts.length * FREE_SHARE) return true;
  const sentences = [...distinct].filter((text) => text.includes(" ")).length;
  return sentences >= distinct.size / 2 && masked.length <= distinct.size * MASKED_SHARE;
}

const masker = new MessageMasker();

function maskedText(text: string): string {
  const bytes = encodeUtf8(text);
  masker.mask(bytes, 0, bytes.length);
  return decodeUtf8(masker.bytes, 0, masker.length);
}
