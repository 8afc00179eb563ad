import type { Dictionary } from "../dictionary.ts";
import { PairKernel } from "../model/pair-kernel.ts";
import type { PartialModel } from "../model/partial-model.ts";
import { Sieve } from "../model/sieve.ts";
import type { Windows } from "../model/windows.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ClassIndex } from "../trace/class-tables.ts";
import type { KindCounts } from "../trace/class-tally.ts";
import { KindTally } from "../trace/class-tally.ts";
import type { ClassMap } from "../trace/classes.ts";
import { ClassFinder } from "../trace/classes.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { buildEventTable } from "../trace/event-table-builder.ts";
import type { RawPartition } from "../trace/raw-partition.ts";
import type { ShapeCounts } from "../trace/shapes.ts";
import { ShapeReader, ShapeTally } from "../trace/shapes.ts";
import { packTable, unpackTable } from "../trace/table-codec.ts";
import type { ClassPaths } from "./class-paths.ts";
import { concatColumns } from "./concat-columns.ts";
import { CatalogNames } from "./names.ts";
import type { PartitionTables } from "./partition-tables.ts";
import { partitionTables } from "./partition-tables.ts";
import type { PathRelations } from "./path-tally.ts";
import { PathTally } from "./path-tally.ts";
import type { RequestDetail } from "./request-detail.ts";
import { requestDetail } from "./request-detail.ts";
import type { RequestRows } from "./request-rows.ts";

/** Everything a scan needs besides the partitions; grows as an analysis advances. */
export interface ScanContext {
  readonly catalog?: Catalog;
  readonly classMap?: ClassMap;
  readonly tables?: readonly ClassTable[];
  readonly windows?: Windows;
  readonly relations?: readonly PathRelations[];
  /** Label that ends a request, −1 = the last event. */
  readonly terminalLabel?: number;
}

/** Where a packed partition is kept (in the browser a Blob), and the rank of its first request in the dataset. */
export interface PartitionSource<Handle> {
  readonly partition: number;
  readonly firstRank: number;
  readonly handle: Handle;
}

export interface BuiltPartition {
  readonly partition: number;
  readonly requestCount: number;
  readonly eventCount: number;
  readonly requests: Dictionary;
  readonly packed: ArrayBuffer;
}

interface CachedTable {
  readonly table: EventTable;
  readonly bytes: number;
  /** Class per request under the present class map. */
  classOfRequest: Int32Array | null;
}

/**
 * Runs every pass over partitions: what one worker of the pool does. Stateless but for caches, so a lost worker loses
 * nothing but the call under way. Groups of partitions are scanned in ascending order.
 */
export class PartitionScanner<Handle> {
  private context: ScanContext = {};
  private readonly kernel = PairKernel.create();
  private indices: readonly ClassIndex[] = [];
  private readonly cache = new Map<number, CachedTable>();
  private cachedBytes = 0;
  private namesOfCatalog: CatalogNames | null = null;

  /**
   * @param load gives the packed bytes of a partition
   * @param cacheBytes tables beyond this are dropped, oldest first
   */
  constructor(
    private readonly load: (handle: Handle) => Promise<ArrayBuffer>,
    private readonly cacheBytes: number,
  ) {}

  /** Replaces parts of the context. A new catalog forgets all tables, a new class map all classes. */
  setContext(part: ScanContext): void {
    if (part.catalog !== undefined) {
      this.forget();
      this.context = {};
    }
    if (part.classMap !== undefined) for (const cached of this.cache.values()) cached.classOfRequest = null;
    this.context = { ...this.context, ...part };
    if (part.tables !== undefined) this.indices = part.tables.map((table) => new ClassIndex(table));
  }

  /** Groups, sorts and numbers the rows of a partition, and keeps the table. */
  build(raw: RawPartition): BuiltPartition {
    const catalog = this.need("catalog");
    const table = buildEventTable(raw, catalog.basePhase, catalog.baseTaskName);
    const packed = packTable(table);
    this.remember(table, packed.byteLength);
    return {
      partition: table.partition,
      requestCount: requestCountOf(table),
      eventCount: table.timeNs.length,
      requests: table.requests,
      packed,
    };
  }

  async shapes(sources: readonly PartitionSource<Handle>[], rule: ClassMap["rule"]): Promise<ShapeCounts> {
    const catalog = this.need("catalog");
    const column = rule.by === "key" ? catalog.attributes.findIndex(({ name }) => name === rule.name) : -1;
    const reader = new ShapeReader(catalog.basePhase.length, rule, column);
    const tally = new ShapeTally();
    for (const source of sources) tally.addTable((await this.tableOf(source)).table, reader);
    return tally.finish();
  }

  async kinds(sources: readonly PartitionSource<Handle>[]): Promise<KindCounts> {
    const tally = new KindTally(this.need("catalog"), this.need("classMap").classes.length);
    for (const source of sources) {
      const { table, classOfRequest } = await this.classifiedTable(source);
      tally.addTable(table, classOfRequest);
    }
    return tally.finish();
  }

  async sieve(sources: readonly PartitionSource<Handle>[]): Promise<PartialModel> {
    const sieve = new Sieve(this.need("catalog"), this.need("tables"), this.indices, this.need("windows"), this.kernel);
    for (const source of sources) {
      const { table, classOfRequest } = await this.classifiedTable(source);
      sieve.addTable(table, classOfRequest, source.firstRank);
    }
    return sieve.finish();
  }

  async paths(
    sources: readonly PartitionSource<Handle>[],
  ): Promise<{ paths: readonly ClassPaths[]; rows: readonly { partition: number; rows: RequestRows }[] }> {
    const tally = new PathTally(
      this.need("catalog"),
      this.need("tables"),
      this.indices,
      this.need("relations"),
      this.context.terminalLabel ?? -1,
    );
    const rows: { partition: number; rows: RequestRows }[] = [];
    for (const source of sources) {
      const { table, classOfRequest } = await this.classifiedTable(source);
      rows.push({ partition: source.partition, rows: tally.addTable(table, classOfRequest) });
    }
    return { paths: tally.finish(), rows };
  }

  /** The table of a partition with the class of each of its requests. */
  private async classifiedTable(
    source: PartitionSource<Handle>,
  ): Promise<{ table: EventTable; classOfRequest: Int32Array }> {
    const cached = await this.tableOf(source);
    if (cached.classOfRequest === null) {
      const classMap = this.need("classMap");
      cached.classOfRequest = classesOf(cached.table, this.need("catalog"), classMap);
    }
    return { table: cached.table, classOfRequest: cached.classOfRequest };
  }

  /** One request with its graph and path. */
  async detail(source: PartitionSource<Handle>, request: number): Promise<RequestDetail> {
    const { table, classOfRequest } = await this.classifiedTable(source);
    const id = classOfRequest[request];
    const relations = this.need("relations")[id];
    const terminalLabel = this.context.terminalLabel ?? -1;
    const context = id < 0 ? null : { index: this.indices[id], relations, terminalLabel };
    return requestDetail(table, request, id, this.names(), context);
  }

  /** Events and segments of partitions as database columns. */
  async tables(sources: readonly PartitionSource<Handle>[], fileNames: readonly string[]): Promise<PartitionTables> {
    // Read once, in the background of a finished analysis: not worth keeping.
    this.forget();
    const relations = this.need("relations");
    const terminalLabel = this.context.terminalLabel ?? -1;
    const parts: PartitionTables[] = [];
    for (const source of sources) {
      const { table, classOfRequest } = await this.classifiedTable(source);
      const { indices } = this;
      parts.push(partitionTables(table, classOfRequest, this.names(), fileNames, indices, relations, terminalLabel));
    }
    return {
      events: concatColumns(parts.map(({ events }) => events)),
      segments: concatColumns(parts.map(({ segments }) => segments)),
      eventRows: parts.reduce((sum, { eventRows }) => sum + eventRows, 0),
      attributes: parts[0].attributes,
    };
  }

  /** Drops all unpacked tables; they are read again when needed. */
  forget(): void {
    this.cache.clear();
    this.cachedBytes = 0;
  }

  private names(): CatalogNames {
    const catalog = this.need("catalog");
    if (this.namesOfCatalog?.catalog !== catalog) this.namesOfCatalog = new CatalogNames(catalog);
    return this.namesOfCatalog;
  }

  private async tableOf(source: PartitionSource<Handle>): Promise<CachedTable> {
    const cached = this.cache.get(source.partition);
    if (cached !== undefined) return cached;
    const packed = await this.load(source.handle);
    return this.remember(unpackTable(packed), packed.byteLength);
  }

  private remember(table: EventTable, bytes: number): CachedTable {
    const cached: CachedTable = { table, bytes, classOfRequest: null };
    this.cache.set(table.partition, cached);
    this.cachedBytes += bytes;
    for (const [partition, old] of this.cache) {
      if (this.cachedBytes <= this.cacheBytes || old === cached) break;
      this.cache.delete(partition);
      this.cachedBytes -= old.bytes;
    }
    return cached;
  }

  private need<K extends keyof ScanContext>(name: K): NonNullable<ScanContext[K]> {
    const value = this.context[name];
    if (value === undefined || value === null) throw new Error(`scan before its ${name} was set`);
    return value as NonNullable<ScanContext[K]>;
  }
}

function classesOf(table: EventTable, catalog: Catalog, classMap: ClassMap): Int32Array {
  const { rule } = classMap;
  const column = rule.by === "key" ? catalog.attributes.findIndex(({ name }) => name === rule.name) : -1;
  const reader = new ShapeReader(catalog.basePhase.length, rule, column);
  const finder = new ClassFinder(classMap);
  const classes = new Int32Array(requestCountOf(table));
  for (let request = 0; request < classes.length; request++) {
    reader.read(table, request);
    classes[request] = finder.classOf(reader.high, reader.low);
  }
  return classes;
}
