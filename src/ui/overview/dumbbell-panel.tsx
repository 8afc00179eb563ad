import { selectionOfPath } from "../../app/path-selection.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { colorOf, componentColors } from "../../core/present/component-colors.ts";
import { type DumbbellRow, dumbbells } from "../../core/present/dumbbell-rows.ts";
import { formatDuration, formatInUnit } from "../../core/present/number-format.ts";
import { Panel } from "../shared/panel.tsx";
import { Swatch } from "../shared/swatch.tsx";
import { useRoving } from "../shared/use-roving.ts";

interface DumbbellPanelProps {
  readonly workspace: Workspace;
  readonly present: ClassReport;
}

/** Total against critical time by component: what is long need not be what requests wait for. */
export function DumbbellPanel({ workspace, present }: DumbbellPanelProps) {
  const { rows, unit, largestNs, ticks, misleading } = dumbbells(workspace.shown.value.report, present);
  const colors = componentColors(workspace.whole.report.components);
  const roving = useRoving(rows.length);
  const at = (ns: number) => `${largestNs > 0 ? (ns / largestNs) * 100 : 0}%`;
  if (rows.length === 0) {
    return (
      <Panel id="dumbbells" title="Total against critical time">
        <p class="panel-text quiet">This class has no segments: its events are points, and nothing lasts.</p>
      </Panel>
    );
  }
  return (
    <Panel
      id="dumbbells"
      title="Total against critical time"
      note={`mean ${unit} a request`}
      action={
        <button type="button" class="link overview-link" onClick={() => workspace.open("path")}>
          Critical path
        </button>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys move the focus among the buttons inside. */}
      <div class="dumbbells" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        <div class="dumbbell-head" aria-hidden="true">
          <span />
          <span />
          <span class="dumbbell-critical">critical</span>
          <span>total</span>
        </div>
        {rows.map((row, index) => {
          const { top } = row;
          const selection = top === null ? null : selectionOfPath(top);
          return (
            <button
              key={row.name}
              type="button"
              class="dumbbell"
              data-rove
              tabIndex={roving.tabIndex(index)}
              aria-label={rowWords(row)}
              aria-disabled={selection === null}
              title={top === null ? "Not on the critical path" : `Most of it: ${top.name}`}
              onClick={() => selection !== null && workspace.select(selection)}
            >
              <span class="dumbbell-name">
                <Swatch
                  color={row.of === "component" ? colorOf(colors, row.name) : row.of === "others" ? "c-other" : null}
                />
                <span>{row.name}</span>
              </span>
              <svg class="dumbbell-plot" width="100%" height="16" aria-hidden="true">
                <line class="dumbbell-rail" x1="0" x2="100%" y1="8" y2="8" />
                {row.totalNs !== null && (
                  <>
                    <line class="dumbbell-bar" x1={at(row.criticalNs)} x2={at(row.totalNs)} y1="8" y2="8" />
                    <circle class="dumbbell-total" cx={at(row.totalNs)} cy="8" r="4" />
                  </>
                )}
                {row.criticalNs > 0 && <circle class="dumbbell-dot" cx={at(row.criticalNs)} cy="8" r="4" />}
              </svg>
              <span class={row.criticalNs > 0 ? "dumbbell-number dumbbell-critical" : "dumbbell-number quiet"}>
                {formatInUnit(row.criticalNs, unit)}
              </span>
              <span class="dumbbell-number quiet">{row.totalNs === null ? "–" : formatInUnit(row.totalNs, unit)}</span>
            </button>
          );
        })}
        <div class="dumbbell-axis" aria-hidden="true">
          <span />
          <svg width="100%" height="16" aria-hidden="true">
            {ticks.map(({ share, text }) => (
              <text key={text} x={`${share * 100}%`} y="12" text-anchor={share === 0 ? "start" : "middle"}>
                {text}
              </text>
            ))}
          </svg>
        </div>
      </div>
      {misleading !== null && (
        <p class="panel-foot">
          Summing misleads: {misleading.name} takes {formatDuration(misleading.totalNs ?? 0)} a request in all, of which
          requests wait for {formatDuration(misleading.criticalNs)}.
        </p>
      )}
    </Panel>
  );
}

function rowWords({ name, totalNs, criticalNs, top }: DumbbellRow): string {
  const total = totalNs === null ? "" : ` of ${formatDuration(totalNs)} in all`;
  const most = top === null ? "" : `; most of it ${top.name}`;
  return `${name}: ${formatDuration(criticalNs)} critical${total}${most}`;
}
