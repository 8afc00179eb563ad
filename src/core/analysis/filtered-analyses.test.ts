import { describe, expect, it } from "vitest";
import type { AnalysisReport } from "../present/analysis-report.ts";
import { FilteredAnalyses } from "./filtered-analyses.ts";
import type { FilteredAnalysis, FinishedFilter } from "./filtered-analysis.ts";

function finish(analyses: FilteredAnalyses, filter: string, bytes: number): void {
  const run = analyses.begin({ filter, relations: null } as FilteredAnalysis);
  analyses.keep(run, { filter, relations: [] as const } as unknown as FinishedFilter, {} as AnalysisReport, bytes);
}

describe("filtered analyses", () => {
  it("keep the four that were asked for last", () => {
    const analyses = new FilteredAnalyses();
    for (const filter of ["a", "b", "c", "d"]) finish(analyses, filter, 1);
    expect(analyses.find("a")?.filter).toBe("a");
    finish(analyses, "e", 1);
    expect(["a", "b", "c", "d", "e"].filter((filter) => analyses.find(filter) !== null)).toEqual(["a", "c", "d", "e"]);
    expect([...analyses.relations().keys()].sort()).toEqual(["a", "c", "d", "e"]);
    analyses.clear();
    expect(analyses.find("a")).toBe(null);
  });

  it("keep only the latest of large ones", () => {
    const analyses = new FilteredAnalyses();
    finish(analyses, "a", 200 << 20);
    finish(analyses, "b", 200 << 20);
    expect(analyses.find("a")).toBe(null);
    finish(analyses, "c", 600 << 20);
    expect(analyses.find("c")).not.toBe(null);
    expect(analyses.find("b")).toBe(null);
  });

  it("tell runs of one filter apart, and give up one at a time", () => {
    const analyses = new FilteredAnalyses();
    const [first, second] = [1, 2].map(() => analyses.begin({ filter: "a", relations: null } as FilteredAnalysis));
    analyses.drop(first);
    analyses.drop(first);
    expect(() => analyses.run(first)).toThrow("is not under way");
    expect(analyses.run(second).filter).toBe("a");
    expect(analyses.relations().size).toBe(0);
  });
});
