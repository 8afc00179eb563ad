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

test("the line that was asked for turns at right angles, whichever way the two lie", () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const points = askedLine(box(a.x, a.y), box(b.x, b.y));
      points.slice(1).forEach((end, at) => {
        expect(end.x === points[at].x || end.y === points[at].y).toBe(true);
      });
      expect(points[0]).toEqual({ x: a.x + 92, y: a.y + 21 });
      const last = points[points.length - 1];
      expect([b.x, b.x + 92]).toContain(last.x);
      expect(last.y).toBe(b.y + 21);
    }),
  );
});
