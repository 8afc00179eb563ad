import { roundedPath } from "../../core/present/graph-svg.ts";
import { formatCount } from "../../core/present/number-format.ts";
import type { SegmentOrder } from "../../core/present/segment-order.ts";
import type { Picks } from "./graph-picks.ts";
import type { GraphScene, SceneLink } from "./graph-scene.ts";
import { askedLine, longestRun, middleOfLastRun } from "./link-geometry.ts";

interface LinkMarksProps {
  readonly scene: GraphScene;
  readonly picks: Picks;
  /** What became of the order that "Why not?" asks about; null while it is not known. */
  readonly verdict: AskedVerdict | null;
}

export interface AskedVerdict {
  readonly order: SegmentOrder | null;
}

/** Signs on links that the canvas does not draw: ≫ of pipelines, notches of exceptions, and the link that was asked for. */
export function LinkMarks({ scene, picks, verdict }: LinkMarksProps) {
  const { width, height } = scene.layout;
  return (
    <svg class="graph-marks" width={width} height={height} aria-hidden="true">
      {scene.links.map((each) => {
        if (each.link.form === "pipeline") return <PipelineMark key={each.key} each={each} picks={picks} />;
        if (each.link.status === "near") return <Notch key={each.key} each={each} picks={picks} />;
        return null;
      })}
      {picks.asked !== null && <AskedLink asked={picks.asked} verdict={verdict} />}
    </svg>
  );
}

interface MarkProps {
  readonly each: SceneLink;
  readonly picks: Picks;
}

function classOf({ each, picks }: MarkProps, kind: string): string {
  const state = picks.links.has(each.key)
    ? " graph-mark-picked"
    : each.isAbsent || picks.dimLinks.has(each.key)
      ? " graph-mark-dim"
      : "";
  return `graph-mark graph-mark-${kind} graph-mark-${each.tone}${state}`;
}

function PipelineMark(props: MarkProps) {
  const { x, y } = middleOfLastRun(props.each.line);
  return (
    <g class={classOf(props, "pipeline")} transform={`translate(${x} ${y})`}>
      <rect class="graph-mark-ground" x={-9} y={-7} width={18} height={14} />
      <path d="M-6 -4.5l4.5 4.5l-4.5 4.5m6.5 -9l4.5 4.5l-4.5 4.5" />
    </g>
  );
}

/** Two short bars across the link: it holds but for exceptions. */
function Notch(props: MarkProps) {
  const { middle, isUpright } = longestRun(props.each.line);
  return (
    <g class={classOf(props, "near")} transform={`translate(${middle.x} ${middle.y})${isUpright ? " rotate(90)" : ""}`}>
      <path d="M-1.8 -4.5v9M1.8 -4.5v9" />
    </g>
  );
}

interface AskedLinkProps {
  readonly asked: NonNullable<Picks["asked"]>;
  readonly verdict: AskedVerdict | null;
}

/** A line between the two; in long dashes with a cross where requests refute it, and how many. */
function AskedLink({ asked, verdict }: AskedLinkProps) {
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
