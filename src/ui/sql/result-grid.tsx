// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot be left out of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: cells take the focus, not rows.
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ResultTable } from "../../app/result-table.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { cellText } from "./cell-text.ts";
import {
  columnWidths,
  type GridPlace,
  numberWidth,
  placeAfter,
  ROW_PX,
  rowsInView,
  scrollToRow,
} from "./grid-layout.ts";

interface ResultGridProps {
  readonly table: ResultTable;
  /** Opens a request by its id: cells of `request_id` do so on click and Enter. */
  readonly onRequest: (id: string) => void;
}

/** The rows of a result: only those in view are elements. One tab stop; arrows move from cell to cell. */
export function ResultGrid({ table, onRequest }: ResultGridProps) {
  const { columns, rowCount } = table;
  const root = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 480 });
  const [place, setPlace] = useState<GridPlace>({ row: -1, column: 0 });
  const wantsFocus = useRef(false);
  const id = `sql-grid-${useId().replaceAll(/\W/g, "")}`;
  const widths = useMemo(() => columnWidths(table), [columns, rowCount > 0]);
  const { from, to } = rowsInView(scroll.top, scroll.height, rowCount);
  useGridSheet(id, widths, rowCount, from);

  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    const measure = () => setScroll({ top: element.scrollTop, height: element.clientHeight - ROW_PX });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    // Another result begins at its top.
    root.current?.scrollTo(0, 0);
    setPlace({ row: -1, column: 0 });
  }, [columns]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    root.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: false });
  }, [place, from]);

  const open = (row: number, column: number) => {
    if (columns[column].name !== "request_id" || row < 0) return;
    const value = table.cell(row, column);
    if (value !== null && value !== undefined) onRequest(String(value));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") open(place.row, place.column);
    if ((event.ctrlKey || event.metaKey) && event.key === "c" && place.row >= 0) {
      const value = table.cell(place.row, place.column);
      if (getSelection()?.isCollapsed !== false)
        void navigator.clipboard?.writeText(value === null ? "" : String(value));
      return;
    }
    const rowsPerPage = Math.max(1, Math.floor(scroll.height / ROW_PX) - 1);
    const next = placeAfter(place, event, { rows: rowCount, columns: columns.length, rowsPerPage });
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    wantsFocus.current = true;
    if (root.current !== null) root.current.scrollTop = scrollToRow(next.row, root.current.scrollTop, scroll.height);
    setPlace(next);
  };
  const isAt = (row: number, column: number) => place.row === row && place.column === column;
  // The tab stop may have been scrolled away: then the names take its place.
  const isSeen = place.row < 0 || (place.row >= from && place.row < to);
  const stop = (row: number, column: number): 0 | -1 =>
    (isSeen ? isAt(row, column) : row === -1 && column === place.column) ? 0 : -1;

  return (
    <div
      class={`sql-grid ${id}`}
      ref={root}
      role="grid"
      aria-label={`Result: ${formatCount(rowCount)} rows, ${columns.length} columns`}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      data-testid="sql-grid"
      onScroll={({ currentTarget }) => setScroll({ ...scroll, top: currentTarget.scrollTop })}
      onClick={({ target }) => {
        const { row, column } = (target as HTMLElement).dataset;
        if (row !== undefined) open(Number(row), Number(column));
      }}
      onKeyDown={onKeyDown}
    >
      <div class="sql-row sql-head" role="row" aria-rowindex={1}>
        <span class="sql-number" role="presentation" />
        {columns.map(({ name, sqlType, isNumeric }, column) => (
          <span
            key={column}
            class={isNumeric ? "sql-cell sql-right" : "sql-cell"}
            role="columnheader"
            tabIndex={stop(-1, column)}
            title={`${name} ${sqlType}`}
            onFocus={() => setPlace({ row: -1, column })}
          >
            {name}
            <small>{sqlType.toLowerCase()}</small>
          </span>
        ))}
      </div>
      <div class="sql-rows" role="presentation">
        {Array.from({ length: to - from }, (_, at) => from + at).map((row) => (
          <div key={row} class="sql-row" role="row" aria-rowindex={row + 2}>
            <span class="sql-number" role="presentation">
              {formatCount(row + 1)}
            </span>
            {columns.map((column, at) => {
              const value = table.cell(row, at);
              const cell = value === null || value === undefined ? null : cellText(value, column);
              const isLink = cell !== null && column.name === "request_id";
              return (
                <span
                  key={at}
                  class={cellClass(column.isNumeric, cell === null, isLink)}
                  role="gridcell"
                  tabIndex={stop(row, at)}
                  title={isLink ? `Open request ${cell.text}` : (cell?.title ?? undefined)}
                  onFocus={() => setPlace({ row, column: at })}
                  data-row={row}
                  data-column={at}
                >
                  {cell === null ? "NULL" : cell.text}
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function cellClass(isNumeric: boolean, isNull: boolean, isLink: boolean): string {
  return `sql-cell${isNumeric ? " sql-right" : ""}${isNull ? " sql-null" : ""}${isLink ? " sql-link" : ""}`;
}

/** Widths and heights are data: they stand in a sheet of their own, since the page's policy allows no style attributes. */
function useGridSheet(id: string, widths: readonly number[], rowCount: number, from: number): void {
  const sheet = useMemo(() => new CSSStyleSheet(), []);
  useLayoutEffect(() => {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [sheet]);
  useLayoutEffect(() => {
    const tracks = widths.map((px) => `${px}px`);
    const numberPx = numberWidth(rowCount);
    const total = numberPx + widths.reduce((sum, px) => sum + px, 0);
    sheet.replaceSync(
      `.${id} .sql-row { grid-template-columns: ${numberPx}px ${tracks.join(" ")}; min-width: ${total}px; }` +
        `.${id} .sql-rows { height: ${rowCount * ROW_PX}px; padding-top: ${from * ROW_PX}px; min-width: ${total}px; }`,
    );
  }, [sheet, id, widths, rowCount, from]);
}
