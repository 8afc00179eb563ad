import { type LabelOverview, labelOverview } from "../label/label-overview.ts";
import type { LabelRules } from "../label/label-rules.ts";
import type { Status } from "../model/status.ts";
import type { ClassGraph } from "../present/class-graph.ts";
import { classGraph } from "../present/class-graph.ts";
import type { CompositionReport } from "../present/composition-report.ts";
import { compositionReport } from "../present/composition-report.ts";
import type { HandOffReport } from "../present/evidence-hand-off.ts";
import { handOffReport } from "../present/evidence-hand-off.ts";
import type { Nesting } from "../present/evidence-nesting.ts";
import { nestingBetween } from "../present/evidence-nesting.ts";
import type { SegmentReport } from "../present/evidence-segment.ts";
import { segmentReport } from "../present/evidence-segment.ts";
import type { EvidencePair, EvidenceSide } from "../present/evidence-sides.ts";
import { evidencePair, segmentSides } from "../present/evidence-sides.ts";
import { modelDocument } from "../present/model-document.ts";
import type { PairReport } from "../present/pair-report.ts";
import { pairReport } from "../present/pair-report.ts";
import type { RelationKind, RelationPage } from "../present/relation-rows.ts";
import { relationPage } from "../present/relation-rows.ts";
import { requestsCsv } from "../present/requests-csv.ts";
import type { SegmentOrder } from "../present/segment-order.ts";
import { segmentOrder } from "../present/segment-order.ts";
import type { LineIndex } from "../trace/line-index.ts";
import { AnalysisService } from "./analysis-service.ts";
import { analysisTables } from "./analysis-tables.ts";
import type { AnalysisTable } from "./database-column.ts";
import type { TimeBins } from "./event-times.ts";
import { STRIP_BINS, timeBins } from "./event-times.ts";
import type { LatencyBins } from "./latency-bins.ts";
import { latencyBins } from "./latency-bins.ts";
import type { LatencyLines } from "./latency-lines.ts";
import { latencyLines } from "./latency-lines.ts";
import type { NameHits } from "./name-search.ts";
import { searchNames } from "./name-search.ts";
import type { PairEvidence } from "./pair-evidence.ts";
import type { PairQuery } from "./pair-query.ts";
import type { PathComposition } from "./path-composition.ts";
import type { FilterText } from "./request-filter.ts";
import type { RequestPlace } from "./request-place.ts";
import { requestPlace } from "./request-place.ts";
import type { LatencyGrid, RequestPoints } from "./request-points.ts";
import { latencyGrid, requestPoints } from "./request-points.ts";
import type { RequestOrder, RequestSummary } from "./request-rows.ts";
import { whyNotQueries } from "./why-not.ts";

/** The store as one worker offers it: the present dataset and its analysis, and questions to them, behind verbs. */
export class StoreService extends AnalysisService {
  labelId(label: string): number {
    return this.store.labelId(label);
  }

  /** What the labels of the dataset would be under some rules of merging and splitting, at most `most` of each kind. */
  labelOverview(rules: LabelRules, most: number): LabelOverview {
    const { labelMining: mining, nativeLabels: native } = this.store;
    return labelOverview({ mining, native }, rules, most);
  }

  requestPage(
    order: RequestOrder,
    classId: number,
    offset: number,
    limit: number,
    filter: FilterText = "",
  ): { total: number; rows: RequestSummary[] } {
    return this.analysed(filter).requests.page(order, classId, offset, limit);
  }

  findRequest(id: string): number {
    return this.store.requests.find(id);
  }

  /** What typed letters may mean, at most `most` of each kind; segments of a class first. */
  searchNames(text: string, classId: number, most: number): NameHits {
    return searchNames(this.store.analysis, this.store.requests, text, classId, most);
  }

  requestSummary(rank: number): RequestSummary {
    return this.store.requests.summary(rank);
  }

  /** Where a request stands among those of a class (−1 = all) that a filter keeps. */
  requestPlace(rank: number, order: RequestOrder, classId: number, filter: FilterText = ""): RequestPlace {
    return requestPlace(this.analysed(filter).requests, this.store.requests.summary(rank), order, classId);
  }

  relationPage(
    kind: RelationKind,
    classId: number,
    status: Status,
    offset: number,
    limit: number,
    filter: FilterText = "",
  ): RelationPage {
    return relationPage(this.analysed(filter).analysis, kind, classId, status, offset, limit);
  }

  /** Everything that the causal graph of a class could show. Throws if there is no such class. */
  classGraph(classId: number, filter: FilterText = ""): ClassGraph {
    return classGraph(this.analysed(filter).analysis, classId);
  }

  /** What became of the order of two segment kinds; null if they never meet. */
  segmentOrder(classId: number, from: number, to: number, filter: FilterText = ""): SegmentOrder | null {
    return segmentOrder(this.analysed(filter).analysis, classId, from, to);
  }

  /** Names, statuses and words for the evidence of pairs, in the order of the queries. */
  pairReports(queries: readonly PairQuery[], evidence: readonly PairEvidence[], filter: FilterText = ""): PairReport[] {
    const { analysis } = this.analysed(filter);
    return queries.map((query, at) => pairReport(analysis, this.store.requests, query, evidence[at]));
  }

  /** How both sides of a pair are called; null if there is no such pair. */
  evidencePair(query: PairQuery): EvidencePair | null {
    return evidencePair(this.store.analysis, query);
  }

  /** How all segment kinds of a class are called, by kind. */
  segmentSides(classId: number): EvidenceSide[] {
    return segmentSides(this.store.analysis, classId);
  }

  /** A segment kind and the relations it stands in; null if the class has no such kind. */
  segmentReport(classId: number, segment: number, filter: FilterText = ""): SegmentReport | null {
    return segmentReport(this.analysed(filter).analysis, classId, segment);
  }

  /** Which of two segment kinds always runs within the other; null if neither does. */
  nesting(classId: number, a: number, b: number, filter: FilterText = ""): Nesting | null {
    return nestingBetween(this.analysed(filter).analysis, classId, a, b);
  }

  /** What passes between two components; null if no path of the class has such a hand-off. */
  handOffReport(classId: number, from: number, to: number, filter: FilterText = ""): HandOffReport | null {
    return handOffReport(this.analysed(filter).analysis, classId, from, to);
  }

  /** What to ask about two segment kinds of a class to learn how they are related, or why not. */
  whyNotQueries(classId: number, from: number, to: number): PairQuery[] {
    return whyNotQueries(this.store.analysis, classId, from, to);
  }

  /** At most `most` requests of a class (−1 = all) as points, chosen by hash. */
  requestPoints(classId: number, most: number, filter: FilterText = ""): RequestPoints {
    const { requests } = this.analysed(filter);
    return requestPoints(requests, this.store.requests.columns().classId.length, classId, most);
  }

  /** Requests of a class (−1 = all) by start and latency, over the bounds of all its requests, with lines over it. */
  latencyMap(classId: number, filter: FilterText = ""): { grid: LatencyGrid; lines: LatencyLines } {
    const { requests } = this.analysed(filter);
    const grid = latencyGrid(requests, this.store.requests.columns(), classId);
    return { grid, lines: latencyLines(requests, grid.time, classId) };
  }

  /** Bins of equal counts by latency, of the requests of a class that have a path. */
  latencyBins(classId: number, filter: FilterText = ""): LatencyBins {
    return latencyBins(this.analysed(filter).requests, classId);
  }

  /** Names and means for what the paths of a class are made of, by those bins. Throws if there is no such class. */
  compositionReport(
    classId: number,
    bins: LatencyBins,
    parts: readonly PathComposition[],
    filter: FilterText = "",
  ): CompositionReport {
    return compositionReport(this.analysed(filter).analysis, classId, bins, parts);
  }

  /** Bins of the time strip, from the first to the last event of the dataset. */
  stripBins(): TimeBins {
    const { startNs, endNs } = this.store.requests.columns();
    const earliestNs = startNs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const latestNs = endNs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return timeBins(earliestNs, latestNs, STRIP_BINS);
  }

  lineIndex(file: number): LineIndex {
    return this.store.lineIndex(file);
  }

  modelPieces(filter: FilterText = ""): Iterable<string> {
    const { analysis, report } = this.analysed(filter);
    return modelDocument(analysis, report);
  }

  requestPieces(filter: FilterText = ""): Iterable<string> {
    return requestsCsv(this.store.requests, this.store.catalog.originNs, this.analysed(filter).requests);
  }

  databaseTables(): AnalysisTable[] {
    return analysisTables(this.store.analysis, this.finishedReport, this.store.requests);
  }
}
