import type { PairEvidence } from "../core/analysis/pair-evidence.ts";
import { mergePairEvidence } from "../core/analysis/pair-evidence.ts";
import type { PairQuery } from "../core/analysis/pair-query.ts";
import type { RequestFilter } from "../core/analysis/request-filter.ts";
import { printFilter } from "../core/analysis/request-filter.ts";
import type { PairReport } from "../core/present/pair-report.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { AnalysisRun } from "./analysis-run.ts";
import type { ScanPool } from "./scan-pool.ts";

/** Calls per worker of one scan: a question is quick, and its parts are merged on the page. */
const GROUPS_PER_WORKER = 2;

/**
 * Questions to a finished analysis that take one scan of its partitions. Parts are small, so the page merges them; the
 * store adds names, statuses and words. Aborting the signal rejects at once and hands out no more.
 */
export class EvidenceRun {
  constructor(
    private readonly store: WorkerHandle<StoreApi>,
    private readonly pool: ScanPool,
    private readonly run: AnalysisRun,
  ) {}

  /** What the requests that a filter keeps say of pairs, in the order of the queries. */
  async pairEvidence(
    queries: readonly PairQuery[],
    filter: RequestFilter,
    signal: AbortSignal,
  ): Promise<readonly PairReport[]> {
    const text = printFilter(filter);
    // Statuses are those of the model of these requests.
    await this.run.filtered(filter, () => {}, signal);
    let evidence: readonly PairEvidence[] | null = null;
    await this.scan(
      (handle, group) => handle.call((api) => api.pairEvidence(group, queries, text), { signal }),
      (part: readonly PairEvidence[]) => {
        evidence = evidence === null ? part : evidence.map((known, at) => mergePairEvidence(known, part[at]));
      },
      signal,
    );
    const found = evidence ?? [];
    return this.store.call((api) => api.pairReports(queries, found, text), { signal });
  }

  /** Verdicts on everything that could relate two segment kinds of a class, with what refuted it. */
  async whyNot(
    classId: number,
    from: number,
    to: number,
    filter: RequestFilter,
    signal: AbortSignal,
  ): Promise<readonly PairReport[]> {
    const queries = await this.store.call((api) => api.whyNotQueries(classId, from, to), { signal });
    return this.pairEvidence(queries, filter, signal);
  }

  private scan<Part>(
    ask: Parameters<typeof this.pool.scan<Part>>[2],
    merge: (part: Part) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { pool } = this;
    const sources = this.run.analysedPartitions;
    const groupSize = Math.max(1, Math.ceil(sources.length / (GROUPS_PER_WORKER * pool.workerCount)));
    return pool.scan(sources, groupSize, ask, merge, () => {}, signal);
  }
}
