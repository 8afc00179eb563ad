import type { ReadingResult, ReadingState, StoreOptions } from "../core/analysis/analysis-store.ts";
import type { AnalysisTable } from "../core/analysis/analysis-tables.ts";
import type { ScanContext } from "../core/analysis/partition-scanner.ts";
import type { ClassPaths, RequestRows } from "../core/analysis/path-tally.ts";
import type { RequestOrder, RequestSummary } from "../core/analysis/request-rows.ts";
import type { Dictionary } from "../core/dictionary.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import type { PartialModel } from "../core/model/partial-model.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import type { RelationKind, RelationPage } from "../core/present/relation-rows.ts";
import type { KindCounts } from "../core/trace/class-tally.ts";
import type { LineIndex } from "../core/trace/dataset-store.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import type { ClassRule, ShapeCounts } from "../core/trace/shapes.ts";

/** The one worker where parts are merged. Calls are answered in the order they are made. */
export interface StoreApi {
  /** Forgets everything and waits for slices. */
  open(options: StoreOptions): void;
  addSlice(slice: ParsedSlice): ReadingState;
  finishReading(): ReadingResult;
  rawPartition(partition: number): RawPartition;
  setIds(partition: number, ids: Dictionary): void;
  releaseRows(): void;
  firstRanks(): readonly number[];
  begin(): void;
  mergeShapes(part: ShapeCounts): void;
  decideClasses(rule: ClassRule): ScanContext;
  mergeKinds(part: KindCounts): void;
  decideKinds(): { context: ScanContext; partialModelBytes: number };
  mergeModel(part: PartialModel): void;
  decideModel(): ScanContext;
  mergePaths(paths: readonly ClassPaths[], rows: readonly { partition: number; rows: RequestRows }[]): void;
  finish(): AnalysisReport;
  labelId(label: string): number;
  accountedBytes(): number;

  requestPage(
    order: RequestOrder,
    classId: number,
    offset: number,
    limit: number,
  ): { total: number; rows: RequestSummary[] };
  findRequest(id: string): number;
  requestSummary(rank: number): RequestSummary;
  relationPage(kind: RelationKind, classId: number, offset: number, limit: number): RelationPage;
  lineIndex(file: number): LineIndex;
  /** `model.json` and `requests.csv`. */
  modelDocument(): Blob;
  requestsCsv(): Blob;
  /** Complete tables for the database, as columns. */
  databaseTables(): AnalysisTable[];
}
