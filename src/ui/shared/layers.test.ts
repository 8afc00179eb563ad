import { expect, test } from "vitest";
import { closeTopLayer, openLayer } from "./layers.ts";

test("layers close one at a time, the topmost first", () => {
  const closed: string[] = [];
  openLayer(() => closed.push("menu"));
  const takeAway = openLayer(() => closed.push("dialog"));
  openLayer(() => closed.push("list"));
  takeAway();
  takeAway();
  expect([closeTopLayer(), closeTopLayer(), closeTopLayer()]).toEqual([true, true, false]);
  expect(closed).toEqual(["list", "menu"]);
});
