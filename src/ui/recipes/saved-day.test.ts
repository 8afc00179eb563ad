import { expect, test } from "vitest";
import { savedDay } from "./saved-day.ts";

test("the day, and the year if it is another one", () => {
  const at = (text: string) => Date.parse(text);
  expect(savedDay(at("2026-11-12T23:30:00Z"), at("2026-12-01T00:00:00Z"), "UTC")).toBe("12 Nov");
  expect(savedDay(at("2026-11-12T23:30:00Z"), at("2026-12-01T00:00:00Z"), "Europe/Berlin")).toBe("13 Nov");
  expect(savedDay(at("2025-09-02T10:00:00Z"), at("2026-01-01T00:00:00Z"), "UTC")).toBe("2 Sep 2025");
});
