import { describe, expect, it } from "vitest";
import { p8, statusOf, wilsonInterval } from "./status.ts";

describe("statusOf", () => {
  const of = (support: number, violations: number, undecided: number, p8Value = 1) =>
    statusOf({ support, violations, undecided }, p8Value, 1000);

  it("walks its table from the top", () => {
    expect(of(0, 0, 0)).toBe("vacuous");
    expect(of(0, 0, 5)).toBe("unresolved");
    // ln(1000 / 0.05) / 0.01 = 990.3
    expect(of(991, 0, 0)).toBe("holds");
    expect(of(990, 0, 0)).toBe("tentative");
    expect(of(100, 0, 0, 9e-5)).toBe("holds");
    expect(of(99, 0, 0, 9e-5)).toBe("tentative");
    expect(of(100, 0, 0, 1e-4)).toBe("tentative");
    expect(of(9900, 0, 100)).toBe("holds");
    expect(of(9900, 0, 101)).toBe("tentative");
    expect(of(999, 1, 0)).toBe("near");
    expect(of(99, 1, 0)).toBe("refuted");
  });

  it("has p8 of 1 without eight margins, or with margins within the resolution", () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(p8([5, 6, 7, 8, 9, 10, 11, infinity], 0, 1)).toBe(1);
    expect(p8([0, 0, 0, 0, 0, 0, 0, 0], 0, 1)).toBe(1);
    expect(p8([100, 100, 100, 100, 100, 100, 100, 105], 0, 10)).toBe(1);
    expect(p8([-1, 75, 80, 85, 90, 92, 94, 98, 100], 1, 1)).toBeCloseTo(0.25 ** 7, 12);
  });

  it("has Wilson's interval as published: 1 of 10 gives 0.018 to 0.404", () => {
    const { lower, upper } = wilsonInterval(1, 10);
    expect(lower).toBeCloseTo(0.0179, 4);
    expect(upper).toBeCloseTo(0.4042, 4);
    expect(wilsonInterval(0, 0)).toEqual({ lower: 0, upper: 1 });
  });
});
