import type { AnalysisReport } from "../../core/present/analysis-report.ts";
import { type ConvergenceCurve, convergenceCurve } from "../../core/present/convergence-curve.ts";
import { formatCount, formatShare } from "../../core/present/number-format.ts";

/** How many hypotheses of all classes were still alive after so many requests: flat at the end means more logs would change little. */
export function ConvergencePlot({ points }: { readonly points: AnalysisReport["convergence"] }) {
  const curve = convergenceCurve(points);
  if (curve === null) return <p class="panel-text quiet">There was no hypothesis to refute.</p>;
  const line = curve.points.map(({ x, y }, at) => (at === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join("");
  return (
    <figure class="convergence">
      <figcaption>Hypotheses of all classes left after so many requests</figcaption>
      <div class="convergence-body" role="img" aria-label={curveWords(curve)}>
        <div class="convergence-counts">
          <span>{formatCount(curve.afterFirst)}</span>
          <span>0</span>
        </div>
        <div class="convergence-plot">
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <path class="convergence-area" d={`${line}V1H0Z`} />
            <path class="convergence-line" d={line} />
          </svg>
        </div>
        <svg class="convergence-end" width="56" height="100%" aria-hidden="true">
          <text y={`${curve.points[curve.points.length - 1].y * 100}%`} dominant-baseline="central">
            {formatCount(curve.surviving)}
          </text>
        </svg>
        <svg class="overview-axis" width="100%" height="16" aria-hidden="true">
          {curve.requestTicks.map(({ share, text }) => (
            <text key={text} x={`${share * 100}%`} y="12" text-anchor={anchorAt(share)}>
              {text}
            </text>
          ))}
        </svg>
      </div>
      <p class="overview-caption">
        {curveWords(curve)} {isFlat(curve) ? "More requests would change little." : "More requests would refute more."}
      </p>
    </figure>
  );
}

/** Below this share of all refutations in the second half, the curve is called flat. */
const FLAT_SHARE = 0.02;

function isFlat({ lateShare }: ConvergenceCurve): boolean {
  return lateShare < FLAT_SHARE;
}

function curveWords({ surviving, lateShare }: ConvergenceCurve): string {
  const late = lateShare === 0 ? "none" : formatShare(lateShare);
  return `${formatCount(surviving)} hypotheses survive; the second half of the requests refuted ${late} of what fell.`;
}

/** Labels at the ends of an axis stay within it. */
export function anchorAt(share: number): "start" | "middle" | "end" {
  if (share < 0.03) return "start";
  return share > 0.97 ? "end" : "middle";
}
