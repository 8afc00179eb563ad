import type { RefObject } from "preact";
import type { ComponentColors } from "../../core/present/component-colors.ts";
import { colorOf } from "../../core/present/component-colors.ts";
import type { LaneBox } from "../../core/present/graph-layout.ts";
import { formatCount } from "../../core/present/number-format.ts";

interface LaneRowsProps {
  readonly lanes: readonly LaneBox[];
  readonly root: RefObject<HTMLDivElement | null>;
}

/** A band per component behind the links; the stage moves them with the picture. */
export function LaneBands({ lanes, root }: LaneRowsProps) {
  return (
    <div class="graph-lanes" ref={root} aria-hidden="true">
      {lanes.map(({ name }, at) => (
        <div key={name} class={at % 2 === 1 ? "graph-band graph-band-odd" : "graph-band"} />
      ))}
    </div>
  );
}

interface LaneNamesProps extends LaneRowsProps {
  readonly colors: ComponentColors;
  readonly onToggle: (lane: LaneBox) => void;
}

/** Names of the lanes; they stay at the left edge while the picture moves sideways, and fold their lane. */
export function LaneNames({ lanes, root, colors, onToggle }: LaneNamesProps) {
  return (
    <div class="graph-lanes graph-lane-names" ref={root}>
      {lanes.map((lane, at) => {
        const { name, components, collapsed, hidden } = lane;
        const isOne = components.length === 1;
        return (
          <div key={name} class={at % 2 === 1 ? "graph-lane graph-lane-odd" : "graph-lane"}>
            <button
              type="button"
              class={collapsed ? "graph-lane-name graph-lane-folded" : "graph-lane-name"}
              aria-expanded={!collapsed}
              aria-label={collapsed ? `${name}, ${formatCount(hidden)} folded: show` : `${name}: fold`}
              title={collapsed ? "Show these segments" : "Fold this lane"}
              onClick={() => onToggle(lane)}
            >
              {isOne && <span class={`graph-swatch graph-swatch-${colorOf(colors, name)}`} />}
              <span>{name}</span>
              {collapsed && <span class="quiet">▸ {formatCount(hidden)} folded</span>}
            </button>
          </div>
        );
      })}
    </div>
  );
}

/** Puts bands or names where their lanes are now. */
export function placeLanes(root: HTMLElement | null, lanes: readonly LaneBox[], zoom: number, panY: number): void {
  if (root === null) return;
  root.style.setProperty("transform", `translateY(${panY}px)`);
  const key = `${zoom}`;
  lanes.forEach(({ y, height }, at) => {
    const row = root.children[at];
    // While the picture is only moved, the rows need not be touched.
    if (!(row instanceof HTMLElement) || row.dataset.place === `${key} ${y} ${height}`) return;
    row.dataset.place = `${key} ${y} ${height}`;
    row.style.setProperty("top", `${y * zoom}px`);
    row.style.setProperty("height", `${height * zoom}px`);
  });
}
