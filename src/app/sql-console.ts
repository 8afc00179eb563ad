import { signal } from "@preact/signals";
import type { Engine } from "../data/engine.ts";
import type { ResultBatch } from "../data/result-rows.ts";
import { StatementFailed } from "../data/statement-failed.ts";
import { Cancelled } from "../protocol/worker-handle.ts";
import type { Database } from "./database.ts";
import { ResultTable, type UserColumn } from "./result-table.ts";

/** Rows that come to the screen at first, and with each "more". */
export const ROWS_AT_ONCE = 10_000;

/** Rows that come to the screen at most: what is longer belongs into a file. */
export const MOST_ROWS = 100_000;

/** Where the statement on screen stands. `sql` is the text that was run. */
export type RunState =
  | { readonly name: "idle" }
  | { readonly name: "running"; readonly sql: string; readonly table: ResultTable }
  | {
      readonly name: "done";
      readonly sql: string;
      readonly table: ResultTable;
      /** More rows would have come. */
      readonly truncated: boolean;
      readonly elapsedMs: number;
    }
  /** `at`: offset in the text, null if unknown. */
  | { readonly name: "failed"; readonly sql: string; readonly message: string; readonly at: number | null }
  | { readonly name: "cancelled"; readonly sql: string; readonly table: ResultTable };

/** A statement of this session, the latest first. */
export interface PastStatement {
  readonly sql: string;
  /** Null if it failed or was cancelled. */
  readonly rowCount: number | null;
  readonly truncated: boolean;
}

const MOST_PAST = 50;

/** What an editor completes besides the tables. */
export interface FunctionName {
  readonly name: string;
  /** "scalar", "aggregate", "macro" or "table". */
  readonly kind: string;
  readonly description: string;
}

/**
 * Statements of the user: one at a time, on a connection of its own, so that temporary tables stay and nobody waits.
 * Lives as long as the page, not as long as the view.
 */
export class SqlConsole {
  readonly state = signal<RunState>({ name: "idle" });
  readonly history = signal<readonly PastStatement[]>([]);
  /** What the user typed last, whether it was run or not. */
  draft: string | null = null;
  private abort = new AbortController();
  private functionNames: readonly FunctionName[] | null = null;
  private connection: Engine | null = null;

  constructor(
    private readonly database: Pick<Database, "connect" | "noticeDeath">,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Runs a text and shows the first rows of its last statement. What runs is cancelled first. Never rejects. */
  async run(sql: string, maxRows = ROWS_AT_ONCE, onlyLast = false): Promise<void> {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal: aborted } = this.abort;
    const batches: ResultBatch[] = [];
    let columns: readonly UserColumn[] = [];
    const show = (state: RunState) => {
      if (aborted !== this.abort.signal) return;
      this.state.value = state;
    };
    show({ name: "running", sql, table: new ResultTable([], []) });
    let sinceMs = this.now();
    try {
      const { runUserSql } = await import("../data/user-query.ts");
      const connection = await this.connected();
      sinceMs = this.now();
      const result = await runUserSql(connection, sql, {
        signal: aborted,
        maxRows,
        onlyLast,
        onColumns: (found) => {
          columns = found;
        },
        onBatch: (batch) => {
          batches.push(batch);
          show({ name: "running", sql, table: new ResultTable(columns, batches.slice()) });
        },
      });
      const { truncated, rowCount } = result;
      const table = new ResultTable(result.columns, batches);
      show({ name: "done", sql, table, truncated, elapsedMs: this.now() - sinceMs });
      this.remember({ sql, rowCount, truncated });
    } catch (error) {
      this.remember({ sql, rowCount: null, truncated: false });
      if (error instanceof Cancelled || aborted.aborted) {
        show({ name: "cancelled", sql, table: new ResultTable(columns, batches) });
        return;
      }
      this.database.noticeDeath();
      const message = error instanceof Error ? error.message : String(error);
      show({ name: "failed", sql, message, at: error instanceof StatementFailed ? error.at : null });
    }
  }

  /** Brings more rows of the result on screen: runs its statement again. */
  async more(): Promise<void> {
    const state = this.state.value;
    if (state.name !== "done" || !state.truncated) return;
    await this.run(state.sql, Math.min(MOST_ROWS, state.table.rowCount + ROWS_AT_ONCE), true);
  }

  cancel(): void {
    this.abort.abort();
  }

  /** Forgets the result: it belongs to another dataset. */
  reset(): void {
    this.cancel();
    this.abort = new AbortController();
    this.state.value = { name: "idle" };
  }

  /** Functions of the database; asked once. */
  async functions(): Promise<readonly FunctionName[]> {
    if (this.functionNames === null) {
      const rows = await (await this.connected()).query("function_names");
      this.functionNames = rows.map(({ function_name, function_type, description }) => ({
        name: function_name ?? "",
        kind: function_type ?? "",
        description: description ?? "",
      }));
    }
    return this.functionNames;
  }

  /** Tasks and labels of the events. */
  async kindNames(): Promise<{ readonly tasks: readonly string[]; readonly labels: readonly string[] }> {
    const rows = await (await this.connected()).query("kind_names");
    const distinct = (values: readonly (string | null)[]) => [...new Set(values.map((value) => value ?? ""))].sort();
    return { tasks: distinct(rows.map(({ task }) => task)), labels: distinct(rows.map(({ label }) => label)) };
  }

  private remember(past: PastStatement): void {
    if (past.sql.trim() === "") return;
    const others = this.history.value.filter(({ sql }) => sql !== past.sql);
    this.history.value = [past, ...others].slice(0, MOST_PAST);
  }

  /** The console's connection, where its temporary tables are; a new one if the database has been replaced. */
  async connected(): Promise<Engine> {
    if (this.connection === null || this.connection.death !== undefined) {
      this.connection = await this.database.connect();
    }
    return this.connection;
  }
}
