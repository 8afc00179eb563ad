import fc from "fast-check";
import { expect, test } from "vitest";
import { arrangeRows, distinctRows } from "./graph-rows.ts";

test("distinct rows are the nearest there are", () => {
  const input = fc
    .integer({ min: 1, max: 6 })
    .chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        wanted: fc.array(fc.double({ min: -1, max: 7, noNaN: true }), { maxLength: rows }),
      }),
    )
    .map(({ rows, wanted }) => ({ rows, wanted: wanted.sort((a, b) => a - b) }));
  fc.assert(
    fc.property(input, ({ rows, wanted }) => {
      const found = distinctRows(wanted, rows);
      const distance = (chosen: readonly number[]) =>
        chosen.reduce((sum, row, at) => sum + Math.abs(row - wanted[at]), 0);
      expect(found.every((row, at) => row >= 0 && row < rows && (at === 0 || row > found[at - 1]))).toBe(true);
      let least = Number.POSITIVE_INFINITY;
      const tryAll = (chosen: number[], from: number) => {
        if (chosen.length === wanted.length) least = Math.min(least, distance(chosen));
        else for (let row = from; row < rows; row++) tryAll([...chosen, row], row + 1);
      };
      tryAll([], 0);
      expect(distance(found)).toBeCloseTo(least, 6);
    }),
  );
  expect(() => distinctRows([0, 0], 1)).toThrow("do not fit");
});

const link = (from: number, to: number) => ({ from, to, importance: 0.5, isUndirected: false });

test("rows are exchanged so that links do not cross", () => {
  const grid = arrangeRows({
    columns: 2,
    rank: Int32Array.of(0, 0, 1, 1),
    lane: Int32Array.of(0, 0, 0, 0),
    lanes: 1,
    links: [link(0, 3), link(1, 2)],
    stacks: [],
  });
  expect(grid.row[0]).toBe(grid.row[3]);
  expect(grid.row[1]).toBe(grid.row[2]);
});

test("members of a stack keep their order, whatever that costs", () => {
  const grid = arrangeRows({
    columns: 2,
    rank: Int32Array.of(0, 0, 1, 1),
    lane: Int32Array.of(0, 0, 0, 0),
    lanes: 1,
    links: [link(0, 3), link(1, 2)],
    stacks: [
      [0, 1],
      [2, 3],
    ],
  });
  expect(grid.row[0]).toBeLessThan(grid.row[1]);
  expect(grid.row[2]).toBeLessThan(grid.row[3]);
});

test("without budget the first arrangement stands", () => {
  const input = {
    columns: 2,
    rank: Int32Array.of(0, 0, 1, 1),
    lane: Int32Array.of(0, 0, 1, 1),
    lanes: 2,
    links: [link(0, 3), link(1, 2)],
    stacks: [],
  };
  expect([...arrangeRows(input, 0).row]).toEqual([0, 1, 2, 3]);
});
