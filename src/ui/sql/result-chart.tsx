import { useEffect, useState } from "preact/hooks";
import type { ResultTable } from "../../app/result-table.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { type Chart, chartOf, defaultAxes, numericColumns } from "./chart-model.ts";

/** One numeric column of the result over another column. */
export function ResultChart({ table }: { readonly table: ResultTable }) {
  const first = defaultAxes(table);
  const [chosen, setChosen] = useState(first);
  useEffect(() => setChosen(first), [table.columns]);
  const axes = chosen ?? first;
  if (axes === null) {
    return (
      <section class="sql-chart" aria-label="Chart">
        <p class="sql-note">{noChart(table)}</p>
      </section>
    );
  }
  const chart = chartOf(table, axes);
  return (
    <section class="sql-chart" aria-label="Chart" data-testid="sql-chart">
      <header>
        <h2>Chart</h2>
        <select
          class="select"
          aria-label="Measured column"
          value={axes.y}
          onChange={({ currentTarget }) => setChosen({ ...axes, y: Number(currentTarget.value) })}
        >
          {numericColumns(table).map((at) => (
            <option key={at} value={at}>
              {table.columns[at].name}
            </option>
          ))}
        </select>
        <span class="quiet">over</span>
        <select
          class="select"
          aria-label="Column along the axis"
          value={axes.x}
          onChange={({ currentTarget }) => setChosen({ ...axes, x: Number(currentTarget.value) })}
        >
          {table.columns.map(({ name }, at) => (
            <option key={at} value={at}>
              {name}
            </option>
          ))}
        </select>
      </header>
      {chart === null ? <p class="sql-note">No row has a value in both columns.</p> : <Drawing chart={chart} />}
      {chart !== null && chart.hidden > 0 && (
        <p class="sql-note">
          The first {formatCount(chart.kind === "bars" ? chart.bars.length : chart.points.length)} rows are drawn,{" "}
          {formatCount(chart.hidden)} are not.
        </p>
      )}
    </section>
  );
}

function noChart(table: ResultTable): string {
  if (table.rowCount < 2) return "A chart needs at least two rows.";
  return "A chart needs a column of numbers and another column.";
}

function Drawing({ chart }: { readonly chart: Chart }) {
  if (chart.kind === "bars") {
    const hasNegative = chart.bars.some(({ share }) => share < 0);
    const zero = hasNegative ? 50 : 0;
    const scale = hasNegative ? 50 : 100;
    return (
      <div class="sql-bars" role="img" aria-label={chart.sentence}>
        {chart.bars.map(({ label, share, text }, at) => (
          <div key={at} class="sql-bar">
            <span title={label}>{label}</span>
            <svg width="100%" height="14" aria-hidden="true">
              <rect
                x={`${share < 0 ? zero + share * scale : zero}%`}
                y="2"
                width={`${Math.max(0.3, Math.abs(share) * scale)}%`}
                height="10"
                rx="1"
              />
            </svg>
            <span class="sql-bar-value">{text}</span>
          </div>
        ))}
      </div>
    );
  }
  const { kind, points, xTicks, yTicks, sentence } = chart;
  const at = (share: number) => `${share * 100}%`;
  return (
    <div class="sql-plot" role="img" aria-label={sentence}>
      <div class="sql-plot-y" aria-hidden="true">
        <svg width="100%" height="100%" aria-hidden="true">
          {yTicks.map((tick) => (
            <text key={tick.text} x="100%" y={at(1 - tick.share)} dy="4" text-anchor="end">
              {tick.text}
            </text>
          ))}
        </svg>
      </div>
      <svg class="sql-plot-area" width="100%" height="100%" aria-hidden="true">
        {yTicks.map((tick) => (
          <line key={tick.text} class="sql-gridline" x1="0" x2="100%" y1={at(1 - tick.share)} y2={at(1 - tick.share)} />
        ))}
        {kind === "line" && (
          <svg
            width="100%"
            height="100%"
            viewBox="0 0 1000 1000"
            preserveAspectRatio="none"
            overflow="visible"
            aria-hidden="true"
          >
            <polyline
              points={points.map(({ x, y }) => `${(x * 1000).toFixed(1)},${((1 - y) * 1000).toFixed(1)}`).join(" ")}
              vector-effect="non-scaling-stroke"
            />
          </svg>
        )}
        {(kind === "points" || points.length <= 60) &&
          points.map(({ x, y }, index) => (
            <circle key={index} cx={at(x)} cy={at(1 - y)} r={kind === "points" ? 2.5 : 2} />
          ))}
      </svg>
      <svg class="sql-plot-x" width="100%" height="18" aria-hidden="true">
        {xTicks.map((tick) => (
          <text key={tick.text} x={at(tick.share)} y="13" text-anchor={anchorOf(tick.share)}>
            {tick.text}
          </text>
        ))}
      </svg>
    </div>
  );
}

function anchorOf(share: number): "start" | "middle" | "end" {
  if (share < 0.06) return "start";
  return share > 0.94 ? "end" : "middle";
}
