/** What decides the place of a lane. */
export interface LaneInput {
  /** Column and precedence of its first node: which lane is entered first. */
  readonly firstRank: number;
  readonly precedence: number;
  readonly name: string;
}

/** Links between two lanes (positions in the input). */
export interface LaneLink {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** What a pair of lanes out of the order of their first entry costs, in links of weight 1 over one lane. */
const OUT_OF_ORDER = 0.8;

/**
 * Lanes from top to bottom, as positions in the input: first entered first, but lanes with many links between them
 * adjacent. The lane entered first stays on top. Moves one lane at a time while that shortens the links: O(L³ · links) at
 * worst, for L lanes of which there are rarely more than ten.
 */
export function orderLanes(lanes: readonly LaneInput[], links: readonly LaneLink[]): number[] {
  const entered = lanes
    .map((_, at) => at)
    .sort(
      (a, b) =>
        lanes[a].firstRank - lanes[b].firstRank ||
        lanes[a].precedence - lanes[b].precedence ||
        (lanes[a].name < lanes[b].name ? -1 : lanes[a].name > lanes[b].name ? 1 : a - b),
    );
  const weights = new Map<string, LaneLink>();
  for (const { a, b, weight } of links) {
    if (a === b) continue;
    const key = `${Math.min(a, b)}:${Math.max(a, b)}`;
    weights.set(key, { a, b, weight: weight + (weights.get(key)?.weight ?? 0) });
  }
  const pairs = [...weights.values()];
  const entry = new Int32Array(lanes.length);
  entered.forEach((lane, at) => {
    entry[lane] = at;
  });
  let best = entered;
  let bestCost = costOf(best, entry, pairs);
  for (let round = 0; round < lanes.length; round++) {
    const before = bestCost;
    for (let from = 1; from < lanes.length; from++) {
      for (let to = 1; to < lanes.length; to++) {
        if (from === to) continue;
        const moved = best.toSpliced(from, 1).toSpliced(to, 0, best[from]);
        const cost = costOf(moved, entry, pairs);
        if (cost >= bestCost - 1e-9) continue;
        best = moved;
        bestCost = cost;
      }
    }
    if (bestCost === before) break;
  }
  return best;
}

function costOf(order: readonly number[], entry: Int32Array, pairs: readonly LaneLink[]): number {
  const place = new Int32Array(order.length);
  order.forEach((lane, at) => {
    place[lane] = at;
  });
  let cost = 0;
  for (const { a, b, weight } of pairs) cost += weight * (Math.abs(place[a] - place[b]) - 1);
  for (let at = 0; at < order.length; at++) {
    for (let later = at + 1; later < order.length; later++) {
      if (entry[order[at]] > entry[order[later]]) cost += OUT_OF_ORDER;
    }
  }
  return cost;
}
