import { isSelectedPath, selectionOfPath } from "../../app/path-selection.ts";
import type { Workspace } from "../../app/workspace.ts";
import { colorOf, componentColors } from "../../core/present/component-colors.ts";
import { formatDuration, formatInUnit, formatShare } from "../../core/present/number-format.ts";
import type { PathRow, PathTable } from "../../core/present/path-rows.ts";
import { TableScroll } from "../shared/panel.tsx";
import { PathBar } from "../shared/path-bar.tsx";
import { SegmentName } from "../shared/segment-name.tsx";
import { Swatch } from "../shared/swatch.tsx";
import { useRoving } from "../shared/use-roving.ts";
import "./path-rows-table.css";

interface PathRowsProps {
  readonly table: PathTable;
  /** The rows of the table to show. */
  readonly rows: readonly PathRow[];
  readonly caption: string;
  /** Where rows can be chosen; null while there is nothing to choose for. */
  readonly workspace: Workspace | null;
}

/** Segments and hand-offs of an aggregated critical path, one line each, with their sum. */
export function PathRows({ table, rows, caption, workspace }: PathRowsProps) {
  const roving = useRoving(rows.length);
  const selection = workspace?.view.value.selection ?? null;
  const components = workspace?.whole.report.components ?? [];
  const colors = componentColors(components);
  const names = new Map(components.map(({ component, name }) => [component, name]));
  const colorOfRow = ({ isHandOff, components: ends }: PathRow) =>
    isHandOff || ends === null ? null : colorOf(colors, names.get(ends.from) ?? "");
  return (
    <TableScroll label={caption}>
      <table
        class="table path-table"
        data-testid="critical-path"
        onKeyDown={roving.onKeyDown}
        onFocusIn={roving.onFocusIn}
      >
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">segment or hand-off</th>
            <th scope="col" class="bar-column">
              <span class="hidden">mean critical time as a bar</span>
            </th>
            <th scope="col" class="number">
              mean time, {table.unit}
            </th>
            <th scope="col" class="number">
              of latency
            </th>
            <th scope="col" class="number">
              on path of
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const own = workspace === null ? null : selectionOfPath(row);
            const name = <SegmentName name={row.name} isHandOff={row.isHandOff} />;
            return (
              <tr key={`${row.isHandOff} ${row.name}`} class={isSelectedPath(row, selection) ? "chosen" : ""}>
                <th scope="row">
                  <span class="path-name">
                    {workspace !== null && <Swatch color={colorOfRow(row)} />}
                    {workspace === null || own === null ? (
                      name
                    ) : (
                      <button
                        type="button"
                        class="path-choice"
                        data-rove
                        tabIndex={roving.tabIndex(at)}
                        aria-pressed={isSelectedPath(row, selection)}
                        onClick={() => workspace.select(own)}
                      >
                        {name}
                      </button>
                    )}
                  </span>
                </th>
                <td class="bar-column">
                  <PathBar share={row.barShare} level={row.level} />
                </td>
                <td class="number">{formatInUnit(row.meanNs, table.unit)}</td>
                <td class="number">{formatShare(row.meanShare)}</td>
                <td class={`number path-share-${row.level}`}>{formatShare(row.onPathShare)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr class="total">
            <th scope="row">
              {rows.length < table.rows.length ? `sum of all ${table.rows.length} lines` : "sum"} = mean latency
            </th>
            <td class="bar-column" />
            <td class="number" title={formatDuration(table.meanLatencyNs)}>
              {formatInUnit(table.meanLatencyNs, table.unit)}
            </td>
            <td class="number">{table.meanLatencyNs > 0 ? formatShare(1) : ""}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </TableScroll>
  );
}
