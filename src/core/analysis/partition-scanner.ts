import { PairKernel } from "../model/pair-kernel.ts";
import type { PartialModel } from "../model/partial-model.ts";
import { Sieve } from "../model/sieve.ts";
import type { KindCounts } from "../trace/class-tally.ts";
import { KindTally } from "../trace/class-tally.ts";
import type { ClassMap } from "../trace/classes.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { buildEventTable } from "../trace/event-table-builder.ts";
import type { RawPartition } from "../trace/raw-partition.ts";
import { shapeReader } from "../trace/request-classes.ts";
import type { ShapeCounts } from "../trace/shapes.ts";
import { ShapeTally } from "../trace/shapes.ts";
import { packTable } from "../trace/table-codec.ts";
import type { ClassPaths } from "./class-paths.ts";
import { concatColumns } from "./concat-columns.ts";
import type { TimeBins } from "./event-times.ts";
import { countEventTimes } from "./event-times.ts";
import { hostVisits } from "./host-visits.ts";
import type { LatencyBins } from "./latency-bins.ts";
import type { PairEvidence } from "./pair-evidence.ts";
import type { PairQuery } from "./pair-query.ts";
import { PairScan } from "./pair-scan.ts";
import { PartitionReader } from "./partition-reader.ts";
import type { PartitionTables } from "./partition-tables.ts";
import { partitionTables } from "./partition-tables.ts";
import type { PathComposition } from "./path-composition.ts";
import { CompositionTally } from "./path-composition.ts";
import { PathTally } from "./path-tally.ts";
import type { RequestDetail } from "./request-detail.ts";
import { requestDetail } from "./request-detail.ts";
import type { FilterText } from "./request-filter.ts";
import type { RequestRows } from "./request-rows.ts";
import type { BuiltPartition, PartitionSource } from "./scan-context.ts";
import type { SpreadCounts } from "./segment-spread.ts";
import { SpreadTally } from "./segment-spread.ts";

/**
 * Runs every pass over partitions: what one worker of the pool does. Stateless but for caches, so a lost worker loses
 * nothing but the call under way. Groups of partitions are scanned in ascending order.
 */
export class PartitionScanner<Handle> extends PartitionReader<Handle> {
  private readonly kernel = PairKernel.create();

  /** Groups, sorts and numbers the rows of a partition, and keeps the table. */
  build(raw: RawPartition): BuiltPartition {
    const catalog = this.need("catalog");
    const table = buildEventTable(raw, catalog.basePhase, catalog.baseTaskName, catalog.newestFirst);
    const packed = packTable(table);
    this.cache.keep(table, packed.byteLength);
    return {
      partition: table.partition,
      requestCount: requestCountOf(table),
      eventCount: table.timeNs.length,
      // Copies: views would take the whole packed buffer along with every message.
      requests: { bytes: table.requests.bytes.slice(), offsets: table.requests.offsets.slice() },
      visits: hostVisits(table),
      packed,
    };
  }

  async shapes(sources: readonly PartitionSource<Handle>[], rule: ClassMap["rule"]): Promise<ShapeCounts> {
    const reader = shapeReader(this.need("catalog"), rule);
    const tally = new ShapeTally();
    for (const { partition, handle } of sources) {
      const cached = await this.cache.get(partition, handle);
      cached.signatures = tally.addTable(cached.table, reader);
    }
    return tally.finish();
  }

  async kinds(sources: readonly PartitionSource<Handle>[], filter: FilterText = ""): Promise<KindCounts> {
    const tally = new KindTally(this.need("catalog"), this.need("classMap").classes.length);
    for await (const { table, classOfRequest } of this.classified(sources, filter))
      tally.addTable(table, classOfRequest);
    return tally.finish();
  }

  async sieve(sources: readonly PartitionSource<Handle>[], filter: FilterText = ""): Promise<PartialModel> {
    const sieve = new Sieve(this.need("catalog"), this.need("tables"), this.indices, this.need("windows"), this.kernel);
    for await (const { source, table, classOfRequest } of this.classified(sources, filter)) {
      sieve.addTable(table, classOfRequest, source.firstRank);
    }
    return sieve.finish();
  }

  async paths(
    sources: readonly PartitionSource<Handle>[],
  ): Promise<{ paths: readonly ClassPaths[]; rows: readonly { partition: number; rows: RequestRows }[] }> {
    const tally = this.pathTally("");
    const rows: { partition: number; rows: RequestRows }[] = [];
    for await (const { source, table, classOfRequest } of this.classified(sources)) {
      rows.push({ partition: source.partition, rows: tally.addTable(table, classOfRequest) });
    }
    return { paths: tally.finish(), rows };
  }

  /** The same of the requests that a filter keeps; their ranks, ascending, in place of rows. */
  async filteredPaths(
    sources: readonly PartitionSource<Handle>[],
    filter: FilterText,
  ): Promise<{ paths: readonly ClassPaths[]; ranks: Uint32Array }> {
    const tally = this.pathTally(filter);
    const ranks: number[] = [];
    for await (const { source, table, classOfRequest, mask } of this.classified(sources, filter)) {
      tally.addTable(table, classOfRequest);
      classOfRequest.forEach((_, request) => {
        if (mask === null || mask[request] === 1) ranks.push(source.firstRank + request);
      });
    }
    return { paths: tally.finish(), ranks: Uint32Array.from(ranks) };
  }

  /** What the requests that a filter keeps say of some pairs, in the order of the queries. */
  async pairEvidence(
    sources: readonly PartitionSource<Handle>[],
    queries: readonly PairQuery[],
    filter: FilterText = "",
  ): Promise<readonly PairEvidence[]> {
    const scan = new PairScan(this.need("catalog"), this.indices, this.need("windows"), queries);
    for await (const { source, table, classOfRequest } of this.classified(sources, filter)) {
      scan.addTable(table, classOfRequest, source.firstRank);
    }
    return scan.finish();
  }

  /** When the segments of a class start and how long they last, of the requests that a filter keeps. */
  async segmentSpread(
    sources: readonly PartitionSource<Handle>[],
    classId: number,
    filter: FilterText = "",
  ): Promise<SpreadCounts> {
    const tally = new SpreadTally(this.need("catalog"), classId, this.indices[classId]);
    for await (const { table, classOfRequest } of this.classified(sources, filter))
      tally.addTable(table, classOfRequest);
    return tally.finish();
  }

  /** Events per bin of time, of the requests that a filter keeps. */
  async eventTimes(
    sources: readonly PartitionSource<Handle>[],
    bins: TimeBins,
    filter: FilterText = "",
  ): Promise<Float64Array> {
    const counts = new Float64Array(bins.count);
    for await (const { table, mask } of this.classified(sources, filter)) countEventTimes(counts, bins, table, mask);
    return counts;
  }

  /** What the paths of a class are made of, by bins of latency, of the requests that a filter keeps. */
  async pathComposition(
    sources: readonly PartitionSource<Handle>[],
    classId: number,
    bins: LatencyBins,
    filter: FilterText = "",
  ): Promise<PathComposition> {
    const [index, relations] = [this.indices[classId], this.relationsOf(filter)[classId]];
    const tally = new CompositionTally(this.need("catalog"), classId, index, relations, this.terminalLabel, bins);
    for await (const { source, table, classOfRequest } of this.classified(sources, filter)) {
      tally.addTable(table, classOfRequest, source.firstRank);
    }
    return tally.finish();
  }

  /** One request with its graph and path; of a filter, under the model of the requests that it keeps. */
  async detail(source: PartitionSource<Handle>, request: number, filter: FilterText = ""): Promise<RequestDetail> {
    const { table, classOfRequest } = await this.classifiedTable(source);
    const id = classOfRequest[request];
    const relations = this.relationsOf(filter)[id];
    const { terminalLabel } = this;
    const context = id < 0 ? null : { index: this.indices[id], relations, terminalLabel };
    return requestDetail(table, request, id, this.names(), context);
  }

  /** Events and segments of partitions as database columns. */
  async tables(sources: readonly PartitionSource<Handle>[], fileNames: readonly string[]): Promise<PartitionTables> {
    // Read once, in the background of a finished analysis: not worth keeping.
    this.forget();
    const relations = this.need("relations");
    const { terminalLabel } = this;
    const parts: PartitionTables[] = [];
    for await (const { table, classOfRequest } of this.classified(sources)) {
      const names = this.names();
      parts.push(partitionTables(table, classOfRequest, names, fileNames, this.indices, relations, terminalLabel));
    }
    return {
      events: concatColumns(parts.map(({ events }) => events)),
      segments: concatColumns(parts.map(({ segments }) => segments)),
      eventRows: parts.reduce((sum, { eventRows }) => sum + eventRows, 0),
      attributes: parts[0].attributes,
    };
  }

  private pathTally(filter: FilterText): PathTally {
    const relations = this.relationsOf(filter);
    return new PathTally(this.need("catalog"), this.need("tables"), this.indices, relations, this.terminalLabel);
  }
}
