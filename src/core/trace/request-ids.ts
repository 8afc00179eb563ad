import { type Dictionary, entryCount } from "../dictionary.ts";
import { Interner } from "../interner.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { RequestKey } from "../log/request-key.ts";
import { NONE } from "../units.ts";

/** Numbers requests by the keys of their ids; what is shown is the form met first. */
export class RequestIds {
  private readonly keys = new Interner();
  private readonly shown = new Interner();
  private readonly key = new RequestKey();

  /** @param isMixed ids are written in several forms (`hasMixedIds`); else every id is its own key */
  constructor(private readonly isMixed: boolean) {}

  get size(): number {
    return this.keys.size;
  }

  /** The number of an entry of a dictionary. */
  idOf(requests: Dictionary, entry: number): number {
    if (!this.isMixed) return this.keys.internEntry(requests, entry);
    const { key, keys, shown } = this;
    key.read(requests.bytes, requests.offsets[entry], requests.offsets[entry + 1]);
    const id = keys.intern(key.bytes, 0, key.length);
    if (id === shown.size) shown.internEntry(requests, entry);
    return id;
  }

  /** Whether an entry is written as its request is shown. */
  isShown(requests: Dictionary, entry: number): boolean {
    const { bytes, offsets } = requests;
    return this.shown.lookup(bytes, offsets[entry], offsets[entry + 1]) !== NONE;
  }

  /** The ids as they are shown, by number. */
  finish(): Dictionary {
    return this.isMixed ? this.shown.finish() : this.keys.finish();
  }
}

/** Whether some of the slices write ids in another form than the others, so that two forms may be one request. */
export function hasMixedIds(slices: readonly Pick<ParsedSlice, "idForms">[]): boolean {
  const forms = slices.reduce((all, { idForms }) => all | idForms, 0);
  return (forms & (forms - 1)) !== 0;
}

/**
 * Per file: how many of its requests it writes in another form than where they stand first. Nothing but zeros, at no cost,
 * unless forms are mixed. The slices are in the order of (file, slice).
 */
export function otherForms(slices: readonly ParsedSlice[], fileCount: number): Uint32Array {
  const counts = new Uint32Array(fileCount);
  if (!hasMixedIds(slices)) return counts;
  const ids = new RequestIds(true);
  let file = NONE;
  let counted = new Interner();
  for (const { fileIndex, requests } of slices) {
    if (fileIndex !== file) counted = new Interner();
    file = fileIndex;
    for (let entry = 0; entry < entryCount(requests); entry++) {
      ids.idOf(requests, entry);
      if (ids.isShown(requests, entry)) continue;
      const before = counted.size;
      if (counted.internEntry(requests, entry) === before) counts[fileIndex]++;
    }
  }
  return counts;
}
