import type { RequestDetail } from "../../core/analysis/request-detail.ts";
import { type ComponentColors, colorOf } from "../../core/present/component-colors.ts";
import type { Tick } from "../../core/present/time-ticks.ts";
import {
  type DurationBand,
  linkMarks,
  pixelOf,
  type RowMarks,
  rowMarks,
  type TimelineWindow,
} from "../../core/present/timeline-marks.ts";
import type { Timeline } from "../../core/present/timeline-rows.ts";
import { neighboursOf } from "../../core/present/timeline-words.ts";

export const ROW_PX = 18;
const BAR_PX = 11;
const BAR_TOP_PX = (ROW_PX - BAR_PX) / 2;

/** What can be turned off. */
export const LAYERS = ["path", "handOffs", "band", "points"] as const;
export type Layer = (typeof LAYERS)[number];

interface WaterfallPlotProps {
  readonly detail: RequestDetail;
  readonly timeline: Timeline;
  readonly window: TimelineWindow;
  readonly ticks: readonly Tick[];
  readonly bands: readonly (DurationBand | null)[];
  readonly colors: ComponentColors;
  readonly hidden: ReadonlySet<string>;
  /** Row whose neighbours are drawn, −1 = none. */
  readonly pointed: number;
  readonly isTinted: (row: number) => boolean;
}

/** The bars in view. Everything is in px of the plot; what is outside the window is not drawn. */
export function WaterfallPlot(props: WaterfallPlotProps) {
  const { detail, timeline, window, ticks, bands, colors, hidden, pointed, isTinted } = props;
  const { widthPx, firstRow, endRow } = window;
  if (widthPx <= 0) return null;
  const firstNs = detail.events.at(0)?.timeNs ?? 0;
  const rows = rowMarks(timeline, window, hidden.has("band") ? [] : bands, (at) => detail.events[at].timeNs - firstNs);
  const links = linkMarks(timeline, window);
  const top = firstRow * ROW_PX;
  const bottom = Math.min(endRow, timeline.rows.length) * ROW_PX;
  const endX = pixelOf(window, detail.latencyNs);
  return (
    <svg
      class="rq-svg"
      width={widthPx}
      height={timeline.rows.length * ROW_PX}
      aria-hidden="true"
      focusable="false"
      shape-rendering="auto"
    >
      {rows.map(
        ({ row }) =>
          isTinted(row) && <rect key={row} class="rq-tint" x="0" y={row * ROW_PX} width={widthPx} height={ROW_PX} />,
      )}
      {ticks.map(({ share, text }) => (
        <line key={text} class="rq-grid" x1={share * widthPx} x2={share * widthPx} y1={top} y2={bottom} />
      ))}
      {timeline.lanes.map(({ firstRow: first, rowCount, name }) => {
        const y = (first + rowCount) * ROW_PX - 0.5;
        if (y < top || y > bottom) return null;
        return <line key={`lane ${name}`} class="rq-rule" x1="0" x2={widthPx} y1={y} y2={y} />;
      })}
      {rows.map(
        ({ row, band }) =>
          band !== null && (
            <rect key={row} class="rq-band" x={band.x} y={row * ROW_PX + 2} width={band.width} height={ROW_PX - 4} />
          ),
      )}
      {rows.map((marks) => (
        <Bar key={marks.row} marks={marks} color={colorOf(colors, timeline.rows[marks.row].component)} />
      ))}
      {!hidden.has("points") && rows.map((marks) => <Points key={marks.row} marks={marks} />)}
      {!hidden.has("handOffs") && (
        <path class="rq-hand-off" d={links.handOffs.map(({ row, x, toX }) => `M${x} ${middle(row)}H${toX}`).join("")} />
      )}
      {!hidden.has("path") && (
        <>
          <path
            class="rq-step"
            d={links.steps.map(({ row, toRow, x }) => `M${x} ${middle(row)}V${middle(toRow)}`).join("")}
          />
          {rows.flatMap(({ row, onPath }) =>
            onPath.map(({ x, width }) => (
              <rect
                key={`${row} ${x}`}
                class={width < 3 ? "rq-path rq-path-thin" : "rq-path"}
                x={x}
                y={row * ROW_PX + BAR_TOP_PX}
                width={width}
                height={BAR_PX}
                rx="1.5"
              />
            )),
          )}
        </>
      )}
      {detail.latencyNs < timeline.endNs && endX <= widthPx && (
        <line class="rq-end" x1={endX} x2={endX} y1={top} y2={bottom} />
      )}
      {pointed >= 0 && <Edges detail={detail} timeline={timeline} window={window} pointed={pointed} />}
    </svg>
  );
}

function middle(row: number): number {
  return row * ROW_PX + ROW_PX / 2;
}

function Bar({ marks, color }: { readonly marks: RowMarks; readonly color: string }) {
  const { row, bar } = marks;
  if (bar === null) return null;
  // An outline would make a bar of 1 px three.
  const isThin = bar.width < 3;
  return (
    <rect
      class={`rq-bar rq-${color} ${isThin ? "rq-bar-thin" : ""}`}
      x={isThin ? bar.x : bar.x + 0.5}
      y={row * ROW_PX + BAR_TOP_PX + (isThin ? 0 : 0.5)}
      width={isThin ? bar.width : bar.width - 1}
      height={isThin ? BAR_PX : BAR_PX - 1}
      rx={isThin ? 0 : 1.5}
    />
  );
}

function Points({ marks }: { readonly marks: RowMarks }) {
  const { row, points } = marks;
  if (points.length === 0) return null;
  const y = middle(row);
  return <path class="rq-points" d={points.map((x) => `M${x - 3} ${y}l3 -3l3 3l-3 3z`).join("")} />;
}

interface EdgesProps {
  readonly detail: RequestDetail;
  readonly timeline: Timeline;
  readonly window: TimelineWindow;
  readonly pointed: number;
}

/** More successors than this would be a thicket. */
const MOST_AFTER = 24;

/** What a row waited for, and what comes next after it. */
function Edges({ detail, timeline, window, pointed }: EdgesProps) {
  const row = timeline.rows[pointed];
  if (row === undefined) return null;
  const { before, after } = neighboursOf(detail, row);
  const firstNs = detail.events[0].timeNs;
  const placeOf = (event: number) => ({
    x: pixelOf(window, detail.events[event].timeNs - firstNs),
    y: middle(timeline.rowOfEvent[event]),
  });
  const own = middle(pointed);
  const startX = pixelOf(window, row.fromNs);
  const endX = pixelOf(window, row.toNs);
  const from = before === null ? null : placeOf(before);
  return (
    <g class="rq-edges">
      {from !== null && <path d={`M${from.x} ${from.y}H${startX}V${own}`} />}
      {from !== null && <circle cx={from.x} cy={from.y} r="3" />}
      {after.slice(0, MOST_AFTER).map((event) => {
        const { x, y } = placeOf(event);
        return (
          <g key={event}>
            <path d={`M${endX} ${own}H${x}V${y}`} />
            <circle cx={x} cy={y} r="3" />
          </g>
        );
      })}
    </g>
  );
}
