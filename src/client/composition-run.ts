import type { LatencyBins } from "../core/analysis/latency-bins.ts";
import type { PathComposition } from "../core/analysis/path-composition.ts";
import type { FilterText } from "../core/analysis/request-filter.ts";
import { filterOf } from "../core/analysis/request-filter.ts";
import type { CompositionReport } from "../core/present/composition-report.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { transferables } from "../protocol/transferables.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { AnalysisRun } from "./analysis-run.ts";
import { move } from "./move.ts";
import type { ScanPool } from "./scan-pool.ts";

/** Calls per worker of one scan. */
const GROUPS_PER_WORKER = 2;

/** What the latency of a class is made of, from fast to slow: one scan of the analysed partitions. */
export class CompositionRun {
  constructor(
    private readonly store: WorkerHandle<StoreApi>,
    private readonly pool: ScanPool,
    private readonly run: AnalysisRun,
  ) {}

  /** Of the requests that a filter keeps, under their model. Aborting rejects at once and hands out no more. */
  async pathComposition(classId: number, filter: FilterText, signal: AbortSignal): Promise<CompositionReport> {
    const { store, pool, run } = this;
    await run.filtered(filterOf(filter), () => {}, signal);
    const bins = await store.call<LatencyBins>((api) => api.latencyBins(classId, filter), { signal });
    const sources = run.analysedPartitions;
    const groupSize = Math.max(1, Math.ceil(sources.length / (GROUPS_PER_WORKER * pool.workerCount)));
    const parts: PathComposition[] = [];
    await pool.scan(
      sources,
      groupSize,
      (handle, group) => handle.call((api) => api.pathComposition(group, classId, bins, filter), { signal }),
      (part: PathComposition) => {
        parts.push(part);
      },
      () => {},
      signal,
    );
    return store.call((api) => api.compositionReport(classId, bins, move(parts, transferables(parts)), filter), {
      signal,
    });
  }
}
