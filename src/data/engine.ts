import type { DatabaseColumn } from "../core/analysis/database-column.ts";
import { failure, type Outcome, success } from "../core/outcome.ts";
import { Cancelled } from "../protocol/worker-handle.ts";
import { arrowPieces } from "./arrow-pieces.ts";
import { DuckDbClient } from "./duckdb-client.ts";
import { bootDuckDbWorker } from "./duckdb-worker-boot.ts";
import { type ParametersOf, QUERIES, type QueryName, type RowOf } from "./queries.ts";
import {
  decodeBatch,
  hasDictionaries,
  namedRows,
  type ResultBatch,
  type ResultColumn,
  rowCountOf,
} from "./result-rows.ts";
import { createTable, type TableName } from "./schema.ts";
import { bind, identifier } from "./sql-text.ts";
import { StatementFailed, sentenceOf } from "./statement-failed.ts";

/** Loading and compiling take 1–2 s; without `wasm-unsafe-eval` in the policy the answer never comes. */
const START_DEADLINE_MS = 60_000;
/** One poll works for about 100 ms, one batch for less; a minute of silence is a hang. */
const STEP_DEADLINE_MS = 60_000;
export interface StartOptions {
  /** The database's own limit (bytes); at most 3.1 GiB are possible. Beyond it statements fail with a sentence. */
  readonly memoryLimitBytes?: number;
  readonly deadlineMs?: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Receives the rows as they come, in batches of about 2,048. */
  readonly onBatch?: (batch: ResultBatch) => void;
  /**
   * Receives the rows undecoded, as the Arrow messages of schema and record batch, instead of `onBatch`; the next are
   * fetched when it has resolved. `maxRows` does not apply.
   */
  readonly onMessages?: OnMessages;
  /** Stop after this many rows (default: no limit). */
  readonly maxRows?: number;
}

/** Takes rows as Arrow messages, with their number. */
export type OnMessages = (
  messages: readonly [schema: Uint8Array, batch: Uint8Array],
  rowCount: number,
) => Promise<void>;

export interface RunSummary {
  readonly columns: readonly ResultColumn[];
  /** Rows handed out. */
  readonly rowCount: number;
  /** More rows would have come: `maxRows` was reached. */
  readonly truncated: boolean;
}

/** Runs one statement, as `Engine.run` does. */
export type Run = (sql: string, options?: RunOptions) => Promise<RunSummary>;

export interface InsertOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (rowsDone: number) => void;
}

/**
 * The database in its worker. Statements run one after the other; each can be cancelled and none stays pending for ever:
 * they reject with `StatementFailed`, `Cancelled`, `DeadlineExceeded` or `WorkerDied`.
 */
export class Engine {
  readonly #client: DuckDbClient;
  readonly #connection: number;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(client: DuckDbClient, connection: number) {
    this.#client = client;
    this.#connection = connection;
  }

  /** Starts the database (1–2 s). Failure code `E_ENGINE_START`: not loaded, not allowed, or too slow. */
  static async start({
    memoryLimitBytes,
    deadlineMs = START_DEADLINE_MS,
  }: StartOptions = {}): Promise<Outcome<Engine>> {
    let client: DuckDbClient | undefined;
    try {
      const { worker, wasmUrl } = bootDuckDbWorker();
      client = new DuckDbClient(worker);
      await client.request("INSTANTIATE", [wasmUrl, null], { deadlineMs });
      await client.request(
        "OPEN",
        {
          path: ":memory:",
          allowUnsignedExtensions: false,
          query: { castBigIntToDouble: false, castDecimalToDouble: true },
        },
        { deadlineMs },
      );
      const connection = await client.request("CONNECT", null, { deadlineMs });
      for (const setting of settings(memoryLimitBytes)) {
        await client.request("RUN_QUERY", [connection, setting], { deadlineMs });
      }
      return success(new Engine(client, connection));
    } catch (error) {
      client?.terminate();
      return failure("E_ENGINE_START", `The database could not be started. ${sentenceOf(error)}`);
    }
  }

  /** All rows of a named query. Meant for results that fit on a screen or in a file; large ones belong to `run`. */
  async query<N extends QueryName>(
    name: N,
    ...[parameters, options]: keyof ParametersOf<N> extends never
      ? [parameters?: Record<string, never>, options?: { signal?: AbortSignal }]
      : [parameters: ParametersOf<N>, options?: { signal?: AbortSignal }]
  ): Promise<RowOf<N>[]> {
    const batches: ResultBatch[] = [];
    const sql = bind(QUERIES[name].sql, parameters ?? {});
    await this.run(sql, {
      onBatch: (batch) => batches.push(batch),
      ...(options?.signal && { signal: options.signal }),
    });
    return namedRows(name, batches);
  }

  /** Runs any statement, the user's included, and streams its rows. Cancelling takes effect within about 0.1 s. */
  run(sql: string, options: RunOptions = {}): Promise<RunSummary> {
    return this.#inTurn(options.signal, () => this.#stream(sql, options));
  }

  /** Another connection: its statements do not wait for those of this one, and its temporary tables are its own. */
  async connect(): Promise<Engine> {
    return new Engine(this.#client, await this.#client.request("CONNECT", null, STEP));
  }

  /** Runs several statements in one turn: none of anybody else comes between them. */
  exclusively<R>(signal: AbortSignal | undefined, work: (run: Run) => Promise<R>): Promise<R> {
    return this.#inTurn(signal, () => work((sql, options = {}) => this.#stream(sql, options)));
  }

  /** Creates an empty table of the schema, replacing an older one. `attributes` become VARCHAR columns at its end. */
  async createTable(name: TableName, attributes: readonly string[] = []): Promise<void> {
    await this.run(createTable(name, attributes));
  }

  /**
   * Appends columns to an existing table, by position; types are cast to the table's.
   * Measured: 5 M rows of nine columns in 5–6 s.
   */
  async insertColumns(
    tableName: string,
    columns: readonly DatabaseColumn[],
    options: InsertOptions = {},
  ): Promise<void> {
    for (const { bytes, rowsDone } of arrowPieces(columns)) {
      await this.insertArrow(tableName, bytes, options.signal);
      options.onProgress?.(rowsDone);
    }
  }

  /** Appends one Arrow IPC stream to an existing table. The buffer is transferred: the caller must not use it again. */
  insertArrow(tableName: string, ipcBytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.#inTurn(signal, async () => {
      await this.#client.request(
        "INSERT_ARROW_FROM_IPC_STREAM",
        [this.#connection, ipcBytes, { name: tableName, create: false }],
        { deadlineMs: STEP_DEADLINE_MS, transfer: [ipcBytes.buffer as ArrayBuffer] },
      );
    });
  }

  /** Bytes that the database says it holds, in memory and in temporary storage. */
  async accountedBytes(): Promise<number> {
    const [{ bytes }] = await this.query("memory_used");
    return Number(bytes);
  }

  /** Frees everything; waiting and later calls reject with `WorkerDied`. */
  terminate(): void {
    this.#client.terminate();
  }

  /** Why the database is gone, if it is. */
  get death(): Error | undefined {
    return this.#client.death;
  }

  async #stream(sql: string, options: RunOptions): Promise<RunSummary> {
    const { signal, onBatch, onMessages, maxRows = Number.POSITIVE_INFINITY } = options;
    const header = await this.#headerOf(sql, signal);
    if (hasDictionaries(header)) {
      await this.#cancelSent();
      return this.#stream(await this.#withoutEnums(sql), options);
    }
    let columns = decodeBatch([header]).columns;
    let rows = 0;
    for (;;) {
      if (signal?.aborted) throw await this.#cancelSent();
      const chunk = await this.#client.request("FETCH_QUERY_RESULTS", this.#connection, STEP);
      if (chunk === null) continue;
      if (chunk.length === 0) return { columns, rowCount: rows, truncated: false };
      if (onMessages !== undefined) {
        const count = rowCountOf([header, chunk]);
        rows += count;
        // The schema goes with every batch: the receiver may take it over.
        if (count > 0) await onMessages([header.slice(), chunk], count);
        continue;
      }
      const batch = decodeBatch([header, chunk]);
      columns = batch.columns;
      if (rows + batch.rowCount > maxRows) {
        const kept = maxRows - rows;
        if (kept > 0)
          onBatch?.({ ...batch, rowCount: kept, values: batch.values.map((cells) => cells.slice(0, kept)) });
        await this.#cancelSent();
        return { columns, rowCount: maxRows, truncated: true };
      }
      rows += batch.rowCount;
      if (batch.rowCount > 0) onBatch?.(batch);
    }
  }

  /** The stream of an ENUM column lacks its dictionary, so such columns are asked for as text. */
  async #withoutEnums(sql: string): Promise<string> {
    const query = sql.trim().replace(/;$/, "");
    const enums: string[] = [];
    await this.#stream(`describe ${query}`, {
      onBatch: ({ rowCount, values: [names, types] }) => {
        for (let i = 0; i < rowCount; i++)
          if (String(types[i]).includes("ENUM(")) enums.push(identifier(String(names[i])));
      },
    });
    if (enums.length === 0)
      throw new StatementFailed("The result has columns of a type that cannot be shown; cast them to VARCHAR.");
    return `select * replace (${enums.map((name) => `${name}::VARCHAR as ${name}`).join(", ")}) from (${query})`;
  }

  /** The Arrow schema of the result, once the statement has got so far. */
  async #headerOf(sql: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
    let header = await this.#client.request("START_PENDING_QUERY", [this.#connection, sql, true], STEP);
    while (header === null) {
      if (signal?.aborted) throw await this.#cancelSent();
      header = await this.#client.request("POLL_PENDING_QUERY", this.#connection, STEP);
    }
    return header;
  }

  async #cancelSent(): Promise<Cancelled> {
    await this.#client.request("CANCEL_PENDING_QUERY", this.#connection, STEP);
    return new Cancelled("The statement was cancelled.");
  }

  /** One connection can run one statement: the next waits here, and a waiting one can be cancelled at once. */
  #inTurn<R>(signal: AbortSignal | undefined, work: () => Promise<R>): Promise<R> {
    const turn = this.#queue.then(() => {
      if (signal?.aborted) throw new Cancelled("The statement was cancelled before it began.");
      return work();
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

const STEP = { deadlineMs: STEP_DEADLINE_MS };

/** The network is closed by the worker's prelude; these keep the database from trying, and the user from changing it. */
function settings(memoryLimitBytes: number | undefined): string[] {
  return [
    "SET autoload_known_extensions = false",
    "SET autoinstall_known_extensions = false",
    "SET allow_community_extensions = false",
    ...(memoryLimitBytes === undefined ? [] : [`SET memory_limit = '${Math.floor(memoryLimitBytes)}B'`]),
    "SET lock_configuration = true",
  ];
}
