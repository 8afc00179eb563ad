import type { LatencyBins } from "../core/analysis/latency-bins.ts";
import type { PathComposition } from "../core/analysis/path-composition.ts";
import type { FilterText } from "../core/analysis/request-filter.ts";
import { filterOf } from "../core/analysis/request-filter.ts";
import type { CompositionReport } from "../core/present/composition-report.ts";
import type { BlobSource } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { transferables } from "../protocol/transferables.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { AnalysisRun } from "./analysis-run.ts";
import { move } from "./move.ts";
import type { ScanPool } from "./scan-pool.ts";

/** Calls per worker of one scan. */
const GROUPS_PER_WORKER = 2;

/** Answers that are kept, by class and filter. */
const MOST_ANSWERS = 12;

/** What the latency of a class is made of, from fast to slow: one scan of the analysed partitions, the first time. */
export class CompositionRun {
  private readonly answers = new Map<string, CompositionReport>();
  private answersAbout: readonly BlobSource[] = [];

  constructor(
    private readonly store: WorkerHandle<StoreApi>,
    private readonly pool: ScanPool,
    private readonly run: AnalysisRun,
  ) {}

  /**
   * Of the requests that a filter keeps, under their model. Aborting rejects at once and hands out no more.
   * @param onProgress is told the share that is scanned
   */
  async pathComposition(
    classId: number,
    filter: FilterText,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<CompositionReport> {
    const { store, pool, run } = this;
    const sources = run.analysedPartitions;
    if (this.answersAbout !== sources) {
      this.answersAbout = sources;
      this.answers.clear();
    }
    const key = `${classId} ${filter}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    await run.filtered(filterOf(filter), () => {}, signal);
    const bins = await store.call<LatencyBins>((api) => api.latencyBins(classId, filter), { signal });
    const groupSize = Math.max(1, Math.ceil(sources.length / (GROUPS_PER_WORKER * pool.workerCount)));
    const parts: PathComposition[] = [];
    await pool.scan(
      sources,
      groupSize,
      (handle, group) => handle.call((api) => api.pathComposition(group, classId, bins, filter), { signal }),
      (part: PathComposition) => {
        parts.push(part);
      },
      (partitions) => onProgress(partitions / sources.length),
      signal,
    );
    const report = await store.call(
      (api) => api.compositionReport(classId, bins, move(parts, transferables(parts)), filter),
      { signal },
    );
    if (this.answersAbout === sources) this.answers.set(key, report);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= MOST_ANSWERS) break;
      this.answers.delete(oldest);
    }
    return report;
  }
}
