import type { ResultTable } from "../../app/result-table.ts";
import { cellText } from "./cell-text.ts";

export const ROW_PX = 24;

const SAMPLE_ROWS = 100;
/** Mean width of a character of the dense type, rather too much than too little. */
const CHARACTER_PX = 6.7;
const PADDING_PX = 26;
const LEAST_PX = 56;
const MOST_PX = 380;

/** Widths of the columns (px), from their names and first rows. */
export function columnWidths(table: ResultTable): number[] {
  return table.columns.map((column, at) => {
    let characters = Math.max(column.name.length, column.sqlType.length);
    for (let row = 0; row < Math.min(SAMPLE_ROWS, table.rowCount); row++) {
      const value = table.cell(row, at);
      characters = Math.max(characters, value === null ? 4 : cellText(value, column).text.length);
    }
    return Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, characters * CHARACTER_PX + PADDING_PX)));
  });
}

/** Width (px) of the numbers of the rows. */
export function numberWidth(rowCount: number): number {
  return Math.round(22 + Math.max(2, String(rowCount).length) * CHARACTER_PX * 1.15);
}

/** Rows to draw: those that can be seen, and some around them. */
export function rowsInView(scrollPx: number, heightPx: number, rowCount: number): { from: number; to: number } {
  const margin = 6;
  const from = Math.max(0, Math.min(rowCount, Math.floor(scrollPx / ROW_PX) - margin));
  return { from, to: Math.min(rowCount, Math.ceil((scrollPx + heightPx) / ROW_PX) + margin) };
}

export interface GridPlace {
  /** −1 is the line of names. */
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; null if it leads nowhere. */
export function placeAfter(
  { row, column }: GridPlace,
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">,
  size: { readonly rows: number; readonly columns: number; readonly rowsPerPage: number },
): GridPlace | null {
  const last = size.rows - 1;
  const to = (nextRow: number, nextColumn: number) => ({
    row: Math.max(-1, Math.min(last, nextRow)),
    column: Math.max(0, Math.min(size.columns - 1, nextColumn)),
  });
  const isFar = ctrlKey || metaKey;
  switch (key) {
    case "ArrowDown":
      return to(isFar ? last : row + 1, column);
    case "ArrowUp":
      return to(isFar ? -1 : row - 1, column);
    case "ArrowLeft":
      return to(row, isFar ? 0 : column - 1);
    case "ArrowRight":
      return to(row, isFar ? size.columns : column + 1);
    case "Home":
      return to(isFar ? -1 : row, 0);
    case "End":
      return to(isFar ? last : row, size.columns);
    case "PageDown":
      return to(row + size.rowsPerPage, column);
    case "PageUp":
      return to(row - size.rowsPerPage, column);
    default:
      return null;
  }
}

/** Scroll position (px) that shows a row below the line of names; the present one if it does. */
export function scrollToRow(row: number, scrollPx: number, heightPx: number): number {
  if (row < 0) return scrollPx;
  const top = row * ROW_PX;
  if (top < scrollPx) return top;
  return top + ROW_PX > scrollPx + heightPx ? top + ROW_PX - heightPx : scrollPx;
}
