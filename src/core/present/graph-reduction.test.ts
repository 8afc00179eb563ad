import fc from "fast-check";
import { expect, test } from "vitest";
import { reduceOrders, type WeightedPairs } from "./graph-reduction.ts";

type Pair = readonly [from: number, to: number];

function pairs(list: readonly Pair[], weight: (pair: Pair) => number = () => 1): WeightedPairs {
  return { from: list.map(([from]) => from), to: list.map(([, to]) => to), weight: list.map(weight) };
}

/** Starts (2 · node) and ends (2 · node + 1) that are ordered, by following edges from each vertex. */
function ordered(count: number, orders: readonly Pair[], nestings: readonly Pair[], ends: readonly Pair[]): string[] {
  const edges: Pair[] = [
    ...Array.from({ length: count }, (_, node): Pair => [2 * node, 2 * node + 1]),
    ...orders.map(([a, b]): Pair => [2 * a + 1, 2 * b]),
    ...nestings.map(([a, b]): Pair => [2 * a, 2 * b]),
    ...ends.map(([a, b]): Pair => [2 * b + 1, 2 * a + 1]),
  ];
  const found: string[] = [];
  for (let start = 0; start < 2 * count; start++) {
    const seen = new Set([start]);
    for (const at of seen) for (const [from, to] of edges) if (from === at) seen.add(to);
    for (const to of seen) if (to !== start) found.push(`${start}<${to}`);
  }
  return found.sort();
}

const SIZE = 8;
/** Pairs that cannot contradict each other: segments numbered by their start, a nesting encloses a later one. */
const acyclic = fc
  .array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1), fc.boolean()), { maxLength: 24 })
  .map((list) => {
    const proper = new Map(list.filter(([a, b]) => a < b).map((pair) => [`${pair[0]}:${pair[1]}`, pair] as const));
    const kept = [...proper.values()];
    return {
      orders: kept.filter(([, , isOrder]) => isOrder).map(([a, b]): Pair => [a, b]),
      nestings: kept.filter(([, , isOrder]) => !isOrder).map(([a, b]): Pair => [a, b]),
    };
  })
  .filter(({ orders, nestings }) => {
    const all = new Set(ordered(SIZE, orders, nestings, nestings));
    return ![...all].some((pair) => all.has(pair.split("<").reverse().join("<")));
  });

test("what is kept orders all that everything orders, and no kept row can go", () => {
  fc.assert(
    fc.property(acyclic, ({ orders, nestings }) => {
      const reduced = reduceOrders(SIZE, pairs(orders), pairs(nestings));
      expect(reduced.contradicting).toBe(0);
      const keptOrders = orders.filter((_, at) => reduced.orders[at] === 1);
      const keptNestings = nestings.filter((_, at) => reduced.nestings[at] === 1);
      const whole = ordered(SIZE, orders, nestings, nestings);
      expect(ordered(SIZE, keptOrders, keptNestings, nestings)).toEqual(whole);
      for (const row of keptOrders) {
        const without = keptOrders.filter((other) => other !== row);
        expect(ordered(SIZE, without, keptNestings, nestings)).not.toEqual(whole);
      }
      for (const row of keptNestings) {
        const without = keptNestings.filter((other) => other !== row);
        expect(ordered(SIZE, keptOrders, without, nestings)).not.toEqual(whole);
      }
    }),
  );
});

test("hiding the middle of a chain leaves the order of its ends", () => {
  const orders: Pair[] = [
    [0, 1],
    [1, 2],
    [0, 2],
  ];
  expect([...reduceOrders(3, pairs(orders), pairs([])).orders]).toEqual([1, 1, 0]);
  expect([...reduceOrders(2, pairs([[0, 1]]), pairs([])).orders]).toEqual([1]);
});

test("what follows the caller follows its call; what begins inside does not", () => {
  // 0 encloses 1; 2 follows both.
  const following = reduceOrders(
    3,
    pairs([
      [0, 2],
      [1, 2],
    ]),
    pairs([[0, 1]]),
  );
  expect([...following.orders]).toEqual([1, 0]);
  // 0 encloses 1, 1 encloses 2: the outer call is implied by the inner ones.
  const nested: Pair[] = [
    [0, 1],
    [0, 2],
    [1, 2],
  ];
  expect([...reduceOrders(3, pairs([]), pairs(nested)).nestings]).toEqual([1, 0, 1]);
  // 0 encloses 1 and 2, in this order: the second call is implied by the first and the order.
  const inOrder = reduceOrders(
    3,
    pairs([[1, 2]]),
    pairs([
      [0, 1],
      [0, 2],
    ]),
  );
  expect([...inOrder.nestings]).toEqual([1, 0]);
});

test("of orders that contradict each other all are kept, and the lightest concludes nothing", () => {
  const cycle: Pair[] = [
    [0, 1],
    [1, 2],
    [2, 0],
    [0, 2],
  ];
  const reduced = reduceOrders(
    3,
    pairs(cycle, ([from]) => 10 - from),
    pairs([]),
  );
  expect(reduced.contradicting).toBe(1);
  expect([...reduced.orders]).toEqual([1, 1, 1, 0]);
});

test("any pairs, cycles included, give an answer that does not depend on their order", () => {
  const any = fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(3)), {
    maxLength: 30,
    selector: ([a, b]) => `${a}:${b}`,
  });
  fc.assert(
    fc.property(any, (list) => {
      const weights = new Map(list.map(([a, b, weight]) => [`${a}:${b}`, weight]));
      const run = (rows: readonly (readonly [number, number, number])[]) => {
        const proper = rows.filter(([a, b]) => a !== b).map(([a, b]): Pair => [a, b]);
        const { orders, contradicting } = reduceOrders(
          7,
          pairs(proper, ([a, b]) => weights.get(`${a}:${b}`) ?? 0),
          pairs([]),
        );
        return {
          kept: proper
            .filter((_, at) => orders[at] === 1)
            .map(String)
            .sort(),
          contradicting,
        };
      };
      expect(run(list.toReversed())).toEqual(run(list));
    }),
  );
});
