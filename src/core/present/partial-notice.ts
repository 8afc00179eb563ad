import type { AnalysisReport } from "./analysis-report.ts";
import { formatCount, formatCountOf, formatDuration, formatShare } from "./number-format.ts";

/** From this share of requests on that may lack events, the result says so. */
const TELLING_SHARE = 0.25;
/** Where long requests last more than so many times a common one, they are of another sort than it. */
const FAR_LONGER = 20;
/** Requests that last a good part of the logs are near their ends as a matter of course. */
const SHORT_LOGS = 1 / 16;

/** What a result says where many requests may lack events, with the likely reason; null where they are few. */
export function partialNotice(
  report: Pick<AnalysisReport, "requests" | "partialRequests" | "latencyNs" | "startNs">,
): string | null {
  const { requests, partialRequests } = report;
  const share = partialRequests / Math.max(1, requests);
  if (partialRequests === 0 || share < TELLING_SHARE) return null;
  return (
    `${formatCount(partialRequests)} of ${formatCountOf(requests, "request")} (${formatShare(share)}) may lack events, ` +
    `as the log of one of their hosts begins, ends or is silent near them: ${likelyReason(report)}.`
  );
}

function likelyReason({ latencyNs, startNs }: Pick<AnalysisReport, "latencyNs" | "startNs">): string {
  const { p50, p99 } = latencyNs;
  const logsNs = startNs.latest - startNs.earliest;
  const isLikeOthers = p99 <= FAR_LONGER * p50;
  if (isLikeOthers && p99 >= logsNs * SHORT_LOGS) {
    return (
      `the logs are short beside what requests last (half of them ${formatDuration(p50)} or longer, ` +
      `begun within ${formatDuration(logsNs)}), unless unrelated lines share a request id`
    );
  }
  if (!isLikeOthers) {
    return (
      `some requests last far longer than most (one in a hundred ${formatDuration(p99)} or longer, half of them at most ` +
      `${formatDuration(p50)}), as where unrelated lines share a request id`
    );
  }
  return "a few requests last far longer than all others, as where unrelated lines share a request id, or single hosts have short logs";
}
