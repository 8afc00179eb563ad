import type { RequestView } from "../trace/request-view.ts";
import { PHASE_END, PHASE_START } from "../units.ts";

export const CLOSE_UNDECIDED = 0;
export const CLOSE_BEFORE = 1;
export const CLOSE_TIE = 2;
export const CLOSE_TIE_REVERSED = 3;
export const CLOSE_AFTER = 4;

/**
 * Order of two events of a request whose stamps lie within the resolution of the earlier one (i stands before j in the
 * row order): line order within one file and task; a tie of an end and a start on one host; else undecided.
 */
export function closeOrder(view: RequestView, i: number, j: number): number {
  if (view.timeNs[i] !== view.timeNs[j]) return CLOSE_UNDECIDED;
  const phaseI = view.phase[i];
  const phaseJ = view.phase[j];
  if (view.task[i] === view.task[j] && view.hasTask(i) && view.fileOf(i) === view.fileOf(j)) {
    // Hosts and phases come before lines in the row order, so the lines may say the opposite.
    if (view.lineOf(i) !== view.lineOf(j)) return view.isEarlierLine(i, j) ? CLOSE_BEFORE : CLOSE_AFTER;
    if (phaseI === PHASE_START && phaseJ === PHASE_END) return CLOSE_BEFORE;
  }
  if (view.hostOf(i) !== view.hostOf(j)) return CLOSE_UNDECIDED;
  if (phaseI === PHASE_END && phaseJ === PHASE_START) return CLOSE_TIE;
  if (phaseI === PHASE_START && phaseJ === PHASE_END) return CLOSE_TIE_REVERSED;
  return CLOSE_UNDECIDED;
}

export const UNDECIDED = 0;
export const CERTAIN = 1;
export const REFUTED = 2;

/** Whether end event e ⪯ start event s in this request (semantics §3; one event is both for touching segments). */
export function endBeforeStart(view: RequestView, e: number, s: number): number {
  if (e === s) return CERTAIN;
  const end = view.timeNs[e];
  const start = view.timeNs[s];
  if (start >= end + view.resolutionNs[e]) return CERTAIN;
  if (end >= start + view.resolutionNs[s]) return REFUTED;
  if (start !== end) return UNDECIDED;
  if (e < s) {
    const order = closeOrder(view, e, s);
    if (order === CLOSE_AFTER) return REFUTED;
    return order === CLOSE_BEFORE || order === CLOSE_TIE ? CERTAIN : UNDECIDED;
  }
  const order = closeOrder(view, s, e);
  if (order === CLOSE_BEFORE) return REFUTED;
  return order === CLOSE_AFTER || order === CLOSE_TIE_REVERSED ? CERTAIN : UNDECIDED;
}
