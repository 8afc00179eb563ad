import { byteOrder, entryCount } from "../dictionary.ts";
import { dictionaryOf, textOf } from "../dictionary-text.ts";
import { Interner } from "../interner.ts";
import { mergedNames } from "../label/label-overview.ts";
import type { LabelMerge } from "../label/label-rules.ts";
import { NONE, PHASE_POINT } from "../units.ts";
import type { PooledSlice } from "./pooled-slice.ts";

/** Labels that stand in the log as they are, and how many events have them. */
export interface NativeLabels {
  /** By events, most first, then by bytes. */
  readonly labels: readonly { readonly label: string; readonly events: number }[];
  /** Events of spans: what they are called is the name of their task, and no label. */
  readonly spanEvents: number;
}

/** Counts the native labels of all slices, before any rule. One pass over the rows. */
export function nativeLabels(slices: readonly PooledSlice[]): NativeLabels {
  const names = new Interner();
  const counts: number[] = [];
  let spanEvents = 0;
  for (const { source, sourceLabel, sourcePhase, labels, messageOfLabel } of slices) {
    const events = new Uint32Array(sourceLabel.length);
    for (let row = 0; row < source.length; row++) events[source[row]]++;
    for (let at = 0; at < events.length; at++) {
      const label = sourceLabel[at];
      if (sourcePhase[at] !== PHASE_POINT) spanEvents += events[at];
      else if (events[at] > 0 && (messageOfLabel?.[label] ?? NONE) === NONE) {
        const id = names.internEntry(labels, label);
        counts[id] = (counts[id] ?? 0) + events[at];
      }
    }
  }
  const dictionary = names.finish();
  const sorted = Array.from(byteOrder(dictionary), (id) => ({ label: textOf(dictionary, id), events: counts[id] }));
  return { labels: sorted.sort((a, b) => b.events - a.events), spanEvents };
}

/**
 * The slices with the native labels of points renamed that merges name, letter by letter. A label belongs to the first merge
 * that names it; labels of spans and of messages are left alone.
 */
export function mergedNativeLabels(
  slices: readonly PooledSlice[],
  merges: readonly LabelMerge[],
): readonly PooledSlice[] {
  if (merges.length === 0) return slices;
  const into = mergedNames(merges);
  return slices.map((slice) => {
    const fixed = fixedLabels(slice);
    const renamed = Array.from({ length: entryCount(slice.labels) }, (_, label) =>
      fixed[label] === 1 ? undefined : into.get(textOf(slice.labels, label)),
    );
    if (renamed.every((name) => name === undefined)) return slice;
    const names = renamed.map((name, label) => name ?? textOf(slice.labels, label));
    return { ...slice, labels: dictionaryOf(names) };
  });
}

/** 1 for labels that are no native label of a point. */
function fixedLabels({ labels, sourceLabel, sourcePhase, messageOfLabel }: PooledSlice): Uint8Array {
  const fixed = Uint8Array.from({ length: entryCount(labels) }, (_, label) =>
    (messageOfLabel?.[label] ?? NONE) === NONE ? 0 : 1,
  );
  sourceLabel.forEach((label, source) => {
    if (sourcePhase[source] !== PHASE_POINT) fixed[label] = 1;
  });
  return fixed;
}
