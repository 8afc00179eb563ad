import { intervalSentence, verdictVerbs } from "../../core/present/evidence-words.ts";
import { formatCount, formatShare } from "../../core/present/number-format.ts";
import type { PairReport } from "../../core/present/pair-report.ts";
import { StatusMark } from "../result/status-mark.tsx";
import { Emphasis } from "./emphasis.tsx";
import { VerdictFigures } from "./figures.tsx";

/** The verdict, the finding first: the sentence, the counts, and how sure that is. */
export function VerdictSection({ report }: { readonly report: PairReport }) {
  const { sentences, query, status, violationShare, support, violations } = report;
  const [lead, ...rest] = sentences;
  // Where nothing supports it, that it holds but for exceptions need not be denied.
  const interval = support === 0 ? null : intervalSentence(status, violationShare);
  const isDecided = support + violations > 0;
  return (
    <section class="ev-section" aria-label="Verdict">
      <p class="ev-verdict" data-testid="verdict">
        {status === "refuted" && (
          <span class="ev-refuted">
            <StatusMark status="refuted" /> Refuted.{" "}
          </span>
        )}
        <Emphasis text={lead} phrases={verdictVerbs(query.relation)} />
      </p>
      <VerdictFigures {...report} />
      {isDecided && violations > 0 && <SplitBar support={support} violations={violations} />}
      {[...rest, ...(interval === null ? [] : [interval])].map((sentence) => (
        <p key={sentence} class="ev-bound">
          {sentence}
        </p>
      ))}
      {query.relation === "mutualExclusion" && status !== "vacuous" && report.fromFirst + report.toFirst > 0 && (
        <p class="ev-bound">
          The first of the two came first in {formatCount(report.fromFirst)}, the second in{" "}
          {formatCount(report.toFirst)}.
        </p>
      )}
      {query.relation === "pipeline" && report.lost + report.spurious > 0 && (
        <p class="ev-bound">
          Without a partner: {formatCount(report.lost)} that left the first, {formatCount(report.spurious)} that entered
          the second. They refute nothing.
        </p>
      )}
    </section>
  );
}

/** For and against as one bar. */
export function SplitBar({ support, violations }: { readonly support: number; readonly violations: number }) {
  const share = violations / Math.max(1, support + violations);
  const against = `${formatCount(violations)} · ${formatShare(share)}`;
  return (
    <svg
      class="ev-plot ev-split"
      width="100%"
      height="30"
      role="img"
      aria-label={`Held in ${formatCount(support)}, against ${against}`}
    >
      <rect class="ev-held" x="0" y="2" width={`${(1 - share) * 100}%`} height="8" />
      {/* At least 2 px: a single counterexample is seen. */}
      <svg class="ev-plot" x={`${(1 - share) * 100}%`} y="2" width={`${share * 100}%`} height="8" aria-hidden="true">
        <rect class="ev-fell" width="100%" height="8" />
        <rect class="ev-fell" x={share > 0.5 ? 0 : -2} width="2" height="8" />
      </svg>
      <text x="0" y="25">
        held in {formatCount(support)}
      </text>
      <text class="ev-tick-end ev-text-against" x="100%" y="25">
        against {against}
      </text>
    </svg>
  );
}
