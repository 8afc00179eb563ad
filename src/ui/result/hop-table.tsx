import { useSignal } from "@preact/signals";
import type { RequestDetail } from "../../core/analysis/request-detail.ts";
import { columnUnit, formatCountOf, formatInUnit, formatShare } from "../../core/present/number-format.ts";
import { hopRows } from "../../core/present/path-rows.ts";
import { Pager } from "../shared/pager.tsx";
import { TableScroll } from "../shared/panel.tsx";
import { PathBar } from "../shared/path-bar.tsx";
import { SegmentName } from "../shared/segment-name.tsx";

/** As long as the list of requests beside it. */
const ROWS = 25;

/** The critical path of one request from its first event to its last. */
export function HopTable({ detail }: { readonly detail: RequestDetail }) {
  const offset = useSignal(0);
  const isFolded = useSignal(true);
  if (detail.withoutPath !== null) return <p class="panel-text">No path: {detail.withoutPath}.</p>;
  const all = hopRows(detail);
  if (all.length === 0) return <p class="panel-text">No path: the request has a single event.</p>;
  const timed = all.filter(({ lagNs }) => lagNs > 0);
  const rows = isFolded.value && timed.length > 0 ? timed : all;
  const folded = all.length - timed.length;
  const unit = columnUnit([detail.latencyNs]);
  const longest = Math.max(...rows.map(({ share }) => share));
  return (
    <>
      {folded > 0 && timed.length > 0 && (
        <label class="panel-text check">
          <input
            type="checkbox"
            checked={!isFolded.value}
            onChange={(event) => {
              isFolded.value = !event.currentTarget.checked;
              offset.value = 0;
            }}
          />
          Show {formatCountOf(folded, "hop")} of no time
        </label>
      )}
      <TableScroll label="Critical path of this request">
        <table class="table table-fixed" data-testid="hops">
          <caption class="hidden">Hops of the critical path, in order of time</caption>
          <thead>
            <tr>
              <th scope="col" class="number narrow">
                at, {unit}
              </th>
              <th scope="col">charged to</th>
              <th scope="col">from → to</th>
              <th scope="col" class="bar-column">
                <span class="hidden">time as a bar</span>
              </th>
              <th scope="col" class="number narrow">
                time, {unit}
              </th>
              <th scope="col" class="number narrow">
                of latency
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(offset.value, offset.value + ROWS).map((row, at) => (
              <tr key={at}>
                <td class="number quiet">{formatInUnit(row.offsetNs, unit)}</td>
                <th scope="row">
                  <SegmentName name={row.name} isHandOff={row.isHandOff} />
                </th>
                <td class="quiet">
                  <span class="clamped" title={`${row.from} → ${row.to}`}>
                    {row.from} → {row.to}
                  </span>
                </td>
                <td class="bar-column">
                  <PathBar share={longest === 0 ? 0 : row.share / longest} level="most" />
                </td>
                <td class="number">{formatInUnit(row.lagNs, unit)}</td>
                <td class="number">{formatShare(row.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Pager
        what="hops"
        total={rows.length}
        offset={offset.value}
        size={ROWS}
        onOffset={(next) => {
          offset.value = next;
        }}
      />
    </>
  );
}
