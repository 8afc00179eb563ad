import { signal } from "@preact/signals";
import type { ScanPool } from "../client/scan-pool.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Engine } from "../data/engine.ts";
import type { QueryName } from "../data/queries.ts";
import type { TableName } from "../data/schema.ts";
import { TABLES } from "../data/schema.ts";
import type { BlobSource, EncodedPartitions } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";

/** Rows of the event table that the database holds at most: a consistent sample of requests beyond. */
export const EVENT_BUDGET = 5_000_000;

export type DatabaseState =
  | { readonly name: "off" }
  | { readonly name: "starting" }
  | { readonly name: "filling"; readonly done: number }
  | { readonly name: "ready"; readonly events: number; readonly partitions: number; readonly ofPartitions: number }
  | { readonly name: "failed"; readonly message: string };

/**
 * Fills the database with an analysis that is already on screen: requests, kinds, relations and paths completely, events
 * and segments partition by partition within the budget.
 */
export class Database {
  readonly state = signal<DatabaseState>({ name: "off" });
  private engine: Engine | null = null;
  /** The fill under way; the next one waits for its end. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly start: () => Promise<Outcome<Engine>>,
    private readonly eventBudget = EVENT_BUDGET,
  ) {}

  /** Bytes that the database says it holds; 0 before it runs and after it has died. */
  async accountedBytes(): Promise<number> {
    if (this.engine === null) return 0;
    return this.engine.accountedBytes().catch(() => 0);
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
    const engine = await this.started();
    const complete = await store.call((api) => api.encodedTables(), { signal: abort });
    let hasEvents = false;
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
      for (const piece of encoded.events) await engine.insertArrow("event" satisfies TableName, piece, abort);
      for (const piece of encoded.segments) await engine.insertArrow("segment" satisfies TableName, piece, abort);
      events += encoded.eventRows;
      filled += group.length;
      // Insert whole row groups: many small pieces cost the database three times as much.
      const rows = Math.max(1, events / filled);
      const room = Math.max(1, Math.floor((this.eventBudget - events) / rows));
      groupSize = Math.min(room, Math.max(1, Math.round(ROWS_PER_INSERT / rows)));
      this.state.value = { name: "filling", done: (complete.length + filled) / (complete.length + partitions.length) };
    }
    if (!hasEvents) await engine.createTable("event");
    this.state.value = { name: "ready", events, partitions: filled, ofPartitions: partitions.length };
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
