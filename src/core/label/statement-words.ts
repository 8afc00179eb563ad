import { type TokenTable, WILDCARD } from "./token-table.ts";

/** So many words at one place are rather a choice between statements ("start", "stop") than values. */
const MOST_WORDS = 4;
/** Past and present of verbs: what is done differs, however many ways there are. */
const DEEDS = [/ed\W*$/, /ing\W*$/];
/** Words that are values of anything but a statement. */
const CONSTANTS = /^\W*(?:true|false|null|none|nil|undefined)\W*$/;
/** Names whose values say what happened; those of all other names ("user=…") are values. */
const TELLING =
  /^\W*(?:event|msg|message|action|op|operation|method|state|status|phase|step|type|kind|cmd|command|result)=/;
/** Letters, perhaps with dashes, between marks of the sentence: "stop", "[cancelOrder][Success]", but no "java.util.Map". */
const WORD = /^[^\p{L}\p{N}]*(?:\p{L}[\p{L}'_-]*[^\p{L}\p{N}./:@\\]*)+[^\p{L}\p{N}]*$/u;

/**
 * Whether the words that a place varies between are a choice between statements rather than values: two to four words,
 * or any number of verbs of one form ("created", "updated", …).
 */
export function areStatementWords(table: TokenTable, keys: Iterable<number>): boolean {
  const words = Array.from(keys, (key) => table.keyText(key));
  if (!words.every(isWord)) return false;
  return words.length <= MOST_WORDS || DEEDS.some((form) => words.every((word) => form.test(word)));
}

/** Nothing in it was masked, and it is no value by its form. */
export function isWord(word: string): boolean {
  if (word.includes(WILDCARD) || CONSTANTS.test(word) || !WORD.test(word)) return false;
  return !word.includes("=") || TELLING.test(word);
}
