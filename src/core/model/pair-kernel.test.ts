import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonKinds, PairColumns } from "./pair-columns.ts";
import { PairKernel } from "./pair-kernel.ts";

const KERNEL = PairKernel.create();

describe("the kernel", () => {
  it("counts and finds the nearest as the definition does, block after block of any size", () => {
    const cell = fc.option(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 })), { nil: null });
    const block = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 70 })).chain(([columns, lanes]) =>
      fc.record({
        rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: lanes,
          maxLength: lanes,
        }),
        limit: fc.constantFrom(-1, 0, 3, 12, Number.POSITIVE_INFINITY),
      }),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 3 }), (blocks) => {
        for (const { rows, limit } of blocks) expectDefinition(rows, limit);
      }),
    );
  });
});

function expectDefinition(rows: readonly (readonly ([number, number] | null)[])[], limit: number): void {
  const columns = new PairColumns(Int32Array.from(rows[0], (_, column) => column));
  // A cleared block leaves nothing behind.
  columns.set(0, columns.add(7), 1, 2, 3);
  columns.clear();
  rows.forEach((row, rank) => {
    const lane = columns.add(rank + 10);
    row.forEach((value, column) => {
      if (value !== null) columns.set(column, lane, value[0], value[0] + value[1], 1);
    });
  });
  expect(columns.leastRank).toBe(10);
  KERNEL?.compare(columns, () => limit);
  const count = rows[0].length;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const both = rows.flatMap((row) => {
        const [x, y] = [row[a], row[b]];
        return x === null || y === null ? [] : [y[0] - (x[0] + x[1])];
      });
      expect(columns.lanesWithBoth(a, b)).toBe(both.length);
      if (a === b) continue;
      const gaps = both.filter((gap) => gap >= 0);
      expect(KERNEL?.before[a * count + b]).toBe(gaps.length);
      if (gaps.length > 0) {
        const first = rows.findIndex(({ [a]: x, [b]: y }) => x !== null && y !== null && y[0] >= x[0] + x[1]);
        expect(columns.firstRank(a, b)).toBe(first + 10);
      }
      expect(KERNEL?.near[a * count + b]).toBe(gaps.some((gap) => gap < limit) ? 1 : 0);
      expect([...(KERNEL?.gaps.slice(0, KERNEL.findGaps(limit, a, b)) ?? [])]).toEqual(
        gaps.filter((gap) => gap < limit),
      );
    }
  }
}

describe("columns", () => {
  it("take one occurrence a lane, and ends of one resolution", () => {
    const columns = new PairColumns(Int32Array.of(4));
    const lane = columns.add(0);
    expect(columns.set(0, lane, 1, 2, 3)).toBe(true);
    expect(columns.set(0, lane, 5, 6, 3)).toBe(false);
    expect(columns.starts[lane]).toBe(1);
    expect(columns.set(0, columns.add(1), 5, 6, 1000)).toBe(false);
    expect(columns.set(0, columns.add(2), 5, 6, 3)).toBe(true);
  });

  it("are for kinds that half of the requests have", () => {
    expect([...commonKinds(Uint32Array.of(10, 4, 5, 9), 1)]).toEqual([0, 2, 3]);
    expect([...commonKinds(Uint32Array.of(10, 4, 5, 9), 4)]).toEqual([]);
  });
});
