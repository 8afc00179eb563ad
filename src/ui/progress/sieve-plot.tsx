import { formatCount, formatShare } from "../../core/present/number-format.ts";
import type { SieveCurve } from "../../core/present/sieve-curve.ts";

/** Hypotheses at work: what survives, what was refuted, and the requests that are yet to be tested. */
export function SievePlot({ curve }: { readonly curve: SieveCurve }) {
  const { points, ticks, progress, surviving, reach } = curve;
  const surface = points.map(({ x, y }, at) => (at === 0 ? `M0 ${y}H${x}` : `H${x}V${y}`)).join("");
  const label =
    `${formatCount(surviving)} orders survive and ${formatCount(progress.refuted)} are refuted ` +
    `after ${formatCount(progress.requests)} of ${formatCount(progress.ofRequests)} requests`;
  return (
    <>
      <div class="sieve-plot" role="img" aria-label={label}>
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          <rect class="sieve-refuted" x="0" y="0" width={reach} height="1" />
          <path class="sieve-surviving" d={`${surface}V1H0Z`} />
          <path class="sieve-line" d={surface} />
          <rect class="sieve-ahead" x={reach} y="0" width={Math.max(0, 1 - reach)} height="1" />
          {reach < 1 && <line class="sieve-now" x1={reach} x2={reach} y1="0" y2="1" />}
        </svg>
        <span class="sieve-word sieve-word-refuted">{formatCount(progress.refuted)} refuted</span>
        <span class="sieve-word sieve-word-surviving">
          {formatCount(surviving)} survive, {formatShare(surviving / progress.tested)} of {formatCount(progress.tested)}
        </span>
      </div>
      <svg class="sieve-axis" width="100%" height="16" aria-hidden="true">
        {ticks.map(({ share, text }) => (
          <text
            key={text}
            x={`${share * 100}%`}
            y="12"
            text-anchor={share < 0.03 ? "start" : share > 0.97 ? "end" : "middle"}
          >
            {text}
          </text>
        ))}
      </svg>
      <p class="sieve-caption">requests tested, on a logarithmic axis: each decade weighs the same</p>
    </>
  );
}
