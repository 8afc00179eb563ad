import { roundedPath } from "../../core/present/graph-svg.ts";
import { formatCount } from "../../core/present/number-format.ts";
import type { SegmentOrder } from "../../core/present/segment-order.ts";
import type { Picks } from "./graph-picks.ts";
import { askedLine, longestRun } from "./link-geometry.ts";

/** What became of the order that "Why not?" asks about. */
export interface AskedVerdict {
  /** Null: the two never meet in one request. */
  readonly order: SegmentOrder | null;
}

interface AskedLineProps {
  readonly asked: NonNullable<Picks["asked"]>;
  readonly verdict: AskedVerdict | null;
}

/** A line between the two; in long dashes with a cross where requests refute it, and how many. */
export function AskedLine({ asked, verdict }: AskedLineProps) {
  const points = askedLine(asked.from.box, asked.to.box);
  const end = points[points.length - 1];
  const side = end.x < points[points.length - 2].x ? 7 : -7;
  const { middle, isUpright } = longestRun({ points });
  const isRefuted = verdict?.order != null && verdict.order.violations > 0;
  return (
    <g class={isRefuted ? "graph-asked graph-asked-refuted" : "graph-asked"}>
      <path class="graph-asked-line" d={roundedPath(points, 6)} />
      <path d={`M${end.x + side} ${end.y - 4}L${end.x} ${end.y}L${end.x + side} ${end.y + 4}`} />
      {isRefuted && (
        <g transform={`translate(${middle.x} ${middle.y})`}>
          <circle r={8} />
          <path d="M-3.2 -3.2l6.4 6.4M3.2 -3.2l-6.4 6.4" />
        </g>
      )}
      <text x={middle.x + (isRefuted ? 14 : isUpright ? 8 : 0)} y={isUpright ? middle.y + 4 : middle.y - 6}>
        {verdict === null ? "" : askedWords(verdict)}
      </text>
    </g>
  );
}

/** "refuted by 2,195 of 41,877". */
export function askedWords({ order }: AskedVerdict): string {
  if (order === null) return "never together in one request";
  const { status, support, violations, undecided } = order;
  const requests = formatCount(support + violations + undecided);
  if (violations > 0)
    return `${status === "near" ? "against it" : "refuted by"} ${formatCount(violations)} of ${requests}`;
  if (support === 0) return `undecided in all ${requests}`;
  return `${status} in ${formatCount(support)} of ${requests}`;
}
