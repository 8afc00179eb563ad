import { expect, test } from "vitest";
import { isSelectedPath, selectionOfPath } from "./path-selection.ts";

const SEGMENT = { isHandOff: false, segmentKind: 3, components: { from: 1, to: 1 } };
const HAND_OFF = { isHandOff: true, segmentKind: null, components: { from: 1, to: 2 } };
const OTHER = { isHandOff: false, segmentKind: null, components: null };

test("a line of a path selects its segment or hand-off, and knows when it is selected", () => {
  expect(selectionOfPath(SEGMENT)).toEqual({ on: "segment", segment: 3 });
  expect(selectionOfPath(HAND_OFF)).toEqual({ on: "hand-off", from: 1, to: 2 });
  expect(selectionOfPath(OTHER)).toBe(null);
  const all = [SEGMENT, HAND_OFF, OTHER];
  for (const row of all) {
    const chosen = all.filter((other) => isSelectedPath(other, selectionOfPath(row)));
    expect(chosen).toEqual(row === OTHER ? [] : [row]);
  }
  expect(isSelectedPath(HAND_OFF, { on: "hand-off", from: 2, to: 1 })).toBe(false);
});
