import { useEffect, useRef, useState } from "preact/hooks";
import { type Brush, brushBetween, movedBrush, type StripBins, withEdge } from "../../app/time-brush.ts";

interface StripBrushProps {
  readonly bins: StripBins;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush) => void;
  /** Told while it is being changed; null = no longer. */
  readonly onDraft: (brush: Brush | null) => void;
  /** Clock time at an edge between bins. */
  readonly timeAt: (bin: number) => string;
}

/** Px from an edge within which a press takes hold of it. */
const GRIP_PX = 6;
/** Keys move an edge bin by bin: the filter is applied once they rest. */
const REST_MS = 600;

type Drag =
  | { readonly what: "new"; readonly start: number }
  | { readonly what: "edge"; readonly edge: "from" | "to"; readonly start: Brush }
  | { readonly what: "band"; readonly grip: number; readonly start: Brush };

/** The layer over the bars on which a stretch of time is chosen: drawn, moved, or its edges moved by keys. */
export function StripBrush({ bins, brush, onBrush, onDraft, timeAt }: StripBrushProps) {
  const { count } = bins;
  const [draft, setDraft] = useState<Brush | null>(null);
  const layer = useRef<SVGSVGElement>(null);
  const drag = useRef<Drag | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  const shown = draft ?? brush;
  const all: Brush = { from: 0, to: count };

  const put = (next: Brush | null) => {
    setDraft(next);
    onDraft(next);
  };
  const commit = (next: Brush | null) => {
    clearTimeout(rest.current);
    put(null);
    if (next !== null) onBrush(next);
  };
  const binAt = (event: PointerEvent): number => {
    const box = layer.current?.getBoundingClientRect();
    return box === undefined ? 0 : ((event.clientX - box.left) / Math.max(1, box.width)) * count;
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const at = binAt(event);
    const grip = (GRIP_PX * count) / Math.max(1, layer.current?.clientWidth ?? 1);
    if (brush !== null && Math.abs(at - brush.to) <= grip) drag.current = { what: "edge", edge: "to", start: brush };
    else if (brush !== null && Math.abs(at - brush.from) <= grip)
      drag.current = { what: "edge", edge: "from", start: brush };
    else if (brush !== null && at > brush.from && at < brush.to)
      drag.current = { what: "band", grip: at, start: brush };
    else drag.current = { what: "new", start: Math.round(at) };
    layer.current?.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent) => {
    const held = drag.current;
    if (held === null) return;
    const at = binAt(event);
    if (held.what === "edge") put(withEdge(held.start, held.edge, Math.round(at), count));
    else if (held.what === "band") put(movedBrush(held.start, Math.round(at - held.grip), count));
    else if (Math.round(at) !== held.start || draft !== null) put(brushBetween(held.start, Math.round(at), count));
  };

  const onPointerUp = () => {
    drag.current = null;
    if (draft !== null) commit(draft);
  };

  const onKeyDown = (event: KeyboardEvent, edge: "from" | "to") => {
    const from = shown ?? all;
    const step = event.shiftKey ? 10 : 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: from[edge] - step,
      ArrowDown: from[edge] - step,
      ArrowRight: from[edge] + step,
      ArrowUp: from[edge] + step,
      PageDown: from[edge] - 10,
      PageUp: from[edge] + 10,
      Home: 0,
      End: count,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      put(withEdge(from, edge, Math.round(target), count));
      const next = withEdge(from, edge, Math.round(target), count);
      clearTimeout(rest.current);
      rest.current = setTimeout(() => commit(next), REST_MS);
    } else if (event.key === "Enter" && draft !== null) commit(draft);
    else if (event.key === "Escape" && draft !== null) commit(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const percent = (bin: number) => `${(bin / count) * 100}%`;
  const edges = shown ?? all;
  return (
    // biome-ignore lint/a11y/useSemanticElements: sliders within a drawing are no set of fields.
    <svg
      ref={layer}
      class={`strip-brush ${shown === null ? "strip-brush-none" : ""}`}
      width="100%"
      height="44"
      role="group"
      aria-label="Choose a stretch of time"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null;
        commit(null);
      }}
    >
      <rect class="strip-ground" width="100%" height="44" />
      {shown !== null && (
        <rect class="strip-band" x={percent(shown.from)} width={percent(shown.to - shown.from)} height="27" />
      )}
      {(["from", "to"] as const).map((edge) => (
        <g
          key={edge}
          class="strip-edge"
          role="slider"
          tabIndex={0}
          aria-label={edge === "from" ? "Earliest start of requests" : "Latest start of requests"}
          aria-valuemin={0}
          aria-valuemax={count}
          aria-valuenow={Math.round(edges[edge])}
          aria-valuetext={timeAt(edges[edge])}
          onKeyDown={(event) => onKeyDown(event, edge)}
          onBlur={() => draft !== null && drag.current === null && commit(draft)}
        >
          <rect class="strip-ring" x={percent(edges[edge])} y="-1" width="8" height="29" rx="2" />
          <line x1={percent(edges[edge])} x2={percent(edges[edge])} y1="0" y2="27" />
        </g>
      ))}
    </svg>
  );
}
