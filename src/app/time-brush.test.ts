import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilterTerm } from "../core/analysis/request-filter.ts";
import { brushBetween, brushOf, movedBrush, withBrush, withEdge } from "./time-brush.ts";

const BINS = { fromNs: 1000, widthNs: 50, count: 20 };
const HOST: FilterTerm = { on: "host", has: true, values: ["web-1"] };

const bin = fc.integer({ min: -5, max: 25 });
const brush = fc.tuple(bin, bin).map(([a, b]) => brushBetween(a, b, BINS.count));

describe("the brush of the time strip", () => {
  it("comes back from the terms that it becomes", () => {
    fc.assert(
      fc.property(brush, (drawn) => {
        const terms = withBrush([HOST], drawn, BINS);
        const isAll = drawn.from === 0 && drawn.to === BINS.count;
        expect(brushOf(terms, BINS)).toEqual(isAll ? null : drawn);
        expect(terms[0]).toBe(HOST);
      }),
    );
  });

  it("is the one stretch in which all terms hold", () => {
    const terms: FilterTerm[] = [
      { on: "start", fromNs: 1100, toNs: null },
      { on: "start", fromNs: 1025, toNs: 1175 },
    ];
    expect(brushOf(terms, BINS)).toEqual({ from: 2, to: 3.5 });
    expect(withBrush([...terms, HOST], { from: 4, to: 20 }, BINS)).toEqual([
      HOST,
      { on: "start", fromNs: 1200, toNs: null },
    ]);
    expect(withBrush(terms, null, BINS)).toEqual([]);
    expect(brushOf([HOST], BINS)).toBe(null);
  });

  it("stays on the strip whatever the terms name", () => {
    const of = (fromNs: number | null, toNs: number | null) => brushOf([{ on: "start", fromNs, toNs }], BINS);
    expect(of(9000, null)).toEqual({ from: 20, to: 20 });
    expect(of(null, 3)).toEqual({ from: 0, to: 0 });
    expect(of(1500, 1200)).toEqual({ from: 10, to: 10 });
  });

  it("keeps at least one bin, and its width when it is moved", () => {
    fc.assert(
      fc.property(brush, fc.constantFrom("from", "to"), bin, (drawn, edge, at) => {
        const moved = withEdge(drawn, edge, at, BINS.count);
        const shifted = movedBrush(drawn, at, BINS.count);
        for (const { from, to } of [drawn, moved, shifted]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(BINS.count);
          expect(to - from).toBeGreaterThanOrEqual(1);
        }
        expect(edge === "from" ? moved.to : moved.from).toBe(edge === "from" ? drawn.to : drawn.from);
        expect(shifted.to - shifted.from).toBe(drawn.to - drawn.from);
      }),
    );
  });
});
