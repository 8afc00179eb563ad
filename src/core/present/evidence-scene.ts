import type { PairOutcome } from "../analysis/pair-query.ts";
import { formatDuration } from "./number-format.ts";
import type { EvidenceLine, EvidenceRequest } from "./pair-report.ts";
import type { RelationKind } from "./relation-rows.ts";

/** What one side did, on the common axis; shares of its width. A point has no width. */
export interface SceneBar {
  /** 0 = the first of the pair, 1 = the second. */
  readonly side: 0 | 1;
  readonly x: number;
  readonly width: number;
  readonly isPoint: boolean;
}

/** One request, reduced to what supports or refutes a relation: both sides, and the stretch that decides. */
export interface CaseScene {
  readonly bars: readonly SceneBar[];
  /** From the moment that should be later to the one that should be earlier, or the gap that keeps them apart. */
  readonly span: { readonly x: number; readonly width: number };
  readonly isViolation: boolean;
  /** Where a long empty stretch was cut out of the axis; null if none was. */
  readonly cutAt: number | null;
  /** "starts 25.6 ms too early" */
  readonly text: string;
  /** The log lines that decide, by time. */
  readonly lines: readonly EvidenceLine[];
  /** Whether one host logged these lines: then no clock error can explain them. */
  readonly isOneHost: boolean;
}

/** Bars share at least so much of the axis with a gap between them; the rest of the gap is cut out. */
const MOST_GAP = 0.5;

/** Null where the events do not tell: the request is named, and its lines are elsewhere. */
export function caseScene(relation: RelationKind, found: EvidenceRequest): CaseScene | null {
  const runs = runsOf(relation, found);
  if (runs === null) return null;
  const { bars, lines, between, text } = runs;
  const earliest = Math.min(...bars.map(({ startNs }) => startNs));
  const latest = Math.max(...bars.map(({ endNs }) => endNs));
  const axis = axisOf(bars, earliest, latest);
  const [low, high] = between[0] < between[1] ? between : [between[1], between[0]];
  const [x, end] = [axis.place(low), axis.place(high)];
  return {
    bars: bars.map(({ side, startNs, endNs, isPoint }) => {
      const from = axis.place(startNs);
      return { side, x: from, width: axis.place(endNs) - from, isPoint };
    }),
    span: { x, width: end - x },
    isViolation: isAgainst(relation, found.outcome),
    cutAt: axis.cutAt,
    text,
    lines: lines.toSorted((a, b) => a.timeNs - b.timeNs),
    isOneHost: new Set(lines.map(({ host }) => host)).size === 1,
  };
}

interface Run {
  readonly side: 0 | 1;
  readonly startNs: number;
  readonly endNs: number;
  readonly isPoint: boolean;
}

interface Runs {
  readonly bars: readonly Run[];
  readonly lines: readonly EvidenceLine[];
  readonly between: readonly [number, number];
  readonly text: string;
}

function runsOf(relation: RelationKind, { events, marginNs, outcome }: EvidenceRequest): Runs | null {
  const size = formatDuration(Math.abs(marginNs));
  if (events.length === 2) {
    const [a, b] = events;
    const isEarly = isAgainst(relation, outcome);
    const verb = relation === "happensBefore" ? "comes" : "starts";
    return {
      bars: [point(0, a), point(1, b)],
      lines: [a, b],
      between: [a.timeNs, b.timeNs],
      text: isEarly ? `${verb} ${size} too early` : marginNs === 0 ? `${verb} at once` : `${verb} ${size} later`,
    };
  }
  if (events.length !== 4) return null;
  if (outcome === "overtaken") {
    const [a, b, bLater, aLater] = events;
    return {
      bars: [point(0, a), point(0, b), point(1, bLater), point(1, aLater)],
      lines: [a, b, bLater, aLater],
      between: [bLater.timeNs, aLater.timeNs],
      text: `overtakes by ${size}`,
    };
  }
  const [aStart, aEnd, bStart, bEnd] = events;
  const bars = [run(0, aStart, aEnd), run(1, bStart, bEnd)];
  if (relation !== "mutualExclusion") {
    return { bars, lines: [bStart, aEnd], between: [bStart.timeNs, aEnd.timeNs], text: `starts ${size} too early` };
  }
  const [laterStart, firstEnd] = [
    aStart.timeNs > bStart.timeNs ? aStart : bStart,
    aEnd.timeNs < bEnd.timeNs ? aEnd : bEnd,
  ];
  return {
    bars,
    lines: [laterStart, firstEnd],
    between: [laterStart.timeNs, firstEnd.timeNs],
    text: outcome === "overlap" ? `overlap for ${size}` : marginNs === 0 ? "touch" : `${size} apart`,
  };
}

function isAgainst(relation: RelationKind, outcome: PairOutcome): boolean {
  if (relation === "mutualExclusion") return outcome === "overlap";
  return outcome !== "before" && outcome !== "tie" && outcome !== "inOrder";
}

function point(side: 0 | 1, { timeNs }: EvidenceLine): Run {
  return { side, startNs: timeNs, endNs: timeNs, isPoint: true };
}

function run(side: 0 | 1, start: EvidenceLine, end: EvidenceLine): Run {
  return { side, startNs: start.timeNs, endNs: end.timeNs, isPoint: start.timeNs === end.timeNs };
}

interface Axis {
  readonly place: (ns: number) => number;
  readonly cutAt: number | null;
}

/** From the first to the last moment; of two bars far apart the emptiness between them is shortened. */
function axisOf(bars: readonly Run[], earliest: number, latest: number): Axis {
  const span = latest - earliest;
  if (span <= 0) return { place: () => 0.5, cutAt: null };
  const ends = bars.length === 2 && bars.every(({ isPoint }) => !isPoint) ? gapOf(bars) : null;
  if (ends === null || (ends[1] - ends[0]) / span <= MOST_GAP) {
    return { place: (ns) => (ns - earliest) / span, cutAt: null };
  }
  const [from, to] = ends;
  const outside = from - earliest + (latest - to);
  // Before the gap and after it lengths are true to each other.
  const place = (ns: number): number => {
    const drawn = (1 - MOST_GAP) / outside;
    if (ns <= from) return (ns - earliest) * drawn;
    const left = (from - earliest) * drawn;
    if (ns >= to) return left + MOST_GAP + (ns - to) * drawn;
    return left + (MOST_GAP * (ns - from)) / (to - from);
  };
  return { place, cutAt: (place(from) + place(to)) / 2 };
}

/** From the end of the one to the start of the other; null if they meet. */
function gapOf([a, b]: readonly Run[]): readonly [number, number] | null {
  if (a.endNs < b.startNs) return [a.endNs, b.startNs];
  return b.endNs < a.startNs ? [b.endNs, a.startNs] : null;
}
