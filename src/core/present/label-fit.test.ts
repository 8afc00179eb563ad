import fc from "fast-check";
import { expect, test } from "vitest";
import { estimatedWidth, fitMiddle } from "./label-fit.ts";

test("a label that fits stays, another keeps head and tail", () => {
  expect(fitMiddle("connect", 80, 12)).toBe("connect");
  expect(fitMiddle("compile template late", 70, 12)).toMatch(/^compi?l?.*….*late$/);
  expect(fitMiddle("compile", 5, 12)).toBe("…");
});

test("never wider than the room, unless that is too small for anything", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 12, max: 200 }), (text, room) => {
      expect(estimatedWidth(fitMiddle(text, room, 12), 12)).toBeLessThanOrEqual(room);
    }),
  );
});

test("width grows with the size of the face", () => {
  expect(estimatedWidth("render feed", 24)).toBeCloseTo(2 * estimatedWidth("render feed", 12), 9);
  expect(estimatedWidth("illi", 12)).toBeLessThan(estimatedWidth("MWMW", 12));
});
