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
  readonly host: Int32Array;
  /** Event that ends the segment which starts here, and the one that starts the segment which ends here; −1 before. */
  readonly endOfStart: Int32Array;
  readonly startOfEnd: Int32Array;
}

/** In `lastOfTask`: the instance is a span, its points delimit nothing. */
const SPAN = -2;

/**
 * Finds the segments of requests (semantics §3): a span is one; other events of one task instance delimit consecutive
 * ones; without a task column, label pairs (begin/end) of one host match last-in-first-out.
 */
export class Segmenter {
  private lastOfTask = new Int32Array(256);
  private openOfTask = new Int32Array(256);
  private readonly openPairs: number[] = [];

  constructor(private readonly catalog: Catalog) {}

  /** Fills `endOfStart` and `startOfEnd`. Returns how many events of label pairs lack their other side. One pass. */
  join(events: SegmentedEvents): number {
    const { count, task, phase } = events;
    if (count > this.lastOfTask.length) {
      this.lastOfTask = new Int32Array(count * 2);
      this.openOfTask = new Int32Array(count * 2);
    }
    const { lastOfTask, openOfTask, openPairs } = this;
    for (let i = 0; i < count; i++) {
      if (task[i] !== NO_TASK) {
        lastOfTask[task[i]] = -1;
        openOfTask[task[i]] = -1;
      }
    }
    let unmatched = 0;
    openPairs.length = 0;
    for (let i = 0; i < count; i++) {
      const own = task[i];
      if (own === NO_TASK) {
        if (phase[i] === PHASE_START) openPairs.push(i);
        else if (phase[i] === PHASE_END && !this.closePair(events, i)) unmatched++;
      } else if (phase[i] === PHASE_START) {
        openOfTask[own] = i;
        lastOfTask[own] = SPAN;
      } else if (phase[i] === PHASE_END && openOfTask[own] >= 0) {
        joinEvents(events, openOfTask[own], i);
        openOfTask[own] = -1;
      } else if (lastOfTask[own] !== SPAN) {
        if (lastOfTask[own] >= 0) joinEvents(events, lastOfTask[own], i);
        lastOfTask[own] = i;
      }
    }
    return unmatched + openPairs.length;
  }

  private closePair(events: SegmentedEvents, end: number): boolean {
    const { base, host } = events;
    const { pairPartner } = this.catalog;
    for (let at = this.openPairs.length - 1; at >= 0; at--) {
      const start = this.openPairs[at];
      if (pairPartner[base[start]] === base[end] && host[start] === host[end]) {
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
