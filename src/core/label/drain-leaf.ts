import { NONE } from "../units.ts";
import { MAX_TOKENS } from "./message-masker.ts";

/** Share of equal words from which on two texts are taken for one statement. Fixed: no tuning per log. */
const SIMILARITY = 0.7;
/** Groups that a text is compared with at most: keeps prose of few words from taking quadratic time. */
const MAX_COMPARED = 500;
/** Places of words are below this (the last may be "…"). */
const PLACES = 2 * MAX_TOKENS;

interface LeafGroup {
  /** Per word its key, NONE where members differ. */
  readonly pattern: Int32Array;
  readonly members: number[];
}

/**
 * The groups of one leaf of the tree: texts of one length that begin alike.
 *
 * Only groups that can be similar enough are looked at. Two texts of n words that share at least m (place, word) items
 * share one among the n − m + 1 rarest items of each (prefix filtering): so each group is listed under those of its first
 * text, and looked up under those of the new one. A pattern only loses words, so this stays true.
 */
export class DrainLeaf {
  readonly groups: LeafGroup[] = [];
  private readonly least: number;
  /** Per item the listing made last; per listing the one before of the same item, and its group. */
  private readonly lastListing = new Map<number, number>();
  private readonly before: number[] = [];
  private readonly groupOf: number[] = [];
  /** Per group: the last text that it was compared with. */
  private readonly comparedWith: number[] = [];

  constructor(
    private readonly length: number,
    private readonly frequencies: Uint32Array,
  ) {
    this.least = Math.max(1, Math.ceil(SIMILARITY * length - 1e-9));
  }

  /** Adds a text to the most similar group, the first of several, or to a new one. */
  add(text: number, keys: Int32Array): void {
    const items = this.rarestItems(keys);
    const found = this.mostSimilar(text, keys, items);
    if (found === NONE) {
      this.list(items, this.groups.length);
      this.groups.push({ pattern: keys.slice(), members: [text] });
      this.comparedWith.push(NONE);
      return;
    }
    const { pattern, members } = this.groups[found];
    members.push(text);
    for (let at = 0; at < keys.length; at++) if (pattern[at] !== keys[at]) pattern[at] = NONE;
  }

  private mostSimilar(text: number, keys: Int32Array, items: readonly number[]): number {
    let best = NONE;
    let most = this.least - 1;
    let compared = 0;
    for (const item of items) {
      for (let listing = this.lastListing.get(item) ?? NONE; listing !== NONE; listing = this.before[listing]) {
        const group = this.groupOf[listing];
        if (this.comparedWith[group] === text) continue;
        if (compared++ === MAX_COMPARED) return best;
        this.comparedWith[group] = text;
        const equal = this.equalWords(this.groups[group].pattern, keys, group < best ? most : most + 1);
        if (equal < most || (equal === most && group > best)) continue;
        best = group;
        most = equal;
      }
    }
    return best;
  }

  /** Number of equal words; −1 as soon as it cannot reach `least` any more. */
  private equalWords(pattern: Int32Array, keys: Int32Array, least: number): number {
    let missesLeft = this.length - Math.max(least, this.least);
    for (let at = 0; at < this.length; at++) if (pattern[at] !== keys[at] && missesLeft-- === 0) return -1;
    return Math.max(least, this.least) + missesLeft;
  }

  private list(items: readonly number[], group: number): void {
    for (const item of items) {
      const listing = this.groupOf.push(group) - 1;
      this.before.push(this.lastListing.get(item) ?? NONE);
      this.lastListing.set(item, listing);
    }
  }

  private rarestItems(keys: Int32Array): number[] {
    const { frequencies } = this;
    const items = Array.from(keys, (key, at) => key * PLACES + at);
    const rarity = (item: number) => frequencies[Math.floor(item / PLACES)];
    items.sort((a, b) => rarity(a) - rarity(b) || a - b);
    return items.slice(0, this.length - this.least + 1);
  }
}
