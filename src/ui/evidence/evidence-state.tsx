import type { EvidenceProgress } from "../../app/evidence-questions.ts";
import { formatCountOf, formatShare } from "../../core/present/number-format.ts";
import { Notice } from "../shared/notice.tsx";
import { VerdictFigures } from "./figures.tsx";

/** While requests are counted: what they say so far, of how many. */
export function EvidenceCounting({ progress }: { readonly progress: EvidenceProgress | null }) {
  const share = progress?.share ?? 0;
  const counts = progress?.counts[0];
  const { support = 0, violation = 0, undecided = 0, aside = 0 } = counts ?? {};
  const seen = support + violation + undecided + aside;
  return (
    <section class="ev-section" aria-label="Counting requests" aria-busy="true">
      <p class="ev-bound ev-first" role="status">
        {counts === undefined
          ? "Asking every request that has both."
          : `So far, from ${formatCountOf(seen, "request")} with both (${formatShare(share)} of the scan):`}
      </p>
      {counts !== undefined && <VerdictFigures support={support} violations={violation} undecided={undecided} />}
      <svg class="ev-progress" width="100%" height="2" aria-hidden="true">
        <rect class="ev-progress-rest" width="100%" height="2" />
        <rect class="ev-progress-done" width={`${share * 100}%`} height="2" />
      </svg>
    </section>
  );
}

/** The evidence could not be had: why, and what to do. */
export function EvidenceFailed({ message, onRetry }: { readonly message: string; readonly onRetry: () => void }) {
  return (
    <section class="ev-section" aria-label="Failure">
      <Notice
        tone="error"
        action={
          <button type="button" class="button" onClick={onRetry}>
            Try again
          </button>
        }
      >
        The evidence cannot be shown. {message}
      </Notice>
    </section>
  );
}

/** A link from other logs, or of a class that has no such thing. */
export function EvidenceGone({ what, className }: { readonly what: string; readonly className: string }) {
  return (
    <section class="ev-section" aria-label="Not in these logs">
      <p class="ev-verdict">
        {what} is not in these logs: class {className} has none with this number.
      </p>
      <p class="ev-bound">
        The address was made with other logs, or with other roles for their columns. Choose anything in the view to see
        its evidence here.
      </p>
    </section>
  );
}
