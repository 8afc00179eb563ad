import { useMemo, useRef } from "preact/hooks";
import type { HeatBox, HeatMap, HeatPoint } from "../../core/present/heat-map-rows.ts";
import { anchorAt } from "./convergence-plot.tsx";

interface HeatPlotProps {
  readonly map: HeatMap;
  /** What the map shows, in words. */
  readonly label: string;
  readonly box: HeatBox | null;
  readonly onBox: (box: HeatBox | null) => void;
  readonly onApply: () => void;
}

/** A corner where the box was begun and the one that moves. */
interface Corners {
  readonly column: number;
  readonly row: number;
  readonly toColumn: number;
  readonly toRow: number;
}

/** The drawing of a heat map, on which a box can be drawn by pointer or keys. */
export function HeatPlot({ map, label, box, onBox, onApply }: HeatPlotProps) {
  const { columns, rows } = map;
  const corners = useRef<Corners | null>(null);
  const isDragging = useRef(false);
  // Some thousand marks that change with the map only.
  const cells = useMemo(
    () => (
      <svg
        viewBox={`0 0 ${columns} ${rows}`}
        preserveAspectRatio="none"
        shape-rendering="crispEdges"
        aria-hidden="true"
      >
        {map.runs.map(({ row, column, columns: width, level }) => (
          <rect key={`${row} ${column}`} class={`heat-${level}`} x={column} y={row} width={width} height="1" />
        ))}
      </svg>
    ),
    [map],
  );

  const show = (next: Corners) => {
    corners.current = next;
    onBox({
      fromColumn: Math.min(next.column, next.toColumn),
      toColumn: Math.max(next.column, next.toColumn),
      fromRow: Math.min(next.row, next.toRow),
      toRow: Math.max(next.row, next.toRow),
    });
  };
  const cellAt = (event: PointerEvent) => {
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return {
      column: within(Math.floor(((event.clientX - left) / width) * columns), columns),
      row: within(Math.floor(((event.clientY - top) / height) * rows), rows),
    };
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    isDragging.current = true;
    const { column, row } = cellAt(event);
    show({ column, row, toColumn: column, toRow: row });
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = corners.current;
    if (!isDragging.current || from === null) return;
    const { column, row } = cellAt(event);
    if (column !== from.toColumn || row !== from.toRow) show({ ...from, toColumn: column, toRow: row });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && box !== null) {
      event.stopPropagation();
      onBox(null);
      return;
    }
    if (event.key === "Enter" && box !== null) return onApply();
    const step = STEPS.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const from = box === null ? null : corners.current;
    const at = from ?? { column: columns >> 1, row: 0, toColumn: columns >> 1, toRow: 0 };
    const toColumn = within(at.toColumn + (from === null ? 0 : step[0]), columns);
    const toRow = within(at.toRow + (from === null ? 0 : step[1]), rows);
    if (event.shiftKey) show({ ...at, toColumn, toRow });
    else show({ column: toColumn, row: toRow, toColumn, toRow });
  };

  const [end50, end95] = labelHeights(map);
  return (
    <div class="heat">
      <svg class="heat-latencies" width="100%" height="100%" aria-hidden="true">
        {map.latencyTicks.map(({ share, text }) => (
          <text
            key={text}
            x="100%"
            y={`${share * 100}%`}
            dy={share < 0.04 ? 10 : share > 0.96 ? 0 : 4}
            text-anchor="end"
          >
            {text}
          </text>
        ))}
      </svg>
      <div
        class="heat-plot"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box is drawn on it with the arrow keys.
        tabIndex={0}
        role="application"
        aria-roledescription="heat map"
        aria-label={label}
        data-testid="heat-map"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          isDragging.current = false;
        }}
        onPointerCancel={() => {
          isDragging.current = false;
          onBox(null);
        }}
        onKeyDown={onKeyDown}
      >
        {cells}
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          {[...map.p50, ...map.p95].map((piece, at) => (
            <path key={at} class="heat-halo" d={pathOf(piece)} />
          ))}
          {map.p50.map((piece, at) => (
            <path key={at} class="heat-p50" d={pathOf(piece)} />
          ))}
          {map.p95.map((piece, at) => (
            <path key={at} class="heat-p95" d={pathOf(piece)} />
          ))}
        </svg>
        {box !== null && (
          <svg aria-hidden="true">
            <rect
              class="heat-box"
              x={`${(box.fromColumn / columns) * 100}%`}
              y={`${(box.fromRow / rows) * 100}%`}
              width={`${((box.toColumn - box.fromColumn + 1) / columns) * 100}%`}
              height={`${((box.toRow - box.fromRow + 1) / rows) * 100}%`}
            />
          </svg>
        )}
      </div>
      <svg class="heat-ends" width="100%" height="100%" aria-hidden="true">
        <text x="4" y={`${end95 * 100}%`} dy="4">
          p95
        </text>
        <text x="4" y={`${end50 * 100}%`} dy="4">
          p50
        </text>
      </svg>
      <svg class="overview-axis heat-times" width="100%" height="16" aria-hidden="true">
        {map.timeTicks.map(({ share, text }) => (
          <text key={text} x={`${share * 100}%`} y="12" text-anchor={anchorAt(share)}>
            {text}
          </text>
        ))}
      </svg>
    </div>
  );
}

const STEPS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/** Labels stand at the ends of their lines, but never on each other. */
const LEAST_APART = 0.07;

function labelHeights({ p50, p95 }: HeatMap): [number, number] {
  const end = (pieces: HeatMap["p50"]) => pieces.at(-1)?.at(-1)?.y ?? 0.5;
  const [low, high] = [end(p50), end(p95)];
  if (low - high >= LEAST_APART) return [low, high];
  const middle = Math.max(0.08, Math.min(0.92, (low + high) / 2));
  return [middle + LEAST_APART / 2, middle - LEAST_APART / 2];
}

function pathOf(piece: readonly HeatPoint[]): string {
  return piece.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
}

function within(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}
