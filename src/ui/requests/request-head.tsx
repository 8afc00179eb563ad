import { useSignal } from "@preact/signals";
import type { Workspace } from "../../app/workspace.ts";
import type { RequestDetail } from "../../core/analysis/request-detail.ts";
import type { RequestPlace } from "../../core/analysis/request-place.ts";
import { clockWithin } from "../../core/present/clock-time.ts";
import { formatCount, formatDuration, formatShare, shortId } from "../../core/present/number-format.ts";
import { requestFacts } from "../../core/present/request-words.ts";

interface RequestHeadProps {
  readonly workspace: Workspace;
  readonly detail: RequestDetail;
  /** Null while it is asked for. */
  readonly place: RequestPlace | null;
  readonly onStep: (step: 1 | -1) => void;
}

/** Which request is open, how long it took, and how many of its class took less. */
export function RequestHead({ workspace, detail, place, onStep }: RequestHeadProps) {
  const copied = useSignal(false);
  const { filter } = workspace.shown.value;
  const { classes, originNs, startNs } = workspace.whole.report;
  const clock = clockWithin(originNs, startNs.earliest, startNs.latest, "milliseconds");
  const className = classes.find(({ id }) => id === detail.classId)?.name ?? "no class";
  const copy = async () => {
    await navigator.clipboard.writeText(detail.id);
    copied.value = true;
  };
  return (
    <header class="rq-head">
      <h2 class="id">
        <button type="button" class="rq-id id" title={`${detail.id}: click copies`} onClick={copy}>
          {shortId(detail.id)}
        </button>
      </h2>
      <span class="hidden" role="status">
        {copied.value ? "The id is copied." : ""}
      </span>
      <p class="rq-head-words">
        <strong>{formatDuration(detail.latencyNs)}</strong>{" "}
        {place !== null && place.total > 1 && detail.classId >= 0 && (
          <span>
            {slowerWords(place)} of {filter === "" ? "its class" : `the ${formatCount(place.total)} shown`}
          </span>
        )}
        <span class="quiet">
          {requestFacts(detail, clock, detail.classId === workspace.present.value?.id ? null : className)}
        </span>
      </p>
      <span class="rq-stepper">
        {place === null ? null : place.position < 0 ? (
          <span>not in this list</span>
        ) : (
          <span>
            {formatCount(place.position + 1)} of {formatCount(place.total)}
          </span>
        )}
        <button type="button" class="button rq-step-key" aria-label="Next request" onClick={() => onStep(1)}>
          <kbd>j</kbd>
        </button>
        <button type="button" class="button rq-step-key" aria-label="Previous request" onClick={() => onStep(-1)}>
          <kbd>k</kbd>
        </button>
      </span>
    </header>
  );
}

function slowerWords({ faster, total }: RequestPlace): string {
  return faster === 0 ? "as fast as the fastest" : `slower than ${formatShare(faster / total)}`;
}
