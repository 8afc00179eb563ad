import fc from "fast-check";
import { expect, test } from "vitest";
import { type DrawnShape, shapeCounts } from "../../testing/shape-counts.ts";
import { type ClassDefinition, classifyShapes } from "./class-definition.ts";
import { buildClassMap } from "./classes.ts";
import type { ClassRule } from "./shapes.ts";

const SHAPE: ClassRule = { by: "shape" };

function definition(root: number, bases: readonly number[], other = false): ClassDefinition {
  return { root, other, shape: Int32Array.from(bases), named: null };
}

/** Positions of the definitions that shapes get. */
function homes(definitions: readonly ClassDefinition[], shapes: readonly DrawnShape[], rule = SHAPE): number[] {
  return [...classifyShapes(shapeCounts(shapes), rule, definitions).definitionOfShape];
}

test("a shape joins the class of its root that is most like it, not the first that is like enough", () => {
  const definitions = [definition(0, [0, 1, 2, 3]), definition(0, [1, 2, 3]), definition(1, [1, 2])];
  // {1,2} is 2/4 like the first and 2/3 like the second; the third is of another root.
  expect(homes(definitions, [[0, 1, [1, 2]]])).toEqual([1]);
  // {1,2,3,4}: 3/5 and 3/4.
  expect(homes(definitions, [[0, 1, [1, 2, 3, 4]]])).toEqual([1]);
  // Both 3/5 like: the earlier one.
  const tied = [definition(0, [0, 1, 2, 3]), definition(0, [1, 2, 3, 4])];
  expect(homes(tied, [[0, 1, [1, 2, 3, 5]]])).toEqual([0]);
});

test("a shape like no class is other of its root, which is made if it is missing", () => {
  const definitions = [definition(0, [0, 1, 2]), definition(1, [5, 6, 7]), definition(1, [], true)];
  const shapes: DrawnShape[] = [
    [0, 5, [3, 4]],
    [1, 5, [3, 4]],
  ];
  const found = classifyShapes(shapeCounts(shapes), SHAPE, definitions);
  expect([...found.definitionOfShape]).toEqual([3, 2]);
  expect(found.definitions.slice(3)).toEqual([definition(0, [], true)]);
  expect(homes([definition(0, [0, 1, 2])], [[0, 5, [3, 4]]], { by: "root" })).toEqual([0]);
});

test("a root that no class has joins the root of the most similar one, its other included if that has nothing else", () => {
  const definitions = [definition(0, [0, 1, 2]), definition(1, [5, 6, 7], true)];
  expect(homes(definitions, [[9, 5, [0, 1, 9]]])).toEqual([2]);
  expect(homes(definitions, [[9, 5, [0, 1, 2, 9]]])).toEqual([0]);
  expect(homes(definitions, [[9, 5, [5, 9]]])).toEqual([1]);
});

const RULES = fc.constantFrom<ClassRule>(SHAPE, { by: "root" }, { by: "key", name: "user" });
const SHAPES = fc
  .uniqueArray(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 900 }), fc.uniqueArray(fc.nat(7), { minLength: 1 })), {
    selector: ([root, , bases]) => `${root} ${[...bases].sort().join()}`,
    minLength: 1,
    maxLength: 40,
  })
  // Some roots are rare, so that their requests join others.
  .map((drawn) =>
    drawn.map(
      ([root, requests, bases]): DrawnShape => [
        root,
        root > 3 ? 1 + (requests % 9) : requests,
        bases.toSorted((a, b) => a - b),
      ],
    ),
  );

test("law: the definitions of a map, given again, give the same map", () => {
  fc.assert(
    fc.property(SHAPES, RULES, (shapes, rule) => {
      const whole = buildClassMap(shapeCounts(shapes), rule);
      const again = buildClassMap(shapeCounts(shapes), rule, whole.definitions);
      expect({ ...again, newRoots: 0 }).toEqual(whole);
    }),
  );
});

test("law: under the definitions of the whole, every request of a part has the class that it has there", () => {
  fc.assert(
    fc.property(SHAPES, RULES, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (shapes, rule, chance) => {
      const whole = buildClassMap(shapeCounts(shapes), rule);
      const kept = shapes.flatMap(([root, requests, bases], at): { at: number; shape: DrawnShape }[] => {
        const quarter = chance.next().value;
        return quarter === 0 ? [] : [{ at, shape: [root, Math.ceil((requests * quarter) / 4), bases] }];
      });
      const part = buildClassMap(shapeCounts(kept.map(({ shape }) => shape)), rule, whole.definitions);
      expect(part.definitions).toEqual(whole.definitions);
      kept.forEach(({ at }, position) => {
        const there = whole.classes[whole.classOfSignature[at]].definition;
        expect(part.classes[part.classOfSignature[position]].definition).toBe(there);
      });
    }),
  );
});

test("law: classes found in the data have 1 % and 100 requests, and all together every request", () => {
  fc.assert(
    fc.property(SHAPES, (shapes) => {
      const map = buildClassMap(shapeCounts(shapes), SHAPE);
      const total = shapes.reduce((sum, [, requests]) => sum + requests, 0);
      for (const { other, requests } of map.classes) {
        if (!other) expect(requests).toBeGreaterThanOrEqual(Math.max(100, total / 100));
      }
      expect(map.classes.reduce((sum, { requests }) => sum + requests, 0)).toBe(total);
    }),
  );
});
