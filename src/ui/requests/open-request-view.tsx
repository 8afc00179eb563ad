import type { Workspace } from "../../app/workspace.ts";
import type { RequestDetail } from "../../core/analysis/request-detail.ts";
import type { RequestPlace } from "../../core/analysis/request-place.ts";
import { type Answer, latest, useAnswer } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import { hiddenLayers, LayerKey, laneChoice } from "./layer-key.tsx";
import { RequestHead } from "./request-head.tsx";
import { Waterfall } from "./waterfall.tsx";

interface OpenRequestProps {
  readonly workspace: Workspace;
  readonly rank: number;
  readonly place: Answer<RequestPlace>;
  readonly onStep: (step: 1 | -1) => void;
}

/** The open request: what it is, and its waterfall. The one before stays until the next is there. */
export function OpenRequest({ workspace, rank, place, onStep }: OpenRequestProps) {
  const { filter } = workspace.shown.value;
  const answer = useAnswer(`${rank} ${filter}`, () => workspace.questions.requestDetail(rank, filter));
  const detail = latest(answer);
  if (answer.state === "failed") {
    return (
      <div class="rq-open-notice">
        <Notice tone="error">This request cannot be shown. {answer.message}</Notice>
      </div>
    );
  }
  if (detail === null) {
    return (
      <p class="panel-text quiet" aria-busy="true">
        Reading the request
      </p>
    );
  }
  const known = place.state === "answered" ? place.value : null;
  return (
    <section
      class="rq-open"
      aria-label={`Request ${detail.id}`}
      aria-busy={answer.state === "asking"}
      data-testid="request-detail"
    >
      <RequestHead
        workspace={workspace}
        detail={detail}
        place={known !== null && known.summary.id === detail.id ? known : null}
        onStep={onStep}
      />
      <Notes detail={detail} isPartial={known?.summary.isPartial ?? false} />
      <Picture workspace={workspace} detail={detail} />
    </section>
  );
}

function Notes({ detail, isPartial }: { readonly detail: RequestDetail; readonly isPartial: boolean }) {
  if (detail.withoutPath === null && !isPartial) return null;
  return (
    <div class="rq-open-notice">
      {isPartial && (
        <Notice tone="warning">
          The record of this request may be cut: it is near the beginning, the end or a silence of the log of one of its
          hosts. It may have had more events, and taken longer.
        </Notice>
      )}
      {detail.withoutPath !== null && <Notice tone="warning">No critical path: {detail.withoutPath}.</Notice>}
    </div>
  );
}

function Picture({ workspace, detail }: { readonly workspace: Workspace; readonly detail: RequestDetail }) {
  const { filter } = workspace.shown.value;
  const { classId } = detail;
  const spread = useAnswer(`${classId} ${filter}`, async (signal) =>
    classId < 0 ? [] : workspace.questions.segmentSpread(classId, filter, signal),
  );
  const hidden = hiddenLayers(workspace);
  const by = laneChoice(workspace);
  const bands =
    spread.state === "answered" ? spread.value.map((kind) => (kind.requests === 0 ? null : kind.durationNs)) : NO_BANDS;
  return (
    <>
      <LayerKey workspace={workspace} by={by} hidden={hidden} isCounting={spread.state === "asking"} />
      {/* Zoom and place are about one request. */}
      <Waterfall key={detail.id} workspace={workspace} detail={detail} by={by} hidden={hidden} bands={bands} />
    </>
  );
}

const NO_BANDS: readonly null[] = [];
