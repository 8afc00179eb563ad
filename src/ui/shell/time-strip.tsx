import { useState } from "preact/hooks";
import { type Brush, brushOf, type StripBins, withBrush } from "../../app/time-brush.ts";
import type { Workspace } from "../../app/workspace.ts";
import { formatClock } from "../../core/present/clock-time.ts";
import { formatDuration, formatShare } from "../../core/present/number-format.ts";
import { timeTicks } from "../../core/present/time-ticks.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { Icon } from "../shared/icon.tsx";
import { StripBrush } from "./strip-brush.tsx";
import { stretchWords, stripSentence } from "./strip-words.ts";
import "./time-strip.css";

/** Height of the tallest bar. */
const BARS_PX = 24;
const MOST_TICKS = 8;

/** Events over the time of the whole dataset; what the filter keeps stands out, and a stretch can be chosen. */
export function TimeStrip({ workspace }: { readonly workspace: Workspace }) {
  const { filter } = workspace.shown.value;
  const whole = useAnswer("", (signal) => workspace.questions.eventTimes("", signal));
  const kept = useAnswer(filter, (signal) => workspace.questions.eventTimes(filter, signal));
  const [draft, setDraft] = useState<Brush | null>(null);
  const times = latest(whole);
  if (whole.state === "failed") {
    return <p class="strip-state">Events over time cannot be shown. {whole.message}</p>;
  }
  if (times === null) return <p class="strip-state">Counting events over time.</p>;
  const { bins, events } = times;
  const { originNs } = workspace.whole.report;
  const keptEvents = filter === "" ? events : latest(kept)?.events;
  const most = events.reduce((a, b) => Math.max(a, b), 0);
  const endNs = bins.fromNs + bins.widthNs * bins.count;
  const timeNs = (bin: number) => bins.fromNs + bin * bins.widthNs;
  const brush = brushOf(workspace.terms, bins);
  return (
    <>
      <span class="strip-caption">
        events
        <br />/ {formatDuration(bins.widthNs)}
      </span>
      <div class="strip-plot">
        <svg
          class="strip-bars"
          width="100%"
          height="44"
          role="img"
          aria-label={`Events over time: ${stripSentence(originNs, bins, keptEvents ?? events)}`}
        >
          <svg
            width="100%"
            height="26"
            viewBox={`0 0 ${bins.count} 26`}
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
          >
            {filter !== "" && <path class="strip-all" d={barsPath(events, most)} />}
            {keptEvents !== undefined && <path class="strip-kept" d={barsPath(keptEvents, most)} />}
          </svg>
          <line class="strip-base" x1="0" x2="100%" y1="26.5" y2="26.5" />
          {timeTicks(originNs, bins.fromNs, endNs, MOST_TICKS).map(({ share, text }) => (
            <g key={share}>
              <line class="strip-base" x1={`${share * 100}%`} x2={`${share * 100}%`} y1="27" y2="30" />
              <text
                x={`${share * 100}%`}
                y="40"
                class={share < 0.03 ? "strip-first" : share > 0.97 ? "strip-last" : ""}
              >
                {text}
              </text>
            </g>
          ))}
        </svg>
        <StripBrush
          bins={bins}
          brush={brush}
          onBrush={(next) => workspace.setTerms(withBrush(workspace.terms, next, bins))}
          onDraft={setDraft}
          timeAt={(bin) => `${formatClock(originNs, timeNs(bin)).slice(0, 23)} UTC`}
        />
        <RequestPin workspace={workspace} bins={bins} />
      </div>
      <Reading
        originNs={originNs}
        bins={bins}
        brush={draft ?? brush}
        onClear={brush === null ? null : () => workspace.setTerms(withBrush(workspace.terms, null, bins))}
      />
    </>
  );
}

/** Bars without gaps between their feet; what occurred is at least a pixel high. */
function barsPath(events: Float64Array, most: number): string {
  const parts: string[] = [];
  events.forEach((count, bin) => {
    if (count === 0) return;
    const height = Math.max(1, (count / Math.max(1, most)) * BARS_PX);
    parts.push(`M${bin} 26v${-height.toFixed(2)}h.72v${height.toFixed(2)}z`);
  });
  return parts.join("");
}

interface ReadingProps {
  readonly originNs: string;
  readonly bins: StripBins;
  readonly brush: Brush | null;
  readonly onClear: (() => void) | null;
}

/** The stretch on screen in words. */
function Reading({ originNs, bins, brush, onClear }: ReadingProps) {
  const { from, to } = brush ?? { from: 0, to: bins.count };
  const [fromNs, toNs] = [bins.fromNs + from * bins.widthNs, bins.fromNs + to * bins.widthNs];
  const dates = `${formatClock(originNs, fromNs)} – ${formatClock(originNs, toNs)} UTC`;
  return (
    <div class="strip-reading" title={dates} data-testid="strip-reading">
      <span>
        {stretchWords(originNs, fromNs, toNs)} <span class="quiet">UTC</span>
      </span>
      <span class="quiet">
        {formatDuration(toNs - fromNs)} · {brush === null ? "all of it" : formatShare((to - from) / bins.count)}
        {onClear !== null && (
          <button type="button" class="strip-clear" aria-label="Show all of the time" onClick={onClear}>
            <Icon name="close" />
          </button>
        )}
      </span>
    </div>
  );
}

/** When the open request started. */
function RequestPin({ workspace, bins }: { readonly workspace: Workspace; readonly bins: StripBins }) {
  const { request } = workspace.view.value;
  const answer = useAnswer(`${request}`, async () =>
    request === null ? null : workspace.questions.requestSummary(request),
  );
  const summary = request === null ? null : latest(answer);
  if (summary === null || summary.rank !== request) return null;
  const x = `${((summary.startNs - bins.fromNs) / (bins.widthNs * bins.count)) * 100}%`;
  return (
    <svg class="strip-pin" width="100%" height="28" aria-hidden="true" focusable="false">
      <line x1={x} x2={x} y1="3" y2="27" />
      <circle cx={x} cy="3" r="3" />
    </svg>
  );
}
