import { isSelectedPath, selectionOfPath } from "../../app/path-selection.ts";
import type { Workspace } from "../../app/workspace.ts";
import { type ComponentColor, colorOf, componentColors } from "../../core/present/component-colors.ts";
import type { CompositionBand, CompositionStack } from "../../core/present/composition-rows.ts";
import { fitMiddle } from "../../core/present/label-fit.ts";
import { stackLabels } from "../../core/present/stack-labels.ts";
import type { Tick } from "../../core/present/time-ticks.ts";

interface CompositionPlotProps {
  readonly workspace: Workspace;
  readonly stack: CompositionStack;
  /** Shares from the bottom. */
  readonly ticks: readonly Tick[];
  readonly bins: number;
  readonly bin: number | null;
  /** The conclusion of the plot. */
  readonly label: string;
  readonly onBin: (bin: number | null) => void;
}

/** Labels are 15 px high on a plot of 250 px. */
const LABEL_SHARE = 15 / 250;
const LABEL_WIDTH_PX = 142;

/** Stacked steps from the fastest group of requests to the slowest, each band named at its end. */
export function CompositionPlot({ workspace, stack, ticks, bins, bin, label, onBin }: CompositionPlotProps) {
  const { selection } = workspace.view.value;
  const { components } = workspace.whole.report;
  const colors = componentColors(components);
  const names = new Map(components.map(({ component, name }) => [component, name]));
  const colorOfBand = ({ line }: CompositionBand): ComponentColor | "hand-off" => {
    if (line === null || line.components === null) return "c-other";
    return line.kind === "hand-off" ? "hand-off" : colorOf(colors, names.get(line.components.from) ?? "");
  };
  const isChosen = ({ line }: CompositionBand) => line !== null && isSelectedPath(targetOf(line), selection);
  const choose = ({ line }: CompositionBand) => {
    const own = line === null ? null : selectionOfPath(targetOf(line));
    if (own !== null) workspace.select(own);
  };
  const { bands } = stack;
  const last = bins - 1;
  const places = stackLabels(
    bands.map(({ low, high }) => 1 - (low[last] + high[last]) / 2),
    LABEL_SHARE,
  );
  const pick = (event: MouseEvent) => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const at = Math.max(0, Math.min(last, Math.floor(((event.clientX - left) / width) * bins)));
    onBin(at === bin ? null : at);
  };
  return (
    <div class="composition">
      <svg class="composition-ticks" width="100%" height="100%" aria-hidden="true">
        {ticks.map(({ share, text }) => (
          <text
            key={text}
            x="100%"
            y={`${(1 - share) * 100}%`}
            dy={share > 0.96 ? 9 : share < 0.04 ? 0 : 4}
            text-anchor="end"
          >
            {text}
          </text>
        ))}
      </svg>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the slider below does the same by keys. */}
      <svg
        class="composition-plot"
        viewBox={`0 0 ${bins} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        data-testid="composition"
        onClick={pick}
      >
        {bands.map((band) => (
          <path
            key={band.name}
            class={`composition-band band-${colorOfBand(band)} ${isChosen(band) ? "composition-chosen" : ""}`}
            d={bandPath(band)}
          >
            <title>{band.name}</title>
          </path>
        ))}
        {bin !== null && <rect class="composition-bin" x={bin} y="0" width="1" height="1" />}
      </svg>
      <svg class="composition-names" width="100%" height="100%" aria-hidden="true">
        {bands.map((band, at) => (
          <g key={band.name} class={isChosen(band) ? "composition-name composition-name-chosen" : "composition-name"}>
            <line x1="0" x2="12" y1={`${places[at].ofShare * 100}%`} y2={`${places[at].at * 100}%`} />
            {/* biome-ignore lint/a11y/noStaticElementInteractions: a short cut by pointer; the table has the same rows. */}
            <text x="16" y={`${places[at].at * 100}%`} dy="4" onClick={() => choose(band)}>
              {fitMiddle(band.name, LABEL_WIDTH_PX, 11)}
              <title>{band.name}</title>
            </text>
          </g>
        ))}
      </svg>
      <svg class="composition-axis" width="100%" height="16" aria-hidden="true">
        <text x="0" y="12">
          fastest
        </text>
        <text x="50%" y="12" text-anchor="middle">
          median
        </text>
        <text x="100%" y="12" text-anchor="end">
          slowest
        </text>
      </svg>
    </div>
  );
}

function targetOf({ kind, segmentKind, components }: NonNullable<CompositionBand["line"]>) {
  return { isHandOff: kind === "hand-off", segmentKind, components };
}

/** Steps along the upper bounds and back along the lower ones; y grows downwards. */
function bandPath({ low, high }: CompositionBand): string {
  const there = high.map((share, bin) => `${bin === 0 ? "M0 " : "V"}${1 - share}H${bin + 1}`).join("");
  const back = low
    .map((share, bin) => `V${1 - share}H${bin}`)
    .reverse()
    .join("");
  return `${there}${back}Z`;
}
