import type { ReadingResult } from "../core/analysis/analysis-store.ts";
import type { RequestFilter } from "../core/analysis/request-filter.ts";
import { printFilter } from "../core/analysis/request-filter.ts";
import type { LabelRules } from "../core/label/label-rules.ts";
import type { SieveProgress } from "../core/model/sieve-progress.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import type { AttributeSpec } from "../core/trace/catalog.ts";
import type { UnfinishedFile } from "../core/trace/file-cut.ts";
import type { NamedClass } from "../core/trace/named-class.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import type { BlobSource } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { transferables } from "../protocol/transferables.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { move } from "./move.ts";
import type { ScanPool } from "./scan-pool.ts";

/** Steps of an analysis after reading, in order. */
export type AnalysisStep = "sorting" | "classes" | "kinds" | "relations" | "paths";

export interface AnalysisProgress {
  readonly step: AnalysisStep;
  /** Share of the step that is done, 0 … 1. */
  readonly done: number;
  /** While relations are tested: what survives so far. */
  readonly sieve?: SieveProgress;
}

export interface AnalysisOptions {
  readonly rule: ClassRule;
  /** The classes of a recipe; absent: those that the data suggest. */
  readonly classMap?: readonly NamedClass[];
  /** Label that ends a request; null = the last event. */
  readonly terminal: string | null;
}

/** Partial models in flight may take this much memory. */
const PARTS_BYTES = 64 << 20;
/** Groups of partitions per scan call: enough to spread, few enough that merging costs nothing. */
const MOST_GROUPS = 32;
/** The same for partial models: a counter learns in its first requests which margins are small, so few groups are better. */
const MODELS_PER_WORKER = 4;

/**
 * Everything between the last byte read and the model: partitions are built and kept, then scanned for classes, kinds,
 * relations and paths. The store merges, the scan workers count, the page only passes parts on.
 */
export class AnalysisRun {
  private sources: readonly BlobSource[] = [];
  private analysed: readonly BlobSource[] = [];
  private handles: Blob[] = [];
  /** Gives the page's side of the dataset before back, while the store still could. */
  private giveBack: (() => void) | null = null;

  constructor(
    private readonly store: WorkerHandle<StoreApi>,
    private readonly pool: ScanPool,
  ) {}

  get partitions(): readonly BlobSource[] {
    return this.sources;
  }

  /** Partitions of the latest analysis: another array for every analysis. */
  get analysedPartitions(): readonly BlobSource[] {
    return this.analysed;
  }

  open(
    originNs: bigint,
    attributesOfFile: readonly (readonly AttributeSpec[])[],
    memoryBudgetBytes: number,
    labelRules: LabelRules = {},
  ): Promise<number> {
    const { sources, analysed, handles, pool } = this;
    const context = pool.present;
    this.giveBack = () => {
      this.sources = sources;
      this.analysed = analysed;
      this.handles = handles;
      pool.restore(context);
    };
    return this.store.call((api) => api.open({ originNs, attributesOfFile, memoryBudgetBytes, labelRules }));
  }

  /** Goes back to the dataset before, of which the new one has not taken the place: no event of it was read. */
  async restore(): Promise<boolean> {
    const { giveBack } = this;
    this.giveBack = null;
    if (giveBack === null || !(await this.store.call((api) => api.restore()))) return false;
    giveBack();
    return true;
  }

  /** Sorts the rows that were read into partitions; of unfinished files those of their beginnings. */
  async build(
    unfinished: readonly UnfinishedFile[],
    onProgress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
  ): Promise<ReadingResult> {
    const reading = await this.store.call((api) => api.finishReading(unfinished), { signal });
    return this.sort(reading, onProgress, signal);
  }

  /**
   * The same rows with their labels under other rules of merging and splitting, sorted anew; null if they would have to be
   * read again.
   */
  async relabel(
    rules: LabelRules,
    onProgress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
  ): Promise<ReadingResult | null> {
    const reading = await this.store.call((api) => api.relabel(rules), { signal });
    return reading === null ? null : this.sort(reading, onProgress, signal);
  }

  private async sort(
    reading: ReadingResult,
    onProgress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
  ): Promise<ReadingResult> {
    const { store, pool } = this;
    if (reading.eventCount > 0) this.giveBack = null;
    pool.setContext({ catalog: reading.catalog });
    this.handles = [];
    let done = 0;
    await pool.build(
      reading.keptPartitions,
      (partition) => store.call((api) => api.rawPartition(partition), { signal }),
      async ({ partition, requests, visits, packed }) => {
        this.handles[partition] = packed;
        const part = { requests, visits };
        await store.call((api) => api.setRequests(partition, move(part, transferables(part))), { signal });
        done++;
        onProgress({ step: "sorting", done: done / reading.keptPartitions });
      },
      signal,
    );
    await store.call((api) => api.releaseRows(), { signal });
    const ranks = await store.call((api) => api.firstRanks(), { signal });
    this.sources = this.handles.map((handle, partition) => ({ partition, handle, firstRank: ranks[partition] }));
    return reading;
  }

  /** What a recipe names and the dataset lacks, as a sentence; null if nothing is missing. */
  async missingFrom(reading: ReadingResult, options: AnalysisOptions, signal: AbortSignal): Promise<string | null> {
    const { rule, terminal } = options;
    if (rule.by === "key" && !reading.catalog.attributes.some(({ name }) => name === rule.name)) {
      return `Requests cannot be classified by "${rule.name}": no key or attribute of that name is mapped.`;
    }
    if (terminal === null) return null;
    const label = await this.store.call((api) => api.labelId(terminal), { signal });
    return label >= 0 ? null : `The label "${terminal}", which is to end requests, does not occur in these logs.`;
  }

  /** Classes, kinds, relations and paths of the given partitions (default: all). */
  async analyse(
    options: AnalysisOptions,
    onProgress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
    sources: readonly BlobSource[] = this.sources,
  ): Promise<AnalysisReport> {
    const { store, pool } = this;
    const { rule, terminal, classMap = null } = options;
    const progress = (step: AnalysisStep) => (partitions: number) =>
      onProgress({ step, done: partitions / Math.max(1, sources.length) });
    const groupSize = Math.max(1, Math.ceil(sources.length / MOST_GROUPS));
    this.analysed = sources.slice();
    await store.call((api) => api.begin(), { signal });
    await pool.scan(
      sources,
      groupSize,
      (handle, group) => handle.call((api) => api.shapes(group, rule), { signal }),
      (part) => store.call((api) => api.mergeShapes(move(part, transferables(part))), { signal }),
      progress("classes"),
      signal,
    );
    pool.setContext(await store.call((api) => api.decideClasses(rule, classMap), { signal }));
    await pool.scan(
      sources,
      groupSize,
      (handle, group) => handle.call((api) => api.kinds(group), { signal }),
      (part) => store.call((api) => api.mergeKinds(move(part, transferables(part))), { signal }),
      progress("kinds"),
      signal,
    );
    const { context, partialModelBytes } = await store.call((api) => api.decideKinds(), { signal });
    pool.setContext(context);
    const largeGroup = this.groupSize(sources, partialModelBytes);
    let sieve: SieveProgress | undefined;
    await pool.scan(
      sources,
      largeGroup,
      (handle, group) => handle.call((api) => api.sieve(group), { signal }),
      async (part) => {
        sieve = await store.call((api) => api.mergeModel(move(part, transferables(part))), { signal });
      },
      (partitions) =>
        onProgress({
          step: "relations",
          done: partitions / Math.max(1, sources.length),
          ...(sieve !== undefined && { sieve }),
        }),
      signal,
    );
    const relations = await store.call((api) => api.decideModel(), { signal });
    const terminalLabel = terminal === null ? -1 : await store.call((api) => api.labelId(terminal), { signal });
    pool.setContext({ ...relations, terminalLabel, filteredRelations: new Map() });
    await pool.scan(
      sources,
      largeGroup,
      (handle, group) => handle.call((api) => api.paths(group), { signal }),
      ({ paths, rows }) =>
        store.call(
          (api) => api.mergePaths(move(paths.slice(), transferables(paths)), move(rows.slice(), transferables(rows))),
          {
            signal,
          },
        ),
      progress("paths"),
      signal,
    );
    return store.call((api) => api.finish(), { signal });
  }

  /**
   * Relations and paths of the requests that a filter keeps, under the classes and kinds of the finished analysis. At
   * once where it was asked for before; else the scans are those of an analysis without the one for classes.
   */
  async filtered(
    filter: RequestFilter,
    onProgress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
  ): Promise<AnalysisReport> {
    const { store, pool, analysed: sources } = this;
    const text = printFilter(filter);
    const known = await store.call((api) => api.filteredReport(text), { signal });
    if (known !== null) return known;
    const progress = (step: AnalysisStep) => (partitions: number) =>
      onProgress({ step, done: partitions / Math.max(1, sources.length) });
    const { run, partialModelBytes } = await store.call((api) => api.beginFiltered(text), { signal });
    const group = this.groupSize(sources, partialModelBytes);
    try {
      await pool.scan(
        sources,
        Math.max(1, Math.ceil(sources.length / MOST_GROUPS)),
        (handle, part) => handle.call((api) => api.kinds(part, text), { signal }),
        (part) => store.call((api) => api.mergeFilteredKinds(run, move(part, transferables(part))), { signal }),
        progress("kinds"),
        signal,
      );
      await pool.scan(
        sources,
        group,
        (handle, part) => handle.call((api) => api.sieve(part, text), { signal }),
        (part) => store.call((api) => api.mergeFilteredModel(run, move(part, transferables(part))), { signal }),
        progress("relations"),
        signal,
      );
      pool.setContext(await store.call((api) => api.decideFilteredModel(run), { signal }));
      await pool.scan(
        sources,
        group,
        (handle, part) => handle.call((api) => api.filteredPaths(part, text), { signal }),
        ({ paths, ranks }) =>
          store.call((api) => api.mergeFilteredPaths(run, move(paths.slice(), transferables(paths)), ranks), {
            signal,
          }),
        progress("paths"),
        signal,
      );
      return await store.call((api) => api.finishFiltered(run), { signal });
    } catch (error) {
      // The store may be the one that failed; then there is nothing to give up.
      await store.call((api) => api.dropFiltered(run)).catch(() => {});
      throw error;
    }
  }

  /** Partitions per call, so that partial models in flight stay within their budget. */
  private groupSize(sources: readonly BlobSource[], partialModelBytes: number): number {
    const { workerCount } = this.pool;
    const affordable = Math.floor(PARTS_BYTES / partialModelBytes);
    const parts = Math.max(workerCount, Math.min(workerCount * MODELS_PER_WORKER, affordable));
    return Math.max(1, Math.ceil(sources.length / parts));
  }
}
