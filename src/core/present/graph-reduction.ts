/** Pairs of nodes with a weight, by row. */
export interface WeightedPairs {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  /** Requests behind the pair: of pairs that contradict each other the heavier one counts. */
  readonly weight: ArrayLike<number>;
}

/** 1 per row that says what no others together say. */
export interface ReducedPairs {
  readonly orders: Uint8Array;
  readonly nestings: Uint8Array;
  /** Rows that contradict heavier ones (a cycle): kept, but nothing is concluded from them. */
  readonly contradicting: number;
}

/**
 * Transitive reduction of the orders among the shown nodes. Every node is two vertices, its start and its end: an order
 * leads from an end to a start, a nesting from start to start and from end to end. So an order from a call to what
 * follows its caller is implied by the caller's, but never one that only begins inside.
 *
 * Law: the starts and ends that all rows order are those that the kept rows, and the ends of all nestings, order.
 * O(E · n / 32) for E rows, at worst O(n² · n / 32 + E) when rows contradict each other.
 */
export function reduceOrders(count: number, orders: WeightedPairs, nestings: WeightedPairs): ReducedPairs {
  const kept = { orders: new Uint8Array(orders.from.length), nestings: new Uint8Array(nestings.from.length) };
  const rows = [...rowsOf(orders, "orders"), ...rowsOf(nestings, "nestings")];
  const vertices = 2 * count;
  let accepted = rows;
  let sequence = topologicalOrder(vertices, edgesOf(count, rows));
  if (sequence === null) {
    accepted = withoutCycles(count, rows);
    const used = new Set(accepted);
    for (const row of rows) if (!used.has(row)) kept[row.list][row.at] = 1;
    sequence = topologicalOrder(vertices, edgesOf(count, accepted)) ?? [];
  }
  const place = new Int32Array(vertices);
  sequence.forEach((vertex, at) => {
    place[vertex] = at;
  });
  const edges = edgesOf(count, accepted);
  const successors: Edge[][] = Array.from({ length: vertices }, () => []);
  for (const edge of edges) successors[edge.from].push(edge);
  const words = Math.ceil(vertices / 32);
  const reach = new Uint32Array(vertices * words);
  for (const vertex of sequence.toReversed()) {
    // Nearest successors first: a farther one that they reach is implied.
    for (const { to, row, isStart } of successors[vertex].sort((a, b) => place[a.to] - place[b.to])) {
      if (has(reach, words, vertex, to)) continue;
      if (row !== null && isStart) kept[row.list][row.at] = 1;
      absorb(reach, words, vertex, to);
    }
  }
  return { ...kept, contradicting: rows.length - accepted.length };
}

interface Row {
  readonly list: "orders" | "nestings";
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  /** Null for a node's own start and end. */
  readonly row: Row | null;
  /** False for the second edge of a nesting, from end to end: it is never drawn. */
  readonly isStart: boolean;
}

function rowsOf(pairs: WeightedPairs, list: Row["list"]): Row[] {
  return Array.from(pairs.from, (from, at) => ({ list, at, from, to: pairs.to[at], weight: pairs.weight[at] }));
}

function edgesOfRow(row: Row): Edge[] {
  const { from, to, list } = row;
  if (list === "orders") return [{ from: 2 * from + 1, to: 2 * to, row, isStart: true }];
  return [
    { from: 2 * from, to: 2 * to, row, isStart: true },
    { from: 2 * to + 1, to: 2 * from + 1, row, isStart: false },
  ];
}

function edgesOf(count: number, rows: readonly Row[]): Edge[] {
  const own = Array.from({ length: count }, (_, node) => ({
    from: 2 * node,
    to: 2 * node + 1,
    row: null,
    isStart: false,
  }));
  return [...own, ...rows.flatMap(edgesOfRow)];
}

/** Vertices so that every edge leads forward, null if there is a cycle. */
function topologicalOrder(vertices: number, edges: readonly Edge[]): number[] | null {
  const incoming = new Int32Array(vertices);
  const successors: number[][] = Array.from({ length: vertices }, () => []);
  for (const { from, to } of edges) {
    incoming[to]++;
    successors[from].push(to);
  }
  const sequence: number[] = [];
  for (let vertex = 0; vertex < vertices; vertex++) if (incoming[vertex] === 0) sequence.push(vertex);
  for (let at = 0; at < sequence.length; at++) {
    for (const next of successors[sequence[at]]) if (--incoming[next] === 0) sequence.push(next);
  }
  return sequence.length === vertices ? sequence : null;
}

/** Rows by weight, each unless it closes a cycle with heavier ones. Ties by (from, to). */
function withoutCycles(count: number, rows: readonly Row[]): Row[] {
  const vertices = 2 * count;
  const words = Math.ceil(vertices / 32);
  const reach = new Uint32Array(vertices * words);
  const add = (from: number, to: number) => {
    if (has(reach, words, from, to)) return;
    for (let vertex = 0; vertex < vertices; vertex++) {
      if (vertex === from || has(reach, words, vertex, from)) absorb(reach, words, vertex, to);
    }
  };
  for (let node = 0; node < count; node++) add(2 * node, 2 * node + 1);
  const heaviestFirst = rows.toSorted(
    (a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to || (a.list < b.list ? 1 : -1),
  );
  return heaviestFirst.filter((row) => {
    const edges = edgesOfRow(row);
    if (edges.some(({ from, to }) => from === to || has(reach, words, to, from))) return false;
    for (const { from, to } of edges) add(from, to);
    return true;
  });
}

function has(reach: Uint32Array, words: number, from: number, to: number): boolean {
  return ((reach[from * words + (to >>> 5)] >>> (to & 31)) & 1) === 1;
}

/** What `from` reaches grows by `to` and all that it reaches. */
function absorb(reach: Uint32Array, words: number, from: number, to: number): void {
  for (let word = 0; word < words; word++) reach[from * words + word] |= reach[to * words + word];
  reach[from * words + (to >>> 5)] |= 1 << (to & 31);
}
