import type { ResultBatch } from "../data/result-rows.ts";
import type { UserColumn } from "../data/user-query.ts";

export type { UserColumn } from "../data/user-query.ts";

/** Rows of a result as they came, batch by batch; nothing is copied. */
export class ResultTable {
  readonly rowCount: number;
  /** First row of each batch. */
  private readonly firstRows: readonly number[];

  constructor(
    readonly columns: readonly UserColumn[],
    private readonly batches: readonly ResultBatch[],
  ) {
    const firstRows: number[] = [];
    let rows = 0;
    for (const { rowCount } of batches) {
      firstRows.push(rows);
      rows += rowCount;
    }
    this.firstRows = firstRows;
    this.rowCount = rows;
  }

  /** A cell, null for NULL; undefined beyond the last row. */
  cell(row: number, column: number): unknown {
    const { firstRows } = this;
    let [low, high] = [0, firstRows.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firstRows[middle] <= row) low = middle;
      else high = middle - 1;
    }
    const batch = this.batches[low];
    return batch === undefined || row - firstRows[low] >= batch.rowCount
      ? undefined
      : batch.values[column][row - firstRows[low]];
  }
}
