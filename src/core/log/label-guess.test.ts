import { expect, test } from "vitest";
import { profileColumn } from "./column-profile.ts";
import { guessLabelReference } from "./label-guess.ts";

function guess(values: readonly string[]) {
  return guessLabelReference(profileColumn("text", 0, [...values]));
}

const IDS = Array.from({ length: 120 }, (_, i) => (i * 7919 + 13).toString(16).padStart(8, "0"));

test("a place in the code that nearly all messages name is the label", () => {
  const java = guess(IDS.map((id, i) => `16:42:22.382 INFO  t.s.TravelServiceImpl#${500 + (i % 5)} order ${id} read`));
  expect(java.reference).toEqual({ column: "text", pattern: "([A-Za-z_$][\\w$.]*#\\d+)" });
  expect(java.isClear).toBe(true);
  expect(java.reason).toContain("5 places, such as t.s.TravelServiceImpl#500");
  const go = guess(IDS.map((id, i) => `I0102 store/cart.go:${20 + (i % 4)}] cart ${id} stored`));
  expect(new RegExp(go.reference.pattern ?? "").exec("I0102 store/cart.go:21] x")?.[1]).toBe("store/cart.go:21");
});

test("places that only some messages name, or that are all different, are no labels", () => {
  const some = guess(IDS.map((id, i) => (i % 3 === 0 ? `at Order#${i % 5} ${id}` : `order ${id} read by user ${i}`)));
  expect(some.reference).toEqual({ column: "text", mined: true });
  const different = guess(IDS.map((id, i) => `ticket#${i} of ${id} closed`));
  expect(different.reference).toEqual({ column: "text", mined: true });
});

test("few texts are labels as they stand", () => {
  expect(guess(IDS.map((_, i) => `Order#${i % 3}`)).reference).toEqual({ column: "text" });
});
