import { expect, test } from "vitest";
import { colorOf, componentColors } from "./component-colors.ts";

test("eight components have colours of their own, by their place; the others share one", () => {
  const colors = componentColors(Array.from({ length: 10 }, (_, at) => ({ name: `s${at}` })));
  expect(colorOf(colors, "s0")).toBe("c1");
  expect(colorOf(colors, "s7")).toBe("c8");
  expect(colorOf(colors, "s8")).toBe("c-other");
  expect(colorOf(colors, "unheard of")).toBe("c-other");
});
