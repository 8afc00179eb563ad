import type { Engine, OnMessages, Run } from "./engine.ts";
import { failureWords } from "./failure-words.ts";
import { decodeBatch, type ResultBatch, type ResultColumn } from "./result-rows.ts";
import { refusalOf, type SqlStatement, splitStatements } from "./sql-statements.ts";
import { StatementFailed } from "./statement-failed.ts";

/** A column of what the user asked for. */
export interface UserColumn {
  readonly name: string;
  /** As the database names it: "BIGINT", "DATE", "INTEGER[]". */
  readonly sqlType: string;
  /** What a cell is; types that do not fit into a cell of JavaScript come as the database writes them. */
  readonly cell: ResultColumn["type"];
  /** Cells are numbers, or texts of numbers that have too many digits for one. */
  readonly isNumeric: boolean;
}

export interface UserRunOptions {
  readonly signal?: AbortSignal;
  /** Columns of the statement whose rows follow; before the first row. */
  readonly onColumns?: (columns: readonly UserColumn[]) => void;
  readonly onBatch?: (batch: ResultBatch) => void;
  readonly onMessages?: OnMessages;
  readonly maxRows?: number;
  /** Run only the last statement: those before it have been run, and what they made is still there. */
  readonly onlyLast?: boolean;
}

export interface UserResult {
  readonly columns: readonly UserColumn[];
  readonly rowCount: number;
  readonly truncated: boolean;
}

/**
 * Runs what the user wrote: its statements one after the other, the rows of the last. All of them in one transaction that
 * cannot write to the tables of the analysis; temporary tables and views last as long as the connection. Rejects with
 * `StatementFailed` in plain words with the place in the text, or with `Cancelled` and what else ends a statement.
 */
export function runUserSql(connection: Engine, sql: string, options: UserRunOptions = {}): Promise<UserResult> {
  return connection.exclusively(options.signal, async (run) => {
    const all = splitStatements(sql);
    const statements = options.onlyLast === true ? all.slice(-1) : all;
    if (statements.length === 0) throw new StatementFailed("There is no statement to run.");
    for (const statement of statements) {
      const refusal = refusalOf(statement);
      if (refusal !== null) throw new StatementFailed(refusal, statement.offset);
    }
    await run("begin transaction read only");
    try {
      for (const statement of statements.slice(0, -1)) {
        await explained(statement, 0, () => run(statement.text, signalOf(options)));
      }
      const result = await runLast(run, statements[statements.length - 1], options);
      await run("commit").catch(() => run("rollback"));
      return result;
    } catch (error) {
      // Not open any more if the statement itself ended it; the reason to tell is the first one.
      await run("rollback").catch(() => undefined);
      throw error;
    }
  });
}

async function runLast(run: Run, statement: SqlStatement, options: UserRunOptions): Promise<UserResult> {
  const { onColumns, onBatch, onMessages, maxRows } = options;
  if (!QUERIES.has(statement.words[0])) return runAsItIs(run, statement, options);
  const described = await explained(statement, 1, () => describe(run, statement.text, options));
  const columns = described.map(userColumn);
  onColumns?.(columns);
  const needsText = described.some(({ sqlType }) => !PLAIN.has(sqlType));
  const text = needsText ? asText(statement.text, described) : statement.text;
  const summary = await explained(statement, needsText ? 1 : 0, () =>
    run(text, {
      ...signalOf(options),
      ...(maxRows !== undefined && { maxRows }),
      ...(onBatch && { onBatch }),
      ...(onMessages && { onMessages }),
    }),
  );
  return { ...summary, columns };
}

/** Statements that only the database can describe: columns are known with the first rows, or at the end without any. */
async function runAsItIs(run: Run, statement: SqlStatement, options: UserRunOptions): Promise<UserResult> {
  const { onColumns, onBatch, onMessages, maxRows } = options;
  let columns: readonly UserColumn[] | null = null;
  const learn = (found: readonly ResultColumn[]) => {
    if (columns !== null) return columns;
    columns = found.map(plainColumn);
    onColumns?.(columns);
    return columns;
  };
  const summary = await explained(statement, 0, () =>
    run(statement.text, {
      ...signalOf(options),
      ...(maxRows !== undefined && { maxRows }),
      onBatch: (batch) => {
        learn(batch.columns);
        onBatch?.(batch);
      },
      ...(onMessages && {
        onMessages: (messages, count) => {
          learn(decodeBatch([messages[0]]).columns);
          return onMessages(messages, count);
        },
      }),
    }),
  );
  return { ...summary, columns: learn(summary.columns) };
}

interface Described {
  readonly name: string;
  readonly sqlType: string;
}

async function describe(run: Run, text: string, options: UserRunOptions): Promise<Described[]> {
  const columns: Described[] = [];
  await run(`describe\n${text}`, {
    ...signalOf(options),
    onBatch: ({ rowCount, values: [names, types] }) => {
      for (let i = 0; i < rowCount; i++) columns.push({ name: String(names[i]), sqlType: String(types[i]) });
    },
  });
  return columns;
}

/** The same rows with the columns that have no cell of their own as the database writes them. Names may repeat. */
function asText(text: string, columns: readonly Described[]): string {
  const names = columns.map((_, i) => `c${i}`);
  const cells = columns.map(({ sqlType }, i) =>
    PLAIN.has(sqlType) ? names[i] : `${names[i]}::VARCHAR as ${names[i]}`,
  );
  return `select ${cells.join(", ")} from (\n${text}\n) as q(${names.join(", ")})`;
}

/** Runs a statement; if it fails, in plain words and with the place in the whole text. */
async function explained<R>(statement: SqlStatement, linesBefore: number, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StatementFailed)) throw error;
    const { sentence, at } = failureWords(error.message, statement.text, linesBefore);
    throw new StatementFailed(sentence, at === null ? null : statement.offset + at);
  }
}

function signalOf({ signal }: UserRunOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** Statements that give rows and can stand inside another. */
const QUERIES: ReadonlySet<string> = new Set(["select", "with", "from", "values", "table", "pivot", "unpivot"]);

/** Types that fit into a cell of JavaScript without loss. */
const PLAIN: ReadonlyMap<string, ResultColumn["type"]> = new Map([
  ["VARCHAR", "text"],
  ["BOOLEAN", "boolean"],
  ["TINYINT", "number"],
  ["SMALLINT", "number"],
  ["INTEGER", "number"],
  ["UTINYINT", "number"],
  ["USMALLINT", "number"],
  ["UINTEGER", "number"],
  ["FLOAT", "number"],
  ["DOUBLE", "number"],
  ["BIGINT", "bigint"],
  ["UBIGINT", "bigint"],
  ["TIMESTAMP", "timestamp"],
]);

function userColumn({ name, sqlType }: Described): UserColumn {
  const isNumeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(sqlType);
  return { name, sqlType, cell: PLAIN.get(sqlType) ?? "text", isNumeric };
}

const CELL_TYPES: Readonly<Record<ResultColumn["type"], string>> = {
  text: "VARCHAR",
  bigint: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP",
  other: "",
};

function plainColumn({ name, type }: ResultColumn): UserColumn {
  return { name, sqlType: CELL_TYPES[type], cell: type, isNumeric: type === "bigint" || type === "number" };
}
