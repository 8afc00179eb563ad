import type { Format } from "../format.ts";

/**
 * Parquet. Its files tell their own slices, stretches of rows (`parquet/row-job.ts`), so nothing here reads bytes: what
 * begins like Parquet goes to `ParquetService` before any format is asked.
 */
export const parquetFormat: Format = {
  name: "parquet",
  randomAccess: false,
  framing: "rows",
  columnNames: "named",
  parse() {
    throw new Error("Parquet is parsed by rows, not by bytes");
  },
  detect: () => null,
};
