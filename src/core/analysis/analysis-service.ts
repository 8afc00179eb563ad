import type { LabelRules } from "../label/label-rules.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import type { PartialModel } from "../model/partial-model.ts";
import type { SieveProgress } from "../model/sieve-progress.ts";
import type { AnalysisReport } from "../present/analysis-report.ts";
import { analysisReport } from "../present/analysis-report.ts";
import type { KindCounts } from "../trace/class-tally.ts";
import type { UnfinishedFile } from "../trace/file-cut.ts";
import type { NamedClass } from "../trace/named-class.ts";
import { type PooledSlice, packSlice, unpackSlice } from "../trace/pooled-slice.ts";
import type { RawPartition } from "../trace/raw-partition.ts";
import type { ClassRule, ShapeCounts } from "../trace/shapes.ts";
import { PARTITION_COUNT } from "../units.ts";
import type { Analysis, ReadingResult, ReadingState, StoreOptions } from "./analysis-store.ts";
import { AnalysisStore } from "./analysis-store.ts";
import type { ClassPaths } from "./class-paths.ts";
import { FilteredAnalysis } from "./filtered-analysis.ts";
import type { FilterText } from "./request-filter.ts";
import type { RequestList, RequestRows } from "./request-rows.ts";
import type { BuiltRequests, ScanContext } from "./scan-context.ts";

/** Reads again what was put aside. */
export type KeptRows = () => Promise<ArrayBuffer>;

/** About fifteen million rows: more are read again from their files. */
const MOST_KEPT_BYTES = 400 << 20;

/** How parts get into the store: slices of a dataset, then the steps of its analysis and of filtered ones. */
export class AnalysisService {
  private present: AnalysisStore | null = null;
  private report: AnalysisReport | null = null;
  private dataset = 0;
  /** The last finished analysis, until the dataset after it has an event. */
  private before: {
    readonly store: AnalysisStore;
    readonly report: AnalysisReport;
    readonly keptSlices: readonly KeptRows[] | null;
  } | null = null;
  private keptSlices: readonly KeptRows[] | null = null;

  /** @param keep puts bytes aside, where they take none of the store's memory */
  constructor(private readonly keep: (bytes: ArrayBuffer) => KeptRows = (bytes) => async () => bytes) {}

  /** Begins a dataset; its number goes with every slice. A finished one before it is kept until the first event. */
  open(options: StoreOptions): number {
    const { present, report, keptSlices } = this;
    if (present !== null && report !== null) this.before = { store: present, report, keptSlices };
    this.present = new AnalysisStore(options);
    this.report = null;
    this.keptSlices = null;
    return ++this.dataset;
  }

  /** Takes a slice. Throws for one of an earlier dataset, whose reading was given up. */
  addSlice(dataset: number, slice: ParsedSlice): ReadingState {
    if (dataset !== this.dataset) throw new Error(`a slice of dataset ${dataset} came to dataset ${this.dataset}`);
    if (slice.eventCount > 0) this.before = null;
    return this.store.addSlice(slice);
  }

  /** Gives up a dataset without events for the finished one before it. False if there is none. */
  restore(): boolean {
    if (this.before === null) return false;
    this.present = this.before.store;
    this.report = this.before.report;
    this.keptSlices = this.before.keptSlices;
    this.before = null;
    // Slices that are still on their way are nobody's.
    this.dataset++;
    return true;
  }

  finishReading(unfinished: readonly UnfinishedFile[] = []): ReadingResult {
    return this.store.finishReading(unfinished);
  }

  rawPartition(partition: number): RawPartition {
    return this.store.rawPartition(partition);
  }

  setRequests(partition: number, built: BuiltRequests): void {
    this.store.setRequests(partition, built);
  }

  /** Frees the rows; unless they are very many, they are put aside, so that labels can be named anew. */
  releaseRows(): void {
    const slices = this.store.takeSlices();
    if (slices.length > 0 && this.store.accountedBytes <= MOST_KEPT_BYTES) {
      this.keptSlices = slices.map((slice) => this.keep(packSlice(slice)));
    }
    this.store.releaseRows();
  }

  /**
   * Begins again behind reading, with labels under other rules of merging and splitting; null if the rows were too many to
   * be kept, or none were read.
   */
  async relabel(rules: LabelRules): Promise<ReadingResult | null> {
    const { keptSlices } = this;
    if (keptSlices === null) return null;
    const slices: PooledSlice[] = [];
    for (const read of keptSlices) slices.push(unpackSlice(await read()));
    this.report = null;
    return this.store.relabel(slices, rules);
  }

  /** Rank of the first request of every partition built so far. */
  firstRanks(): readonly number[] {
    const { requests } = this.store;
    return Array.from({ length: requests.partitionCount }, (_, partition) => requests.firstRank(partition));
  }

  begin(): void {
    this.store.begin();
  }

  mergeShapes(part: ShapeCounts): void {
    this.store.mergeShapes(part);
  }

  decideClasses(rule: ClassRule, known: readonly NamedClass[] | null = null): ScanContext {
    return this.store.decideClasses(rule, known);
  }

  /** The classes of the finished analysis as a recipe keeps them. */
  recipeClasses(): NamedClass[] {
    const { names, classMap, classNames } = this.store.analysis;
    return names.recipeClasses(classMap, classNames);
  }

  mergeKinds(part: KindCounts): void {
    this.store.mergeKinds(part);
  }

  decideKinds(): { context: ScanContext; partialModelBytes: number } {
    const context = this.store.decideKinds();
    return { context, partialModelBytes: this.store.partialModelBytes };
  }

  mergeModel(part: PartialModel): SieveProgress {
    return this.store.mergeModel(part);
  }

  decideModel(): ScanContext {
    return this.store.decideModel();
  }

  mergePaths(paths: readonly ClassPaths[], rows: readonly { partition: number; rows: RequestRows }[]): void {
    this.store.mergePaths(paths, rows);
  }

  finish(): AnalysisReport {
    const { store } = this;
    this.report = analysisReport(store.finish(), store.requests, this.facts);
    return this.report;
  }

  /** The report on what a filter keeps; null if that is yet to be analysed. */
  filteredReport(filter: FilterText): AnalysisReport | null {
    return filter === "" ? this.finishedReport : (this.store.filtered.find(filter)?.report ?? null);
  }

  /** Begins an analysis of what a filter keeps. Returns its number, and the bytes of one partial model. */
  beginFiltered(filter: FilterText): { run: number; partialModelBytes: number } {
    const { filtered, analysis, partialModelBytes } = this.store;
    return { run: filtered.begin(new FilteredAnalysis(analysis, filter)), partialModelBytes };
  }

  mergeFilteredKinds(run: number, part: KindCounts): void {
    this.store.filtered.run(run).mergeKinds(part);
  }

  mergeFilteredModel(run: number, part: PartialModel): void {
    this.store.filtered.run(run).mergeModel(part);
  }

  decideFilteredModel(run: number): ScanContext {
    const { filtered } = this.store;
    filtered.run(run).decideModel();
    return { filteredRelations: filtered.relations() };
  }

  mergeFilteredPaths(run: number, paths: readonly ClassPaths[], ranks: Uint32Array): void {
    this.store.filtered.run(run).mergePaths(paths, ranks);
  }

  /** Its hosts are those of the whole dataset. */
  finishFiltered(run: number): AnalysisReport {
    const { store } = this;
    const finished = store.filtered.run(run).finish(store.requests);
    const report = analysisReport(finished.analysis, finished.requests, this.facts);
    store.filtered.keep(run, finished, report, store.partialModelBytes);
    return report;
  }

  /** Gives up a filtered analysis; one that has ended stays. */
  dropFiltered(run: number): void {
    this.store.filtered.drop(run);
  }

  /** The finished analysis of what a filter keeps. Throws if it is not (or no longer) kept. */
  protected analysed(filter: FilterText): {
    readonly analysis: Analysis;
    readonly requests: RequestList;
    readonly report: AnalysisReport;
  } {
    const { store } = this;
    if (filter === "") return { analysis: store.analysis, requests: store.requests, report: this.finishedReport };
    const kept = store.filtered.find(filter);
    if (kept === null) throw new Error(`no finished analysis of filter "${filter}"`);
    return kept;
  }

  private get facts(): { readonly hosts: number; readonly sampled: number } {
    return { hosts: this.store.hostCount, sampled: PARTITION_COUNT / this.store.keptPartitions };
  }

  protected get store(): AnalysisStore {
    if (this.present === null) throw new Error("the store was used before it was opened");
    return this.present;
  }

  protected get finishedReport(): AnalysisReport {
    if (this.report === null) throw new Error("no finished analysis");
    return this.report;
  }
}
