import type { AnalysisProgress, AnalysisRun } from "../client/analysis-run.ts";
import { CompositionRun } from "../client/composition-run.ts";
import { type EventTimes, EvidenceRun } from "../client/evidence-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import type { LatencyLines } from "../core/analysis/latency-lines.ts";
import type { NameHits } from "../core/analysis/name-search.ts";
import type { RequestDetail } from "../core/analysis/request-detail.ts";
import { type FilterText, filterOf, type RequestFilter } from "../core/analysis/request-filter.ts";
import type { RequestPlace } from "../core/analysis/request-place.ts";
import type { LatencyGrid, RequestPoints } from "../core/analysis/request-points.ts";
import type { RequestOrder, RequestSummary } from "../core/analysis/request-rows.ts";
import type { SegmentSpread } from "../core/analysis/segment-spread.ts";
import type { LabelOverview } from "../core/label/label-overview.ts";
import type { LabelRules } from "../core/label/label-rules.ts";
import { rawReads } from "../core/log/raw-reads.ts";
import type { Status } from "../core/model/status.ts";
import type { Outcome } from "../core/outcome.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import type { ClassGraph } from "../core/present/class-graph.ts";
import type { CompositionReport } from "../core/present/composition-report.ts";
import type { LayoutOptions } from "../core/present/graph-layout.ts";
import type { GraphOptions } from "../core/present/graph-selection.ts";
import type { RelationKind, RelationPage } from "../core/present/relation-rows.ts";
import type { SegmentOrder } from "../core/present/segment-order.ts";
import type { LineIndex } from "../core/trace/line-index.ts";
import type { GraphPicture } from "../protocol/layout-api.ts";
import { EvidenceQuestions } from "./evidence-questions.ts";
import type { FileSummary } from "./phase.ts";
import { rejectsCsvOf } from "./rejects-file.ts";
import type { SessionWorkers } from "./session-workers.ts";

/** The largest graphs that are shown take a tenth of it on a slow machine. */
const LAYOUT_DEADLINE_MS = 30_000;

/** What can be asked of a finished analysis while the workers have its data. A rejection says that they no longer do. */
export class ResultQuestions {
  /** What the evidence drawer asks. */
  readonly pairs: EvidenceQuestions;
  private readonly compositions: CompositionRun;
  private readonly evidence: EvidenceRun;
  private lastDetail: { readonly key: string; readonly detail: Promise<RequestDetail> } | null = null;

  /** @param filesOf gives the files of the present dataset, by file index */
  constructor(
    private readonly workers: SessionWorkers,
    private readonly run: AnalysisRun,
    private readonly filesOf: () => readonly PlannedFile[],
  ) {
    this.compositions = new CompositionRun(workers.store, workers.pool, run);
    this.evidence = new EvidenceRun(workers.store, workers.pool, run);
    this.pairs = new EvidenceQuestions(workers.store, this.evidence);
  }

  requestPage(
    order: RequestOrder,
    classId: number,
    offset: number,
    limit: number,
    filter: FilterText = "",
  ): Promise<{ total: number; rows: RequestSummary[] }> {
    return this.workers.store.call((api) => api.requestPage(order, classId, offset, limit, filter));
  }

  requestSummary(rank: number): Promise<RequestSummary> {
    return this.workers.store.call((api) => api.requestSummary(rank));
  }

  /** Where a request stands among those of a class (−1 = all) that a filter keeps. */
  requestPlace(rank: number, order: RequestOrder, classId: number, filter: FilterText = ""): Promise<RequestPlace> {
    return this.workers.store.call((api) => api.requestPlace(rank, order, classId, filter));
  }

  /** The model of the requests that a filter keeps; afterwards every question with that filter has an answer. */
  filtered(
    filter: RequestFilter,
    onProgress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
  ): Promise<AnalysisReport> {
    return this.run.filtered(filter, onProgress, signal);
  }

  /** Events of the requests that a filter keeps over the time of the dataset. */
  eventTimes(filter: FilterText, signal: AbortSignal): Promise<EventTimes> {
    return this.evidence.eventTimes(filterOf(filter), signal);
  }

  /** What labels would be under some rules of merging and splitting, over all events. */
  labelOverview(rules: LabelRules, most: number): Promise<LabelOverview> {
    return this.workers.store.call((api) => api.labelOverview(rules, most));
  }

  /** What typed letters may mean: segments (those of a class first), hosts, values and requests. */
  searchNames(text: string, classId: number, most: number): Promise<NameHits> {
    return this.workers.store.call((api) => api.searchNames(text, classId, most));
  }

  /** Rank of a request id, −1 if there is none. */
  findRequest(id: string): Promise<number> {
    return this.workers.store.call((api) => api.findRequest(id));
  }

  relationPage(
    kind: RelationKind,
    classId: number,
    status: Status,
    offset: number,
    limit: number,
    filter: FilterText = "",
  ): Promise<RelationPage> {
    return this.workers.store.call((api) => api.relationPage(kind, classId, status, offset, limit, filter));
  }

  /** Everything that the causal graph of a class could show. */
  classGraph(classId: number, filter: FilterText = ""): Promise<ClassGraph> {
    return this.workers.store.call((api) => api.classGraph(classId, filter));
  }

  /** What of a class graph is shown, placed and routed in a worker of its own. */
  graphPicture(graph: ClassGraph, options: GraphOptions, layout: LayoutOptions): Promise<GraphPicture> {
    return this.workers.layout.call((api) => api.picture(graph, options, layout), { deadlineMs: LAYOUT_DEADLINE_MS });
  }

  /** What became of "`from` always finishes before `to` starts" of two segment kinds; null if they never meet. */
  segmentOrder(classId: number, from: number, to: number, filter: FilterText = ""): Promise<SegmentOrder | null> {
    return this.workers.store.call((api) => api.segmentOrder(classId, from, to, filter));
  }

  /** One request in full. The last one asked for is kept: several parts of the screen show it. */
  requestDetail(rank: number, filter: FilterText = ""): Promise<RequestDetail> {
    const key = `${rank} ${filter}`;
    if (this.lastDetail?.key === key) return this.lastDetail.detail;
    const detail = this.detailOf(rank, filter);
    this.lastDetail = { key, detail };
    detail.catch(() => {
      if (this.lastDetail?.detail === detail) this.lastDetail = null;
    });
    return detail;
  }

  private async detailOf(rank: number, filter: FilterText): Promise<RequestDetail> {
    const source = this.run.partitions.findLast(({ firstRank }) => firstRank <= rank);
    if (source === undefined) throw new Error(`no request of rank ${rank}`);
    return this.workers.pool.ask(source, (handle) =>
      handle.call<RequestDetail>((api) => api.detail(source, rank - source.firstRank, filter)),
    );
  }

  /** The raw texts of lines (1-based) of one file, read again from it; in the order of the lines. */
  async rawRecords(file: number, lines: readonly number[]): Promise<Outcome<string>[]> {
    const index = await this.workers.store.call<LineIndex>((api) => api.lineIndex(file));
    const { file: blob, plan } = this.filesOf()[file];
    const reads = rawReads(index, lines);
    return this.workers.inflater.call<Outcome<string>[]>((api) => api.rawRecords(blob, plan, reads, lines));
  }

  /** Requests of a class as points: all, or 1 in n. */
  requestPoints(classId: number, most: number, filter: FilterText = ""): Promise<RequestPoints> {
    return this.workers.store.call((api) => api.requestPoints(classId, most, filter));
  }

  /** When the segments of a class start and how long they last, per segment kind: one scan, then known. */
  segmentSpread(classId: number, filter: FilterText, signal: AbortSignal): Promise<readonly SegmentSpread[]> {
    return this.evidence.segmentSpread(classId, filterOf(filter), signal);
  }

  /** Requests of a class by start and latency, with percentiles over time. */
  latencyMap(classId: number, filter: FilterText = ""): Promise<{ grid: LatencyGrid; lines: LatencyLines }> {
    return this.workers.store.call((api) => api.latencyMap(classId, filter));
  }

  /** What the latency of a class is made of, from its fastest to its slowest requests: one scan. */
  pathComposition(
    classId: number,
    filter: FilterText,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<CompositionReport> {
    return this.compositions.pathComposition(classId, filter, onProgress, signal);
  }

  /** All rejected lines as `rejects.csv`; files of which samples are not all of them are read again. */
  rejectsCsv(files: readonly FileSummary[], signal?: AbortSignal): Promise<Blob> {
    return rejectsCsvOf(this.workers, this.filesOf(), files, signal ?? new AbortController().signal);
  }

  modelDocument(filter: FilterText = ""): Promise<Blob> {
    return this.workers.store.call((api) => api.modelDocument(filter));
  }

  requestsCsv(filter: FilterText = ""): Promise<Blob> {
    return this.workers.store.call((api) => api.requestsCsv(filter));
  }
}
