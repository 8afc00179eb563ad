import type { AnalysisReport } from "../present/analysis-report.ts";
import type { FilteredAnalysis, FinishedFilter } from "./filtered-analysis.ts";
import type { PathRelations } from "./path-tally.ts";
import type { FilterText } from "./request-filter.ts";

/** Finished analyses that are kept at most, and their bytes together (the latest is kept in any case). */
const MOST_FINISHED = 4;
const MOST_BYTES = 256 << 20;

interface Kept extends FinishedFilter {
  readonly report: AnalysisReport;
  readonly bytes: number;
}

/** The filtered analyses of one dataset: those under way, and the finished ones that were asked for last. */
export class FilteredAnalyses {
  private readonly underWay = new Map<number, FilteredAnalysis>();
  private runs = 0;
  /** Latest used last. */
  private readonly finished = new Map<FilterText, Kept>();

  clear(): void {
    this.underWay.clear();
    this.finished.clear();
  }

  /** Begins a run, whose number goes with its parts: a filter may be asked for again before it was given up. */
  begin(filtered: FilteredAnalysis): number {
    this.underWay.set(++this.runs, filtered);
    return this.runs;
  }

  /** Gives up a run; one that has ended is left alone. */
  drop(run: number): void {
    this.underWay.delete(run);
  }

  run(run: number): FilteredAnalysis {
    const filtered = this.underWay.get(run);
    if (filtered === undefined) throw new Error(`filtered analysis ${run} is not under way`);
    return filtered;
  }

  /** Keeps the finished analysis of a run, in place of those used longest ago. */
  keep(run: number, finished: FinishedFilter, report: AnalysisReport, bytes: number): void {
    this.underWay.delete(run);
    this.finished.delete(finished.filter);
    this.finished.set(finished.filter, { ...finished, report, bytes });
    let total = 0;
    for (const kept of this.finished.values()) total += kept.bytes;
    for (const [filter, old] of this.finished) {
      if (filter === finished.filter || (this.finished.size <= MOST_FINISHED && total <= MOST_BYTES)) break;
      this.finished.delete(filter);
      total -= old.bytes;
    }
  }

  /** The finished analysis of a filter, which becomes the latest used; null if it is not kept. */
  find(filter: FilterText): Kept | null {
    const kept = this.finished.get(filter);
    if (kept === undefined) return null;
    this.finished.delete(filter);
    this.finished.set(filter, kept);
    return kept;
  }

  /** The relations of all, for scanners. */
  relations(): ReadonlyMap<FilterText, readonly PathRelations[]> {
    const relations = new Map<FilterText, readonly PathRelations[]>();
    for (const { filter, relations: own } of this.finished.values()) relations.set(filter, own);
    for (const { filter, relations: own } of this.underWay.values()) if (own !== null) relations.set(filter, own);
    return relations;
  }
}
