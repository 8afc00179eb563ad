/** Why records are rejected, by code. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["P_SYNTAX", "not written as the format says"],
  ["P_COLUMNS_FEW", "fewer columns than the header"],
  ["P_COLUMNS_MANY", "more columns than the header"],
  ["P_QUOTE", "a quote that is not closed"],
  ["F_TRUNC_TAIL", "the file ends in the middle of it"],
  ["K_NO_REQ", "no request id"],
  ["T_NONE", "no time"],
  ["T_UNPARSED", "a time that cannot be read"],
  ["T_RANGE", "a time outside the years 1970 to 9999"],
  ["T_NO_DATE", "a time without a date"],
  ["T_NO_YEAR", "a date without a year"],
]);

/** "no request id" for a code; an unknown code stands for itself. */
export function rejectWords(code: string): string {
  return WORDS.get(code) ?? code;
}

/** What can be done about all rejects of one code, besides ignoring such lines. */
export function rejectActions(code: string): { readonly continues: boolean; readonly pattern: boolean } {
  return {
    // Only lines that no format reads can belong to the line before.
    continues: code === "P_SYNTAX" || code === "P_QUOTE" || code.startsWith("P_COLUMNS"),
    pattern: code === "P_SYNTAX",
  };
}
