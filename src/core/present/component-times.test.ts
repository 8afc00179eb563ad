import { expect, test } from "vitest";
import { csvBytes } from "../../samples/csv-writer.ts";
import { randomSystem } from "../../samples/random-system.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { analyseInThread, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { Rng } from "../rng.ts";

test("components take what the segments of their requests last, in all and by class", async () => {
  const spec = randomSystem(new Rng(3), { steps: 10, edgeProbability: 0.2, tasks: 4, hosts: 3 });
  const plan = planSystem(spec);
  const bytes = Buffer.concat([...csvBytes(plan, { requests: 60, seed: 3, meanGapNs: 1e6 })]);
  const result = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs: spec.originNs });
  const { report, store, sources, scanner } = result;
  const expected = new Map<string, number>();
  for (let rank = 0; rank < report.requests; rank++) {
    const { partition, index } = store.requests.locate(rank);
    const { events, segments } = await scanner.detail(sources[partition], index);
    for (const { start, end } of segments) {
      const { task } = events[start];
      expected.set(task, (expected.get(task) ?? 0) + events[end].timeNs - events[start].timeNs);
    }
  }
  expect(expected.size).toBeGreaterThan(1);
  // The tasks of this system are its components.
  expect(new Map(report.components.map(({ name, totalNs }) => [name, totalNs]))).toEqual(expected);
  expect(report.components.map(({ totalNs }) => totalNs)).toEqual([...expected.values()].toSorted((a, b) => b - a));
  const ofClasses = report.classes.flatMap(({ components }) => components).filter(({ name }) => expected.has(name));
  const sum = (times: readonly { totalNs: number }[]) => times.reduce((total, { totalNs }) => total + totalNs, 0);
  expect(sum(ofClasses)).toBe(sum(report.components));
});

test("a class has percentiles of its own", async () => {
  const lines = ["request,time,host,task,event"];
  for (let r = 0; r < 100; r++) {
    lines.push(`a${r},${r * 1000},h,web,go`, `a${r},${r * 1000 + 1 + r},h,web,gone`);
  }
  const bytes = Buffer.from(`${lines.join("\n")}\n`);
  const { report } = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], { rule: { by: "none" } });
  expect(report.classes).toHaveLength(1);
  expect(report.classes[0].latencyNs).toEqual({ p50: 50_000, p95: 95_000, p99: 99_000 });
});
