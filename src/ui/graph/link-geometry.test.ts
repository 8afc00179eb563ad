import fc from "fast-check";
import { expect, test } from "vitest";
import type { LinkLine, NodeBox, Point } from "../../core/present/graph-layout.ts";
import { askedLine, linkGeometry, longestRun, middleOfLastRun } from "./link-geometry.ts";

const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
const box = (x: number, y: number): NodeBox => ({ id: 1, x, y, width: 92, height: 42, column: 0 });
const line = (points: readonly Point[]): LinkLine => ({ from: 1, to: 2, kind: "call", shape: "line", points });

test("ends and corners lie where the layout put them", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 8 }), point, point, (points, from, to) => {
      const [first, last] = [points[0], points[points.length - 1]];
      const geometry = linkGeometry(line(points), box(from.x, from.y), box(to.x, to.y));
      if (first.x === last.x && first.y === last.y) return expect(geometry).toBeNull();
      const [sourceX, sourceY] = geometry!.sourceEnd.split(" ").map(Number.parseFloat);
      expect({ x: from.x + 46 + sourceX, y: from.y + 21 + sourceY }).toEqual(first);
      // What Cytoscape makes of a weight and a distance.
      const [dx, dy] = [last.x - first.x, last.y - first.y];
      const length = Math.hypot(dx, dy);
      geometry!.weights.forEach((weight, at) => {
        const distance = geometry!.distances[at];
        expect(first.x + weight * dx - (distance * dy) / length).toBeCloseTo(points[at + 1].x, 6);
        expect(first.y + weight * dy + (distance * dx) / length).toBeCloseTo(points[at + 1].y, 6);
      });
      expect(geometry!.weights).toHaveLength(points.length - 2);
    }),
  );
});

test("marks stand on the line", () => {
  const bent = line([
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 80 },
    { x: 40, y: 80 },
  ]);
  expect(middleOfLastRun(bent)).toEqual({ x: 25, y: 80 });
  expect(longestRun(bent)).toEqual({ middle: { x: 10, y: 40 }, isUpright: true });
});

test("the line that was asked for turns at right angles and crosses no box of the grid", () => {
  const cell = fc.record({ column: fc.nat(5), row: fc.nat(5) });
  const boxOf = ({ column, row }: { column: number; row: number }) => box(column * 130, row * 58);
  fc.assert(
    fc.property(cell, cell, (a, b) => {
      if (a.column === b.column && a.row === b.row) return;
      const [from, to] = [boxOf(a), boxOf(b)];
      const points = askedLine(from, to);
      points.slice(1).forEach((end, at) => {
        const start = points[at];
        expect(end.x === start.x || end.y === start.y).toBe(true);
        for (let column = 0; column < 6; column++) {
          for (let row = 0; row < 6; row++) {
            const { x, y, width, height } = boxOf({ column, row });
            const isInside =
              Math.max(start.x, end.x) > x &&
              Math.min(start.x, end.x) < x + width &&
              Math.max(start.y, end.y) > y &&
              Math.min(start.y, end.y) < y + height;
            expect(isInside).toBe(false);
          }
        }
      });
      expect(points[0]).toEqual({ x: from.x + 92, y: from.y + 21 });
      const last = points[points.length - 1];
      expect([to.x, to.x + 92]).toContain(last.x);
      expect(last.y).toBe(to.y + 21);
    }),
  );
});
