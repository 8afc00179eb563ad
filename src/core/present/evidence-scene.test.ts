import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseScene } from "./evidence-scene.ts";
import type { EvidenceRequest } from "./pair-report.ts";

const MS = 1e6;

/** Events at these ms, of one host unless told. */
function found(outcome: EvidenceRequest["outcome"], times: readonly number[], hosts: readonly string[] = []) {
  const events = times.map((ms, at) => ({
    name: `e${at}`,
    host: hosts[at] ?? "web-1",
    timeNs: ms * MS,
    file: 0,
    line: at + 1,
    resolutionNs: 1,
  }));
  return { rank: 0, id: "r", marginNs: -2 * MS, outcome, events };
}

function plain(text: string | undefined): string | undefined {
  return text?.replaceAll("\u00a0", " ");
}

describe("a request as evidence", () => {
  it("of an order that fails shows from when the second began until the first had ended", () => {
    // A ====      B   ====  →  B begins at 4, A ends at 6
    const scene = caseScene("segmentHappensBefore", found("overlap", [0, 6, 4, 10]));
    expect(scene?.bars).toEqual([
      { side: 0, x: 0, width: 0.6, isPoint: false },
      { side: 1, x: 0.4, width: 0.6, isPoint: false },
    ]);
    expect(scene?.span.x).toBeCloseTo(0.4, 12);
    expect(scene?.span.width).toBeCloseTo(0.2, 12);
    expect(plain(scene?.text)).toBe("starts 2.00 ms too early");
    expect(scene?.lines.map(({ name }) => name)).toEqual(["e2", "e1"]);
    expect(scene).toMatchObject({ isViolation: true, isOneHost: true, cutAt: null });
  });

  it("cuts the emptiness between two bars that are far apart, and says where", () => {
    const scene = caseScene("segmentHappensBefore", found("after", [990, 1000, 0, 10]));
    expect(scene?.cutAt).toBeCloseTo(0.5, 12);
    expect(scene?.bars.map(({ width }) => width)).toEqual([expect.closeTo(0.25, 9), expect.closeTo(0.25, 9)]);
  });

  it("of an exclusion shows the overlap, or the gap that keeps both apart", () => {
    const overlap = caseScene("mutualExclusion", found("overlap", [0, 6, 4, 10]));
    expect(plain(overlap?.text)).toBe("overlap for 2.00 ms");
    expect(overlap?.lines.map(({ name }) => name)).toEqual(["e2", "e1"]);
    const apart = caseScene("mutualExclusion", { ...found("before", [0, 4, 6, 10]), marginNs: 2 * MS });
    expect(apart?.isViolation).toBe(false);
    expect(plain(apart?.text)).toBe("2.00 ms apart");
    expect(apart?.lines.map(({ name }) => name)).toEqual(["e1", "e2"]);
  });

  it("of two events are two points; a tie is no violation", () => {
    const scene = caseScene("happensBefore", found("after", [5, 3], ["web-1", "db-1"]));
    expect(scene?.bars.every(({ isPoint, width }) => isPoint && width === 0)).toBe(true);
    expect(scene).toMatchObject({ isViolation: true, isOneHost: false });
    const tie = caseScene("happensBefore", { ...found("tie", [5, 5]), marginNs: 0 });
    expect(tie).toMatchObject({ isViolation: false, text: "comes at once" });
    expect(tie?.bars.map(({ x }) => x)).toEqual([0.5, 0.5]);
  });

  it("of an overtaking shows both elements on both sides", () => {
    const scene = caseScene("pipeline", found("overtaken", [0, 1, 4, 6]));
    expect(scene?.bars.map(({ side }) => side)).toEqual([0, 0, 1, 1]);
    expect(plain(scene?.text)).toBe("overtakes by 2.00 ms");
  });

  it("stays on its axis", () => {
    const time = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(time, time, time, time, (a, b, c, d) => {
        const times = [Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)];
        const scene = caseScene("segmentHappensBefore", found("overlap", times));
        if (scene === null) throw new Error("no scene");
        for (const { x, width } of [...scene.bars, scene.span]) {
          expect(x).toBeGreaterThanOrEqual(-1e-9);
          expect(width).toBeGreaterThanOrEqual(-1e-9);
          expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(scene.bars[0].x <= scene.bars[1].x + 1e-9).toBe(times[0] <= times[2]);
      }),
    );
  });
});
