import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseCorridors, NO_CORRIDOR } from "./graph-corridors.ts";
import { countCrossings, inversions } from "./graph-crossings.ts";
import { type Grid, levelsOf } from "./graph-grid.ts";

test("inversions are pairs in opposite orders", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 20 }), (pairs) => {
      let count = 0;
      for (const [a, b] of pairs) for (const [c, d] of pairs) if (a < c && b > d) count++;
      const left = pairs.map(([a]) => a);
      const right = pairs.map(([, b]) => b);
      expect(inversions(left, right, 10)).toBe(count);
    }),
  );
});

/** Nodes as [column, row] in one lane. */
function grid(rows: number, cells: readonly (readonly [column: number, row: number])[]): Grid {
  return {
    columns: Math.max(...cells.map(([column]) => column)) + 1,
    rowsOfLane: [rows],
    rank: Int32Array.from(cells, ([column]) => column),
    lane: new Int32Array(cells.length),
    row: Int32Array.from(cells, ([, row]) => row),
    levels: levelsOf([rows]),
  };
}

const link = (from: number, to: number) => ({ from, to, importance: 0, isUndirected: false });

test("two links that change sides cross once, two that fan out do not", () => {
  const square = grid(2, [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const count = (links: ReturnType<typeof link>[]) => countCrossings(square, links, chooseCorridors(square, links));
  expect(count([link(0, 3), link(1, 2)])).toBe(1);
  expect(count([link(0, 2), link(1, 3)])).toBe(0);
  expect(count([link(0, 2), link(0, 3)])).toBe(0);
});

test("a corridor is the own row if its cells are free, else a way past the node", () => {
  const free = grid(1, [
    [0, 0],
    [2, 0],
  ]);
  expect([...chooseCorridors(free, [link(0, 1)])]).toEqual([free.levels.levelOfRow[0]]);
  const blocked = grid(1, [
    [0, 0],
    [1, 0],
    [2, 0],
  ]);
  const [direct, past] = chooseCorridors(blocked, [link(0, 1), link(0, 2)]);
  expect(direct).toBe(NO_CORRIDOR);
  expect(blocked.levels.rowOfLevel[past]).toBe(-1);
});

test("a row between two others is not shared by strangers", () => {
  const cells = grid(3, [
    [0, 0],
    [0, 2],
    [1, 0],
    [1, 2],
    [2, 0],
    [2, 2],
  ]);
  const links = [link(0, 5), link(1, 4)];
  const rows = [...chooseCorridors(cells, links)].map((level) => cells.levels.rowOfLevel[level]);
  expect(rows.filter((row) => row === 1).length).toBeLessThan(2);
});
