/** One vertical stretch of a link within a gap, and where its horizontal stretches join it. y in px. */
export interface VerticalRun {
  /** Number of the link it belongs to; runs with one `source` may lie on each other, they are one line that forks. */
  readonly source: number;
  readonly y0: number;
  readonly y1: number;
  /** Heights at which lines come in from the left and leave to the right. */
  readonly leftY: readonly number[];
  readonly rightY: readonly number[];
}

/** Vertical ways of different links stay this far apart, px, or take different channels. */
const CLEARANCE = 6;
/** Lines upon each other are worse than lines that cross. */
const OVERLAP = 10;
const MOST_PASSES = 8;

/**
 * Channels of the runs of one gap, from 0 at the left: as few as possible, with as few crossings as found by exchanging
 * neighbours. Runs that overlap never share a channel. Farther targets come out nearer the source by themselves: any
 * other order would cross. O(n²) for n runs.
 */
export function assignChannels(runs: readonly VerticalRun[]): { channel: Int32Array; count: number } {
  const order = runs
    .map((_, at) => at)
    .sort((a, b) => Math.min(runs[a].y0, runs[a].y1) - Math.min(runs[b].y0, runs[b].y1) || a - b);
  for (let pass = 0, changed = true; pass < MOST_PASSES && changed; pass++) {
    changed = false;
    for (let i = 1; i < order.length; i++) {
      // Insertion: walks left while that is better, past runs that do not care.
      let bestAt = i;
      let gain = 0;
      let bestGain = 0;
      for (let j = i - 1; j >= 0; j--) {
        gain += costLeftOf(runs[order[j]], runs[order[i]]) - costLeftOf(runs[order[i]], runs[order[j]]);
        if (gain <= bestGain) continue;
        bestGain = gain;
        bestAt = j;
      }
      if (bestAt === i) continue;
      const [moved] = order.splice(i, 1);
      order.splice(bestAt, 0, moved);
      changed = true;
    }
  }
  const channel = new Int32Array(runs.length);
  let count = 0;
  order.forEach((run, place) => {
    for (let earlier = 0; earlier < place; earlier++) {
      const other = order[earlier];
      if (mayShare(runs[run], runs[other])) continue;
      channel[run] = Math.max(channel[run], channel[other] + 1);
    }
    count = Math.max(count, channel[run] + 1);
  });
  return { channel, count };
}

/** What it costs that `a` lies left of `b`: its way right crosses b, or b's way left crosses a. */
function costLeftOf(a: VerticalRun, b: VerticalRun): number {
  let cost = 0;
  for (const y of a.rightY) {
    if (isInside(y, b)) cost++;
    if (a.source !== b.source && b.leftY.some((other) => Math.abs(other - y) < 2)) cost += OVERLAP;
  }
  for (const y of b.leftY) if (isInside(y, a)) cost++;
  return cost;
}

function isInside(y: number, { y0, y1 }: VerticalRun): boolean {
  return y > Math.min(y0, y1) + 0.5 && y < Math.max(y0, y1) - 0.5;
}

/** Apart, and neither order is better than the other. */
function mayShare(a: VerticalRun, b: VerticalRun): boolean {
  const apart =
    Math.min(a.y0, a.y1) > Math.max(b.y0, b.y1) + CLEARANCE || Math.min(b.y0, b.y1) > Math.max(a.y0, a.y1) + CLEARANCE;
  return apart && costLeftOf(a, b) === costLeftOf(b, a);
}
