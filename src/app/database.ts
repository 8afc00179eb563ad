import { signal } from "@preact/signals";
import type { ScanPool } from "../client/scan-pool.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Engine } from "../data/engine.ts";
import type { QueryName } from "../data/queries.ts";
import type { TableName } from "../data/schema.ts";
import { attributeColumnNames, type ColumnSpec, SAMPLED_TABLES, TABLES, type TableSpec } from "../data/schema.ts";
import type { PackerApi } from "../protocol/packer-api.ts";
import type { BlobSource, EncodedPartitions } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { DatabaseFiles } from "./database-files.ts";
import { SqlConsole } from "./sql-console.ts";

/** Rows of the event table that the database holds at most: a consistent sample of requests beyond. */
export const EVENT_BUDGET = 5_000_000;

export type DatabaseState =
  | { readonly name: "off" }
  | { readonly name: "starting" }
  | { readonly name: "filling"; readonly done: number }
  | { readonly name: "ready"; readonly events: number; readonly partitions: number; readonly ofPartitions: number }
  | { readonly name: "failed"; readonly message: string };

/** A table as it stands in the database, with what its columns mean. */
export interface TableState {
  readonly name: TableName;
  readonly meaning: string;
  /** Those of the user's attributes last. */
  readonly columns: readonly ColumnSpec[];
  readonly rowCount: number;
  /** Requests are a sample where the logs are larger than the database's budget. */
  readonly mayBeSample: boolean;
}

/**
 * Fills the database with an analysis that is already on screen: requests, kinds, relations and paths completely, events
 * and segments partition by partition within the budget.
 */
export class Database {
  readonly state = signal<DatabaseState>({ name: "off" });
  /** Tables that can be asked, in the order of the schema; while the database is filled, with the rows so far. */
  readonly tables = signal<readonly TableState[]>([]);
  /** Attributes of the logs, in the order of the last columns of `event`. */
  attributes: readonly string[] = [];
  readonly console = new SqlConsole(this);
  readonly files: DatabaseFiles;
  private engine: Engine | null = null;
  /** The fill under way; the next one waits for its end. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly start: () => Promise<Outcome<Engine>>,
    packer: WorkerHandle<PackerApi>,
    private readonly eventBudget = EVENT_BUDGET,
  ) {
    this.files = new DatabaseFiles(this, packer);
  }

  /** Bytes that the database says it holds; 0 before it runs and after it has died. */
  async accountedBytes(): Promise<number> {
    if (this.engine === null) return 0;
    return this.engine.accountedBytes().catch(() => 0);
  }

  /**
   * A connection of its own to the running database, for statements of the user or a long export; it waits for nobody.
   * Rejects while there is no database, with the reason.
   */
  async connect(): Promise<Engine> {
    const state = this.state.value;
    if (this.engine === null || this.engine.death !== undefined) {
      throw new Error(state.name === "failed" ? state.message : "The database has not been started.");
    }
    return this.engine.connect();
  }

  /** Tells that the database has stopped, if it has: what was in it is lost. */
  noticeDeath(): void {
    const { death } = this.engine ?? {};
    if (death === undefined || this.state.value.name === "failed") return;
    this.tables.value = [];
    this.state.value = { name: "failed", message: death.message };
  }

  /** Rows of a named query without parameters. Throws before the database runs. */
  async rows(name: QueryName): Promise<Record<string, unknown>[]> {
    if (this.engine === null) throw new Error("the database has not been started");
    const rows: readonly object[] = await this.engine.query(name as "dataset_size");
    const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)])));
  }

  /** Never rejects: trouble becomes the state "failed", with its sentence. Aborting leaves the tables half filled. */
  async fill(
    store: WorkerHandle<StoreApi>,
    pool: ScanPool,
    partitions: readonly BlobSource[],
    fileNames: readonly string[],
    abort: AbortSignal,
  ): Promise<void> {
    if (this.eventBudget === 0) return;
    const before = this.turn;
    this.turn = before.then(async () => {
      if (abort.aborted) return;
      try {
        await this.fillTables(store, pool, partitions, fileNames, abort);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.tables.value = [];
        this.state.value = abort.aborted ? { name: "off" } : { name: "failed", message };
      }
    });
    return this.turn;
  }

  private async fillTables(
    store: WorkerHandle<StoreApi>,
    pool: ScanPool,
    partitions: readonly BlobSource[],
    fileNames: readonly string[],
    abort: AbortSignal,
  ): Promise<void> {
    this.tables.value = [];
    this.console.reset();
    const engine = await this.started();
    const complete = await store.call((api) => api.encodedTables(), { signal: abort });
    let hasEvents = false;
    this.attributes = [];
    for (const { name } of TABLES) if (name !== "event") await engine.createTable(name);
    for (const [at, { table, pieces }] of complete.entries()) {
      for (const piece of pieces) await engine.insertArrow(table, piece, abort);
      this.state.value = { name: "filling", done: at / (complete.length + partitions.length) };
    }
    let events = 0;
    let filled = 0;
    for (let groupSize = 1; filled < partitions.length && events < this.eventBudget; ) {
      const group = partitions.slice(filled, filled + groupSize);
      const encoded = await pool.ask(group[0], (handle) =>
        handle.call<EncodedPartitions>((api) => api.tables(group, fileNames), { signal: abort }),
      );
      if (!hasEvents) await engine.createTable("event", encoded.attributes);
      hasEvents = true;
      this.attributes = encoded.attributes;
      for (const piece of encoded.events) await engine.insertArrow("event" satisfies TableName, piece, abort);
      for (const piece of encoded.segments) await engine.insertArrow("segment" satisfies TableName, piece, abort);
      events += encoded.eventRows;
      filled += group.length;
      // Insert whole row groups: many small pieces cost the database three times as much.
      const rows = Math.max(1, events / filled);
      const room = Math.max(1, Math.floor((this.eventBudget - events) / rows));
      groupSize = Math.min(room, Math.max(1, Math.round(ROWS_PER_INSERT / rows)));
      await this.readTables(engine);
      this.state.value = { name: "filling", done: (complete.length + filled) / (complete.length + partitions.length) };
    }
    if (!hasEvents) await engine.createTable("event");
    await this.readTables(engine);
    this.state.value = { name: "ready", events, partitions: filled, ofPartitions: partitions.length };
  }

  private async readTables(engine: Engine): Promise<void> {
    const rows = new Map((await engine.query("table_rows")).map((row) => [row.table_name, Number(row.row_count)]));
    this.tables.value = (TABLES as readonly TableSpec[]).flatMap((spec): TableState[] => {
      const name = spec.name as TableName;
      const rowCount = rows.get(name);
      if (rowCount === undefined) return [];
      const attributes = name === "event" ? attributeColumnNames(name, this.attributes) : [];
      const columns = [...spec.columns, ...attributes.map(attributeColumn)];
      return [{ name, meaning: spec.meaning, columns, rowCount, mayBeSample: SAMPLED_TABLES.includes(name) }];
    });
  }

  /** The running engine; one that has died is replaced. */
  private async started(): Promise<Engine> {
    if (this.engine !== null && this.engine.death === undefined) return this.engine;
    this.engine = null;
    this.state.value = { name: "starting" };
    const outcome = await this.start();
    if (!outcome.ok) throw new Error(outcome.failure.message);
    this.engine = outcome.value;
    return this.engine;
  }
}

/** A few row groups of the database. */
const ROWS_PER_INSERT = 360_000;

function attributeColumn(name: string): ColumnSpec {
  return { name, type: "VARCHAR", unit: "", meaning: "attribute of the logs, as mapped" };
}
