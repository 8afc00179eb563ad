import type { Dictionary } from "../dictionary.ts";
import { PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";

/**
 * The canonical names of a dataset, known once reading has ended. Dictionaries are sorted by UTF-8 bytes, so that
 * equal input gives equal numbers whatever the order of arrival.
 *
 * A **base kind** is (task name, label, phase); an event kind adds an ordinal. Base kinds are sorted by
 * (task name, label, phase).
 */
export interface Catalog {
  /** Epoch ns of the origin: every `timeNs` counts from here. Midnight UTC of the earliest sampled stamp. */
  readonly originNs: bigint;
  readonly hosts: Dictionary;
  readonly taskNames: Dictionary;
  readonly labels: Dictionary;
  /** Components: the first part of task names; per task name its component. */
  readonly components: Dictionary;
  readonly taskNameComponent: Int32Array;
  readonly baseTaskName: Int32Array;
  readonly baseLabel: Int32Array;
  /** PHASE_*: start and end of spans, else point. */
  readonly basePhase: Uint8Array;
  /** The same, but label pairs (begin/end …) are start and end too: valid for events without a task instance. */
  readonly pairPhase: Uint8Array;
  /** SIDE_*: which side of an exchange between hosts the events of this base kind are. */
  readonly baseSide: Uint8Array;
  /** For label pairs: the base kind that closes this one, −1 otherwise. */
  readonly pairPartner: Int32Array;
  readonly attributes: readonly AttributeColumn[];
  /** Per file index, 1 where of equal stamps the later line came first; absent if no file is so. */
  readonly newestFirst?: Uint8Array;
}

/** A column of events that the mapping keeps beside time, host, task and label. */
export interface AttributeSpec {
  readonly name: string;
  readonly role: "outcome" | "key" | "attribute";
}

export interface AttributeColumn extends AttributeSpec {
  readonly values: Dictionary;
}

export const SIDE_NONE = 0;
export const SIDE_CLIENT = 1;
export const SIDE_SERVER = 2;
export const SIDE_PRODUCER = 3;
export const SIDE_CONSUMER = 4;
export const SIDE_SEND = 5;
export const SIDE_RECEIVE = 6;

/** Side of an exchange told by the span kind that ends a task name, or by a word of a point's label. */
export function exchangeSide(taskName: string, label: string, phase: number): number {
  if (phase === PHASE_START || phase === PHASE_END) {
    const word = taskName.slice(taskName.lastIndexOf(" ") + 1);
    if (word === "client") return SIDE_CLIENT;
    if (word === "server") return SIDE_SERVER;
    if (word === "producer") return SIDE_PRODUCER;
    if (word === "consumer") return SIDE_CONSUMER;
  }
  if (/\b(send|sends|sending|sent|cs|ss)\b/i.test(label)) return SIDE_SEND;
  if (/\b(recv|receive|receives|receiving|received|cr|sr)\b/i.test(label)) return SIDE_RECEIVE;
  return SIDE_NONE;
}

/** Words that open and close a segment where no task column exists (semantics §3, task instance). */
const PAIR_WORDS: readonly (readonly [string, string])[] = [
  ["begin", "end"],
  ["begins", "ends"],
  ["start", "finish"],
  ["started", "finished"],
  ["start", "end"],
  ["start", "done"],
  ["enter", "exit"],
  ["entering", "exiting"],
  ["request", "response"],
  ["started", "completed"],
  ["start", "stop"],
];

/**
 * Pairs base kinds of one task name whose labels differ only in an opening and a closing word ("render begin",
 * "render end"). Returns phases and partners; base kinds that already have a phase, or have none of the words, are
 * left alone. A base kind is paired at most once, in the order of the table above.
 */
export function pairLabels(
  baseTaskName: ArrayLike<number>,
  labelOfBase: readonly string[],
  basePhase: Uint8Array,
): { phase: Uint8Array; partner: Int32Array } {
  const phase = Uint8Array.from(basePhase);
  const partner = new Int32Array(basePhase.length).fill(-1);
  const byName = new Map<string, number>();
  for (let base = 0; base < basePhase.length; base++) {
    if (basePhase[base] === PHASE_POINT)
      byName.set(`${baseTaskName[base]}\u001f${labelOfBase[base].toLowerCase()}`, base);
  }
  for (const [open, close] of PAIR_WORDS) {
    for (let base = 0; base < basePhase.length; base++) {
      if (phase[base] !== PHASE_POINT) continue;
      const label = labelOfBase[base].toLowerCase();
      const closing = replaceWord(label, open, close);
      if (closing === null) continue;
      const other = byName.get(`${baseTaskName[base]}\u001f${closing}`);
      if (other === undefined || other === base || phase[other] !== PHASE_POINT) continue;
      phase[base] = PHASE_START;
      phase[other] = PHASE_END;
      partner[base] = other;
    }
  }
  return { phase, partner };
}

/** Replaces the one occurrence of `word` that stands between non-letters; null without one. */
function replaceWord(label: string, word: string, by: string): string | null {
  for (let at = label.indexOf(word); at >= 0; at = label.indexOf(word, at + 1)) {
    const before = at === 0 ? "" : label[at - 1];
    const after = label[at + word.length] ?? "";
    if (!/[a-z]/.test(before) && !/[a-z]/.test(after)) return label.slice(0, at) + by + label.slice(at + word.length);
  }
  return null;
}
