import fc from "fast-check";
import { expect, test } from "vitest";
import { type RankedLink, rankNodes } from "./graph-ranks.ts";

function ranks(
  count: number,
  links: readonly (readonly [from: number, to: number, weight?: number])[],
  columns: readonly (readonly number[])[] = [],
  precedence = Array.from({ length: count }, (_, at) => at),
): number[] {
  const ranked = links.map(([from, to, weight = 1]): RankedLink => ({ from, to, weight }));
  return [...rankNodes({ count, links: ranked, columns, precedence })];
}

test("the longest path decides", () => {
  expect(
    ranks(4, [
      [0, 1],
      [1, 2],
      [0, 2],
      [2, 3],
    ]),
  ).toEqual([0, 1, 2, 3]);
});

test("what nothing leads to stands just left of what follows it", () => {
  expect(
    ranks(4, [
      [0, 1],
      [1, 2],
      [3, 2],
    ]),
  ).toEqual([0, 1, 2, 1]);
});

test("of a cycle the lightest link is ignored", () => {
  expect(
    ranks(3, [
      [0, 1, 5],
      [1, 2, 5],
      [2, 0, 1],
    ]),
  ).toEqual([0, 1, 2]);
  expect(
    ranks(3, [
      [0, 1, 1],
      [1, 2, 5],
      [2, 0, 5],
    ]),
  ).toEqual([2, 0, 1]);
  expect(ranks(1, [[0, 0]])).toEqual([0]);
});

test("members of a resource share a column unless a path separates them", () => {
  expect(
    ranks(
      4,
      [
        [0, 1],
        [1, 2],
      ],
      [[3, 2]],
    ),
  ).toEqual([0, 1, 2, 2]);
  expect(
    ranks(
      4,
      [
        [0, 1],
        [1, 2],
      ],
      [[0, 2, 3]],
    ),
  ).toEqual([0, 1, 2, 0]);
});

test("nodes without links stand beside those that begin when they do", () => {
  expect(
    ranks(
      5,
      [
        [0, 1],
        [1, 2],
      ],
      [],
      [0, 4, 8, 5, 0],
    ),
  ).toEqual([0, 1, 2, 1, 0]);
});

test("every link of an acyclic graph leads to the right, no column is empty, shared columns are kept", () => {
  const any = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 });
  fc.assert(
    fc.property(any, fc.uniqueArray(fc.nat(11), { maxLength: 4 }), (list, column) => {
      const links = list.filter(([a, b]) => a < b);
      const found = ranks(12, links, [column]);
      for (const [a, b] of links) expect(found[a]).toBeLessThan(found[b]);
      expect([...new Set(found)].sort((a, b) => a - b)).toEqual([...new Set(found)].map((_, at) => at));
    }),
  );
});
