import type { EventTable } from "../trace/event-table.ts";
import type { ShapeSignatures } from "../trace/shapes.ts";
import { unpackTable } from "../trace/table-codec.ts";

/** An unpacked partition with what was worked out about its requests. */
export interface CachedTable {
  readonly table: EventTable;
  readonly bytes: number;
  /** Under the rule asked for last; null before. */
  signatures: ShapeSignatures | null;
  /** Class per request under the present class map, null before it is known. */
  classOfRequest: Int32Array | null;
  /** By printed filter, latest used last: 1 per request that it keeps. */
  readonly masks: Map<string, Uint8Array>;
}

/** Unpacked partitions within a budget of bytes; those read longest ago are dropped first. */
export class TableCache<Handle> {
  private readonly tables = new Map<number, CachedTable>();
  private bytes = 0;

  /**
   * @param load gives the packed bytes of a partition
   * @param mostBytes tables beyond this are dropped; the latest stays in any case
   */
  constructor(
    private readonly load: (handle: Handle) => Promise<ArrayBuffer>,
    private readonly mostBytes: number,
  ) {}

  async get(partition: number, handle: Handle): Promise<CachedTable> {
    const known = this.tables.get(partition);
    if (known !== undefined) return known;
    const packed = await this.load(handle);
    return this.keep(unpackTable(packed), packed.byteLength);
  }

  keep(table: EventTable, bytes: number): CachedTable {
    const cached: CachedTable = { table, bytes, signatures: null, classOfRequest: null, masks: new Map() };
    // Two questions may have read it at one time.
    this.bytes += bytes - (this.tables.get(table.partition)?.bytes ?? 0);
    this.tables.delete(table.partition);
    this.tables.set(table.partition, cached);
    for (const [partition, old] of this.tables) {
      if (this.bytes <= this.mostBytes || old === cached) break;
      this.tables.delete(partition);
      this.bytes -= old.bytes;
    }
    return cached;
  }

  /** Forgets classes and masks: the class map, or what ends a request, has changed. */
  forgetClasses(): void {
    for (const cached of this.tables.values()) {
      cached.classOfRequest = null;
      cached.masks.clear();
    }
  }

  clear(): void {
    this.tables.clear();
    this.bytes = 0;
  }
}
