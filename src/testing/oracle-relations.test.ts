import { describe, expect, it } from "vitest";
import { PHASE_POINT } from "../core/units.ts";
import { consecutiveSegments, type OracleEvent } from "./oracle-event.ts";
import { exclusionCells, exclusionVerdict, occupancy, segmentOutcome } from "./oracle-exclusion.ts";
import { pipelineTally, pipelineVerdict } from "./oracle-pipeline.ts";
import { traceDiagram } from "./trace-diagram.ts";

function outcome(drawing: string, resNs = 1): string {
  const [a, b] = traceDiagram(drawing, { resNs }).segments;
  return segmentOutcome(a!, b!);
}

describe("segmentOutcome", () => {
  it("tells order, touch, overlap and doubt", () => {
    expect(outcome("A ==\nB    =")).toBe("ab");
    expect(outcome("A ==\nB   =")).toBe("ab");
    expect(outcome("A     ==\nB ==")).toBe("ba");
    expect(outcome("A ===\nB   =")).toBe("overlap");
    expect(outcome("A ==\nB   =", 2e6)).toBe("ab");
    expect(outcome("A ==\nB    =", 2e6)).toBe("undecided");
    expect(outcome("A @x ==\nB @y   =")).toBe("undecided");
  });
});

describe("exclusionCells", () => {
  it("counts outcomes per pair and leaves out empty segments", () => {
    const { events, segments } = traceDiagram("A ==\nB   ==\n\nA   ==\nB ==\n\nA ===\nB  ==");
    const cells = [...exclusionCells(segments).values()];
    expect(cells).toHaveLength(1);
    expect(cells[0]).toMatchObject({ ab: 1, ba: 1, overlap: 1, undecided: 0 });
    const empty = { start: segments[0]!.start, end: { ...segments[0]!.end, timeNs: segments[0]!.start.timeNs } };
    expect(exclusionCells([empty, segments[1]!]).size).toBe(0);
    expect([...occupancy(events, segments).values()].map((entry) => entry.requests)).toEqual([3, 3]);
  });

  it("counts a segment at the middles of the 64 bins that it covers", () => {
    const { events, segments } = traceDiagram("A =\nB  ===");
    const [a, b] = [...occupancy(events, segments).values()];
    expect(a!.bins).toEqual([...new Array(16).fill(1), ...new Array(48).fill(0)]);
    expect(b!.bins).toEqual([...new Array(16).fill(0), ...new Array(48).fill(1)]);
  });

  it("judges by overlap, by both orders, by doubt, and by chance", () => {
    const bins = new Array<number>(64).fill(0).map((_, bin) => (bin < 32 ? 10 : 0));
    const kind = { requests: 20, bins };
    const judge = (ab: number, ba: number, overlap: number, undecided: number) =>
      exclusionVerdict({ a: "a", b: "b", ab, ba, overlap, undecided }, kind, kind, 10);
    expect(judge(50, 50, 1, 0).status).toBe("refuted");
    expect(judge(96, 4, 0, 0).status).toBe("vacuous");
    expect(judge(50, 50, 0, 2).status).toBe("tentative");
    expect(judge(500, 500, 1, 0).status).toBe("near");
    expect(judge(50, 50, 0, 0).status).toBe("holds");
    expect(judge(50, 50, 0, 0).evidence).toBeCloseTo(-100 * Math.log(0.75), 9);
    expect(judge(9, 9, 0, 0).status).toBe("tentative"); // 18 · 0.288 = 5.18 < ln 200
  });
});

/** One letter per element: when each task handles it, in order. */
function handled(request: string, first: string, second: string): OracleEvent[] {
  const at = (taskName: string, item: string, timeNs: number): OracleEvent => ({
    request,
    host: "h",
    task: `${taskName} ${item}`,
    taskName,
    label: item,
    ordinal: 1,
    phase: PHASE_POINT,
    order: PHASE_POINT,
    timeNs,
    resNs: 1,
    file: 0,
    line: timeNs,
    item,
  });
  return [
    ...[...first].map((item, index) => at("send", item, 10 * index)),
    ...[...second].map((item, index) => at("draw", item, 10 * index + 15)),
  ];
}

describe("pipelineTally", () => {
  it("survives when both tasks keep one order that varies between requests", () => {
    const tally = pipelineTally([...handled("r1", "abc", "abc"), ...handled("r2", "cab", "cab")], "send", "draw");
    expect(tally).toMatchObject({ requests: 2, matched: 6, early: 0, inversions: 0, lost: 0, spurious: 0 });
    expect([...tally.permutations]).toEqual([
      ['["a","b","c"]', 1],
      ['["c","a","b"]', 1],
    ]);
    expect(pipelineVerdict(tally)).toBe("survives");
  });

  it("is vacuous if only the sorted order occurs, or nothing matches", () => {
    expect(pipelineVerdict(pipelineTally(handled("r1", "abc", "abc"), "send", "draw"))).toBe("vacuous");
    expect(pipelineVerdict(pipelineTally(handled("r1", "abc", "xyz"), "send", "draw"))).toBe("vacuous");
  });

  it("counts inversions, elements drawn too early, lost and spurious ones", () => {
    const inverted = pipelineTally(handled("r1", "bac", "abc"), "send", "draw");
    expect(inverted).toMatchObject({ inversions: 1, early: 0 });
    expect(pipelineVerdict(inverted)).toBe("refuted");
    expect(pipelineTally(handled("r1", "abc", "bac"), "draw", "send").early).toBe(3);
    expect(pipelineTally(handled("r1", "abc", "bcd"), "send", "draw")).toMatchObject({
      lost: 1,
      spurious: 1,
      matched: 2,
    });
    expect(pipelineTally(handled("r1", "abc", "abc"), "send", "draw", (event) => event.label).matched).toBe(3);
  });
});

describe("consecutiveSegments", () => {
  it("joins neighbours of one task instance only", () => {
    const events = handled("r1", "ab", "ab").map((event) => ({ ...event, task: event.taskName }));
    const told = consecutiveSegments(events).map(({ start, end }) => `${start.task} ${start.label}${end.label}`);
    expect(told).toEqual(["send ab", "draw ab"]);
    expect(consecutiveSegments(events.map((event) => ({ ...event, task: null })))).toEqual([]);
  });
});
