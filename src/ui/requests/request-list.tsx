import { useEffect } from "preact/hooks";
import { openRequest } from "../../app/open-request.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { RequestSummary } from "../../core/analysis/request-rows.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { clockWithin } from "../../core/present/clock-time.ts";
import { columnUnit, formatInUnit, shortId } from "../../core/present/number-format.ts";
import { Notice } from "../shared/notice.tsx";
import type { RequestRowsView } from "./use-request-rows.ts";
import { useScrollView } from "./use-scroll-view.ts";
import { scrollToRow, virtualWindow } from "./virtual-window.ts";

interface RequestListProps {
  readonly workspace: Workspace;
  readonly present: ClassReport;
  readonly list: RequestRowsView;
  /** Position of the open request, −1 = not in the list or not known. */
  readonly position: number;
  readonly onStep: (step: number) => void;
}

const ROW_PX = 24;
/** Of a start that tells no date. */
const TIME_CHARACTERS = 8;

/** Requests in a chosen order: only those in view are asked for and drawn. */
export function RequestList({ workspace, present, list, position, onStep }: RequestListProps) {
  const view = useScrollView();
  const total = list.total ?? 0;
  const { first, count, abovePx, belowPx } = virtualWindow(view.scrollPx, view.heightPx, ROW_PX, total);
  const { originNs, startNs } = workspace.whole.report;
  const clock = clockWithin(originNs, startNs.earliest, startNs.latest, "seconds", "minutes", "days");
  const isDated = clock(startNs.earliest).length > TIME_CHARACTERS;
  const unit = columnUnit([present.latencyNs.p95]);

  useEffect(() => {
    if (count > 0) list.want(first, count);
  }, [first, count, list.total]);
  // Stays where it is while the open request is in view.
  useEffect(() => {
    if (position < 0 || view.heightPx === 0) return;
    view.scrollTo(scrollToRow(position, view.scrollPx, view.heightPx, ROW_PX, total));
  }, [position, total, view.heightPx]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(view.heightPx / ROW_PX) - 1);
    const step = new Map([
      ["ArrowDown", 1],
      ["ArrowUp", -1],
      ["PageDown", page],
      ["PageUp", -page],
      ["Home", -total],
      ["End", total],
    ]).get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    onStep(step);
  };

  if (list.failure !== null) return <Notice tone="error">The list cannot be shown. {list.failure}</Notice>;
  return (
    <div class={isDated ? "rq-list rq-list-dated" : "rq-list"}>
      <div class="rq-list-head" aria-hidden="true">
        <span class="rq-list-id">request</span>
        <span class="rq-list-number">{unit}</span>
        <span class="rq-list-clock">start</span>
      </div>
      <div
        class="rq-list-rows"
        role="listbox"
        aria-label={`Requests of ${present.name}`}
        aria-busy={list.total === null}
        aria-activedescendant={position >= first && position < first + count ? `rq-row-${position}` : undefined}
        tabIndex={0}
        ref={view.ref}
        onScroll={view.onScroll}
        onKeyDown={onKeyDown}
        data-testid="request-list"
      >
        <svg class="rq-space" width="1" height={abovePx} aria-hidden="true" />
        {Array.from({ length: count }, (_, at) => first + at).map((at) => (
          <ListRow
            key={at}
            at={at}
            total={total}
            row={list.rowAt(at)}
            isOpen={at === position}
            unit={unit}
            clock={clock}
            onOpen={(rank) => openRequest(workspace, rank)}
          />
        ))}
        <svg class="rq-space" width="1" height={belowPx} aria-hidden="true" />
      </div>
    </div>
  );
}

interface ListRowProps {
  readonly at: number;
  readonly total: number;
  readonly row: RequestSummary | null;
  readonly isOpen: boolean;
  readonly unit: ReturnType<typeof columnUnit>;
  readonly clock: (timeNs: number) => string;
  readonly onOpen: (rank: number) => void;
}

function ListRow({ at, total, row, isOpen, unit, clock, onOpen }: ListRowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list listens to keys.
    <div
      class={`rq-list-row ${isOpen ? "rq-list-open" : ""}`}
      role="option"
      id={`rq-row-${at}`}
      aria-selected={isOpen}
      aria-posinset={at + 1}
      aria-setsize={total}
      title={row?.id}
      onClick={() => row !== null && onOpen(row.rank)}
    >
      {row !== null && (
        <>
          <span class="rq-list-id id">
            {shortId(row.id)}
            {row.isPartial && (
              <span
                class="rq-partial"
                title="It may lack events: it is near the beginning, the end or a silence of the log of one of its hosts."
              >
                {" "}
                partial
              </span>
            )}
          </span>
          <span class="rq-list-number">{formatInUnit(row.latencyNs, unit)}</span>
          <span class="rq-list-clock">{clock(row.startNs)}</span>
        </>
      )}
    </div>
  );
}
