import type { TimeBins } from "../core/analysis/event-times.ts";
import type { PairEvidence } from "../core/analysis/pair-evidence.ts";
import { mergePairEvidence } from "../core/analysis/pair-evidence.ts";
import type { PairQuery, PairVerdict } from "../core/analysis/pair-query.ts";
import { countVerdicts } from "../core/analysis/pair-query.ts";
import type { RequestFilter } from "../core/analysis/request-filter.ts";
import { printFilter } from "../core/analysis/request-filter.ts";
import type { SegmentSpread, SpreadCounts } from "../core/analysis/segment-spread.ts";
import { addSpread, emptySpread, segmentSpreads } from "../core/analysis/segment-spread.ts";
import type { PairReport } from "../core/present/pair-report.ts";
import type { BlobSource } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { AnalysisRun } from "./analysis-run.ts";
import type { ScanPool } from "./scan-pool.ts";

/** Calls per worker of one scan: a question is quick, and its parts are merged on the page. */
const GROUPS_PER_WORKER = 2;

const MOST_ANSWERS = 32;

export interface EventTimes {
  readonly bins: TimeBins;
  /** Events per bin. */
  readonly events: Float64Array;
}

/** What a scan for evidence has found so far. */
export interface EvidenceProgress {
  /** Of the scan, 0 … 1. */
  readonly share: number;
  /** Requests by verdict, in the order of the queries. */
  readonly counts: readonly Readonly<Record<PairVerdict, number>>[];
}

/**
 * Questions to a finished analysis that take one scan of its partitions. Parts are small, so the page merges them; the
 * store adds names, statuses and words. Aborting the signal rejects at once and hands out no more.
 */
export class EvidenceRun {
  /** Answers that are worth keeping, by question, about one analysis. */
  private readonly answers = new Map<string, unknown>();
  private answersAbout: readonly BlobSource[] = [];

  constructor(
    private readonly store: WorkerHandle<StoreApi>,
    private readonly pool: ScanPool,
    private readonly run: AnalysisRun,
  ) {}

  /** What the requests that a filter keeps say of pairs, in the order of the queries; scanned once per analysis. */
  async pairEvidence(
    queries: readonly PairQuery[],
    filter: RequestFilter,
    signal: AbortSignal,
    onProgress: (progress: EvidenceProgress) => void = () => {},
  ): Promise<readonly PairReport[]> {
    const text = printFilter(filter);
    return this.known(`pairs ${JSON.stringify(queries)} ${text}`, async () => {
      // Statuses are those of the model of these requests.
      await this.run.filtered(filter, () => {}, signal);
      let evidence: readonly PairEvidence[] | null = null;
      await this.scan(
        (handle, group) => handle.call((api) => api.pairEvidence(group, queries, text), { signal }),
        (part: readonly PairEvidence[]) => {
          evidence = evidence === null ? part : evidence.map((known, at) => mergePairEvidence(known, part[at]));
        },
        signal,
        (share) => {
          const counts = (evidence ?? []).map((known, at) => countVerdicts(queries[at].relation, known.counts));
          onProgress({ share, counts });
        },
      );
      const found = evidence ?? [];
      return this.store.call((api) => api.pairReports(queries, found, text), { signal });
    });
  }

  /** Verdicts on everything that could relate two segment kinds of a class, with what refuted it. */
  async whyNot(
    classId: number,
    from: number,
    to: number,
    filter: RequestFilter,
    signal: AbortSignal,
    onProgress: (progress: EvidenceProgress) => void = () => {},
  ): Promise<readonly PairReport[]> {
    const queries = await this.store.call((api) => api.whyNotQueries(classId, from, to), { signal });
    return this.pairEvidence(queries, filter, signal, onProgress);
  }

  /**
   * When the segments of a class start and how long they last, per segment kind; scanned once per analysis, class and
   * filter.
   */
  async segmentSpread(classId: number, filter: RequestFilter, signal: AbortSignal): Promise<readonly SegmentSpread[]> {
    const text = printFilter(filter);
    return this.known(`spread ${classId} ${text}`, async () => {
      let counts: SpreadCounts | null = null;
      await this.scan(
        (handle, group) => handle.call((api) => api.segmentSpread(group, classId, text), { signal }),
        (part: SpreadCounts) => {
          if (counts === null) counts = part;
          else addSpread(counts, part);
        },
        signal,
      );
      return segmentSpreads(counts ?? emptySpread(0));
    });
  }

  /** Events of the requests that a filter keeps over the time of the dataset: what the time strip shows. */
  async eventTimes(filter: RequestFilter, signal: AbortSignal): Promise<EventTimes> {
    const text = printFilter(filter);
    return this.known(`times ${text}`, async () => {
      const bins = await this.store.call((api) => api.stripBins(), { signal });
      const events = new Float64Array(bins.count);
      await this.scan(
        (handle, group) => handle.call((api) => api.eventTimes(group, bins, text), { signal }),
        (part: Float64Array) => {
          for (let bin = 0; bin < events.length; bin++) events[bin] += part[bin];
        },
        signal,
      );
      return { bins, events };
    });
  }

  /** An answer that was given before about the same analysis, else the new one, which is kept. */
  private async known<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const sources = this.run.analysedPartitions;
    if (this.answersAbout !== sources) {
      this.answersAbout = sources;
      this.answers.clear();
    }
    // Each question has answers of one type: its first word tells which.
    const before = this.answers.get(question) as Answer | undefined;
    if (before !== undefined) return before;
    const answer = await ask();
    if (this.answersAbout === sources) this.answers.set(question, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= MOST_ANSWERS) break;
      this.answers.delete(oldest);
    }
    return answer;
  }

  private scan<Part>(
    ask: Parameters<typeof this.pool.scan<Part>>[2],
    merge: (part: Part) => void,
    signal: AbortSignal,
    onShare: (share: number) => void = () => {},
  ): Promise<void> {
    const { pool } = this;
    const sources = this.run.analysedPartitions;
    const groupSize = Math.max(1, Math.ceil(sources.length / (GROUPS_PER_WORKER * pool.workerCount)));
    return pool.scan(sources, groupSize, ask, merge, (done) => onShare(done / sources.length), signal);
  }
}
