import { useSignal } from "@preact/signals";
import type { ReadyState } from "../../app/phase.ts";
import { formatClock } from "../../core/present/clock-time.ts";
import { formatCountOf, formatDuration } from "../../core/present/number-format.ts";
import type { PageSession } from "../app-view.tsx";
import { useAnswer } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import { EventTable } from "./event-table.tsx";
import { HopTable } from "./hop-table.tsx";

interface RequestDetailProps {
  readonly session: PageSession;
  readonly state: ReadyState;
  readonly rank: number;
}

/** One request: its path hop by hop, and its events down to the log line. */
export function RequestDetailView({ session, state, rank }: RequestDetailProps) {
  const tab = useSignal<"path" | "events">("path");
  const answer = useAnswer(`${rank}`, () => session.questions.requestDetail(rank));
  if (answer.state === "failed") {
    return (
      <div class="request">
        <Notice tone="error">This request cannot be shown. {answer.message}</Notice>
      </div>
    );
  }
  if (answer.state === "asking") return <p class="panel-text request">Reading the request.</p>;
  const detail = answer.value;
  const className = state.report.classes.find(({ id }) => id === detail.classId)?.name ?? "no class";
  const [first] = detail.events;
  return (
    <section class="request" aria-label={`Request ${detail.id}`} data-testid="request-detail">
      <header class="request-head">
        <h3 class="id">{detail.id}</h3>
        <p>
          <strong>{formatDuration(detail.latencyNs)}</strong>
          <span>{className}</span>
          {first !== undefined && <span>{formatClock(state.report.originNs, first.timeNs)} UTC</span>}
        </p>
      </header>
      {/* Two pressed buttons, not tabs: one row of keys less to learn. */}
      <p class="switch">
        <button type="button" class="button" aria-pressed={tab.value === "path"} onClick={() => (tab.value = "path")}>
          Path · {formatCountOf(detail.hops.length, "hop")}
        </button>
        <button
          type="button"
          class="button"
          aria-pressed={tab.value === "events"}
          onClick={() => (tab.value = "events")}
        >
          Events · {detail.events.length}
        </button>
      </p>
      {tab.value === "path" ? (
        <HopTable detail={detail} />
      ) : (
        <EventTable session={session} state={state} detail={detail} />
      )}
    </section>
  );
}
