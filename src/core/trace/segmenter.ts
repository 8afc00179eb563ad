import { PHASE_END, PHASE_START } from "../units.ts";
import type { Catalog } from "./catalog.ts";
import { NO_TASK } from "./event-table.ts";

/** Events of one request in row order. Arrays may be longer than `count`. */
export interface SegmentedEvents {
  readonly count: number;
  /** Task instance within the request, NO_TASK without one. */
  readonly task: Int32Array;
  readonly phase: Uint8Array;
  readonly base: Int32Array;
  /** Event that ends the segment which starts here, and the one that starts the segment which ends here; −1 before. */
  readonly endOfStart: Int32Array;
  readonly startOfEnd: Int32Array;
  hostOf(event: number): number;
  /** The record that told the event: both events of a span come from one. */
  fileOf(event: number): number;
  lineOf(event: number): number;
}

/** In `lastOfTask`: the instance has spans, its points delimit nothing. */
const SPAN = -2;

/**
 * Finds the segments of requests (semantics §3): a span is one, from the start to the end that its record tells, so that
 * spans of one thread may nest and need no task at all; other events of one task instance delimit consecutive ones;
 * without a task column, label pairs (begin/end) of one host match last-in-first-out.
 */
export class Segmenter {
  private lastOfTask = new Int32Array(256);
  private readonly openSpans: number[] = [];
  private readonly openPairs: number[] = [];

  constructor(private readonly catalog: Catalog) {}

  /** Fills `endOfStart` and `startOfEnd`. Returns how many starts and ends lack their other side. One pass. */
  join(events: SegmentedEvents): number {
    const { count, task, phase, base } = events;
    const { basePhase } = this.catalog;
    if (count > this.lastOfTask.length) this.lastOfTask = new Int32Array(count * 2);
    const { lastOfTask, openSpans, openPairs } = this;
    for (let i = 0; i < count; i++) if (task[i] !== NO_TASK) lastOfTask[task[i]] = -1;
    let unmatched = 0;
    openSpans.length = 0;
    openPairs.length = 0;
    for (let i = 0; i < count; i++) {
      const own = task[i];
      if (basePhase[base[i]] === PHASE_START) {
        openSpans.push(i);
        if (own !== NO_TASK) lastOfTask[own] = SPAN;
      } else if (basePhase[base[i]] === PHASE_END) {
        if (!this.closeSpan(events, i)) unmatched++;
      } else if (own === NO_TASK) {
        if (phase[i] === PHASE_START) openPairs.push(i);
        else if (phase[i] === PHASE_END && !this.closePair(events, i)) unmatched++;
      } else if (lastOfTask[own] !== SPAN) {
        if (lastOfTask[own] >= 0) joinEvents(events, lastOfTask[own], i);
        lastOfTask[own] = i;
      }
    }
    return unmatched + openSpans.length + openPairs.length;
  }

  /** Joins an end with the open start of the same record: most often one of the last opened. */
  private closeSpan(events: SegmentedEvents, end: number): boolean {
    const { openSpans } = this;
    const [line, file] = [events.lineOf(end), events.fileOf(end)];
    for (let at = openSpans.length - 1; at >= 0; at--) {
      const start = openSpans[at];
      if (events.lineOf(start) !== line || events.fileOf(start) !== file) continue;
      openSpans[at] = openSpans[openSpans.length - 1];
      openSpans.pop();
      joinEvents(events, start, end);
      return true;
    }
    return false;
  }

  private closePair(events: SegmentedEvents, end: number): boolean {
    const { base } = events;
    const host = events.hostOf(end);
    const { pairPartner } = this.catalog;
    for (let at = this.openPairs.length - 1; at >= 0; at--) {
      const start = this.openPairs[at];
      if (pairPartner[base[start]] === base[end] && events.hostOf(start) === host) {
        this.openPairs.splice(at, 1);
        joinEvents(events, start, end);
        return true;
      }
    }
    return false;
  }
}

function joinEvents(events: SegmentedEvents, start: number, end: number): void {
  events.endOfStart[start] = end;
  events.startOfEnd[end] = start;
}
