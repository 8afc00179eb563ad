import { type MarginMark, marginPlot } from "../../core/present/evidence-margins.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import type { PairReport } from "../../core/present/pair-report.ts";
import type { RelationKind } from "../../core/present/relation-rows.ts";
import { EvidenceSection } from "./drawer-frame.tsx";

const TALLEST = 50;
/** Room above the bars: for the words of two marks, or none. */
const MARKS = 42;
const NO_MARKS = 8;

const AXIS: Readonly<Record<RelationKind, string>> = {
  segmentHappensBefore: "start of the second − end of the first",
  happensBefore: "second − first",
  mutualExclusion: "gap between the two",
  pipeline: "entry − exit, the closest element",
};

/** By how much requests support a relation or violate it, beyond what stamps could hide. */
export function MarginFigure({ report }: { readonly report: PairReport }) {
  const { margins, tightest, medianMarginNs, undecided, query } = report;
  const plot = marginPlot({
    bars: margins,
    smallestNs: tightest[0]?.marginNs ?? null,
    medianNs: medianMarginNs,
    undecided,
  });
  const isZero =
    margins.every(({ toNs }) => toNs > 1) && (tightest.at(-1)?.marginNs ?? 0) === 0 && medianMarginNs === 0;
  if (plot === null || isZero) return null;
  const top = plot.smallest === null ? NO_MARKS : MARKS;
  const base = top + TALLEST;
  const percent = (share: number) => `${share * 100}%`;
  const bandMiddle = plot.band.x + plot.band.width / 2;
  return (
    <EvidenceSection title="Margin" note="log scale">
      <svg class="ev-plot" width="100%" height={base + 36} role="img" aria-label={plot.label} data-testid="margins">
        <defs>
          <pattern id="ev-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="ev-hatch-line" x1="0" x2="0" y1="0" y2="5" />
          </pattern>
        </defs>
        <rect
          class="ev-hatch"
          x={percent(plot.band.x)}
          y={top - 8}
          width={percent(plot.band.width)}
          height={base - top + 8}
        >
          <title>What stamps and clocks hide: {formatCountOf(undecided, "request")} undecided</title>
        </rect>
        {plot.rects.map((rect) => {
          // Nothing that occurred disappears: 1 px is the least.
          const height = Math.max(1, rect.height * TALLEST);
          return (
            <rect
              key={rect.x}
              class={rect.isViolation ? "ev-bar ev-against" : "ev-bar"}
              x={percent(rect.x)}
              y={base - height}
              width={percent(rect.width)}
              height={height}
            >
              <title>{rect.words}</title>
            </rect>
          );
        })}
        <line class="ev-axis" x1="0" x2="100%" y1={base + 0.5} y2={base + 0.5} />
        <line class="ev-zero" x1={percent(bandMiddle)} x2={percent(bandMiddle)} y1={top - 8} y2={base + 4} />
        <MarkLine mark={plot.median} top={4} base={base} />
        <MarkLine mark={plot.smallest} top={18} base={base} />
        {/* Words after all lines: they keep them at a distance. */}
        <MarkText mark={plot.median} y={14} isLeft={(plot.median?.x ?? 0) > 0.65} />
        <MarkText mark={plot.smallest} y={28} isLeft={(plot.smallest?.x ?? 0) > 0.38} />
        <text class="ev-tick" x={percent(bandMiddle)} y={base + 16}>
          0
        </text>
        {plot.ticks.map(({ share, text }) => (
          <text
            key={text}
            class={share > 0.93 ? "ev-tick ev-tick-end" : share < 0.06 ? "ev-tick ev-tick-start" : "ev-tick"}
            x={percent(share > 0.93 ? 1 : share < 0.06 ? 0 : share)}
            y={base + 16}
          >
            {text}
          </text>
        ))}
        <text x="0" y={base + 32} class={plot.hasViolations ? "ev-text-against" : ""}>
          {plot.hasViolations ? "◂ against" : "◂ would refute"}
        </text>
        <text class="ev-tick-end" x="100%" y={base + 32}>
          {AXIS[query.relation]} ▸
        </text>
      </svg>
    </EvidenceSection>
  );
}

interface MarkLineProps {
  readonly mark: MarginMark | null;
  readonly top: number;
  readonly base: number;
}

function MarkLine({ mark, top, base }: MarkLineProps) {
  if (mark === null) return null;
  const x = `${mark.x * 100}%`;
  return <line class="ev-mark" x1={x} x2={x} y1={top} y2={base + 4} />;
}

interface MarkTextProps {
  readonly mark: MarginMark | null;
  readonly y: number;
  readonly isLeft: boolean;
}

function MarkText({ mark, y, isLeft }: MarkTextProps) {
  if (mark === null) return null;
  return (
    <text
      class={isLeft ? "ev-mark-text ev-tick-end" : "ev-mark-text"}
      x={`${mark.x * 100}%`}
      dx={isLeft ? -4 : 4}
      y={y}
    >
      {mark.text}
    </text>
  );
}
