import { windowPlot } from "../../core/present/evidence-windows.ts";
import type { PairReport } from "../../core/present/pair-report.ts";
import { EvidenceSection } from "./drawer-frame.tsx";

const BASE = 46;
const TALLEST = 28;

/** A relation over the time of the dataset: nothing where there is one window only. */
export function WindowFigure({ report }: { readonly report: PairReport }) {
  const plot = windowPlot(report.windows);
  if (plot === null) return null;
  const percent = (share: number) => `${share * 100}%`;
  const isAgainst = plot.shows === "against";
  return (
    <EvidenceSection
      title={isAgainst ? "Share against, by window" : "Requests by window"}
      note={isAgainst ? `${plot.stems.length} windows, %` : `${plot.stems.length} windows, none against`}
    >
      <svg class="ev-plot" width="100%" height="62" role="img" aria-label={plot.label}>
        {plot.limit !== null && (
          <line class="ev-limit" x1="0" x2="100%" y1={BASE - plot.limit * TALLEST} y2={BASE - plot.limit * TALLEST} />
        )}
        {plot.stems.map(({ x, height, text, words, isViolation }) => {
          const y = BASE - height * TALLEST;
          return (
            <g key={x}>
              <title>{words}</title>
              <line class="ev-stem" x1={percent(x)} x2={percent(x)} y1={BASE} y2={y} />
              <circle class={isViolation ? "ev-dot ev-dot-against" : "ev-dot"} cx={percent(x)} cy={y} r="2.5" />
              {text !== "" && (
                <text class="ev-tick" x={percent(x)} y={y - 6}>
                  {text}
                </text>
              )}
            </g>
          );
        })}
        <line class="ev-axis" x1="0" x2="100%" y1={BASE + 0.5} y2={BASE + 0.5} />
        <text x="0" y={BASE + 14}>
          {plot.from}
        </text>
        {plot.limit !== null && (
          <text class="ev-tick" x="50%" y={BASE + 14}>
            dotted: the 1 % limit for near
          </text>
        )}
        <text class="ev-tick-end" x="100%" y={BASE + 14}>
          {plot.to}
        </text>
      </svg>
    </EvidenceSection>
  );
}
