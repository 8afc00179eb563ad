import { encodeUtf8 } from "../bytes.ts";
import { byteOrder, type Dictionary, entryCount } from "../dictionary.ts";
import { type LabelMining, mineLabels } from "../label/label-mining.ts";
import type { LabelRules } from "../label/label-rules.ts";
import { FREE_TEXT, MessagePool, textOfPool } from "../label/message-pool.ts";
import type { MaskedText } from "../label/word-texts.ts";
import { MESSAGE_SEPARATOR } from "../log/mined-label-reader.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { NONE } from "../units.ts";
import { mergedNativeLabels } from "./native-labels.ts";
import type { PooledSlice } from "./pooled-slice.ts";

const FREE_TEXT_LABEL = encodeUtf8("(free text)");

/**
 * Gives labels from free text their names: messages of all slices are pooled as they arrive, mined once when all are
 * there, and each label becomes the template of its message. Neither order nor number of slices matters.
 */
export class FreeTextLabels {
  constructor(
    private readonly rules: LabelRules,
    private readonly pool = new MessagePool(),
  ) {}

  /** Moves the messages of a slice into the pool. */
  take(slice: ParsedSlice): PooledSlice {
    if (slice.hasFreeText !== true) return slice;
    const { bytes, offsets } = slice.labels;
    const count = entryCount(slice.labels);
    const messageOfLabel = new Int32Array(count).fill(NONE);
    const rest = new Uint8Array(bytes.length);
    const restOffsets = new Uint32Array(count + 1);
    let to = 0;
    for (let label = 0; label < count; label++) {
      let from = offsets[label];
      const end = offsets[label + 1];
      const mark = messageEnd(bytes, from, end);
      if (mark !== NONE) {
        messageOfLabel[label] = this.pool.add(bytes, from, mark);
        from = mark + 1;
      }
      while (from < end) rest[to++] = bytes[from++];
      restOffsets[label + 1] = to;
    }
    this.pool.register(messageOfLabel);
    return { ...slice, labels: { bytes: rest.slice(0, to), offsets: restOffsets }, messageOfLabel };
  }

  /** The distinct texts of all slices, counted; null if there was no free text. Nothing is taken afterwards. */
  collect(slices: readonly PooledSlice[]): PooledTexts | null {
    if (slices.every(({ messageOfLabel }) => messageOfLabel === undefined)) return null;
    const messages = this.pool.finish();
    const counts = new Float64Array(entryCount(messages));
    const freeTextEvents = slices.reduce((sum, slice) => sum + countEvents(slice, counts), 0);
    const used = byteOrder(messages).filter((message) => counts[message] > 0);
    const textOfMessage = new Int32Array(counts.length).fill(NONE);
    used.forEach((message, text) => {
      textOfMessage[message] = text;
    });
    return {
      texts: Array.from(used, (message) => textOfPool(messages, message)),
      events: Float64Array.from(used, (message) => counts[message]),
      freeTextEvents,
      textOfMessage,
    };
  }

  /** The slices with their labels, in the same order, and what was mined; null if there was no free text. */
  finish(slices: readonly PooledSlice[]): NamedSlices {
    return nameLabels(slices, this.collect(slices), this.rules);
  }
}

/** The messages of a dataset, before any template. */
export interface PooledTexts {
  /** In the order of their bytes. */
  readonly texts: readonly MaskedText[];
  /** Per text. */
  readonly events: Float64Array;
  readonly freeTextEvents: number;
  /** Per message of the pool: → `texts`, NONE if no event has it. */
  readonly textOfMessage: Int32Array;
}

export interface NamedSlices {
  readonly slices: readonly ParsedSlice[];
  readonly mining: LabelMining | null;
}

/** The slices with their labels under some rules. The pooled ones stay as they are: other rules may follow. */
export function nameLabels(slices: readonly PooledSlice[], pooled: PooledTexts | null, rules: LabelRules): NamedSlices {
  const native = mergedNativeLabels(slices, rules.merges ?? []);
  if (pooled === null) return { slices: native, mining: null };
  const { texts, events, freeTextEvents, textOfMessage } = pooled;
  const mining = mineLabels(texts, events, rules, freeTextEvents);
  const names = mining.templates.map(({ label }) => encodeUtf8(label));
  const nameOf = Array.from(textOfMessage, (text) =>
    text === NONE ? FREE_TEXT_LABEL : names[mining.templateOfText[text]],
  );
  return { slices: native.map((slice) => named(slice, nameOf)), mining };
}

/** A slice on its own with its labels mined: what a sample shows. */
export function minedSlice(slice: ParsedSlice, rules: LabelRules): ParsedSlice {
  const labels = new FreeTextLabels(rules);
  return labels.finish([labels.take(slice)]).slices[0];
}

/** Position of the second separator: behind the message; NONE if the label has no message. */
function messageEnd(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes.indexOf(MESSAGE_SEPARATOR, start);
  if (first < 0 || first >= end) return NONE;
  const second = bytes.indexOf(MESSAGE_SEPARATOR, first + 1);
  return second < 0 || second >= end ? NONE : second;
}

/** Adds the rows of a slice to the counts of their messages; returns those of free text. */
function countEvents({ source, sourceLabel, messageOfLabel }: PooledSlice, counts: Float64Array): number {
  if (messageOfLabel === undefined) return 0;
  const rowsOfSource = new Uint32Array(sourceLabel.length);
  for (let row = 0; row < source.length; row++) rowsOfSource[source[row]]++;
  let freeText = 0;
  for (let at = 0; at < rowsOfSource.length; at++) {
    const message = messageOfLabel[sourceLabel[at]];
    if (message === FREE_TEXT) freeText += rowsOfSource[at];
    else if (message !== NONE) counts[message] += rowsOfSource[at];
  }
  return freeText;
}

function named(slice: PooledSlice, nameOf: readonly Uint8Array[]): ParsedSlice {
  const { messageOfLabel, ...rest } = slice;
  if (messageOfLabel === undefined) return slice;
  return { ...rest, labels: withNames(slice.labels, messageOfLabel, nameOf), hasFreeText: false };
}

function withNames(labels: Dictionary, messageOfLabel: Int32Array, nameOf: readonly Uint8Array[]): Dictionary {
  const nothing = new Uint8Array();
  const names = Array.from(messageOfLabel, (message) => {
    if (message === FREE_TEXT) return FREE_TEXT_LABEL;
    return message === NONE ? nothing : nameOf[message];
  });
  const bytes = new Uint8Array(names.reduce((sum, { length }) => sum + length, labels.bytes.length));
  const offsets = new Uint32Array(names.length + 1);
  let at = 0;
  names.forEach((name, label) => {
    bytes.set(name, at);
    at += name.length;
    const rest = labels.bytes.subarray(labels.offsets[label], labels.offsets[label + 1]);
    bytes.set(rest, at);
    at += rest.length;
    offsets[label + 1] = at;
  });
  return { bytes, offsets };
}
