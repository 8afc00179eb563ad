import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { openRequest } from "../../app/open-request.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import {
  boxTerms,
  nearestPoint,
  pointsIn,
  type Scatter,
  type ScatterBox,
  scatterOf,
  scatterWords,
} from "../../core/present/scatter-points.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { drawScatter } from "./scatter-canvas.ts";

interface RequestScatterProps {
  readonly workspace: Workspace;
  readonly present: ClassReport;
}

/** More would be drawn on each other. */
const MOST_POINTS = 20_000;
const HIT_PX = 8;
/** A smaller box is a click that slipped. */
const LEAST_BOX_PX = 4;

/** Requests by start and latency: a box keeps some of them, a point opens its request. The list says the same in text. */
export function RequestScatter({ workspace, present }: RequestScatterProps) {
  const { filter } = workspace.shown.value;
  const { originNs } = workspace.whole.report;
  const { request } = workspace.view.value;
  const key = `${present.id} ${filter}`;
  const answer = useAnswer(key, () => workspace.questions.requestPoints(present.id, MOST_POINTS, filter));
  const points = latest(answer);
  const scatter = useMemo(() => points && scatterOf(points, originNs), [points, originNs]);
  const [box, setBox] = useState<{ readonly key: string; readonly box: ScatterBox } | null>(null);
  // A box is about the points it was drawn on.
  const shownBox = box?.key === key ? box.box : null;
  const terms = scatter !== null && shownBox !== null ? boxTerms(scatter, shownBox) : [];
  const inBox = scatter !== null && shownBox !== null ? pointsIn(scatter, shownBox) : 0;
  if (answer.state === "failed") return <Notice tone="error">The requests cannot be drawn. {answer.message}</Notice>;
  return (
    <div class="rq-scatter" aria-busy={answer.state === "asking"}>
      {scatter !== null && points !== null && (
        <>
          <ScatterPlot
            scatter={scatter}
            label={`${scatterWords(points, scatter, originNs)}. Left and right arrow keys go from request to request.`}
            open={request}
            box={shownBox}
            onBox={(next) => setBox(next === null ? null : { key, box: next })}
            onOpen={(rank) => openRequest(workspace, rank)}
            onStep={(rank) => openRequest(workspace, rank, "replace")}
          />
          <div class="rq-scatter-foot">
            {shownBox === null ? (
              <p>
                {points.everyNth > 1
                  ? `1 in ${formatCount(points.everyNth)} drawn · drag a box to keep some`
                  : "drag a box to keep some"}
              </p>
            ) : (
              <>
                <p role="status">
                  {points.everyNth > 1 ? "about " : ""}
                  {formatCountOf(inBox * points.everyNth, "request")}
                </p>
                <button
                  type="button"
                  class="button button-primary"
                  disabled={inBox === 0 || terms.length === 0}
                  onClick={() => {
                    setBox(null);
                    workspace.setTerms([...workspace.terms, ...terms]);
                  }}
                  data-testid="take-scatter-box"
                >
                  Only these
                </button>
                <button type="button" class="button button-icon" aria-label="Drop the box" onClick={() => setBox(null)}>
                  <Icon name="close" />
                </button>
              </>
            )}
          </div>
        </>
      )}
    </div>
  );
}

interface ScatterPlotProps {
  readonly scatter: Scatter;
  readonly label: string;
  /** Rank of the open request. */
  readonly open: number | null;
  readonly box: ScatterBox | null;
  readonly onBox: (box: ScatterBox | null) => void;
  readonly onOpen: (rank: number) => void;
  readonly onStep: (rank: number) => void;
}

function ScatterPlot({ scatter, label, open, box, onBox, onOpen, onStep }: ScatterPlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const begun = useRef<{ x: number; y: number } | null>(null);
  const [hovered, setHovered] = useState(-1);
  const at = open === null ? -1 : scatter.rank.indexOf(open);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const draw = () => drawScatter(element, scatter);
    draw();
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    // The tokens change with the theme, whoever changes it.
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", draw);
    return () => {
      resized.disconnect();
      themed.disconnect();
      system.removeEventListener("change", draw);
    };
  }, [scatter]);

  const placeOf = (event: PointerEvent) => {
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (value: number) => Math.max(0, Math.min(1, value));
    return { x: share((event.clientX - left) / width), y: share((event.clientY - top) / height), width, height };
  };
  const onPointerMove = (event: PointerEvent) => {
    const place = placeOf(event);
    const from = begun.current;
    if (from === null) return setHovered(nearestPoint(scatter, place, place, HIT_PX));
    const isBox =
      Math.abs(place.x - from.x) * place.width >= LEAST_BOX_PX &&
      Math.abs(place.y - from.y) * place.height >= LEAST_BOX_PX;
    if (!isBox) return;
    onBox({
      fromX: Math.min(from.x, place.x),
      toX: Math.max(from.x, place.x),
      fromY: Math.min(from.y, place.y),
      toY: Math.max(from.y, place.y),
    });
  };
  const onPointerUp = (event: PointerEvent) => {
    const place = placeOf(event);
    const from = begun.current;
    begun.current = null;
    if (from === null || Math.hypot((place.x - from.x) * place.width, (place.y - from.y) * place.height) > LEAST_BOX_PX)
      return;
    const point = nearestPoint(scatter, place, place, HIT_PX);
    if (point >= 0) onOpen(scatter.rank[point]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && box !== null) {
      event.stopPropagation();
      return onBox(null);
    }
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = at < 0 ? 0 : Math.max(0, Math.min(scatter.rank.length - 1, at + step));
    onStep(scatter.rank[next]);
  };
  const marked = (point: number, name: string) =>
    point >= 0 && <circle class={name} cx={`${scatter.x[point] * 100}%`} cy={`${scatter.y[point] * 100}%`} r="4.5" />;
  return (
    <div class="rq-plot">
      <svg class="rq-plot-latencies" width="100%" height="100%" aria-hidden="true">
        {scatter.latencyTicks.map(({ share, text }) => (
          <text key={text} x="100%" y={`${(1 - share) * 100}%`} dy="4" text-anchor="end">
            {text}
          </text>
        ))}
      </svg>
      <div
        class="rq-plot-area"
        role="application"
        aria-roledescription="scatter plot"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go from request to request.
        tabIndex={0}
        data-testid="request-scatter"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          begun.current = placeOf(event);
          onBox(null);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          begun.current = null;
          onBox(null);
        }}
        onPointerLeave={() => setHovered(-1)}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} />
        <svg width="100%" height="100%" aria-hidden="true">
          {marked(hovered, "rq-plot-hovered")}
          {marked(at, "rq-plot-open")}
          {box !== null && (
            <rect
              class="rq-plot-box"
              x={`${box.fromX * 100}%`}
              y={`${box.fromY * 100}%`}
              width={`${(box.toX - box.fromX) * 100}%`}
              height={`${(box.toY - box.fromY) * 100}%`}
            />
          )}
        </svg>
      </div>
      <svg class="rq-plot-times" width="100%" height="14" aria-hidden="true">
        {scatter.timeTicks.map(({ share, text }) => (
          <text
            key={text}
            x={`${share * 100}%`}
            y="11"
            text-anchor={share < 0.12 ? "start" : share > 0.88 ? "end" : "middle"}
          >
            {text}
          </text>
        ))}
      </svg>
    </div>
  );
}
