import { expect, test } from "vitest";
import { readSettings } from "./graph-settings.ts";
import { toggledLane } from "./lane-folding.ts";

const components = ["ads", "edge", "user", "web"];
const open = (position: number) => ({ components: [position], collapsed: false });
const collapsed = (...positions: number[]) => ({ components: positions, collapsed: true });

test("a lane folds and opens again", () => {
  const start = readSettings({});
  const folded = { ...start, ...toggledLane(start, open(3), components) };
  expect([folded.folded, folded.opened]).toEqual([["web"], []]);
  const again = { ...folded, ...toggledLane(folded, collapsed(3), components) };
  expect([again.folded, again.opened]).toEqual([[], []]);
});

test("lanes that the slider has emptied show their segments, and fold from there", () => {
  const start = { ...readSettings({}), folded: ["ads"] };
  const shown = { ...start, ...toggledLane(start, collapsed(1, 2), components) };
  expect([shown.folded, shown.opened]).toEqual([["ads"], ["edge", "user"]]);
  const folded = { ...shown, ...toggledLane(shown, open(1), components) };
  expect([folded.folded, folded.opened]).toEqual([["ads", "edge"], ["user"]]);
});
