import type { LaneBox } from "../../core/present/graph-layout.ts";
import type { GraphSettings } from "./graph-settings.ts";

/**
 * Settings after the name of a lane was pressed: an open lane folds; one that the user folded opens again; one that the
 * slider has emptied shows all of its segments. A last lane may stand for several components.
 *
 * @param components names by position, as in the class graph
 */
export function toggledLane(
  settings: GraphSettings,
  lane: Pick<LaneBox, "components" | "collapsed">,
  components: readonly string[],
): Pick<GraphSettings, "folded" | "opened"> {
  const names = lane.components.map((position) => components[position]);
  const without = (list: readonly string[]) => list.filter((name) => !names.includes(name));
  if (!lane.collapsed) return { folded: [...without(settings.folded), ...names], opened: without(settings.opened) };
  const wasFolded = names.filter((name) => settings.folded.includes(name));
  const emptied = names.filter((name) => !settings.folded.includes(name));
  return {
    folded: settings.folded.filter((name) => !wasFolded.includes(name)),
    opened: [...without(settings.opened), ...emptied],
  };
}
