import fc from "fast-check";
import { expect, test } from "vitest";
import { sharedPrefix } from "./shared-prefix.ts";

test("lines share what all begin with, at most forty characters", () => {
  expect(sharedPrefix([])).toBe("");
  expect(sharedPrefix(["-- MARK --"])).toBe("--");
  expect(sharedPrefix(["== a", "== b", "== ac"])).toBe("== ");
  expect(sharedPrefix(["abc def", "xyz"])).toBe("abc");
  expect(sharedPrefix(["a".repeat(90), "a".repeat(80)])).toBe("a".repeat(40));
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 9 }), fc.array(fc.string(), { minLength: 1 }), (head, rest) => {
      const shared = sharedPrefix(rest.map((line) => head + line));
      if (rest.length > 1) expect(shared.startsWith(head)).toBe(true);
    }),
  );
});
