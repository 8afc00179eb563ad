import { type ComponentColors, colorOf } from "../../core/present/component-colors.ts";
import { estimatedWidth, fitMiddle } from "../../core/present/label-fit.ts";
import { type DurationUnit, formatInUnit, formatShare } from "../../core/present/number-format.ts";
import type { LaneBy, Timeline } from "../../core/present/timeline-rows.ts";
import { rowWords } from "../../core/present/timeline-words.ts";
import { Swatch } from "../shared/swatch.tsx";
import { CELL, rowRole } from "./grid-roles.ts";

interface WaterfallRowsProps {
  readonly timeline: Timeline;
  readonly by: LaneBy;
  readonly colors: ComponentColors;
  readonly latencyNs: number;
  readonly unit: DurationUnit;
  readonly first: number;
  readonly count: number;
  /** The first row that is seen whole. */
  readonly top: number;
  readonly chosen: number;
  readonly active: number;
  readonly isWide: boolean;
  readonly isTinted: (row: number) => boolean;
}

/** px of the columns of names; the rest of the table is numbers. */
const LANE_PX = { wide: 90, narrow: 70 };
const NAME_PX = { wide: 142, narrow: 128 };
/** Less of a task would say nothing; its swatch stands there in any case. */
const LEAST_TASK_PX = 30;

/** The rows in view as text: lane, segment, time, and share of the path. */
export function WaterfallRows({ timeline, by, colors, latencyNs, unit, first, count, ...marks }: WaterfallRowsProps) {
  const { top, chosen, active, isWide, isTinted } = marks;
  const size = isWide ? "wide" : "narrow";
  return (
    <>
      {timeline.rows.slice(first, first + count).map((row, at) => {
        const position = first + at;
        const lane = timeline.lanes[row.lane];
        const inLane = position - lane.firstRow;
        const isOfOne = by === "component" || lane.others.length === 1;
        // A lane that began above the view is named at its edge.
        const isNamed = inLane === 0 || position === top;
        const isSecond = !isNamed && (inLane === 1 || position === top + 1);
        const classes = ["rq-row"];
        if (inLane === lane.rowCount - 1) classes.push("rq-row-last");
        if (isTinted(position)) classes.push("rq-row-tinted");
        if (position === chosen) classes.push("rq-row-chosen");
        if (position === active) classes.push("rq-row-active");
        const color = colorOf(colors, row.component);
        return (
          <div
            key={position}
            class={classes.join(" ")}
            {...rowRole(position + 2, position === chosen)}
            id={`rq-fall-${position}`}
            title={rowWords(row, latencyNs)}
          >
            <span class="rq-lane" {...CELL}>
              {isNamed ? (
                <>
                  {isOfOne && <Swatch color={color} />}
                  <span>{fitMiddle(lane.name, LANE_PX[size] - (isOfOne ? 14 : 0), 12)}</span>
                </>
              ) : (
                isSecond && (
                  <em class={isOfOne ? "rq-lane-under" : ""}>
                    {fitMiddle(othersWords(lane.others, by), LANE_PX[size] - (isOfOne ? 14 : 0), 11)}
                  </em>
                )
              )}
            </span>
            <span class="rq-name" {...CELL}>
              {!isOfOne && <Swatch color={color} />}
              <Name
                task={isOfOne && (lane.isOneTask || row.task === lane.name) ? "" : row.task}
                label={row.shortLabel}
                widthPx={NAME_PX[size] - (isOfOne ? 0 : 14)}
              />
            </span>
            <span class="rq-time" {...CELL}>
              {row.segment < 0 ? "" : formatInUnit(row.toNs - row.fromNs, unit)}
            </span>
            <span class="rq-share" {...CELL}>
              {row.chargedNs > 0 && latencyNs > 0 ? formatShare(row.chargedNs / latencyNs) : ""}
            </span>
          </div>
        );
      })}
    </>
  );
}

/** The label, and of the task what there is room for; both are cut in the middle: their heads and tails are alike. */
function Name({ task, label, widthPx }: { readonly task: string; readonly label: string; readonly widthPx: number }) {
  const room = widthPx - estimatedWidth(label, 12) - 4;
  const shown = task !== "" && room >= LEAST_TASK_PX ? fitMiddle(task, room, 12) : "";
  return (
    <span>
      {shown !== "" && <span class="quiet">{shown} </span>}
      {fitMiddle(label, widthPx, 12)}
    </span>
  );
}

function othersWords(others: readonly string[], by: LaneBy): string {
  if (others.length === 1) return others[0];
  return `${others.length} ${by === "host" ? "components" : "hosts"}`;
}
