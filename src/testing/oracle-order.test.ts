import { describe, expect, it } from "vitest";
import { PHASE_END, PHASE_POINT, PHASE_START } from "../core/units.ts";
import { byRequestOrder, kindOf, md5Prefix, type OracleEvent, withPointOrdinals } from "./oracle-event.ts";
import { compareEvents, orderCells, pairKey } from "./oracle-order.ts";
import { evidenceOf, marginProbability, statusOf, wilsonInterval } from "./oracle-status.ts";
import { traceDiagram } from "./trace-diagram.ts";

const POINT: OracleEvent = {
  request: "r",
  host: "h",
  task: "t1",
  taskName: "t",
  label: "a",
  ordinal: 1,
  phase: PHASE_POINT,
  order: PHASE_POINT,
  timeNs: 1000,
  resNs: 10,
  file: 0,
  line: 1,
  item: null,
};

describe("compareEvents", () => {
  it("is certain from one resolution apart", () => {
    expect(compareEvents(POINT, { ...POINT, timeNs: 1010 })).toBe("before");
    expect(compareEvents({ ...POINT, timeNs: 1010 }, POINT)).toBe("after");
    expect(compareEvents(POINT, { ...POINT, timeNs: 1009 })).toBe("undecided");
    expect(compareEvents({ ...POINT, resNs: 1 }, { ...POINT, timeNs: 1009 })).toBe("before");
  });

  it("takes the line order of one task in one file at equal stamps", () => {
    expect(compareEvents(POINT, { ...POINT, line: 2 })).toBe("before");
    expect(compareEvents(POINT, { ...POINT, line: 0 })).toBe("after");
    expect(compareEvents(POINT, { ...POINT, line: 2, file: 1 })).toBe("undecided");
    expect(compareEvents(POINT, { ...POINT, line: 2, task: "t2" })).toBe("undecided");
    expect(compareEvents({ ...POINT, task: null }, { ...POINT, line: 2, task: null })).toBe("undecided");
  });

  it("calls an end and a start at one stamp on one host a tie", () => {
    const end: OracleEvent = { ...POINT, phase: PHASE_END };
    const start: OracleEvent = { ...POINT, task: "t2", phase: PHASE_START };
    expect(compareEvents(end, start)).toBe("tie");
    expect(compareEvents(start, end)).toBe("tie");
    expect(compareEvents(end, { ...start, host: "other" })).toBe("undecided");
    expect(compareEvents(end, { ...start, phase: PHASE_END })).toBe("undecided");
  });
});

describe("orderCells", () => {
  it("counts directions, first requests and margins over requests", () => {
    const { events } = traceDiagram(
      `
      A ==
      B   ===

      A   =
      B =

      A ==
      B  =`,
      { columnNs: 10, resNs: 1 },
    );
    const [aEnd, bStart] = [JSON.stringify(["A", "A", PHASE_END, 1]), JSON.stringify(["B", "B", PHASE_START, 1])];
    const cell = orderCells(events).get(pairKey(aEnd, bStart))!;
    expect(cell).toMatchObject({ before: 0, after: 2, tie: 1, undecided: 0, firstBefore: null });
    expect(cell.marginsAfterNs).toEqual([9, 29]);
    expect(cell.marginsBeforeNs).toEqual([0]);
    const byHash = ["r2", "r3"].sort((a, b) => md5Prefix(a) - md5Prefix(b));
    expect(cell.firstAfter).toBe(byHash[0]);
  });

  it("has no cell for a label and its own repeats or phases", () => {
    const { events } = traceDiagram("A = = =\nB  =");
    for (const cell of orderCells(events).values()) expect(cell.a[2] === cell.b[2]).toBe(false);
    expect(orderCells(events).size).toBe(6 * 2);
  });

  it("keeps the 8 smallest margins", () => {
    const drawing = Array.from({ length: 10 }, (_, k) => `A =\nB ${" ".repeat(10 - k)}=`).join("\n\n");
    const { events } = traceDiagram(drawing, { columnNs: 1, resNs: 1 });
    const kinds = new Map(events.map((event) => [event.label + event.phase, kindOf(event)]));
    const cell = orderCells(events).get(pairKey(kinds.get(`A${PHASE_END}`)!, kinds.get(`B${PHASE_START}`)!))!;
    // Gaps of 0 … 9 columns between end and start: a tie (margin 0), then margins gap − res.
    expect(cell).toMatchObject({ before: 9, tie: 1 });
    expect(cell.marginsBeforeNs).toEqual([0, 0, 1, 2, 3, 4, 5, 6]);
  });

  it("refuses events that are not numbered", () => {
    expect(() => orderCells([POINT, { ...POINT, line: 2 }])).toThrow("number them first");
    expect(orderCells(withPointOrdinals([POINT, { ...POINT, line: 2 }])).size).toBe(0);
  });
});

describe("withPointOrdinals", () => {
  it("ranks by time, host, file, line", () => {
    const numbered = withPointOrdinals([
      { ...POINT, timeNs: 5 },
      { ...POINT, timeNs: 5, host: "a" },
      { ...POINT, timeNs: 1, line: 9 },
      { ...POINT, timeNs: 0, label: "other" },
    ]);
    expect(numbered.map((event) => event.ordinal)).toEqual([3, 2, 1, 1]);
  });
});

describe("byRequestOrder", () => {
  it("orders by md5, as published for these texts", () => {
    // md5("") = d41d8cd9…, md5("a") = 0cc175b9…, md5("abc") = 90015098…
    expect([md5Prefix(""), md5Prefix("a"), md5Prefix("abc")]).toEqual([0xd41d8cd9, 0x0cc175b9, 0x90015098]);
    expect(["", "abc", "a"].sort(byRequestOrder)).toEqual(["a", "abc", ""]);
  });
});

describe("statusOf", () => {
  const evidence = (forCount: number, againstCount: number, undecidedCount = 0, marginsNs: number[] = []) => ({
    forCount,
    againstCount,
    undecidedCount,
    marginsNs,
    resNs: 1,
  });
  it("applies the rules in order", () => {
    expect(statusOf(evidence(0, 0), 10)).toBe("vacuous");
    expect(statusOf(evidence(0, 0, 5), 10)).toBe("unresolved");
    expect(statusOf(evidence(529, 0), 10)).toBe("tentative"); // ln(200) / 0.01 = 529.8
    expect(statusOf(evidence(530, 0), 10)).toBe("holds");
    expect(statusOf(evidence(1000, 0, 11), 10)).toBe("tentative");
    expect(statusOf(evidence(100, 0, 0, [90, 92, 94, 95, 96, 97, 98, 100]), 10)).toBe("holds");
    expect(statusOf(evidence(99, 0, 0, [90, 92, 94, 95, 96, 97, 98, 100]), 10)).toBe("tentative");
    expect(statusOf(evidence(100, 0, 0, [10, 92, 94, 95, 96, 97, 98, 100]), 10)).toBe("tentative");
    expect(statusOf(evidence(9999, 1), 10)).toBe("near");
    expect(statusOf(evidence(100, 1), 10)).toBe("refuted");
  });

  it("computes Wilson's interval as published", () => {
    // Newcombe 1998, table I: 81 of 263 → 0.2553 to 0.3662; 0 of 20 → 0 to 0.1611.
    const [lower, upper] = wilsonInterval(81, 263);
    expect(lower).toBeCloseTo(0.2553, 4);
    expect(upper).toBeCloseTo(0.3662, 4);
    expect(wilsonInterval(0, 20)[1]).toBeCloseTo(0.1611, 4);
    expect(wilsonInterval(0, 20)[0]).toBeCloseTo(0, 10);
  });

  it("needs eight margins that span the resolution", () => {
    expect(marginProbability([1, 2, 3, 4, 5, 6, 7], 1)).toBe(1);
    expect(marginProbability([50, 50, 50, 50, 50, 50, 50, 50], 1)).toBe(1);
    expect(marginProbability([50, 60, 60, 60, 60, 60, 60, 100], 1)).toBeCloseTo(0.5 ** 7, 12);
  });

  it("lets a tie support only the end before the start", () => {
    const { events } = traceDiagram("A ==\nB   =");
    const [a, b] = [events.find((event) => event.label === "A" && event.phase === PHASE_END)!, events.at(-2)!];
    const cell = [...orderCells([a, b]).values()][0]!;
    const { forward, backward } = evidenceOf(cell, PHASE_END, PHASE_START, 1);
    expect([forward.forCount, forward.undecidedCount]).toEqual([1, 0]);
    expect([backward.forCount, backward.undecidedCount]).toEqual([0, 1]);
  });
});
