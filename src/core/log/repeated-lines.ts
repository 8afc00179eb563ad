import type { PlanWarning } from "./plan-warning.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Fewer lines say nothing about how they repeat. */
const LEAST_LINES = 20;
/** Two appenders to one file make it a half; some lines come between. */
const MANY_REPEATS = 0.4;

/** Lines of a sample that are not blank, and how many of them have the same bytes as the line directly before. */
export interface RepeatedLines {
  readonly lines: number;
  readonly repeats: number;
}

/**
 * Counts the whole lines of a sample. O(bytes).
 * @param isWhole the last line is one even without a line end
 */
export function repeatedLines(bytes: Uint8Array, isWhole: boolean): RepeatedLines {
  let lines = 0;
  let repeats = 0;
  let [from, to] = [0, 0];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    if (feed < 0 && !isWhole) break;
    const next = feed < 0 ? bytes.length : feed + 1;
    let end = feed < 0 ? bytes.length : feed;
    if (end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
    if (end > start) {
      lines++;
      if (lines > 1 && isEqual(bytes, from, to, start, end)) repeats++;
    }
    [from, to] = [start, end];
    start = next;
  }
  return { lines, repeats };
}

/** What a sample says of lines that are written twice (S_REPEAT): most likely by two appenders to one file. */
export function repeatWarnings({ lines, repeats }: RepeatedLines): PlanWarning[] {
  if (lines < LEAST_LINES || repeats < lines * MANY_REPEATS) return [];
  const sentence = `most lines stand twice in a row: ${repeats} of ${lines} sampled lines have the same bytes as the line before, as where two appenders write to one file`;
  const changes = [{ label: "Count them once", apply: { repeats: "once" as const } }];
  return [{ code: "S_REPEAT", count: repeats, sentence, changes }];
}

function isEqual(bytes: Uint8Array, from: number, to: number, start: number, end: number): boolean {
  if (to - from !== end - start) return false;
  for (let at = 0; at < to - from; at++) if (bytes[from + at] !== bytes[start + at]) return false;
  return true;
}
