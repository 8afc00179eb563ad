import type { Dictionary } from "../dictionary.ts";
import { entryCount } from "../dictionary.ts";
import type { LabelMining } from "../label/label-mining.ts";
import type { LabelRules } from "../label/label-rules.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import type { ClassModel } from "../model/causal-model.ts";
import { buildCausalModel } from "../model/causal-model.ts";
import type { PartialModel } from "../model/partial-model.ts";
import { PartialModelMerger } from "../model/partial-model.ts";
import type { SieveProgress } from "../model/sieve-progress.ts";
import { sieveProgress } from "../model/sieve-progress.ts";
import type { Windows } from "../model/windows.ts";
import { chooseWindows } from "../model/windows.ts";
import type { AttributeSpec, Catalog } from "../trace/catalog.ts";
import { definitionsOf } from "../trace/class-names.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { KindCounts } from "../trace/class-tally.ts";
import { buildClassTables, KindTally } from "../trace/class-tally.ts";
import type { ClassMap } from "../trace/classes.ts";
import { buildClassMap } from "../trace/classes.ts";
import type { Dataset } from "../trace/dataset.ts";
import { DatasetStore } from "../trace/dataset-store.ts";
import type { FileCut, UnfinishedFile } from "../trace/file-cut.ts";
import type { FileReport } from "../trace/file-report.ts";
import type { LineIndex } from "../trace/line-index.ts";
import type { NamedClass } from "../trace/named-class.ts";
import type { NativeLabels } from "../trace/native-labels.ts";
import type { PooledSlice } from "../trace/pooled-slice.ts";
import type { RawPartition } from "../trace/raw-partition.ts";
import type { ClassRule, ShapeCounts } from "../trace/shapes.ts";
import { ShapeTally } from "../trace/shapes.ts";
import type { ClassPaths } from "./class-paths.ts";
import { PathMerger } from "./class-paths.ts";
import { FilteredAnalyses } from "./filtered-analyses.ts";
import type { HostVisits } from "./host-visits.ts";
import { modelHash } from "./model-hash.ts";
import { CatalogNames } from "./names.ts";
import { partialRequests } from "./partial-requests.ts";
import { pathRelations } from "./path-relations.ts";
import type { RequestRows } from "./request-rows.ts";
import { RequestTable } from "./request-rows.ts";
import type { BuiltRequests, ScanContext } from "./scan-context.ts";

export interface StoreOptions {
  readonly originNs: bigint;
  readonly attributesOfFile: readonly (readonly AttributeSpec[])[];
  readonly memoryBudgetBytes: number;
  /** What users changed about labels from free text, of all files. */
  readonly labelRules?: LabelRules;
}

export interface ReadingState {
  readonly keepPartitions: number;
  readonly accountedBytes: number;
}

export interface ReadingResult {
  readonly catalog: Catalog;
  readonly keptPartitions: number;
  readonly eventCount: number;
  readonly fileReports: readonly FileReport[];
  /** Of the files that were not read to their end. */
  readonly cuts: readonly FileCut[];
}

/** A finished analysis: what documents and screens are made from. */
export interface Analysis {
  readonly names: CatalogNames;
  readonly classMap: ClassMap;
  readonly classNames: readonly string[];
  readonly tables: readonly ClassTable[];
  readonly windows: Windows;
  readonly partial: PartialModel;
  readonly models: readonly ClassModel[];
  readonly paths: readonly ClassPaths[];
  readonly hash: string;
}

/**
 * The one place where parts are merged: slices into a dataset, scans into a model. Parts may arrive in any order; the
 * result does not depend on it. An analysis advances shapes → kinds → model → paths; each `decide…` closes a step and
 * tells the scanners what the next one needs.
 */
export class AnalysisStore {
  requests = new RequestTable();
  /** Analyses of subsets, beside the whole one; forgotten when that begins anew. */
  readonly filtered = new FilteredAnalyses();
  private readonly store: DatasetStore;
  private dataset: Dataset | null = null;
  private cuts: readonly FileCut[] = [];
  private unfinished: readonly UnfinishedFile[] = [];
  private shapes = new ShapeTally();
  private kinds: KindTally | null = null;
  private merger: PartialModelMerger | null = null;
  private pathMerger: PathMerger | null = null;
  private readonly pendingIds = new Map<number, Dictionary>();
  /** Of built partitions, until it is decided which requests are partial. */
  private visits: HostVisits[] = [];
  private classMap: ClassMap | null = null;
  private tables: readonly ClassTable[] = [];
  private windows: Windows = { widthMinutes: 1, firstMinute: 0, count: 1 };
  private partial: PartialModel | null = null;
  private models: readonly ClassModel[] = [];
  private namesOfCatalog: CatalogNames | null = null;
  private finished: Analysis | null = null;

  constructor(options: StoreOptions) {
    const { originNs, attributesOfFile, memoryBudgetBytes, labelRules } = options;
    this.store = new DatasetStore(originNs, attributesOfFile, memoryBudgetBytes, labelRules);
  }

  addSlice(slice: ParsedSlice): ReadingState {
    this.store.add(slice);
    return { keepPartitions: this.store.keepPartitions, accountedBytes: this.store.accountedBytes };
  }

  /** Bytes of the rows that are kept. */
  get accountedBytes(): number {
    return this.store.accountedBytes;
  }

  /** @param unfinished files that were not read to their end: requests near their cuts become partial */
  finishReading(unfinished: readonly UnfinishedFile[] = []): ReadingResult {
    this.unfinished = unfinished;
    return this.adopt(this.store.finish());
  }

  /** Hands over the slices, from which labels can be named anew; once, before their rows are released. */
  takeSlices(): readonly PooledSlice[] {
    return this.store.takeSlices();
  }

  /** Begins again behind reading, with labels under other rules of merging and splitting. */
  relabel(slices: readonly PooledSlice[], rules: LabelRules): ReadingResult {
    this.requests = new RequestTable();
    this.pendingIds.clear();
    this.visits = [];
    this.filtered.clear();
    this.finished = null;
    return this.adopt(this.store.named(slices, rules));
  }

  private adopt(dataset: Dataset): ReadingResult {
    this.dataset = dataset;
    this.cuts = dataset.cutsOf(this.unfinished);
    this.namesOfCatalog = new CatalogNames(dataset.catalog);
    const { catalog, keptPartitions, eventCount, fileReports } = dataset;
    return { catalog, keptPartitions, eventCount, fileReports, cuts: this.cuts };
  }

  rawPartition(partition: number): RawPartition {
    return this.readDataset().rawPartition(partition);
  }

  lineIndex(file: number): LineIndex {
    return this.readDataset().lineIndex(file);
  }

  /** What labels from free text were made of; null if there were none. */
  get labelMining(): LabelMining | null {
    return this.readDataset().labelMining;
  }

  /** Labels as they stand in the logs, before any rule. */
  get nativeLabels(): NativeLabels {
    return this.readDataset().nativeLabels;
  }

  /** Takes the requests of a built partition; partitions may be built in any order. */
  setRequests(partition: number, { requests, visits }: BuiltRequests): void {
    this.pendingIds.set(partition, requests);
    this.visits[partition] = visits;
    for (let next = this.requests.partitionCount; ; next++) {
      const waiting = this.pendingIds.get(next);
      if (waiting === undefined) return;
      this.pendingIds.delete(next);
      this.requests.setIds(next, waiting);
    }
  }

  /** Frees the rows of the slices; partitions have been built from them. */
  releaseRows(): void {
    this.store.takeSlices();
    this.readDataset().release();
  }

  /** Starts an analysis anew: over a first partition, over all, or under another class rule. */
  begin(): void {
    this.shapes = new ShapeTally();
    this.finished = null;
    this.filtered.clear();
  }

  mergeShapes(part: ShapeCounts): void {
    this.shapes.merge(part);
  }

  /** @param known the classes of a recipe; null = those that the data suggest */
  decideClasses(rule: ClassRule, known: readonly NamedClass[] | null = null): ScanContext {
    const { catalog } = this.readDataset();
    const counts = this.shapes.finish();
    this.classMap = buildClassMap(counts, rule, known && definitionsOf(catalog, rule, known));
    this.windows = chooseWindows(catalog.originNs, counts.earliestNs, counts.latestNs);
    this.kinds = new KindTally(catalog, this.classMap.classes.length);
    return { classMap: this.classMap, windows: this.windows };
  }

  mergeKinds(part: KindCounts): void {
    this.kinds?.merge(part);
  }

  decideKinds(): ScanContext {
    const { catalog } = this.readDataset();
    if (this.kinds === null) throw new Error("kinds decided before classes");
    this.tables = buildClassTables(this.kinds.finish(), this.windows.count);
    this.kinds = null;
    this.merger = new PartialModelMerger(catalog, this.tables, this.windows.count);
    return { tables: this.tables };
  }

  /** Adds a part; returns how far the sieve has come. */
  mergeModel(part: PartialModel): SieveProgress {
    const { merger, tables } = this;
    if (merger === null) throw new Error("model merged before kinds were decided");
    merger.add(part);
    return sieveProgress(this.catalog, tables, merger.present, this.requests.requestCount);
  }

  /** Bytes of one partial model: how large the parts in flight are. */
  get partialModelBytes(): number {
    let bytes = 0;
    for (const table of this.tables) {
      bytes += table.kindCode.length ** 2 * (4 * this.windows.count + 44);
      bytes += table.segmentStart.length ** 2 * 64;
    }
    return bytes;
  }

  decideModel(): ScanContext {
    const { catalog } = this.readDataset();
    if (this.merger === null) throw new Error("model decided before kinds");
    this.partial = this.merger.finish();
    this.merger = null;
    this.models = buildCausalModel(catalog, this.tables, this.partial);
    this.pathMerger = new PathMerger(this.tables);
    return { relations: pathRelations(this.models) };
  }

  mergePaths(paths: readonly ClassPaths[], rows: readonly { partition: number; rows: RequestRows }[]): void {
    this.pathMerger?.add(paths);
    for (const part of rows) this.requests.setRows(part.partition, part.rows);
  }

  finish(): Analysis {
    if (this.pathMerger === null || this.partial === null || this.classMap === null || this.namesOfCatalog === null) {
      throw new Error("analysis finished before its paths");
    }
    this.markPartial();
    const names = this.namesOfCatalog;
    const classNames = names.classes(this.classMap);
    this.finished = {
      names,
      classMap: this.classMap,
      classNames,
      tables: this.tables,
      windows: this.windows,
      partial: this.partial,
      models: this.models,
      paths: this.pathMerger.finish(),
      hash: modelHash(names, classNames, this.tables, this.windows, this.partial),
    };
    return this.finished;
  }

  /** Which requests are partial does not depend on their classes: once all are known, it is decided for good. */
  private markPartial(): void {
    const { requests, cuts, visits, hostCount } = this;
    if (requests.isMarked) return;
    requests.setPartial(partialRequests(requests, cuts, visits, hostCount));
    if (requests.isMarked) this.visits = [];
  }

  get analysis(): Analysis {
    if (this.finished === null) throw new Error("no finished analysis");
    return this.finished;
  }

  /** Value ids of a label as the terminal one, −1 if the dataset lacks it. */
  labelId(label: string): number {
    return this.namesOfCatalog === null ? -1 : this.namesOfCatalog.labels.indexOf(label);
  }

  get catalog(): Catalog {
    return this.readDataset().catalog;
  }

  get keptPartitions(): number {
    return this.readDataset().keptPartitions;
  }

  get hostCount(): number {
    return entryCount(this.readDataset().catalog.hosts);
  }

  private readDataset(): Dataset {
    if (this.dataset === null) throw new Error("dataset used before reading ended");
    return this.dataset;
  }
}
