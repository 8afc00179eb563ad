import type { Dictionary } from "../dictionary.ts";
import { entryCount, reorder } from "../dictionary.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { NS_PER_SECOND } from "../units.ts";

const POWERS_OF_TEN = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const COARSEST_EXPONENT = 9;

/**
 * A slice of a sample with only the names its rows use, and stamps and resolutions of these rows alone. Whether a slice
 * was parsed before or after the sample shrank, it tells the same then. The origin is a whole second, so ns since the
 * origin and absolute ns have the same digits below the second.
 */
export function withUsedNamesOnly(slice: ParsedSlice): ParsedSlice {
  const sources = new Uint8Array(slice.sourceHost.length);
  for (const source of slice.source) sources[source] = 1;
  const used = indicesOf(sources);
  const renumbered = inverseOf(used, sources.length);
  const source = slice.source.map((old) => renumbered[old]);
  const column = (of: Int32Array) => Int32Array.from(used, (old) => of[old]);
  const hosts = usedEntries(slice.hosts, column(slice.sourceHost));
  const taskNames = usedEntries(slice.taskNames, column(slice.sourceTaskName));
  const labels = usedEntries(slice.labels, column(slice.sourceLabel));
  const values = slice.attributes.map((ids, at) => usedEntries(slice.attributeValues[at], ids));
  return {
    ...slice,
    source,
    hosts: hosts.dictionary,
    taskNames: taskNames.dictionary,
    labels: labels.dictionary,
    sourceHost: hosts.ids,
    sourceTaskName: taskNames.ids,
    sourceLabel: labels.ids,
    sourcePhase: Uint8Array.from(used, (old) => slice.sourcePhase[old]),
    ...stampsOf(source, slice.timeNs, used.length),
    attributes: values.map(({ ids }) => ids),
    attributeValues: values.map(({ dictionary }) => dictionary),
  };
}

function stampsOf(
  source: Int32Array,
  timeNs: Float64Array,
  sources: number,
): { sourceStamps: Uint32Array; sourceResolution: Uint8Array } {
  const sourceStamps = new Uint32Array(sources);
  const sourceResolution = new Uint8Array(sources).fill(COARSEST_EXPONENT);
  for (let row = 0; row < source.length; row++) {
    const nanos = timeNs[row] % NS_PER_SECOND;
    sourceStamps[source[row]]++;
    while (nanos % POWERS_OF_TEN[sourceResolution[source[row]]] !== 0) sourceResolution[source[row]]--;
  }
  return { sourceStamps, sourceResolution };
}

/** The entries that `ids` refer to (negative = none), and the ids renumbered to match. */
function usedEntries(dictionary: Dictionary, ids: Int32Array): { dictionary: Dictionary; ids: Int32Array } {
  const marks = new Uint8Array(entryCount(dictionary));
  for (const id of ids) if (id >= 0) marks[id] = 1;
  const used = indicesOf(marks);
  const renumbered = inverseOf(used, marks.length);
  return { dictionary: reorder(dictionary, used), ids: ids.map((id) => (id < 0 ? id : renumbered[id])) };
}

function indicesOf(marks: Uint8Array): Int32Array {
  const indices: number[] = [];
  for (let i = 0; i < marks.length; i++) if (marks[i] === 1) indices.push(i);
  return Int32Array.from(indices);
}

function inverseOf(used: Int32Array, length: number): Int32Array {
  const position = new Int32Array(length).fill(-1);
  for (let i = 0; i < used.length; i++) position[used[i]] = i;
  return position;
}
