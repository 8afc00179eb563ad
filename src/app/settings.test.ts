import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("what the address asks for", () => {
  expect(readSettings("?workers=3&memory=5000000&database=0&rejects=accept", 2)).toEqual({
    workers: 3,
    memoryBudgetBytes: 5_000_000,
    database: 0,
    asksAboutRejects: false,
  });
});

test("nonsense falls back to the defaults", () => {
  expect(readSettings("?workers=0&memory=-1&database=x", 2)).toEqual(readSettings("", 2));
  expect(readSettings("?rejects=maybe", 2).asksAboutRejects).toBe(true);
  expect(readSettings("?workers=9999999999999999999999", 40).workers).toBe(8);
});
