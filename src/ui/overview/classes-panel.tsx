import type { Workspace } from "../../app/workspace.ts";
import { columnUnit, formatCount, formatCountOf, formatInUnit } from "../../core/present/number-format.ts";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { useRoving } from "../shared/use-roving.ts";

/** The groups of alike requests; choosing one changes every other panel. At most 64, so they stand on one page. */
export function ClassesPanel({ workspace }: { readonly workspace: Workspace }) {
  const { classes } = workspace.shown.value.report;
  const present = workspace.present.value;
  const roving = useRoving(classes.length);
  const unit = columnUnit(classes.map(({ latencyNs }) => latencyNs.p95));
  return (
    <Panel id="classes" title="Classes of requests" note={formatCountOf(classes.length, "class", "classes")}>
      <TableScroll label="Classes of requests">
        <table class="table" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
          <caption class="hidden">Classes with their requests and latencies</caption>
          <thead>
            <tr>
              <th scope="col">class</th>
              <th scope="col" class="number">
                requests
              </th>
              <th scope="col" class="number">
                p50, {unit}
              </th>
              <th scope="col" class="number">
                p95, {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {classes.map(({ id, name, requests, latencyNs, otherKinds }, at) => {
              const isShown = id === present?.id;
              return (
                <tr key={id} class={isShown ? "chosen" : ""}>
                  <th scope="row">
                    <button
                      type="button"
                      class="link"
                      data-rove
                      tabIndex={roving.tabIndex(at)}
                      aria-pressed={isShown}
                      onClick={() => workspace.go({ classId: id, selection: null })}
                    >
                      {name}
                    </button>
                    {otherKinds > 0 && <span class="quiet"> {formatCount(otherKinds)} rare kinds take no part</span>}
                  </th>
                  <td class="number">{formatCount(requests)}</td>
                  <td class="number">{formatInUnit(latencyNs.p50, unit)}</td>
                  <td class="number">{formatInUnit(latencyNs.p95, unit)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </Panel>
  );
}
