import { expect, test } from "vitest";
import { orderLanes } from "./graph-lanes.ts";

const lane = (name: string, firstRank: number, precedence = firstRank) => ({ name, firstRank, precedence });

test("first entered first, ties by precedence and name", () => {
  expect(orderLanes([lane("c", 2), lane("b", 0), lane("a", 1)], [])).toEqual([1, 2, 0]);
  expect(orderLanes([lane("b", 0, 5), lane("c", 0, 4), lane("a", 0, 5)], [])).toEqual([1, 2, 0]);
});

test("lanes with many links between them are adjacent; the first stays on top", () => {
  const lanes = [lane("a", 0), lane("b", 1), lane("c", 2), lane("d", 3)];
  const heavy = { a: 0, b: 3, weight: 10 };
  expect(orderLanes(lanes, [heavy])).toEqual([0, 3, 1, 2]);
  expect(orderLanes(lanes, [{ a: 0, b: 3, weight: 0.1 }])).toEqual([0, 1, 2, 3]);
});
