import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clamped, fitted, LEAST_ZOOM, MOST_ZOOM, revealing, zoomed } from "./stage-viewport.ts";

const length = (max: number) => fc.integer({ min: 120, max });
const size = fc.record({ width: length(4000), height: length(2000) });
const stage = fc.record({ width: length(1600), height: length(900) });
const view = fc.record({
  zoom: fc.double({ min: LEAST_ZOOM, max: MOST_ZOOM, noNaN: true }),
  panX: fc.integer({ min: -9000, max: 9000 }),
  panY: fc.integer({ min: -9000, max: 9000 }),
});

describe("the viewport of the graph", () => {
  it("fits everything where that can be read, else the height", () => {
    expect(fitted({ width: 1000, height: 600 }, { width: 1200, height: 700 })).toEqual({ zoom: 1, panX: 100, panY: 0 });
    expect(fitted({ width: 1000, height: 600 }, { width: 900, height: 700 }).zoom).toBeCloseTo(0.9);
    expect(fitted({ width: 1941, height: 897 }, { width: 1060, height: 800 }).zoom).toBeCloseTo(800 / 897);
    expect(fitted({ width: 4000, height: 3000 }, { width: 800, height: 600 })).toEqual({
      zoom: 0.85,
      panX: 0,
      panY: 0,
    });
    expect(fitted({ width: 0, height: 0 }, { width: 800, height: 600 }).zoom).toBe(1);
  });

  it("never loses the picture", () => {
    fc.assert(
      fc.property(view, size, stage, (wanted, picture, room) => {
        const { zoom, panX } = clamped(wanted, picture, room);
        const seen = Math.min(room.width, panX + zoom * picture.width) - Math.max(0, panX);
        expect(seen).toBeGreaterThanOrEqual(Math.min(90, zoom * picture.width, room.width) - 1e-6);
        const again = clamped({ ...wanted, panX }, picture, room);
        expect(again.panX).toBeCloseTo(panX, 6);
      }),
    );
  });

  it("moves to what was asked for, and not at all if that is in sight", () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 3000 }), stage, (before, x, room) => {
        const box = { x, y: 40, width: 92 / before.zoom, height: 42 / before.zoom };
        const after = revealing(before, box, { ...room, width: room.width + 60 });
        const left = after.panX + after.zoom * x;
        expect(left).toBeGreaterThanOrEqual(24 - 1e-6);
        expect(left + 92).toBeLessThanOrEqual(room.width + 60 - 24 + 1e-6);
        expect(revealing(after, box, { ...room, width: room.width + 60 }).panX).toBeCloseTo(after.panX, 6);
      }),
    );
  });

  it("zooms around the point under the pointer, within limits", () => {
    fc.assert(
      fc.property(view, fc.double({ min: 0.1, max: 10, noNaN: true }), (before, factor) => {
        const at = { x: 300, y: 200 };
        const after = zoomed(before, factor, at);
        expect(after.zoom).toBeGreaterThanOrEqual(LEAST_ZOOM);
        expect(after.zoom).toBeLessThanOrEqual(MOST_ZOOM);
        expect((at.x - after.panX) / after.zoom).toBeCloseTo((at.x - before.panX) / before.zoom, 4);
      }),
    );
  });
});
