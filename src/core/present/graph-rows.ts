import { chooseCorridors, NO_CORRIDOR } from "./graph-corridors.ts";
import { countCrossings } from "./graph-crossings.ts";
import type { Grid, GridLevels, GridLink } from "./graph-grid.ts";
import { levelsOf } from "./graph-grid.ts";

export interface RowInput {
  readonly columns: number;
  readonly rank: Int32Array;
  readonly lane: Int32Array;
  readonly lanes: number;
  readonly links: readonly GridLink[];
  /** Nodes that stand above each other in this order wherever they share lane and column. */
  readonly stacks: readonly (readonly number[])[];
}

/** A crossing costs as much as so many rows of vertical way. */
const CROSSING = 1.5;
/** Work is bounded by count, not by the clock, so that the same graph always gives the same picture. */
const MOST_SWEEPS = 16;
const SWEEP_WORK = 60_000;
const MOVE_WORK = 60_000;

/**
 * Rows for all nodes: no two share a cell, members of a stack are in order. Sweeps left and right move every node towards
 * the median of its neighbours, then single nodes change places; the arrangement with the least cost (crossings, vertical
 * way, turns) is kept. Beyond the budget of work the first arrangement stands as it is. `budget` scales the work.
 */
export function arrangeRows(input: RowInput, budget = 1): Grid {
  const { lane, rank, lanes, columns, links } = input;
  const cells: Cell[] = [];
  const cellOf = new Map<number, Cell>();
  const rowsOfLane = new Array<number>(lanes).fill(1);
  const neighbours: Neighbour[][] = Array.from(rank, () => []);
  for (const { from, to, importance } of links) {
    neighbours[from].push({ node: to, weight: 0.2 + importance });
    neighbours[to].push({ node: from, weight: 0.2 + importance });
  }
  rank.forEach((_, node) => {
    const key = lane[node] * columns + rank[node];
    let cell = cellOf.get(key);
    if (cell === undefined) {
      cell = { lane: lane[node], rank: rank[node], nodes: [], units: [] };
      cellOf.set(key, cell);
      cells.push(cell);
    }
    cell.nodes.push(node);
    rowsOfLane[lane[node]] = Math.max(rowsOfLane[lane[node]], cell.nodes.length);
  });
  cells.sort((a, b) => a.rank - b.rank || a.lane - b.lane);
  for (const cell of cells) cell.units = unitsOf(cell.nodes, input.stacks);
  const levels = levelsOf(rowsOfLane);
  const search = new RowSearch({ ...input, levels, rowsOfLane, neighbours, cells });
  const work = links.length + rank.length + 1;
  const sweeps = Math.min(MOST_SWEEPS, Math.floor((budget * SWEEP_WORK) / work));
  for (let sweep = 0; sweep < sweeps; sweep++) search.sweep(sweep);
  search.move(Math.floor((budget * MOVE_WORK) / work));
  return search.best();
}

interface Neighbour {
  readonly node: number;
  readonly weight: number;
}

/** Nodes of one lane and column; units are single nodes and stacks. */
interface Cell {
  readonly lane: number;
  readonly rank: number;
  readonly nodes: number[];
  units: number[][];
}

interface SearchInput extends RowInput {
  readonly levels: GridLevels;
  readonly rowsOfLane: readonly number[];
  readonly neighbours: readonly (readonly Neighbour[])[];
  readonly cells: readonly Cell[];
}

/** Keeps the present arrangement and the best one so far. */
class RowSearch {
  private readonly row: Int32Array;
  private kept: Int32Array;
  private keptCost: number;

  constructor(private readonly input: SearchInput) {
    this.row = new Int32Array(input.rank.length);
    for (const { lane, units } of input.cells) {
      let row = input.levels.firstRowOfLane[lane];
      for (const node of units.flat()) this.row[node] = row++;
    }
    this.kept = this.row.slice();
    this.keptCost = this.cost();
  }

  best(): Grid {
    return this.grid(this.kept);
  }

  /** Even sweeps go right and look left, odd ones the other way; every third looks both ways. */
  sweep(number: number): void {
    const { cells, rank } = this.input;
    const leftward = number % 2 === 1;
    for (const cell of leftward ? cells.toReversed() : cells) {
      this.place(cell, (node) => {
        if (number % 3 === 2) return true;
        return leftward ? rank[node] > cell.rank : rank[node] < cell.rank;
      });
    }
    this.keep();
  }

  /** Tries every unit on every other place of its cell, while that helps and the trials last. */
  move(trials: number): void {
    const { cells, rowsOfLane, levels } = this.input;
    this.row.set(this.kept);
    for (let improved = true, left = trials; improved && left > 0; ) {
      improved = false;
      for (const cell of cells) {
        const first = levels.firstRowOfLane[cell.lane];
        const rows = rowsOfLane[cell.lane];
        if (rows === 1) continue;
        for (const unit of cell.units) {
          for (let row = first; row + unit.length <= first + rows && left > 0; row++) {
            if (row === this.row[unit[0]]) continue;
            left--;
            this.shift(cell, unit, row - first);
            if (this.keep()) improved = true;
            else this.row.set(this.kept);
          }
        }
      }
    }
  }

  /** Wants one unit on a row of its lane; the others of the cell keep their order, and their rows where they can. */
  private shift(cell: Cell, unit: readonly number[], wanted: number): void {
    const first = this.input.levels.firstRowOfLane[cell.lane];
    const down = wanted > this.row[unit[0]] - first;
    const others = cell.units.filter((other) => other !== unit).flat();
    const nodes = [
      ...others.map((node) => ({ node, row: this.row[node] - first, moved: 0 })),
      ...unit.map((node, at) => ({ node, row: wanted + at, moved: down ? 1 : -1 })),
    ].sort((a, b) => a.row - b.row || a.moved - b.moved);
    this.assign(cell, nodes);
  }

  private place(cell: Cell, counts: (node: number) => boolean): void {
    const first = this.input.levels.firstRowOfLane[cell.lane];
    const wanted = cell.units.map((unit) => {
      const rows = unit.map((node, at) => this.wantedRow(node, cell.lane, counts) - at);
      return { unit, row: rows.reduce((sum, row) => sum + row, 0) / rows.length };
    });
    wanted.sort((a, b) => a.row - b.row || this.row[a.unit[0]] - this.row[b.unit[0]] || a.unit[0] - b.unit[0]);
    const nodes = wanted.flatMap(({ unit, row }) => unit.map((node, at) => ({ node, row: row + at - first })));
    this.assign(cell, nodes);
  }

  /** The nearest free rows, in the given order from top to bottom. */
  private assign(cell: Cell, nodes: readonly { readonly node: number; readonly row: number }[]): void {
    const { levels, rowsOfLane } = this.input;
    const wanted = nodes.map(({ row }) => row);
    distinctRows(wanted, rowsOfLane[cell.lane]).forEach((row, at) => {
      this.row[nodes[at].node] = levels.firstRowOfLane[cell.lane] + row;
    });
  }

  /** Weighted median of the rows of its neighbours, in rows of its own lane: above it the first, below it the last. */
  private wantedRow(node: number, lane: number, counts: (node: number) => boolean): number {
    const { neighbours, levels, rowsOfLane } = this.input;
    const near = neighbours[node].filter((neighbour) => counts(neighbour.node));
    if (near.length === 0) return this.row[node];
    const sorted = near
      .map(({ node: other, weight }) => ({ row: this.row[other], weight }))
      .sort((a, b) => a.row - b.row);
    const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
    let passed = 0;
    let median = sorted[0].row;
    for (const { row, weight } of sorted) {
      median = row;
      passed += weight;
      if (passed >= half - 1e-9) break;
    }
    const first = levels.firstRowOfLane[lane];
    return Math.min(first + rowsOfLane[lane] - 1, Math.max(first, median));
  }

  private keep(): boolean {
    const cost = this.cost();
    if (cost >= this.keptCost - 1e-9) return false;
    this.keptCost = cost;
    this.kept = this.row.slice();
    return true;
  }

  private grid(row: Int32Array): Grid {
    const { columns, rowsOfLane, rank, lane, levels } = this.input;
    return { columns, rowsOfLane, rank, lane, row, levels };
  }

  private cost(): number {
    const { links, levels } = this.input;
    const grid = this.grid(this.row);
    const corridor = chooseCorridors(grid, links);
    let cost = CROSSING * countCrossings(grid, links, corridor);
    links.forEach(({ from, to, importance }, at) => {
      const start = levels.levelOfRow[this.row[from]];
      const end = levels.levelOfRow[this.row[to]];
      const by = corridor[at] === NO_CORRIDOR ? end : corridor[at];
      const way = Math.abs(levels.height[by] - levels.height[start]) + Math.abs(levels.height[end] - levels.height[by]);
      const turns = Number(by !== start) + Number(by !== end);
      cost += (0.3 + importance) * (way + turns);
    });
    return cost;
  }
}

/** Stacks that have members here, in their order, and single nodes; each unit ascending within the cell. */
function unitsOf(nodes: readonly number[], stacks: readonly (readonly number[])[]): number[][] {
  const here = new Set(nodes);
  const units: number[][] = [];
  for (const stack of stacks) {
    const members = stack.filter((node) => here.has(node));
    if (members.length < 2) continue;
    units.push(members);
    for (const node of members) here.delete(node);
  }
  for (const node of nodes) if (here.has(node)) units.push([node]);
  return units.sort((a, b) => a[0] - b[0]);
}

/** Ascending distinct rows below `rows` with the least sum of distances to the wanted ones, which ascend. O(n · rows). */
export function distinctRows(wanted: readonly number[], rows: number): number[] {
  const n = wanted.length;
  if (n > rows) throw new Error(`${n} nodes do not fit into ${rows} rows`);
  // best[i][r]: the first i nodes lie within the first r rows.
  const best = Array.from({ length: n + 1 }, () => new Float64Array(rows + 1).fill(Number.POSITIVE_INFINITY));
  best[0].fill(0);
  for (let i = 1; i <= n; i++) {
    for (let r = i; r <= rows - (n - i); r++) {
      best[i][r] = Math.min(best[i][r - 1], best[i - 1][r - 1] + Math.abs(wanted[i - 1] - (r - 1)));
    }
  }
  const result = new Array<number>(n);
  for (let i = n, r = rows; i > 0; i--) {
    while (r > i && best[i][r - 1] <= best[i][r]) r--;
    result[i - 1] = --r;
  }
  return result;
}
