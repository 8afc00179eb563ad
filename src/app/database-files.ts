import type { TableName } from "../data/schema.ts";
import type { PackerApi } from "../protocol/packer-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { Database, TableState } from "./database.ts";
import type { ExportedFile } from "./exports.ts";
import { type PackOptions, packRows, packTable, packTables, sampleBytes } from "./table-export.ts";

/** The database as files. Each is made on a connection of its own and can be cancelled. */
export class DatabaseFiles {
  constructor(
    private readonly database: Pick<Database, "connect" | "tables" | "console">,
    private readonly packer: WorkerHandle<PackerApi>,
  ) {}

  /** One table as CSV, exactly as it stands. Rejects when it does not exist or the packing is cancelled. */
  async table(name: TableName, options: PackOptions): Promise<ExportedFile> {
    const table = this.database.tables.value.find((each) => each.name === name);
    if (table === undefined) throw new Error(`There is no table ${name}.`);
    return packTable(this.packer, await this.database.connect(), table, options);
  }

  /** All tables with `schema.sql` and load scripts, as one archive. */
  async archive(options: PackOptions): Promise<ExportedFile> {
    return packTables(this.packer, await this.database.connect(), this.database.tables.value, options);
  }

  /** All rows of the last statement of a text, as CSV for a spreadsheet. Runs it again, where its temporary tables are. */
  async result(sql: string, options: PackOptions): Promise<ExportedFile> {
    const source = { connection: await this.database.console.connected(), sql, onlyLast: true };
    return packRows(this.packer, source, { name: "result.csv", reader: "spreadsheet", ...options });
  }

  /** Bytes of each table as CSV, from its first rows: close enough to decide on a download. */
  async estimates(): Promise<ReadonlyMap<TableName, number>> {
    const connection = await this.database.connect();
    const bytes = new Map<TableName, number>();
    for (const table of this.database.tables.value) bytes.set(table.name, await estimate(connection, table));
    return bytes;
  }
}

async function estimate(connection: Parameters<typeof sampleBytes>[0], table: TableState): Promise<number> {
  const { bytes, rows, headerBytes } = await sampleBytes(connection, table);
  return headerBytes + (rows === 0 ? 0 : Math.round((bytes / rows) * table.rowCount));
}
