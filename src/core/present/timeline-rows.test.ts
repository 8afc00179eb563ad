import { expect, test } from "vitest";
import type { DetailEvent, DetailHop, RequestDetail } from "../analysis/request-detail.ts";
import { linkMarks, panned, pixelOf, rowMarks, type TimelineWindow, zoomed } from "./timeline-marks.ts";
import { timelineOf } from "./timeline-rows.ts";
import { neighboursOf, rowName, rowWords, timelineWords } from "./timeline-words.ts";

const START_NS = 5_000;

function event(timeNs: number, task: string, host: string, label: string): DetailEvent {
  return { timeNs: START_NS + timeNs, task, label, ordinal: 1, host, component: task, instance: 0, file: 0, line: 1 };
}

function hop(from: number, to: number, lagNs: number, segment: number): DetailHop {
  return { from, to, lagNs, segment, kind: segment < 0 ? "hand-off" : "segment", name: "" };
}

/**
 *     h1  web    0 ====== 40          (0 → 4)
 *     h2  store    10 == 20  30= 35   (1 → 2, 3 → 5 of the same label pair)
 *     h1  web                 note at 50 of no segment
 */
function detail(): RequestDetail {
  const events = [
    event(0, "web", "h1", "begin"),
    event(10, "store", "h2", "begin"),
    event(20, "store", "h2", "end"),
    { ...event(30, "store", "h2", "begin"), ordinal: 2 },
    { ...event(35, "store", "h2", "end"), ordinal: 2 },
    event(40, "web", "h1", "end"),
    event(50, "log", "h1", "note"),
  ];
  return {
    id: "r",
    classId: 0,
    events,
    segments: [
      { start: 0, end: 5, name: "web", kind: 0 },
      { start: 1, end: 2, name: "store · begin → end", kind: 1 },
      { start: 3, end: 4, name: "store · begin ×2 → end ×2", kind: 2 },
    ],
    latencyNs: 50,
    // web until 10, handed to store at once, store until 20, back to web at 25, web until 40, then 10 more.
    hops: [hop(5, 6, 10, -1), hop(4, 5, 5, 0), hop(3, 4, 5, 2), hop(2, 3, 10, -1), hop(1, 2, 10, 1), hop(0, 1, 10, 0)],
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3],
      [3, 4],
      [4, 5],
      [5, 6],
    ],
    paperPathNs: 0,
    withoutPath: null,
  };
}

test("lanes and rows are in order of their first events", () => {
  const { lanes, rows, rowOfEvent, endNs } = timelineOf(detail(), "host");
  expect(lanes).toEqual([
    { name: "h1", others: ["web", "log"], isOneTask: false, firstRow: 0, rowCount: 2 },
    { name: "h2", others: ["store"], isOneTask: true, firstRow: 2, rowCount: 2 },
  ]);
  expect(rows.map((row) => [rowName(row), row.fromNs, row.toNs, row.lane])).toEqual([
    ["web · begin → end", 0, 40, 0],
    ["log · note", 50, 50, 0],
    ["store · begin → end", 10, 20, 1],
    ["store · begin → end ×2", 30, 35, 1],
  ]);
  expect([...rowOfEvent]).toEqual([0, 2, 2, 3, 3, 0, 1]);
  expect(endNs).toBe(50);
  expect(timelineOf(detail(), "component").lanes.map(({ name, others }) => [name, ...others])).toEqual([
    ["web", "h1"],
    ["store", "h2"],
    ["log", "h1"],
  ]);
});

test("pieces of the path and its hand-offs sum to the latency", () => {
  const { rows, links, visits } = timelineOf(detail(), "host");
  expect(rows.map(({ onPath }) => onPath)).toEqual([
    [
      { fromNs: 0, toNs: 10 },
      { fromNs: 35, toNs: 40 },
    ],
    [],
    [{ fromNs: 10, toNs: 20 }],
    [{ fromNs: 30, toNs: 35 }],
  ]);
  const charged = rows.reduce((sum, { chargedNs }) => sum + chargedNs, 0);
  const handedOff = links
    .filter(({ isHandOff }) => isHandOff)
    .reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0);
  expect(charged + handedOff).toBe(detail().latencyNs);
  expect(visits).toEqual([0, 2, 3, 0, 1]);
  // Every link begins in the row where the one before ended.
  expect(links.map(({ fromRow, toRow }) => [fromRow, toRow])).toEqual([
    [0, 2],
    [2, 3],
    [3, 0],
    [0, 1],
  ]);
});

const WINDOW: TimelineWindow = { fromNs: 0, toNs: 50, widthPx: 500, firstRow: 0, endRow: 4 };
const timesOf = (request: RequestDetail) => (at: number) => request.events[at].timeNs - START_NS;

test("what is in the window becomes marks in px, none narrower than one", () => {
  const request = detail();
  const timeline = timelineOf(request, "host");
  const bands = [{ p10: 10, p90: 30 }, null, null];
  const marks = rowMarks(timeline, WINDOW, bands, timesOf(request));
  expect(marks.map(({ bar }) => bar)).toEqual([
    { x: 0, width: 400 },
    null,
    { x: 100, width: 100 },
    { x: 300, width: 50 },
  ]);
  expect(marks[0].band).toEqual({ x: 100, width: 200 });
  expect(marks[0].onPath).toEqual([
    { x: 0, width: 100 },
    { x: 350, width: 50 },
  ]);
  expect(marks[1].points).toEqual([500]);
  const far = rowMarks(timeline, { ...WINDOW, toNs: 50_000_000 }, bands, timesOf(request));
  expect(far.map(({ bar }) => bar?.width ?? 1)).toEqual([1, 1, 1, 1]);
  const beyond = rowMarks(timeline, { ...WINDOW, fromNs: 21, toNs: 29, firstRow: 2 }, bands, timesOf(request));
  expect(beyond.map(({ row, bar }) => [row, bar])).toEqual([
    [2, null],
    [3, null],
  ]);
});

test("links on the same pixels are drawn once, those outside the window not at all", () => {
  const timeline = timelineOf(detail(), "host");
  expect(linkMarks(timeline, WINDOW)).toEqual({
    steps: [
      { row: 0, toRow: 2, x: 100, toX: 100 },
      { row: 2, toRow: 3, x: 300, toX: 300 },
      { row: 3, toRow: 0, x: 350, toX: 350 },
      { row: 0, toRow: 1, x: 500, toX: 500 },
    ],
    handOffs: [
      { row: 2, toRow: 2, x: 200, toX: 300 },
      { row: 0, toRow: 0, x: 400, toX: 500 },
    ],
  });
  const squeezed = linkMarks(timeline, { ...WINDOW, toNs: 50_000_000 });
  expect(squeezed.handOffs).toEqual([]);
  const below = linkMarks(timeline, { ...WINDOW, firstRow: 3 });
  // A line that comes from above the window begins just above it.
  expect(below.steps).toEqual([
    { row: 2, toRow: 3, x: 300, toX: 300 },
    { row: 3, toRow: 2, x: 350, toX: 350 },
  ]);
  expect(linkMarks(timeline, { ...WINDOW, fromNs: 12, toNs: 18 })).toEqual({ steps: [], handOffs: [] });
});

test("zoom keeps the moment under the pointer, and the window stays within the request", () => {
  const view = { fromNs: 0, toNs: 100 };
  const near = zoomed(view, 100, 0.5, 40, 1);
  expect(near).toEqual({ fromNs: 20, toNs: 70 });
  expect(pixelOf({ ...WINDOW, ...near }, 40)).toBe(pixelOf({ ...WINDOW, ...view }, 40));
  expect(zoomed(near, 100, 8, 40, 1)).toEqual(view);
  expect(zoomed(view, 100, 1e-9, 100, 4)).toEqual({ fromNs: 96, toNs: 100 });
  expect(panned(near, 100, 0.2)).toEqual({ fromNs: 30, toNs: 80 });
  expect(panned(near, 100, 5)).toEqual({ fromNs: 50, toNs: 100 });
  expect(panned(near, 100, -5)).toEqual({ fromNs: 0, toNs: 50 });
});

test("rows and the whole picture can be told in words", () => {
  const request = detail();
  const timeline = timelineOf(request, "host");
  const [web, note, store] = timeline.rows.map((row) => rowWords(row, request.latencyNs).replaceAll("\u00a0", " "));
  expect(web).toBe("web · begin → end, on h1: 40.0 ns from 0, 15.0 ns on the critical path, 30 % of the latency");
  expect(note).toBe("log · note, on h1: 1 event of no segment, from 50.0 ns");
  expect(store).toMatch(/: 10\.0 ns from 10\.0 ns, all of it on the critical path, 20 % of the latency$/);
  expect(timelineWords(request, timeline).replaceAll("\u00a0", " ")).toBe(
    "3 segments in 50.0 ns; most of the critical path is web · begin → end, 15.0 ns",
  );
});

test("a row waits for the latest of what always comes before it", () => {
  const request = detail();
  const { rows } = timelineOf(request, "host");
  expect(neighboursOf(request, rows[3])).toEqual({ before: 2, after: [5] });
  expect(neighboursOf(request, rows[0])).toEqual({ before: null, after: [6] });
});

test("events of no segment are a row for each label of a task", () => {
  const request: RequestDetail = { ...detail(), segments: [], hops: [], edges: [], withoutPath: "too long" };
  const timeline = timelineOf(request, "host");
  expect(timeline.rows.map((row) => [rowName(row), row.events])).toEqual([
    ["web · begin", [0]],
    ["web · end", [5]],
    ["log · note", [6]],
    ["store · begin, 2 times", [1, 3]],
    ["store · end, 2 times", [2, 4]],
  ]);
  expect([...timeline.rowOfEvent]).toEqual([0, 3, 4, 3, 4, 1, 2]);
  expect(timelineWords(request, timeline)).toBe("7 events: too long");
});
