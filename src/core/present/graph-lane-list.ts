import { orderLanes } from "./graph-lanes.ts";
import type { SelectedComponent } from "./graph-selection.ts";

/** More lanes without nodes than this become one, unless the user folded them. */
const MOST_EMPTY_LANES = 4;

export interface Lane {
  /** Positions in `ClassGraph.components`. */
  readonly components: readonly number[];
  readonly name: string;
  readonly open: boolean;
  readonly hidden: number;
}

export interface LaneList {
  /** Components with nodes, from top to bottom. */
  readonly open: readonly SelectedComponent[];
  /** The same, and between them those without nodes. */
  readonly all: readonly Lane[];
}

/**
 * Lanes from top to bottom: components with nodes in the order of `orderLanes`; those whose segments are all hidden stand
 * where their first segment would be entered, or together at the end if they are many.
 *
 * @param componentOfNode component of every node; `rank` its column; links between nodes (positions)
 */
export function listLanes(
  components: readonly SelectedComponent[],
  componentOfNode: readonly number[],
  rank: Int32Array,
  links: readonly { readonly from: number; readonly to: number; readonly weight: number }[],
): LaneList {
  const firstRank = new Map<number, number>();
  componentOfNode.forEach((component, at) => {
    firstRank.set(component, Math.min(firstRank.get(component) ?? rank[at], rank[at]));
  });
  const byName = components.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const withNodes = byName.filter(({ component }) => firstRank.has(component));
  const at = new Map(withNodes.map(({ component }, position) => [component, position]));
  const order = orderLanes(
    withNodes.map(({ component, precedence, name }) => ({ firstRank: firstRank.get(component)!, precedence, name })),
    links.map(({ from, to, weight }) => ({
      a: at.get(componentOfNode[from]) ?? 0,
      b: at.get(componentOfNode[to]) ?? 0,
      weight,
    })),
  );
  const open = order.map((position) => withNodes[position]);
  const lane = ({ component, name, hidden }: SelectedComponent, isOpen: boolean): Lane => ({
    components: [component],
    name,
    open: isOpen,
    hidden,
  });
  const all = open.map((component) => ({ lane: lane(component, true), precedence: component.precedence }));
  const empty = byName.filter(({ component, hidden }) => !firstRank.has(component) && hidden > 0);
  const own = empty.filter(({ folded }) => folded || empty.length <= MOST_EMPTY_LANES);
  for (const component of own.toSorted((a, b) => a.precedence - b.precedence)) {
    const later = all.findIndex(({ precedence }) => precedence > component.precedence);
    all.splice(later < 0 ? all.length : Math.max(1, later), 0, {
      lane: lane(component, false),
      precedence: component.precedence,
    });
  }
  const rest = empty.filter((component) => !own.includes(component));
  const lanes = all.map((entry) => entry.lane);
  if (rest.length > 0) {
    lanes.push({
      components: rest.map(({ component }) => component),
      name: rest.length === 1 ? rest[0].name : `${rest.length} more components`,
      open: false,
      hidden: rest.reduce((sum, { hidden }) => sum + hidden, 0),
    });
  }
  return { open, all: lanes };
}
