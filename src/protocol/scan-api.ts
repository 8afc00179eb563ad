import type { ClassPaths } from "../core/analysis/class-paths.ts";
import type { TimeBins } from "../core/analysis/event-times.ts";
import type { LatencyBins } from "../core/analysis/latency-bins.ts";
import type { PairEvidence } from "../core/analysis/pair-evidence.ts";
import type { PairQuery } from "../core/analysis/pair-query.ts";
import type { PathComposition } from "../core/analysis/path-composition.ts";
import type { RequestDetail } from "../core/analysis/request-detail.ts";
import type { FilterText } from "../core/analysis/request-filter.ts";
import type { RequestRows } from "../core/analysis/request-rows.ts";
import type { BuiltPartition, PartitionSource, ScanContext } from "../core/analysis/scan-context.ts";
import type { SpreadCounts } from "../core/analysis/segment-spread.ts";
import type { PartialModel } from "../core/model/partial-model.ts";
import type { KindCounts } from "../core/trace/class-tally.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import type { ClassRule, ShapeCounts } from "../core/trace/shapes.ts";

/** In the browser a packed partition is a Blob: shared by reference, and not lost with a worker. */
export type BlobSource = PartitionSource<Blob>;

export type StoredPartition = Omit<BuiltPartition, "packed"> & { readonly packed: Blob };

/** Arrow IPC streams, one row group each. */
export interface EncodedPartitions {
  readonly events: readonly Uint8Array[];
  readonly segments: readonly Uint8Array[];
  readonly eventRows: number;
  /** Names of the attribute columns behind those of the schema. */
  readonly attributes: readonly string[];
}

/**
 * What a scan worker does: every pass over partitions. Sources come in ascending order of partition. A filter that is
 * left out keeps every request.
 */
export interface ScanApi {
  setContext(context: ScanContext): void;
  build(raw: RawPartition): StoredPartition;
  shapes(sources: readonly BlobSource[], rule: ClassRule): Promise<ShapeCounts>;
  kinds(sources: readonly BlobSource[], filter?: FilterText): Promise<KindCounts>;
  sieve(sources: readonly BlobSource[], filter?: FilterText): Promise<PartialModel>;
  paths(
    sources: readonly BlobSource[],
  ): Promise<{ paths: readonly ClassPaths[]; rows: readonly { partition: number; rows: RequestRows }[] }>;
  /** Paths under the model of the requests that a filter keeps, and their ranks, ascending. */
  filteredPaths(
    sources: readonly BlobSource[],
    filter: FilterText,
  ): Promise<{ paths: readonly ClassPaths[]; ranks: Uint32Array }>;
  /** What requests say of some pairs, in the order of the queries. */
  pairEvidence(
    sources: readonly BlobSource[],
    queries: readonly PairQuery[],
    filter?: FilterText,
  ): Promise<readonly PairEvidence[]>;
  /** When the segments of a class start and how long they last. */
  segmentSpread(sources: readonly BlobSource[], classId: number, filter?: FilterText): Promise<SpreadCounts>;
  /** Events per bin of time. */
  eventTimes(sources: readonly BlobSource[], bins: TimeBins, filter?: FilterText): Promise<Float64Array>;
  /** What the paths of a class are made of, by bins of latency, under the model of the requests that a filter keeps. */
  pathComposition(
    sources: readonly BlobSource[],
    classId: number,
    bins: LatencyBins,
    filter?: FilterText,
  ): Promise<PathComposition>;
  /** Drops what is kept unpacked; it is read again from the Blobs when needed. */
  forget(): void;
  /** One request with its graph and path, under the model of the requests that the filter keeps. */
  detail(source: BlobSource, index: number, filter?: FilterText): Promise<RequestDetail>;
  /** Events and segments of partitions, encoded for the database. */
  tables(sources: readonly BlobSource[], fileNames: readonly string[]): Promise<EncodedPartitions>;
}
