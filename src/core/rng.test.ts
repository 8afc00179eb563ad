import { describe, expect, it } from "vitest";
import { Rng } from "./rng.ts";

const DRAWS = 20_000;

function draw(sample: () => number): number[] {
  return Array.from({ length: DRAWS }, sample);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

describe("Rng", () => {
  it("repeats a stream for the same seeds and differs for others", () => {
    const first = new Rng(7, 1);
    const stream = Array.from({ length: 8 }, () => first.bits());
    const again = new Rng(1);
    again.normal();
    again.reseed(7, 1);
    expect(Array.from({ length: 8 }, () => again.bits())).toEqual(stream);
    for (const seeds of [[7, 2], [8, 1], [7], [7, 1, 0], [7 + 2 ** 32, 1]]) {
      const other = new Rng(...seeds);
      expect(Array.from({ length: 8 }, () => other.bits())).not.toEqual(stream);
    }
  });

  it("forgets the spare normal deviate on reseed", () => {
    const rng = new Rng(3);
    const first = rng.normal();
    rng.reseed(3);
    expect(rng.normal()).toBe(first);
  });

  it("draws uniform numbers inside their range, evenly", () => {
    const rng = new Rng(11);
    const bins = new Array<number>(10).fill(0);
    for (const value of draw(() => rng.uniform(5, 6))) {
      expect(value >= 5 && value < 6).toBe(true);
      bins[Math.floor((value - 5) * 10)]!++;
    }
    // 9 degrees of freedom: chi-square above 33 has probability 1e-4, and the seed is fixed.
    const expected = DRAWS / 10;
    expect(bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(33);
  });

  it("draws integers with both ends included", () => {
    const rng = new Rng(12);
    const seen = new Set(draw(() => rng.integer(-1, 2)));
    expect([...seen].sort()).toEqual([-1, 0, 1, 2]);
  });

  it("has the moments of its distributions", () => {
    const rng = new Rng(13);
    const normals = draw(() => rng.normal(10, 2));
    expect(mean(normals)).toBeCloseTo(10, 1);
    expect(Math.sqrt(mean(normals.map((value) => (value - 10) ** 2)))).toBeCloseTo(2, 1);
    expect(mean(draw(() => rng.exponential(3)))).toBeCloseTo(3, 0);
    expect(Math.abs(median(draw(() => rng.lognormal(100, 0.3))) - 100)).toBeLessThan(2);
    expect(mean(draw(() => (rng.chance(0.2) ? 1 : 0)))).toBeCloseTo(0.2, 1);
    expect(rng.lognormal(42, 0)).toBe(42);
  });

  it("shuffles into every order about equally often", () => {
    const rng = new Rng(14);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = rng.shuffle(["a", "b", "c"]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect([...rng.shuffle(Int32Array.from([1, 2, 3]))].sort()).toEqual([1, 2, 3]);
  });

  it("picks every element, and refuses an empty list", () => {
    const rng = new Rng(15);
    expect(new Set(Array.from({ length: 100 }, () => rng.pick(["x", "y"])))).toEqual(new Set(["x", "y"]));
    expect(() => rng.pick([])).toThrow(RangeError);
  });
});
