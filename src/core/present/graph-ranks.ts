/** A link that orders two nodes (positions) from left to right. */
export interface RankedLink {
  readonly from: number;
  readonly to: number;
  /** Requests behind it: where links contradict each other the heavier one decides. */
  readonly weight: number;
}

export interface RankInput {
  readonly count: number;
  readonly links: readonly RankedLink[];
  /** Nodes that want one column, in order of importance; a member that a path separates from the others goes its own way. */
  readonly columns: readonly (readonly number[])[];
  /** Orders nodes that no link orders. */
  readonly precedence: readonly number[];
}

/**
 * Column of every node, from 0, without empty columns: the longest path of links that leads to it. Links that close a
 * cycle with heavier ones are ignored. Nodes nothing leads to stand just left of what follows them; nodes without links
 * beside those that begin when they do. O(links · (nodes + links)) where there are cycles or shared columns.
 */
export function rankNodes({ count, links, columns, precedence }: RankInput): Int32Array {
  const acyclic = withoutCycles(count, links);
  const group = shareColumns(count, acyclic, columns);
  const forward = acyclic.filter(({ from, to }) => group[from] !== group[to]);
  const sequence = topologicalGroups(count, forward, group) ?? [];
  const rank = new Int32Array(count);
  const successors = new Map<number, number[]>();
  const incoming = new Int32Array(count);
  const outgoing = new Int32Array(count);
  for (const { from, to } of forward) {
    const [a, b] = [group[from], group[to]];
    const list = successors.get(a);
    if (list === undefined) successors.set(a, [b]);
    else list.push(b);
    outgoing[a]++;
    incoming[b]++;
  }
  for (const at of sequence) {
    for (const next of successors.get(at) ?? []) rank[next] = Math.max(rank[next], rank[at] + 1);
  }
  // From right to left: what has more links ahead than behind moves up to them, so that links are short.
  for (const at of sequence.toReversed()) {
    const next = successors.get(at);
    if (next === undefined || outgoing[at] <= incoming[at]) continue;
    rank[at] = Math.max(rank[at], Math.min(...next.map((to) => rank[to])) - 1);
  }
  const linked = Array.from({ length: count }, (_, at) => incoming[group[at]] + outgoing[group[at]] > 0);
  placeLoose(rank, group, linked, precedence);
  return withoutGaps(rank.map((_, at) => rank[group[at]]));
}

/** Links in order of weight, each unless it closes a cycle. */
function withoutCycles(count: number, links: readonly RankedLink[]): RankedLink[] {
  const proper = links.filter(({ from, to }) => from !== to);
  const own = Int32Array.from({ length: count }, (_, at) => at);
  if (topologicalGroups(count, proper, own) !== null) return proper;
  const successors: number[][] = Array.from({ length: count }, () => []);
  const heaviestFirst = proper.toSorted((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to);
  return heaviestFirst.filter(({ from, to }) => {
    if (reaches(successors, to, from)) return false;
    successors[from].push(to);
    return true;
  });
}

function reaches(successors: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set([from]);
  const stack = [from];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at === to) return true;
    for (const next of successors[at]) {
      if (seen.has(next)) continue;
      seen.add(next);
      stack.push(next);
    }
  }
  return false;
}

/** Per node the first member of the set it shares a column with: itself if alone. */
function shareColumns(
  count: number,
  links: readonly RankedLink[],
  columns: readonly (readonly number[])[],
): Int32Array {
  let group = Int32Array.from({ length: count }, (_, at) => at);
  const taken = new Set<number>();
  for (const column of columns) {
    const free = column.filter((at) => !taken.has(at));
    for (const at of free.slice(1)) {
      const merged = group.slice();
      merged[at] = group[free[0]];
      const separated = links.some(
        ({ from, to }) => merged[from] === merged[to] && from !== to && group[from] !== group[to],
      );
      if (separated || topologicalGroups(count, links, merged) === null) continue;
      group = merged;
      taken.add(at);
    }
    if (free.length > 0) taken.add(free[0]);
  }
  return group;
}

/** Groups so that every link between two leads forward; null if there is a cycle. Ties by number. */
function topologicalGroups(count: number, links: readonly RankedLink[], group: Int32Array): number[] | null {
  const incoming = new Int32Array(count);
  const successors: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of links) {
    if (group[from] === group[to]) continue;
    incoming[group[to]]++;
    successors[group[from]].push(group[to]);
  }
  const sequence: number[] = [];
  let groups = 0;
  for (let at = 0; at < count; at++) {
    if (group[at] !== at) continue;
    groups++;
    if (incoming[at] === 0) sequence.push(at);
  }
  for (let at = 0; at < sequence.length; at++) {
    for (const next of successors[sequence[at]]) if (--incoming[next] === 0) sequence.push(next);
  }
  return sequence.length === groups ? sequence : null;
}

/** Nodes without links stand where the linked node stands that begins last of those that begin no later. */
function placeLoose(
  rank: Int32Array,
  group: Int32Array,
  linked: readonly boolean[],
  precedence: readonly number[],
): void {
  const known = precedence
    .map((begins, at) => ({ begins, rank: rank[group[at]], at }))
    .filter(({ at }) => linked[at])
    .sort((a, b) => b.begins - a.begins || a.rank - b.rank || a.at - b.at);
  rank.forEach((_, at) => {
    if (linked[at] || group[at] !== at) return;
    rank[at] = known.find(({ begins }) => begins <= precedence[at])?.rank ?? 0;
  });
}

function withoutGaps(rank: Int32Array): Int32Array {
  const used = [...new Set(rank)].sort((a, b) => a - b);
  const place = new Map(used.map((value, at) => [value, at]));
  return rank.map((value) => place.get(value) ?? 0);
}
