import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanDataset } from "../../testing/arbitraries.ts";
import { allInOneClass, engineDataset } from "../../testing/engine-dataset.ts";
import { type DrawnShape, shapeCounts } from "../../testing/shape-counts.ts";
import type { KindCounts } from "./class-tally.ts";
import { buildClassTables, cellBytes, KindTally } from "./class-tally.ts";
import { buildClassMap, ClassFinder } from "./classes.ts";
import { similarity } from "./shape-similarity.ts";
import { ShapeReader, ShapeTally } from "./shapes.ts";

const SHAPE = { by: "shape" } as const;

/** Classes as "root: requests of leader", others marked. */
function classesOf(shapes: readonly DrawnShape[]): string[] {
  return buildClassMap(shapeCounts(shapes), SHAPE).classes.map(
    ({ root, requests, other, leader }) =>
      `${root}: ${requests} like ${[...leader].join("")}${other ? " (other)" : ""}`,
  );
}

describe("buildClassMap", () => {
  it("joins shapes to the first largest one that is similar enough, largest first", () => {
    // 0123 and 012: 3/4. 0123 and 0145: 2/6, so a class of its own, which 045 joins (3/4).
    expect(
      classesOf([
        [0, 200, [0, 4, 5]],
        [0, 1000, [0, 1, 2, 3]],
        [0, 300, [0, 1, 2]],
        [0, 500, [0, 1, 4, 5]],
      ]),
    ).toEqual(["0: 1300 like 0123", "0: 700 like 0145"]);
  });

  it("wants 1 % and 100 requests of a class; the rest is other of its root", () => {
    expect(
      classesOf([
        [0, 20_000, [0]],
        [0, 199, [0, 1, 2, 3]],
        [0, 250, [4, 5, 6, 7]],
        [1, 210, [1]],
        [1, 99, [1, 5, 6, 7]],
      ]),
    ).toEqual([
      "0: 20000 like 0",
      "0: 250 like 4567",
      "1: 210 like 1",
      "0: 199 like 0123 (other)",
      "1: 99 like 1567 (other)",
    ]);
    expect(classesOf([[0, 99, [0]]])).toEqual(["0: 99 like 0 (other)"]);
    expect(classesOf([[0, 100, [0]]])).toEqual(["0: 100 like 0"]);
  });

  it("sends requests of a rare root to the root whose largest shape is most alike", () => {
    expect(
      classesOf([
        [0, 5000, [0, 1, 2]],
        [1, 5000, [1, 5, 6, 7]],
        [6, 50, [5, 6, 7]],
      ]),
    ).toEqual(["1: 5050 like 1567", "0: 5000 like 012"]);
  });

  it("has at most 64 classes beside the others", () => {
    const shapes = Array.from({ length: 80 }, (_, root): DrawnShape => [root, 1000 + root, [root % 30]]);
    const map = buildClassMap(shapeCounts(shapes), SHAPE);
    expect(map.classes.filter(({ other }) => !other).length).toBe(64);
    expect(map.classes.filter(({ other }) => other).length).toBe(16);
    expect(map.classes.reduce((sum, { requests }) => sum + requests, 0)).toBe(80_000 + (79 * 80) / 2);
  });

  const SHAPES = fc.uniqueArray(
    fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 400 }), fc.uniqueArray(fc.nat(6), { minLength: 1 })),
    { selector: ([root, , bases]) => `${root} ${[...bases].sort().join()}`, minLength: 1, maxLength: 20 },
  );

  it("depends on counts only, not on the order of the shapes, and gives every shape a class", () => {
    fc.assert(
      fc.property(SHAPES, fc.infiniteStream(fc.nat()), (drawn, chance) => {
        const shapes = drawn.map(
          ([root, requests, bases]): DrawnShape => [root, requests, bases.toSorted((a, b) => a - b)],
        );
        const shuffled = shapes
          .map((shape) => [chance.next().value, shape] as const)
          .sort(([a], [b]) => a - b)
          .map(([, shape]) => shape);
        const one = buildClassMap(shapeCounts(shapes), SHAPE);
        const other = buildClassMap(shapeCounts(shuffled), SHAPE);
        expect(other.classes).toEqual(one.classes);
        const finder = new ClassFinder(one);
        const total = new Float64Array(one.classes.length);
        shuffled.forEach(([, requests], at) => {
          const { signatureHigh, signatureLow } = other;
          const id = finder.classOf(signatureHigh[at], signatureLow[at]);
          expect(id).toBe(other.classOfSignature[at]);
          total[id] += requests;
        });
        expect([...total]).toEqual(one.classes.map(({ requests }) => requests));
        expect(finder.classOf(99, 99)).toBe(-1);
      }),
    );
  });
});

describe("similarity", () => {
  it("is shared kinds by all kinds", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(9)), fc.uniqueArray(fc.nat(9)), (a, b) => {
        const union = new Set([...a, ...b]);
        const shared = a.filter((kind) => b.includes(kind)).length;
        const ascending = (kinds: number[]) => Int32Array.from(kinds).sort();
        expect(similarity(ascending(a), ascending(b))).toBe(union.size === 0 ? 1 : shared / union.size);
      }),
    );
  });
});

describe("buildClassTables", () => {
  const kinds = (requests: readonly number[]): KindCounts["classes"][0] => ({
    code: Int32Array.from(requests, (_, at) => 16 * at + 1),
    requests: Float64Array.from(requests),
    segmentStart: Int32Array.of(1, 17),
    segmentEnd: Int32Array.of(17, 33),
    segmentRequests: Float64Array.of(5, 9),
  });

  const bytesOf = (...sizes: number[]) => sizes.reduce((sum, size) => sum + cellBytes(size, size, 2), 0);

  it("keeps within the budget of bytes by leaving out the rarest kinds of the largest class", () => {
    const counts = { classes: [kinds([9, 1, 8, 2, 7, 3, 6, 4, 5, 5]), kinds([3, 3, 3])] };
    const [all, small] = buildClassTables(counts, 2, bytesOf(10, 3));
    expect([all.kindCode.length, all.otherKinds, all.otherSegments]).toEqual([10, 0, 0]);
    const [cut, same] = buildClassTables(counts, 2, bytesOf(8, 3));
    expect([...cut.kindCode].map((code) => code >> 4)).toEqual([0, 2, 4, 5, 6, 7, 8, 9]);
    expect([cut.otherKinds, cut.otherSegments, cut.segmentStart.length]).toEqual([2, 2, 0]);
    expect(same).toEqual(small);
    expect([...same.segmentStart, ...same.segmentEnd]).toEqual([0, 1, 1, 2]);
    expect([...same.segmentRequests]).toEqual([5, 9]);
  });
});

describe("tallies of shapes and kinds", () => {
  it("merge in any order to the same classes and tables as one pass", () => {
    fc.assert(
      fc.property(spanDataset(14), fc.boolean(), ({ events }, backwards) => {
        const { catalog, tables } = engineDataset(events);
        const reader = () => new ShapeReader(catalog.basePhase.length, SHAPE);
        const shapes = new ShapeTally();
        const kinds = new KindTally(catalog, 1);
        for (const table of tables) {
          shapes.addTable(table, reader());
          kinds.addTable(table, allInOneClass(table));
        }
        const parts = backwards ? tables.toReversed() : tables;
        const mergedShapes = new ShapeTally();
        const mergedKinds = new KindTally(catalog, 1);
        mergedShapes.merge(new ShapeTally().finish());
        mergedKinds.merge(new KindTally(catalog, 1).finish());
        for (const table of parts) {
          const shapePart = new ShapeTally();
          shapePart.addTable(table, reader());
          mergedShapes.merge(shapePart.finish());
          const kindPart = new KindTally(catalog, 1);
          kindPart.addTable(table, allInOneClass(table));
          mergedKinds.merge(kindPart.finish());
        }
        const [one, other] = [shapes.finish(), mergedShapes.finish()];
        expect(buildClassMap(other, SHAPE).classes).toEqual(buildClassMap(one, SHAPE).classes);
        expect([other.earliestNs, other.latestNs]).toEqual([one.earliestNs, one.latestNs]);
        expect(buildClassTables(mergedKinds.finish(), 1)).toEqual(buildClassTables(kinds.finish(), 1));
      }),
    );
  });
});
