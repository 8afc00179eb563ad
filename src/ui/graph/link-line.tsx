import type { LaneBox, Point } from "../../core/present/graph-layout.ts";
import { roundedPath } from "../../core/present/graph-svg.ts";
import type { SceneLink } from "./graph-scene.ts";
import { longestRun, middleOfLastRun } from "./link-geometry.ts";
import { memo } from "./memo.tsx";

interface LinkLineProps {
  readonly each: SceneLink;
  readonly isPicked: boolean;
  readonly isDim: boolean;
  /** Holds between two segments of which it was asked why something else does not. */
  readonly isStanding: boolean;
  readonly lanes: readonly LaneBox[];
  readonly cornerRadius: number;
}

/** A head reaches so far back from its tip, px; open ones are a little longer. */
const HEAD_PX = 8;
const HEAD_HALF_PX = 3.5;

/**
 * A link in the form of its relation, so that it can be told apart without colour: filled head = happens before, dashes
 * with an open head = hand-off or call, double bar = mutual exclusion, dots with ≫ = pipeline, notch = has exceptions.
 */
export const LinkLine = memo(({ each, isPicked, isDim, isStanding, lanes, cornerRadius }: LinkLineProps) => {
  const { link, line, tone, widthPx, isAbsent } = each;
  const { points } = line;
  const d = roundedPath(points, cornerRadius);
  const classes = ["graph-link", `graph-link-${link.form}`, `graph-link-${tone}`, `graph-link-${link.status}`];
  if (isPicked) classes.push("graph-link-picked");
  else if (isDim || isAbsent) classes.push("graph-link-dim");
  else if (isStanding) classes.push("graph-link-stands");
  const width = isPicked ? Math.max(2, widthPx) : widthPx;
  return (
    <g class={classes.join(" ")} data-link={each.key}>
      {isPicked && <path class="graph-link-halo" d={d} />}
      {link.form === "mutual-exclusion" ? (
        <>
          <path d={d} stroke-width={5.2} />
          <path class={groundAt(points[0], lanes)} d={d} stroke-width={2.6} />
          <path d={barEnds(points)} stroke-width={1.3} />
        </>
      ) : (
        <path d={d} stroke-width={width} />
      )}
      {link.form === "happens-before" && <path class="graph-link-head" d={`${headPath(points)}Z`} />}
      {link.form === "hand-off" && <path class="graph-link-open" d={headPath(points)} />}
      {link.form === "pipeline" && <PipelineSign points={points} lanes={lanes} />}
      {link.status === "near" && <Notch points={points} />}
    </g>
  );
});

function PipelineSign({ points, lanes }: { readonly points: readonly Point[]; readonly lanes: readonly LaneBox[] }) {
  const middle = middleOfLastRun({ points });
  return (
    <g class="graph-link-sign" transform={`translate(${middle.x} ${middle.y})`}>
      <rect class={groundAt(middle, lanes)} x={-9} y={-7} width={18} height={14} />
      <path d="M-6 -4.5l4.5 4.5l-4.5 4.5m6.5 -9l4.5 4.5l-4.5 4.5" />
    </g>
  );
}

/** Two short bars across the link: it holds but for exceptions. */
function Notch({ points }: { readonly points: readonly Point[] }) {
  const { middle, isUpright } = longestRun({ points });
  const turn = isUpright ? " rotate(90)" : "";
  return (
    <path
      class="graph-link-notch"
      d="M-1.8 -4.5v9M1.8 -4.5v9"
      transform={`translate(${middle.x} ${middle.y})${turn}`}
    />
  );
}

/** The head of a line that enters its target from the left, from the right, from above or from below. */
function headPath(points: readonly Point[]): string {
  const [before, tip] = points.slice(-2);
  const x = Math.sign(tip.x - before.x);
  const y = Math.sign(tip.y - before.y);
  const back = { x: tip.x - HEAD_PX * x, y: tip.y - HEAD_PX * y };
  const [aside, along] = [HEAD_HALF_PX * x, HEAD_HALF_PX * y];
  return `M${back.x - along} ${back.y - aside}L${tip.x} ${tip.y}L${back.x + along} ${back.y + aside}`;
}

/** Across both ends of a double bar. */
function barEnds(points: readonly Point[]): string {
  return [points, points.toReversed()]
    .map(([end, next]) => (end.x === next.x ? `M${end.x - 6} ${end.y}h12` : `M${end.x} ${end.y - 6}v12`))
    .join("");
}

/** What a sign stands on: every other lane is tinted. */
function groundAt({ y }: Point, lanes: readonly LaneBox[]): string {
  const isOdd = lanes.findLastIndex((lane) => lane.y <= y) % 2 === 1;
  return isOdd ? "graph-ground graph-ground-odd" : "graph-ground";
}
