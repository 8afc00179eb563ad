import type { SegmentSpread } from "../../core/analysis/segment-spread.ts";
import { durationRange } from "../../core/present/evidence-words.ts";
import { formatCountOf, formatDuration } from "../../core/present/number-format.ts";
import { durationTicks } from "../../core/present/value-ticks.ts";
import { EvidenceSection } from "./drawer-frame.tsx";

interface SpreadFigureProps {
  readonly spread: SegmentSpread;
  readonly meanNs: number;
}

const MOST_TICKS = 4;

/** How long a segment lasts: from the 10th to the 90th percentile, the median and the mean. */
export function SpreadFigure({ spread, meanNs }: SpreadFigureProps) {
  const { p10, p50, p90 } = spread.durationNs;
  const largest = Math.max(p90, meanNs) * 1.1;
  if (!(largest > 0)) return null;
  const at = (ns: number) => `${(ns / largest) * 100}%`;
  const label = `Half of its requests take at most ${formatDuration(p50)}; one in ten less than ${formatDuration(p10)}, one in ten more than ${formatDuration(p90)}`;
  return (
    <EvidenceSection title="Time when present" note={formatCountOf(spread.requests, "request")}>
      <svg class="ev-plot" width="100%" height="44" role="img" aria-label={label}>
        <rect class="ev-range" x={at(p10)} y="6" width={at(p90 - p10)} height="12" />
        <rect class="ev-range" x={at(p10)} y="6" width="1" height="12" />
        <line class="ev-mark" x1={at(p50)} x2={at(p50)} y1="3" y2="21" />
        <circle class="ev-mean" cx={at(meanNs)} cy="12" r="3" />
        <line class="ev-axis" x1="0" x2="100%" y1="24.5" y2="24.5" />
        {durationTicks(largest, MOST_TICKS).map(({ share, text }) => (
          <text
            key={text}
            class={share < 0.05 ? "ev-tick-start" : share > 0.93 ? "ev-tick-end" : "ev-tick"}
            x={`${share * 100}%`}
            y="39"
          >
            {text}
          </text>
        ))}
      </svg>
      <p class="ev-bound">
        Median {formatDuration(p50)} (line), p10–p90 {durationRange(p10, p90)} (band), mean {formatDuration(meanNs)}{" "}
        (dot).
      </p>
    </EvidenceSection>
  );
}
