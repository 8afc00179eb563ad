import type { Filtering, Workspace } from "../../app/workspace.ts";
import { formatCount, formatCountOf, formatShare } from "../../core/present/number-format.ts";

/** How many requests the filter keeps; while they are analysed, how far that is. */
export function FilterCount({ workspace }: { readonly workspace: Workspace }) {
  const filtering = workspace.filtering.value;
  const { report, filter } = workspace.shown.value;
  if (filtering.state === "running") {
    const done = doneShare(filtering);
    return (
      <>
        <span class="omni-count" role="status">
          filtering {formatShare(done)}
        </span>
        <svg class="omni-progress" width="100%" height="2" aria-hidden="true" focusable="false">
          <rect width={`${done * 100}%`} height="2" />
        </svg>
      </>
    );
  }
  if (filter === "" || filtering.state === "failed") return null;
  const { requests } = workspace.whole.report;
  return (
    <span
      class="omni-count"
      role="status"
      title={`The filter keeps ${formatCount(report.requests)} of ${formatCountOf(requests, "request")}.`}
      data-testid="filter-count"
    >
      <strong>{formatCount(report.requests)}</strong> of {formatCount(requests)}
    </span>
  );
}

/** Relations take about as long as paths. */
function doneShare({ progress }: Extract<Filtering, { state: "running" }>): number {
  if (progress === null) return 0;
  return (progress.step === "paths" ? 0.5 : 0) + progress.done / 2;
}
