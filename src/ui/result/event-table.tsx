import { useSignal } from "@preact/signals";
import type { ReadyState } from "../../app/phase.ts";
import type { RequestDetail } from "../../core/analysis/request-detail.ts";
import { columnUnit, formatCount, formatInUnit } from "../../core/present/number-format.ts";
import { eventName, eventsOnPath } from "../../core/present/path-rows.ts";
import type { PageSession } from "../app-view.tsx";
import { useAnswer } from "../shared/answer.ts";
import { Pager } from "../shared/pager.tsx";
import { TableScroll } from "../shared/panel.tsx";

interface EventTableProps {
  readonly session: PageSession;
  readonly state: ReadyState;
  readonly detail: RequestDetail;
}

/** As long as the list of requests beside it. */
const ROWS = 25;

/** The events of one request in order of time; the place of each opens the raw line behind it. */
export function EventTable({ session, state, detail }: EventTableProps) {
  const offset = useSignal(0);
  const opened = useSignal<number | null>(null);
  const { events, latencyNs } = detail;
  const firstNs = events.length === 0 ? 0 : events[0].timeNs;
  const unit = columnUnit([latencyNs]);
  const onPath = eventsOnPath(detail);
  return (
    <>
      <TableScroll label="Events of this request">
        <table class="table" data-testid="events">
          <caption class="hidden">Events in order of time with their log lines</caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                at, {unit}
              </th>
              <th scope="col">host</th>
              <th scope="col">event</th>
              <th scope="col">
                <span class="hidden">on the critical path</span>
              </th>
              <th scope="col">line</th>
            </tr>
          </thead>
          <tbody>
            {events.slice(offset.value, offset.value + ROWS).flatMap((event, index) => {
              const at = offset.value + index;
              const isOpen = opened.value === at;
              const fileName = state.files[event.file]?.name ?? "unknown file";
              const row = (
                <tr key={at} class={isOpen ? "chosen" : ""}>
                  <td class="number quiet">{formatInUnit(event.timeNs - firstNs, unit)}</td>
                  <td>{event.host}</td>
                  <th scope="row">
                    <span class="clamped" title={eventName(event)}>
                      <span class="segment-task">{event.task}</span> {eventName(event)}
                    </span>
                  </th>
                  <td>{onPath.has(at) && <span class="on-path">on path</span>}</td>
                  <td>
                    <button
                      type="button"
                      class="link"
                      aria-expanded={isOpen}
                      onClick={() => {
                        opened.value = isOpen ? null : at;
                      }}
                    >
                      {fileName}:{formatCount(event.line)}
                    </button>
                  </td>
                </tr>
              );
              if (!isOpen) return [row];
              const raw = (
                <tr key={`${at} raw`} class="raw-row">
                  <td colSpan={5}>
                    <RawLine session={session} file={event.file} line={event.line} />
                  </td>
                </tr>
              );
              return [row, raw];
            })}
          </tbody>
        </table>
      </TableScroll>
      <Pager
        what="events"
        total={events.length}
        offset={offset.value}
        size={ROWS}
        onOffset={(next) => {
          offset.value = next;
          opened.value = null;
        }}
      />
    </>
  );
}

interface RawLineProps {
  readonly session: PageSession;
  readonly file: number;
  readonly line: number;
}

/** The record as it stands in the file, read again now. */
function RawLine({ session, file, line }: RawLineProps) {
  const answer = useAnswer(`${file}:${line}`, () => session.questions.rawRecord(file, line));
  if (answer.state === "asking") return <span class="quiet">reading the file again</span>;
  if (answer.state === "failed") return <span role="alert">The line cannot be shown. {answer.message}</span>;
  const outcome = answer.value;
  if (!outcome.ok) return <span role="alert">The line cannot be shown: {outcome.failure.message}</span>;
  return (
    <pre class="raw" data-testid="raw-line">
      {outcome.value}
    </pre>
  );
}
