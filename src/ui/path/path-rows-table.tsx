import { formatInUnit, formatShare } from "../../core/present/number-format.ts";
import type { PathRow, PathTable } from "../../core/present/path-rows.ts";
import { TableScroll } from "../shared/panel.tsx";
import { PathBar } from "../shared/path-bar.tsx";
import { SegmentName } from "../shared/segment-name.tsx";

interface PathRowsProps {
  readonly table: PathTable;
  /** The rows of the table to show. */
  readonly rows: readonly PathRow[];
  readonly caption: string;
}

/** Segments and hand-offs of an aggregated critical path, one line each. */
export function PathRows({ table, rows, caption }: PathRowsProps) {
  return (
    <TableScroll label={caption}>
      <table class="table" data-testid="critical-path">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">segment</th>
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
          {rows.map((row) => (
            <tr key={`${row.isHandOff} ${row.name}`}>
              <th scope="row">
                <SegmentName name={row.name} isHandOff={row.isHandOff} />
              </th>
              <td class="bar-column">
                <PathBar share={row.barShare} level={row.level} />
              </td>
              <td class="number">{formatInUnit(row.meanNs, table.unit)}</td>
              <td class="number">{formatShare(row.meanShare)}</td>
              <td class={`number path-share-${row.level}`}>{formatShare(row.onPathShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
