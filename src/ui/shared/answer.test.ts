import { expect, test } from "vitest";
import { latest, sentenceOf } from "./answer.ts";

test("the previous answer stays while the next is asked, and goes when it fails", () => {
  expect(latest({ state: "answered", value: 3 })).toBe(3);
  expect(latest({ state: "asking", last: 3 })).toBe(3);
  expect(latest({ state: "asking", last: null })).toBe(null);
  expect(latest({ state: "failed", message: "Gone." })).toBe(null);
});

test("whatever is thrown becomes a sentence", () => {
  expect(sentenceOf(new Error("no request of rank 3"))).toBe("No request of rank 3.");
  expect(sentenceOf("Stopped!\n  at worker.js:1")).toBe("Stopped!");
  expect(sentenceOf(new Error(""))).toBe("Something failed without saying why.");
});
