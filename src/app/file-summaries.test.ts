import { expect, test } from "vitest";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { FileReport } from "../core/trace/file-report.ts";
import { fileSummaries, summaryAt } from "./file-summaries.ts";
import type { InspectedFile } from "./phase.ts";

const plan: SourcePlan = { format: "jaeger", compression: "none" };
const inspected = (name: string, plan: SourcePlan | null): InspectedFile => ({
  file: new File([name], name),
  detection: null,
  problem: null,
  plan,
  origin: "user",
});
const report = (lines: number): FileReport => ({
  counts: { lines, records: lines, continuations: 0, blank: 0, duplicates: 0, rejects: 0 },
  rejects: [],
  warnings: [],
});

test("what reading made of a file is told by its place, whatever it is called", () => {
  const files = [inspected("a", plan), inspected("a", null), inspected("a", plan)];
  const { files: read } = fileSummaries(files, [report(1), report(2)], []);
  expect([0, 1, 2].map((at) => summaryAt(files, read, at)?.report.counts.lines ?? null)).toEqual([1, null, 2]);
  expect(summaryAt(files, undefined, 0)).toBeNull();
});

test("a file that the user left out is not told to lack roles", () => {
  const files = [inspected("a", plan), inspected("b", null), { ...inspected("c", null), problem: "is empty" }];
  expect(fileSummaries(files, [report(1)], []).skipped).toEqual([
    { name: "b", reason: "you left it out" },
    { name: "c", reason: "is empty" },
  ]);
});
