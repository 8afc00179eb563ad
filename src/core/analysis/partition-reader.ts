import { ClassIndex } from "../trace/class-tables.ts";
import type { ClassifiedTable } from "./classifier.ts";
import { Classifier } from "./classifier.ts";
import { CatalogNames } from "./names.ts";
import type { PathRelations } from "./path-tally.ts";
import type { FilterText } from "./request-filter.ts";
import type { PartitionSource, ScanContext } from "./scan-context.ts";
import { TableCache } from "./table-cache.ts";

/**
 * Partitions as scans see them: unpacked, with the classes of their requests, under the present context. Caches alone are
 * kept between scans.
 */
export class PartitionReader<Handle> {
  private context: ScanContext = {};
  protected indices: readonly ClassIndex[] = [];
  protected readonly cache: TableCache<Handle>;
  private classifier: Classifier | null = null;
  private namesOfCatalog: CatalogNames | null = null;

  /**
   * @param load gives the packed bytes of a partition
   * @param cacheBytes tables beyond this are dropped, oldest first
   */
  constructor(load: (handle: Handle) => Promise<ArrayBuffer>, cacheBytes: number) {
    this.cache = new TableCache(load, cacheBytes);
  }

  /** Replaces parts of the context. A new catalog forgets all tables, a new class map all classes. */
  setContext(part: ScanContext): void {
    if (part.catalog !== undefined) {
      this.forget();
      this.context = {};
    }
    const { terminalLabel } = this;
    this.context = { ...this.context, ...part };
    if (part.catalog !== undefined || part.classMap !== undefined || terminalLabel !== this.terminalLabel) {
      this.cache.forgetClasses();
      this.classifier = null;
    }
    if (part.tables !== undefined) this.indices = part.tables.map((table) => new ClassIndex(table));
  }

  /** Drops all unpacked tables; they are read again when needed. */
  forget(): void {
    this.cache.clear();
  }

  /** The partitions with the classes of their requests, one at a time. */
  protected async *classified(
    sources: readonly PartitionSource<Handle>[],
    filter: FilterText = "",
  ): AsyncGenerator<ClassifiedTable & { readonly source: PartitionSource<Handle> }> {
    for (const source of sources) yield { source, ...(await this.classifiedTable(source, filter)) };
  }

  protected async classifiedTable(source: PartitionSource<Handle>, filter: FilterText = ""): Promise<ClassifiedTable> {
    const cached = await this.cache.get(source.partition, source.handle);
    this.classifier ??= new Classifier(this.names(), this.need("classMap"), this.terminalLabel);
    return this.classifier.classify(cached, filter);
  }

  protected relationsOf(filter: FilterText): readonly PathRelations[] {
    if (filter === "") return this.need("relations");
    const relations = this.need("filteredRelations").get(filter);
    if (relations === undefined) throw new Error(`scan before the relations of filter "${filter}" were set`);
    return relations;
  }

  protected get terminalLabel(): number {
    return this.context.terminalLabel ?? -1;
  }

  protected names(): CatalogNames {
    const catalog = this.need("catalog");
    if (this.namesOfCatalog?.catalog !== catalog) this.namesOfCatalog = new CatalogNames(catalog);
    return this.namesOfCatalog;
  }

  protected need<K extends keyof ScanContext>(name: K): NonNullable<ScanContext[K]> {
    const value = this.context[name];
    if (value === undefined || value === null) throw new Error(`scan before its ${name} was set`);
    return value as NonNullable<ScanContext[K]>;
  }
}
