import { NONE } from "../units.ts";
import { comparisonKey } from "./comparison-key.ts";
import { WILDCARD } from "./token-table.ts";
import type { Cluster, WordTexts } from "./word-texts.ts";

const NAME = /^[^=:]*[=:]/;

/**
 * A cluster as a reader sees it: its constant words in the form of its first text, placeholders where all agree,
 * "<*>" for what varies. A varying word keeps the name before "=" or ":" that all its values share.
 */
export function templateText(texts: WordTexts, { members, pattern }: Cluster): string {
  const { table, tokens } = texts;
  return Array.from(pattern, (key, at) => {
    const first = tokens[members[0]][at];
    const distinct = new Set(members.map((member) => tokens[member][at]));
    if (distinct.size === 1) return table.word(first);
    if (key === NONE) return varying([...distinct].map((token) => table.word(token)));
    const folded = new Set(Array.from(distinct, (token) => comparisonKey(table.word(token))));
    return folded.size === 1 ? table.word(first) : table.generic(first);
  }).join(" ");
}

function varying(words: readonly string[]): string {
  const name = NAME.exec(words[0])?.[0] ?? "";
  return words.every((word) => word.startsWith(name)) ? name + WILDCARD : WILDCARD;
}
