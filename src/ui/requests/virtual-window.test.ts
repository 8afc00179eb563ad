import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_PX, scrollToRow, virtualWindow } from "./virtual-window.ts";

test("a short list is drawn whole", () => {
  expect(virtualWindow(0, 200, 20, 5)).toEqual({ first: 0, count: 5, abovePx: 0, belowPx: 0 });
  expect(virtualWindow(0, 200, 20, 0)).toEqual({ first: 0, count: 0, abovePx: 0, belowPx: 0 });
});

test("rows and the space around them fill the height of the list", () => {
  const positions = fc.record({ count: fc.nat(200_000), scroll: fc.double({ min: 0, max: 1, noNaN: true }) });
  fc.assert(
    fc.property(positions, ({ count, scroll }) => {
      const height = count * 18;
      const top = scroll * Math.max(0, height - 400);
      const { first, count: drawn, abovePx, belowPx } = virtualWindow(top, 400, 18, count);
      expect(abovePx + drawn * 18 + belowPx).toBe(height);
      expect(abovePx).toBeLessThanOrEqual(top);
      expect(Math.min(height, top + 400)).toBeLessThanOrEqual(abovePx + drawn * 18);
      expect(drawn).toBeLessThan(40);
      expect(first + drawn).toBeLessThanOrEqual(count);
    }),
  );
});

test("the last of millions of rows can be reached, in a height that browsers draw", () => {
  const count = 5_000_000;
  const end = virtualWindow(MOST_PX - 400, 400, 26, count);
  expect(end.first + end.count).toBe(count);
  expect(end.abovePx + end.count * 26).toBeGreaterThanOrEqual(MOST_PX - 26);
  const middle = virtualWindow(MOST_PX / 2, 400, 26, count);
  expect(Math.abs(middle.first - count / 2)).toBeLessThan(1000);
  expect(middle.abovePx).toBeLessThanOrEqual(MOST_PX / 2);
});

test("a row is brought into view with as little motion as possible", () => {
  const rows = fc.record({ row: fc.nat(9999), top: fc.nat(180_000 - 400) });
  fc.assert(
    fc.property(rows, ({ row, top }) => {
      const scroll = scrollToRow(row, top, 400, 18, 10_000);
      expect(row * 18).toBeGreaterThanOrEqual(scroll - 1e-6);
      expect((row + 1) * 18).toBeLessThanOrEqual(scroll + 400 + 1e-6);
      expect(scrollToRow(row, scroll, 400, 18, 10_000)).toBeCloseTo(scroll);
    }),
  );
  expect(scrollToRow(3, 0, 400, 18, 10_000)).toBe(0);
});
