import { columnGeometry } from "./graph-column-geometry.ts";
import { chooseCorridors, NO_CORRIDOR, spanOf } from "./graph-corridors.ts";
import type { Grid, GridLink } from "./graph-grid.ts";
import { isForward, isWithinColumn } from "./graph-grid.ts";
import type { LinkLine, Point } from "./graph-layout.ts";
import type { PortUse } from "./graph-ports.ts";
import { entryHeights, exitHeight } from "./graph-ports.ts";
import type { LaneSize, RowGeometry } from "./graph-row-geometry.ts";
import { rowGeometry } from "./graph-row-geometry.ts";
import type { Course } from "./graph-runs.ts";
import { gapChannels } from "./graph-runs.ts";
import { assignTracks } from "./graph-tracks.ts";

export interface RouteOptions {
  readonly node: { readonly width: number; readonly height: number };
  readonly rowGap: number;
  /** Gaps between columns grow until the picture is so wide, if it is narrower. */
  readonly width: number;
  readonly lanes: readonly LaneSize[];
}

export interface Route {
  readonly shape: LinkLine["shape"];
  readonly points: readonly Point[];
}

/** Everything in px. */
export interface RoutedGrid extends RowGeometry {
  readonly width: number;
  readonly columnX: readonly number[];
  /** Per link. */
  readonly routes: readonly Route[];
}

/** Coordinates of rows, columns and links. O(links² / columns) at worst. */
export function routeLinks(grid: Grid, links: readonly GridLink[], options: RouteOptions): RoutedGrid {
  const corridor = chooseCorridors(grid, links);
  const tracks = gutterTracks(grid, links, corridor);
  const rows = rowGeometry(grid, tracks.countOfLevel, options);
  const { height } = options.node;
  const centre = (node: number) => rows.rowY[grid.row[node]] + height / 2;
  const courses = links.map((link, at): Course => {
    const level = corridor[at];
    const here = level === NO_CORRIDOR ? -1 : grid.levels.rowOfLevel[level];
    let corridorY: number | null = null;
    if (level !== NO_CORRIDOR) {
      corridorY = here >= 0 ? rows.rowY[here] + height / 2 : rows.trackY(level, tracks.track[at]);
    }
    return {
      exitY: centre(link.from),
      entryY: centre(link.to),
      corridorY,
      corridor: level,
      firstGap: grid.rank[link.from] + 1,
      lastGap: isWithinColumn(grid, link) ? grid.rank[link.from] + 1 : grid.rank[link.to],
      forward: isForward(grid, link),
    };
  });
  chooseHeights(grid, links, courses, height);
  const bars = links.map((link) => isWithinColumn(grid, link) && isBar(grid, link));
  const channels = gapChannels(grid.columns, links, courses, bars);
  const { columnX, gapX, width } = columnGeometry(grid.columns, channels.countOfGap, options.node.width, options.width);
  const channelX = (link: number, end: "first" | "last") => {
    const gap = end === "first" ? courses[link].firstGap : courses[link].lastGap;
    return gapX(gap, channels[end][link]);
  };
  const routes = links.map((link, at): Route => {
    const right = columnX[grid.rank[link.from]] + options.node.width;
    const left = columnX[grid.rank[link.to]];
    const { exitY, entryY, corridorY } = courses[at];
    if (bars[at]) return bar(rows, grid, link, left + options.node.width / 2, height);
    if (isWithinColumn(grid, link)) {
      const x = channelX(at, "first");
      const points = [point(right, exitY), point(x, exitY), point(x, entryY), point(right, entryY)];
      return { shape: "bracket", points };
    }
    const points = [point(right, exitY)];
    const turn = (x: number, from: number, to: number) => {
      if (from !== to) points.push(point(x, from), point(x, to));
    };
    if (corridorY === null) turn(channelX(at, "first"), exitY, entryY);
    else {
      turn(channelX(at, "first"), exitY, corridorY);
      turn(channelX(at, "last"), corridorY, entryY);
    }
    points.push(point(left, entryY));
    return { shape: "line", points };
  });
  return { ...rows, width, columnX, routes };
}

function point(x: number, y: number): Point {
  return { x, y };
}

/** Tracks of the links that run in gutters, and how many each level needs. */
function gutterTracks(grid: Grid, links: readonly GridLink[], corridor: Int32Array) {
  const { levels, row } = grid;
  const track = new Int32Array(links.length);
  const countOfLevel = new Int32Array(levels.count);
  const byLevel = new Map<number, number[]>();
  corridor.forEach((level, at) => {
    if (level === NO_CORRIDOR || levels.rowOfLevel[level] >= 0) return;
    const list = byLevel.get(level);
    if (list === undefined) byLevel.set(level, [at]);
    else list.push(at);
  });
  for (const [level, uses] of byLevel) {
    const assigned = assignTracks(
      uses.map((at) => {
        const { first, last } = spanOf(grid, links[at])!;
        const side = (node: number) => (levels.levelOfRow[row[node]] < level ? -1 : 1);
        const ends = [side(links[at].from), side(links[at].to)] as const;
        const turns = isForward(grid, links[at]) ? ends : ([ends[1], ends[0]] as const);
        return { firstGap: first, lastGap: last + 1, turns };
      }),
    );
    uses.forEach((at, place) => {
      track[at] = assigned.track[place];
    });
    countOfLevel[level] = assigned.count;
  }
  return { track, countOfLevel };
}

/** Where links leave and enter their nodes; corridors along the row of an end take the height of that end. */
function chooseHeights(grid: Grid, links: readonly GridLink[], courses: readonly Course[], nodeHeight: number): void {
  const { levels, row } = grid;
  const inRowOf = (at: number, node: number) => courses[at].corridor === levels.levelOfRow[row[node]];
  const isStraight = links.map(({ from, to }, at) => {
    if (row[from] !== row[to]) return false;
    return courses[at].corridor === NO_CORRIDOR ? courses[at].forward : inRowOf(at, from);
  });
  const meetsOthers = meetingNodes(grid, links, courses);
  links.forEach(({ from }, at) => {
    if (isStraight[at] || inRowOf(at, from)) meetsOthers.add(from);
  });
  const entries = new Map<number, PortUse[]>();
  links.forEach((link, at) => {
    const course = courses[at];
    const { exitY, entryY } = course;
    const turnsTo = inRowOf(at, link.from) ? exitY : (course.corridorY ?? entryY);
    if (isWithinColumn(grid, link)) return;
    course.exitY = exitHeight(exitY, nodeHeight, isStraight[at] ? exitY : turnsTo, meetsOthers.has(link.from));
    const use: PortUse = {
      link: at,
      nodeY: entryY,
      fromY: inRowOf(at, link.to) ? entryY : (course.corridorY ?? course.exitY),
      otherY: exitY,
      isStraight: isStraight[at],
    };
    const list = entries.get(link.to);
    if (list === undefined) entries.set(link.to, [use]);
    else list.push(use);
  });
  for (const uses of entries.values()) {
    for (const [at, y] of entryHeights(uses, nodeHeight)) courses[at].entryY = y;
  }
  links.forEach(({ from, to }, at) => {
    if (isStraight[at]) courses[at].corridorY = courses[at].corridorY === null ? null : courses[at].exitY;
    else if (inRowOf(at, from)) courses[at].corridorY = courses[at].exitY;
    else if (inRowOf(at, to)) courses[at].corridorY = courses[at].entryY;
  });
}

/** Nodes with a node, or the beginning of a link's corridor, at their height beyond the gap at their right. */
function meetingNodes(grid: Grid, links: readonly GridLink[], courses: readonly Course[]): Set<number> {
  const { levels, rank, row, columns } = grid;
  const cell = (column: number, at: number) => at * (columns + 1) + column;
  const busy = new Set(Array.from(rank, (column, node) => cell(column, row[node])));
  courses.forEach(({ corridor, firstGap, forward }, at) => {
    const here = corridor === NO_CORRIDOR ? -1 : levels.rowOfLevel[corridor];
    if (here >= 0 && forward && here !== row[links[at].from]) busy.add(cell(firstGap, here));
  });
  return new Set(Array.from(rank, (_, node) => node).filter((node) => busy.has(cell(rank[node] + 1, row[node]))));
}

/** Nothing stands between the two: a bar joins them. */
function isBar(grid: Grid, { from, to }: GridLink): boolean {
  const low = Math.min(grid.row[from], grid.row[to]);
  const high = Math.max(grid.row[from], grid.row[to]);
  if (grid.lane[from] !== grid.lane[to] && high > low + 1) return false;
  return !grid.row.some((row, node) => grid.rank[node] === grid.rank[from] && row > low && row < high);
}

function bar(rows: RowGeometry, grid: Grid, { from, to }: GridLink, x: number, height: number): Route {
  const [upper, lower] = grid.row[from] < grid.row[to] ? [from, to] : [to, from];
  const points = [point(x, rows.rowY[grid.row[upper]] + height), point(x, rows.rowY[grid.row[lower]])];
  return { shape: "bar", points };
}
