import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseInThread } from "../../testing/in-thread-analysis.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { SourcePlan } from "../log/source-plan.ts";

const POINTS: SourcePlan = {
  format: "csv",
  compression: "none",
  columns: ["rid", "at", "host", "task", "label"],
  roles: {
    request: [{ column: "rid" }],
    time: { column: "at", unit: "ms" },
    host: { column: "host" },
    task: [{ column: "task" }],
    label: [{ column: "label" }],
    keys: [],
    attributes: [],
  },
};
const SPANS: SourcePlan = {
  ...POINTS,
  columns: ["rid", "at", "host", "label"],
  roles: {
    request: [{ column: "rid" }],
    time: { column: "at", unit: "ms" },
    duration: { column: "at", pattern: "\\d$", unit: "ms" },
    host: { column: "host" },
    task: [],
    label: [{ column: "label" }],
    keys: [],
    attributes: [],
  },
};

/** Few stamps, so that many are equal and lines alone tell their order. */
const step = fc.record({
  request: fc.nat(3),
  pause: fc.constantFrom(0, 0, 0, 1, 7),
  host: fc.constantFrom("h1", "h2"),
  task: fc.constantFrom("t1", "t2"),
  label: fc.constantFrom("a", "b", "c"),
});

async function result(lines: readonly string[], plan: SourcePlan, sliceBytes: number) {
  const bytes = encodeUtf8(lines.map((line) => `${line}\n`).join(""));
  const { report } = await analyseInThread([{ plan, bytes }], { sliceBytes });
  return report.modelHash;
}

test.each([
  ["points", POINTS],
  ["spans", SPANS],
])("a file of %s with its newest records first tells what it tells the other way round", async (_, plan) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 30, max: 400 }),
      async (steps, sliceBytes) => {
        let at = 1_674_981_742_000;
        const lines = steps.map(({ request, pause, host, task, label }) => {
          at += pause;
          return plan === POINTS ? `r${request},${at},${host},${task},${label}` : `r${request},${at},${host},${label}`;
        });
        const forward = await result(lines, plan, sliceBytes);
        const backward = await result(lines.toReversed(), { ...plan, newestFirst: true }, sliceBytes);
        expect(backward).toBe(forward);
      },
    ),
    { numRuns: 60 },
  );
});

test("lines alone tell the order of equal stamps of a task: the wrong way round they tell the reverse", async () => {
  const lines = Array.from({ length: 40 }, (_, i) => `r${i >> 1},1674981742000,h,t,${"ab"[i % 2]}`);
  const forward = await result(lines, POINTS, 1 << 20);
  expect(await result(lines.toReversed(), POINTS, 1 << 20)).not.toBe(forward);
});
