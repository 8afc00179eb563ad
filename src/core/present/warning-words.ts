/** What was odd about records that were kept, and what became of them. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["S_NEG_DUR", "ended before they started: kept as a point at their start"],
  ["S_NO_LABEL", "log entries of spans without event or message: left out"],
  ["S_LOG_TIME", "log entries of spans without a readable time: left out"],
  ["K_DOUBLE_ID", "had an id that is a floating-point number and may have lost digits: not used"],
  ["K_NO_LABEL", 'had no label: kept as "(unlabelled)"'],
]);

/** "had no label: …" for a code; an unknown code stands for itself. */
export function warningWords(code: string): string {
  return WORDS.get(code) ?? code;
}
