import { expect, test } from "vitest";
import type { RequestDetail } from "../analysis/request-detail.ts";
import type { AnalysisReport, PathLine } from "./analysis-report.ts";
import { eventName, eventsOnPath, hopRows, largestClass, pathTable } from "./path-rows.ts";

function line(change: Partial<PathLine>): PathLine {
  return {
    class: 0,
    kind: "segment",
    id: 0,
    segmentKind: 0,
    components: { from: 0, to: 0 },
    name: "web",
    onPathShare: 1,
    meanNs: 1e6,
    meanShare: 0.1,
    ...change,
  };
}

test("a class's lines, their bars and their sum", () => {
  const table = pathTable(
    [
      line({ name: "render", meanNs: 30e6, onPathShare: 0.71 }),
      line({ name: "a → b", kind: "hand-off", meanNs: 10e6, onPathShare: 0.2 }),
      line({ name: "rare", meanNs: 1e6, onPathShare: 0.02 }),
      line({ class: 1, name: "elsewhere", meanNs: 500e6 }),
    ],
    0,
  );
  expect(table.rows.map(({ name, level, isHandOff }) => [name, level, isHandOff])).toEqual([
    ["render", "most", false],
    ["a → b", "some", true],
    ["rare", "few", false],
  ]);
  expect(table.rows[0].barShare).toBe(1);
  expect(table.meanLatencyNs).toBe(41e6);
  expect(table.unit).toBe("ms");
  expect(pathTable([], 0)).toEqual({ rows: [], unit: "ns", meanLatencyNs: 0 });
});

test("the largest class, the first of equals", () => {
  const of = (...requests: number[]) =>
    ({ classes: requests.map((n, id) => ({ id, requests: n })) }) as unknown as AnalysisReport;
  expect(largestClass(of(3, 9, 9))).toBe(1);
  expect(largestClass(of())).toBe(null);
});

const event = (timeNs: number, label: string, ordinal: number | "last" = 1) => ({
  timeNs,
  task: "t",
  label,
  ordinal,
  host: "h",
  instance: -1,
  file: 0,
  line: 1,
});

const DETAIL: RequestDetail = {
  id: "r",
  classId: 0,
  events: [event(100, "begin"), event(130, "side"), event(150, "work", 2), event(200, "done")],
  segments: [],
  latencyNs: 100,
  hops: [
    { from: 2, to: 3, lagNs: 50, kind: "segment", name: "t" },
    { from: 0, to: 2, lagNs: 50, kind: "hand-off", name: "a → b" },
  ],
  edges: [],
  paperPathNs: 0,
  withoutPath: null,
};

test("a request's path runs forward and its lags sum to the latency", () => {
  const rows = hopRows(DETAIL);
  expect(rows.map(({ offsetNs, from, to }) => [offsetNs, from, to])).toEqual([
    [0, "begin", "work ×2"],
    [50, "work ×2", "done"],
  ]);
  expect(rows.reduce((sum, { lagNs }) => sum + lagNs, 0)).toBe(DETAIL.latencyNs);
  expect(rows.reduce((sum, { share }) => sum + share, 0)).toBe(1);
  expect([...eventsOnPath(DETAIL)].toSorted()).toEqual([0, 2, 3]);
});

test("later occurrences are named", () => {
  expect(eventName(event(0, "x"))).toBe("x");
  expect(eventName(event(0, "x", "last"))).toBe("x (last)");
});

test("a request without events or duration divides nothing by zero", () => {
  expect(hopRows({ ...DETAIL, events: [], hops: [] })).toEqual([]);
  expect(hopRows({ ...DETAIL, latencyNs: 0 }).every(({ share }) => share === 0)).toBe(true);
});
