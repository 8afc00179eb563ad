import { useMemo, useState } from "preact/hooks";
import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { boxTerms, HEAT_LEVELS, type HeatBox, heatMap } from "../../core/present/heat-map-rows.ts";
import { boxWords, heatMapWords, latencyStretches } from "../../core/present/heat-map-words.ts";
import { formatCount, formatDuration } from "../../core/present/number-format.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { HeatPlot } from "./heat-plot.tsx";

interface LatencyPanelProps {
  readonly workspace: Workspace;
  readonly present: ClassReport;
}

/** Requests by time and latency. A box of them becomes a filter. */
export function LatencyPanel({ workspace, present }: LatencyPanelProps) {
  const { filter, report } = workspace.shown.value;
  const { originNs } = report;
  const key = `${present.id} ${filter}`;
  const answer = useAnswer(key, () => workspace.questions.latencyMap(present.id, filter));
  const answered = latest(answer);
  const map = useMemo(() => answered && heatMap(answered.grid, answered.lines, originNs), [answered, originNs]);
  const [chosen, setChosen] = useState<{ readonly key: string; readonly box: HeatBox } | null>(null);
  const [isTable, setTable] = useState(false);
  // A box is about the map it was drawn on.
  const box = chosen?.key === key ? chosen.box : null;
  const apply = () => {
    if (map === null || box === null) return;
    setChosen(null);
    workspace.setTerms([...workspace.terms, ...boxTerms(map, box)]);
  };
  const slowestNs = present.latencyNs.p95;
  return (
    <Panel
      id="latency"
      title="Latency"
      note="requests by time of start and latency; drag a box to see only those"
      action={map !== null && map.largestCount > 0 ? <HeatLegend largest={map.largestCount} /> : undefined}
    >
      {answer.state === "failed" && <Notice tone="error">{answer.message}</Notice>}
      {answered === null && answer.state === "asking" && (
        <p class="panel-text quiet overview-waiting" aria-busy="true">
          Counting requests by time and latency
        </p>
      )}
      {answered !== null && map === null && <p class="panel-text quiet">No request of this class is left to draw.</p>}
      {answered !== null && map !== null && (
        <>
          <HeatPlot
            map={map}
            label={heatMapWords(map, answered.lines)}
            box={box}
            onBox={(next) => setChosen(next === null ? null : { key, box: next })}
            onApply={apply}
          />
          <div class="latency-foot">
            <p role="status">
              {box === null ? "Arrow keys and Shift draw a box, Enter takes it." : boxWords(map, box, originNs)}
            </p>
            <button
              type="button"
              class="button"
              aria-expanded={isTable}
              aria-controls="latency-table"
              onClick={() => setTable(!isTable)}
            >
              <Icon name="table" />
              Table
            </button>
            {box === null ? (
              <button
                type="button"
                class="button"
                onClick={() => workspace.addTerm({ on: "latency", fromNs: slowestNs, toNs: null })}
              >
                Slowest 5 %
              </button>
            ) : (
              <>
                <button type="button" class="button button-primary" onClick={apply} data-testid="take-box">
                  Only these
                </button>
                <button
                  type="button"
                  class="button button-icon"
                  aria-label="Drop the box"
                  onClick={() => setChosen(null)}
                >
                  <Icon name="close" />
                </button>
              </>
            )}
          </div>
          {isTable && (
            <div class="latency-table" id="latency-table">
              <TableScroll label="Latency over time">
                <table class="table">
                  <caption class="hidden">Median and 95 % latency over time</caption>
                  <thead>
                    <tr>
                      <th scope="col">from (UTC)</th>
                      {["requests", "p50", "p95"].map((name) => (
                        <th key={name} scope="col" class="number">
                          {name}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {latencyStretches(map, answered.lines, originNs).map(({ from, requests, p50Ns, p95Ns }) => (
                      <tr key={from}>
                        <th scope="row">{from}</th>
                        <td class="number">{formatCount(requests)}</td>
                        <td class="number">{p50Ns === null ? "–" : formatDuration(p50Ns)}</td>
                        <td class="number">{p95Ns === null ? "–" : formatDuration(p95Ns)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableScroll>
            </div>
          )}
        </>
      )}
    </Panel>
  );
}

function HeatLegend({ largest }: { readonly largest: number }) {
  return (
    <span class="heat-legend" aria-hidden="true">
      1
      <svg viewBox={`0 0 ${HEAT_LEVELS} 1`} preserveAspectRatio="none" width="70" height="8" aria-hidden="true">
        {Array.from({ length: HEAT_LEVELS }, (_, at) => (
          <rect key={at} class={`heat-${at + 1}`} x={at} y="0" width="1" height="1" />
        ))}
      </svg>
      {formatCount(largest)} a cell
    </span>
  );
}
