import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { chooseEvent, chosenEvent } from "../../app/open-request.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { RequestDetail } from "../../core/analysis/request-detail.ts";
import { componentColors } from "../../core/present/component-colors.ts";
import { columnUnit } from "../../core/present/number-format.ts";
import { timelineAxis } from "../../core/present/timeline-axis.ts";
import type { DurationBand, TimelineWindow } from "../../core/present/timeline-marks.ts";
import { type LaneBy, timelineOf } from "../../core/present/timeline-rows.ts";
import { eventWords, neighboursOf, rowWords, timelineWords } from "../../core/present/timeline-words.ts";
import { useCommand } from "../shared/use-command.ts";
import { COLUMN_HEADER, rowRole } from "./grid-roles.ts";
import { useScrollView } from "./use-scroll-view.ts";
import { useTimeWindow } from "./use-time-window.ts";
import { scrollToRow, virtualWindow } from "./virtual-window.ts";
import { ROW_PX, WaterfallPlot } from "./waterfall-plot.tsx";
import { WaterfallRows } from "./waterfall-rows.tsx";

interface WaterfallProps {
  readonly workspace: Workspace;
  readonly detail: RequestDetail;
  readonly by: LaneBy;
  readonly hidden: ReadonlySet<string>;
  /** By segment kind. */
  readonly bands: readonly (DurationBand | null)[];
}

const HEAD_PX = 22;
/** From this width on the table has room for a column more. */
const WIDE_PX = 860;
/** A press that moves farther is a drag. */
const CLICK_PX = 3;

/** One request as a waterfall: a table of its rows, and their bars over one axis of time. */
export function Waterfall({ workspace, detail, by, hidden, bands }: WaterfallProps) {
  const timeline = useMemo(() => timelineOf(detail, by), [detail, by]);
  const { components } = workspace.whole.report;
  const colors = useMemo(() => componentColors(components), [components]);
  const scroll = useScrollView();
  const plot = useRef<HTMLDivElement>(null);
  const [widthPx, setWidth] = useState(0);
  const time = useTimeWindow(timeline.endNs, plot);
  const active = useSignal(-1);
  const hovered = useSignal(-1);
  const drag = useRef<{ x: number; isMoved: boolean } | null>(null);
  const count = timeline.rows.length;
  const bodyPx = Math.max(0, scroll.heightPx - HEAD_PX);
  const drawn = virtualWindow(scroll.scrollPx, bodyPx, ROW_PX, count);
  const event = chosenEvent(workspace);
  const chosen = event === null ? -1 : (timeline.rowOfEvent[event] ?? -1);
  const { selection } = workspace.view.value;
  const kind = selection?.on === "segment" ? selection.segment : null;
  const isOfClass = detail.classId === workspace.present.value?.id;
  const isTinted = (row: number) =>
    row === chosen || (isOfClass && kind !== null && timeline.rows[row].segmentKind === kind);

  useLayoutEffect(() => {
    const element = plot.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const show = (row: number) => {
    if (row < 0 || bodyPx === 0) return;
    scroll.scrollTo(scrollToRow(row, scroll.scrollPx, bodyPx, ROW_PX, count));
  };
  useEffect(() => {
    if (chosen < 0) return;
    active.value = chosen;
    show(chosen);
    time.reveal(timeline.rows[chosen]);
  }, [chosen, bodyPx, timeline]);

  const choose = (row: number) => {
    const { segmentKind, events } = timeline.rows[row];
    chooseEvent(workspace, events[0], segmentKind, detail.classId);
  };
  const move = (row: number) => {
    active.value = Math.max(0, Math.min(count - 1, row));
    show(active.value);
  };
  const stepPath = (step: 1 | -1) => {
    const { visits } = timeline;
    const from = chosen >= 0 ? chosen : active.value;
    const at = step > 0 ? visits.indexOf(from) : visits.lastIndexOf(from);
    if (at >= 0) choose(visits[Math.max(0, Math.min(visits.length - 1, at + step))]);
    else if (from < 0) choose(step > 0 ? visits[0] : visits[visits.length - 1]);
    else {
      // Beside the path: to what this row waited for, or to what comes next.
      const { before, after } = neighboursOf(detail, timeline.rows[from]);
      const next = step > 0 ? after.at(0) : before;
      if (next !== null && next !== undefined) choose(timeline.rowOfEvent[next]);
    }
  };
  const hasPath = timeline.visits.length > 0;
  useCommand("link.next", hasPath ? () => stepPath(1) : null);
  useCommand("link.previous", hasPath ? () => stepPath(-1) : null);

  const onKeyDown = (key: KeyboardEvent) => {
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    const page = Math.max(1, Math.floor(bodyPx / ROW_PX) - 1);
    const at = active.value;
    if (key.key === "ArrowDown") move(at + 1);
    else if (key.key === "ArrowUp") move(Math.max(0, at - 1));
    else if (key.key === "PageDown") move(at + page);
    else if (key.key === "PageUp") move(at - page);
    else if (key.key === "Home") move(0);
    else if (key.key === "End") move(count - 1);
    else if ((key.key === "Enter" || key.key === " ") && at >= 0) choose(at);
    else return;
    key.preventDefault();
  };
  const rowAt = ({ clientY, currentTarget }: { clientY: number; currentTarget: EventTarget | null }) => {
    const row = Math.floor((clientY - (currentTarget as HTMLElement).getBoundingClientRect().top) / ROW_PX);
    return row >= 0 && row < count ? row : -1;
  };
  const onPointerDown = (press: PointerEvent) => {
    if (press.button !== 0) return;
    (press.currentTarget as HTMLElement).setPointerCapture(press.pointerId);
    drag.current = { x: press.clientX, isMoved: false };
  };
  const onPointerMove = (press: PointerEvent) => {
    const from = drag.current;
    if (from === null) {
      hovered.value = rowAt({ clientY: press.clientY, currentTarget: press.currentTarget });
      return;
    }
    const moved = press.clientX - from.x;
    if (!from.isMoved && Math.abs(moved) < CLICK_PX) return;
    drag.current = { x: press.clientX, isMoved: true };
    time.pan(-moved / Math.max(1, widthPx));
  };
  const onPointerUp = (press: PointerEvent) => {
    const from = drag.current;
    drag.current = null;
    const row = rowAt({ clientY: press.clientY, currentTarget: press.currentTarget });
    if (from !== null && !from.isMoved && row >= 0) choose(row);
  };

  const view = time.view.value;
  const window: TimelineWindow = { ...view, widthPx, firstRow: drawn.first, endRow: drawn.first + drawn.count };
  const axis = timelineAxis(view, Math.max(2, Math.floor(widthPx / 90)));
  const unit = columnUnit([detail.latencyNs]);
  const isWide = scroll.widthPx >= WIDE_PX;
  const pointed = hovered.value >= 0 ? hovered.value : active.value;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table would lay out all rows, together with the plot. */}
      <div
        class={`rq-fall ${isWide ? "rq-fall-wide" : ""}`}
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        onKeyDown={onKeyDown}
        role="grid"
        tabIndex={0}
        aria-rowcount={count + 1}
        aria-activedescendant={isDrawn(drawn, active.value) ? `rq-fall-${active.value}` : undefined}
        aria-label={timelineWords(detail, timeline)}
        data-testid="waterfall"
      >
        <div class="rq-columns" {...rowRole(1)}>
          <span class="rq-lane" {...COLUMN_HEADER}>
            {by}
          </span>
          <span class="rq-name" {...COLUMN_HEADER}>
            segment
          </span>
          <span class="rq-time" {...COLUMN_HEADER}>
            time, {unit}
          </span>
          <span class="rq-share" {...COLUMN_HEADER}>
            on path
          </span>
        </div>
        <div class="rq-axis" ref={plot} aria-hidden="true">
          <svg width="100%" height={HEAD_PX} aria-hidden="true">
            {axis.ticks.map(({ share, text }) => (
              <text
                key={text}
                x={share * widthPx}
                y="15"
                text-anchor={share * widthPx < 12 ? "start" : share * widthPx > widthPx - 30 ? "end" : "middle"}
              >
                {text}
              </text>
            ))}
          </svg>
        </div>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens to keys. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are what is clicked. */}
        <div
          class="rq-left"
          onClick={(click) => {
            const row = rowAt(click);
            if (row >= 0) choose(row);
          }}
          onPointerMove={(press) => {
            hovered.value = rowAt(press);
          }}
          onPointerLeave={() => {
            hovered.value = -1;
          }}
        >
          <svg class="rq-space" width="1" height={drawn.abovePx} aria-hidden="true" />
          <WaterfallRows
            timeline={timeline}
            by={by}
            colors={colors}
            latencyNs={detail.latencyNs}
            unit={unit}
            first={drawn.first}
            count={drawn.count}
            top={Math.ceil(scroll.scrollPx / ROW_PX)}
            chosen={chosen}
            active={active.value}
            isWide={isWide}
            isTinted={isTinted}
          />
          <svg class="rq-space" width="1" height={drawn.belowPx} aria-hidden="true" />
        </div>
        <div
          class="rq-right"
          aria-hidden="true"
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => {
            drag.current = null;
          }}
          onPointerLeave={() => {
            hovered.value = -1;
          }}
        >
          <WaterfallPlot
            detail={detail}
            timeline={timeline}
            window={window}
            ticks={axis.ticks}
            bands={bands}
            colors={colors}
            hidden={hidden}
            pointed={pointed}
            isTinted={isTinted}
          />
        </div>
      </div>
      <p class="rq-foot">
        <span>{pointed < 0 || pointed >= count ? KEYS : pointedWords(pointed)}</span>
        <span class="rq-foot-unit">{axis.unit} since the first event</span>
      </p>
    </>
  );

  function pointedWords(position: number): string {
    const row = timeline.rows[position];
    const { before, after } = neighboursOf(detail, row);
    const waited = before === null ? "" : ` · waits for ${eventWords(detail, before)}`;
    const next = after.length === 0 ? "" : ` · then ${eventWords(detail, after[0])}`;
    const others = after.length > 1 ? ` and ${after.length - 1} more` : "";
    return `${rowWords(row, detail.latencyNs)}${waited}${next}${others}`;
  }
}

const KEYS = "W S zoom · A D or drag to move · F all of it · [ ] along the path · Enter for evidence";

function isDrawn({ first, count }: { readonly first: number; readonly count: number }, row: number): boolean {
  return row >= first && row < first + count;
}
