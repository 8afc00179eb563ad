import type { RequestDetail } from "../analysis/request-detail.ts";
import { clockWithin } from "./clock-time.ts";

/** One line of a file, as the log of a request shows it. */
export interface LogRow {
  readonly file: number;
  /** 1-based. */
  readonly line: number;
  /** ns since the origin; null of a line that tells no event of the request. */
  readonly timeNs: number | null;
  /** Time since the row before, null where there is none. */
  readonly sinceNs: number | null;
  readonly host: string;
  /** Positions in `events` of the request, ascending; none of a line of other requests. */
  readonly events: readonly number[];
}

/** The lines that tell the events of a request, each once, in order of its first event. */
export function requestLogRows({ events }: RequestDetail): LogRow[] {
  const lines = new Map<string, number[]>();
  events.forEach(({ file, line }, at) => {
    const key = `${file}:${line}`;
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [at]);
    else known.push(at);
  });
  let lastNs: number | null = null;
  return [...lines.values()].map((own): LogRow => {
    const { file, line, timeNs, host } = events[own[0]];
    const sinceNs = lastNs === null ? null : timeNs - lastNs;
    lastNs = timeNs;
    return { file, line, timeNs, sinceNs, host, events: own };
  });
}

/**
 * The lines of a file around one of them, in their order; those of the request with what is known of them.
 * @param lineCount lines that were read of the file
 * @param reach lines to either side
 */
export function aroundLogRows(rows: readonly LogRow[], at: LogRow, lineCount: number, reach: number): LogRow[] {
  const own = new Map(rows.filter(({ file }) => file === at.file).map((row) => [row.line, row]));
  const first = Math.max(1, at.line - reach);
  const last = Math.max(at.line, Math.min(lineCount, at.line + reach));
  return Array.from({ length: last - first + 1 }, (_, index): LogRow => {
    const line = first + index;
    const known = own.get(line);
    if (known !== undefined) return { ...known, sinceNs: null };
    return { file: at.file, line, timeNs: null, sinceNs: null, host: "", events: [] };
  });
}

/** Writes the moments of rows: with their dates only where the rows are of several. */
export function logClock(rows: readonly LogRow[], originNs: string): (timeNs: number) => string {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { timeNs } of rows) {
    if (timeNs === null) continue;
    first = Math.min(first, timeNs);
    last = Math.max(last, timeNs);
  }
  return clockWithin(originNs, first, last, "milliseconds");
}

/** A piece of a text: the id of the request, what is looked for, or anything else. */
export interface TextPiece {
  readonly text: string;
  readonly mark: "id" | "found" | null;
}

/** Longer lines are cut on screen; a copy has all of them. */
const MOST_CHARACTERS = 4000;

/** The text of a record in one line, cut into pieces where the id or the words looked for stand (whatever their case). */
export function logTextPieces(raw: string, id: string, wanted: string): TextPiece[] {
  const flat = raw.replace(/\s*[\r\n]+\s*/g, " ");
  const text = flat.length > MOST_CHARACTERS ? `${flat.slice(0, MOST_CHARACTERS)}…` : flat;
  const lower = text.toLowerCase();
  const find = wanted.toLowerCase();
  const pieces: TextPiece[] = [];
  let plainFrom = 0;
  for (let at = 0; at < text.length; ) {
    const isFound = find !== "" && lower.startsWith(find, at);
    const length = isFound ? find.length : id !== "" && text.startsWith(id, at) ? id.length : 0;
    if (length === 0) {
      at++;
      continue;
    }
    if (at > plainFrom) pieces.push({ text: text.slice(plainFrom, at), mark: null });
    pieces.push({ text: text.slice(at, at + length), mark: isFound ? "found" : "id" });
    at += length;
    plainFrom = at;
  }
  if (plainFrom < text.length || pieces.length === 0) pieces.push({ text: text.slice(plainFrom), mark: null });
  return pieces;
}

/** The segment kind that an event delimits: of the segment it starts, else of the one it ends; −1 = none. */
export function kindOfEvent({ segments }: RequestDetail, event: number): number {
  const own = segments.find(({ start }) => start === event) ?? segments.find(({ end }) => end === event);
  return own?.kind ?? -1;
}
