import { NONE } from "../units.ts";
import { TokenTable } from "./token-table.ts";

/** A masked text and the component that logs it ("" = none): texts of two components are never one template. */
export interface MaskedText {
  readonly component: string;
  readonly text: string;
}

/** Masked texts as numbers of words, for the miner. */
export class WordTexts {
  readonly table: TokenTable;
  /** Per text. */
  readonly component: Int32Array;
  /** Per text: numbers of its words, and of their keys. */
  readonly tokens: readonly (readonly number[])[];
  readonly keys: readonly Int32Array[];

  constructor(texts: readonly MaskedText[], maskNames: ReadonlySet<string>) {
    const table = new TokenTable(maskNames);
    const components = new Map<string, number>();
    this.table = table;
    this.component = Int32Array.from(texts, ({ component }) => {
      const known = components.get(component) ?? components.size;
      components.set(component, known);
      return known;
    });
    this.tokens = texts.map(({ text }) => table.tokensOf(text));
    this.keys = this.tokens.map((tokens) => Int32Array.from(tokens, (token) => table.keyOf[token]));
  }
}

/** Texts taken for one statement. */
export interface Cluster {
  /** Texts by index, ascending. */
  readonly members: readonly number[];
  /** Per word its key, NONE where members differ. */
  readonly pattern: Int32Array;
}

/** The cluster of some texts of one component and length. */
export function clusterOf(texts: WordTexts, members: readonly number[]): Cluster {
  const pattern = texts.keys[members[0]].slice();
  for (const member of members) {
    const keys = texts.keys[member];
    for (let at = 0; at < pattern.length; at++) if (pattern[at] !== keys[at]) pattern[at] = NONE;
  }
  return { members: members.toSorted((a, b) => a - b), pattern };
}

/** Members of a cluster by their key at a position, in order of appearance. */
export function membersByKey(texts: WordTexts, members: readonly number[], position: number): Map<number, number[]> {
  const parts = new Map<number, number[]>();
  for (const member of members) {
    const key = texts.keys[member][position];
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [member]);
    else part.push(member);
  }
  return parts;
}
