import { expect, test } from "vitest";
import type { AnalysisReport, PathLine } from "./analysis-report.ts";
import { pathForms } from "./path-forms.ts";

function line(name: string, meanNs: number, kind: PathLine["kind"] = "segment"): PathLine {
  const components = { from: 0, to: 0 };
  return { class: 0, kind, id: name, segmentKind: 0, components, name, onPathShare: 1, meanNs, meanShare: 0 };
}

const REPORT = {
  criticalPath: [line("a", 60), line("a → b", 30, "hand-off"), line("b", 10)],
  paperPath: [{ class: 0, coverageShare: 0.7, lines: [line("a", 50), line("c", 20)] }],
} as unknown as AnalysisReport;

test("segments stand beside what the longest chain makes of them; hand-offs are in no chain", () => {
  const forms = pathForms(REPORT, 0, 10);
  expect(forms?.rows.map(({ row, laggedNs, chainNs }) => [row.name, laggedNs, chainNs])).toEqual([
    ["a", 60, 50],
    ["c", 0, 20],
    ["b", 10, 0],
  ]);
  expect(forms).toMatchObject({ meanLatencyNs: 100, chainNs: 70, coverageShare: 0.7, handOffShare: 0.3 });
  expect(pathForms(REPORT, 0, 1)?.rows).toHaveLength(1);
  expect(pathForms(REPORT, 1, 10)).toBe(null);
});
