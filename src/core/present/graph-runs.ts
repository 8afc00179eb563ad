import type { VerticalRun } from "./graph-channels.ts";
import { assignChannels } from "./graph-channels.ts";
import type { GridLink } from "./graph-grid.ts";

/** With more channels in a gap, the lines of one source leave as one. */
const MOST_CHANNELS = 4;

/** Where a link runs, before there are channels. Heights in px. */
export interface Course {
  exitY: number;
  entryY: number;
  /** Height of its corridor, null without one. */
  corridorY: number | null;
  readonly corridor: number;
  readonly firstGap: number;
  readonly lastGap: number;
  readonly forward: boolean;
}

/** Channels of every link in its first and in its last gap, and how many each gap needs. */
export function gapChannels(
  columns: number,
  links: readonly GridLink[],
  courses: readonly Course[],
  bars: readonly boolean[],
) {
  const first = new Int32Array(links.length);
  const last = new Int32Array(links.length);
  const countOfGap = new Int32Array(columns + 1);
  const byGap = new Map<number, LinkRun[]>();
  const add = (gap: number, run: LinkRun) => {
    if (run.y0 === run.y1) return;
    const list = byGap.get(gap);
    if (list === undefined) byGap.set(gap, [run]);
    else list.push(run);
  };
  courses.forEach(({ exitY, entryY, corridorY, firstGap, lastGap, forward }, at) => {
    const { from, isUndirected } = links[at];
    if (bars[at]) return;
    const base = { links: [at], source: from, y0: exitY };
    if (corridorY === null) {
      const sides = forward ? { leftY: [exitY], rightY: [entryY] } : { leftY: [exitY, entryY], rightY: [] };
      add(firstGap, { ...base, end: "first", y1: entryY, ...sides, canJoin: forward && !isUndirected });
      return;
    }
    const out = forward ? { leftY: [exitY], rightY: [corridorY] } : { leftY: [exitY, corridorY], rightY: [] };
    const back = forward ? { leftY: [corridorY], rightY: [entryY] } : { leftY: [], rightY: [corridorY, entryY] };
    add(firstGap, { ...base, end: "first", y1: corridorY, ...out, canJoin: forward && !isUndirected });
    add(lastGap, { ...base, end: "last", y0: corridorY, y1: entryY, ...back, canJoin: false });
  });
  for (const [gap, runs] of byGap) {
    let lanes = runs;
    let assigned = assignChannels(lanes);
    if (assigned.count > MOST_CHANNELS) {
      const joined = joinedRuns(runs);
      const fewer = assignChannels(joined);
      if (fewer.count < assigned.count) [lanes, assigned] = [joined, fewer];
    }
    countOfGap[gap] = assigned.count;
    lanes.forEach((run, at) => {
      for (const link of run.links) (run.end === "first" ? first : last)[link] = assigned.channel[at];
    });
  }
  return { first, last, countOfGap };
}

interface LinkRun extends VerticalRun {
  readonly links: readonly number[];
  readonly end: "first" | "last";
  readonly canJoin: boolean;
}

/** Runs that leave one source in one direction as one, which forks. */
function joinedRuns(runs: readonly LinkRun[]): LinkRun[] {
  const groups = new Map<string, LinkRun>();
  runs.forEach((run, at) => {
    const key = run.canJoin ? `${run.source}:${Math.sign(run.y1 - run.y0)}:${run.y0}` : `alone ${at}`;
    const known = groups.get(key);
    const farther =
      known === undefined || Math.abs(run.y1 - run.y0) > Math.abs(known.y1 - known.y0) ? run.y1 : known.y1;
    groups.set(key, {
      ...run,
      y1: farther,
      links: [...(known?.links ?? []), ...run.links],
      rightY: [...(known?.rightY ?? []), ...run.rightY],
    });
  });
  return [...groups.values()];
}
