import type { LabelOverview } from "../label/label-overview.ts";
import { formatCount, formatCountOf } from "./number-format.ts";

type Labels = Pick<LabelOverview, "mined" | "nativeCount">;

/** How many labels there are: templates of free text, and those that stand in the log as they are. */
export function labelCount({ mined, nativeCount }: Labels): number {
  return (mined?.templateCount ?? 0) + nativeCount;
}

/** Whether there is nothing to say of labels but that spans have none. */
export function isOfSpansAlone(overview: Labels & Pick<LabelOverview, "spanEvents">): boolean {
  return overview.spanEvents > 0 && labelCount(overview) === 0 && (overview.mined?.freeTextEvents ?? 0) === 0;
}

/**
 * "14 labels of the first 907 events, as they stand in the log"
 * @param scope of the first records of a file, or of everything that was read
 */
export function labelScopeWords(
  overview: Labels & Pick<LabelOverview, "nativeEvents">,
  scope: "sample" | "all",
): string {
  const { mined, nativeEvents } = overview;
  const events = (mined?.eventCount ?? 0) + nativeEvents;
  const free = mined?.freeTextEvents ?? 0;
  const of = scope === "all" ? "all" : "the first";
  return (
    `${formatCountOf(labelCount(overview), "label")} of ${of} ${formatCountOf(events, "event")}` +
    (mined === null ? ", as they stand in the log" : "; <*> stands for a word that varies") +
    (free > 0 ? `; ${formatCount(free)} more are free text` : "")
  );
}
