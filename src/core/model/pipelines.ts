import { PairTable } from "../pair-table.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";
import { NO_REQUEST } from "./order-cells.ts";
import { CERTAIN, endBeforeStart, REFUTED, UNDECIDED } from "./overlap-cells.ts";

/** Distinct processing orders that are told apart per pipeline: those of the smallest hashes (semantics §7). */
const MOST_ORDERS = 64;

/**
 * Tallies of one class for ordered pairs of task names t1 ≫ t2 that share at least two elements in some request.
 * Mergeable: counts add, first refuters take the minimum, orders keep the 64 smallest hashes.
 */
export interface PipelineTallies {
  /** Task names (catalog ids), ascending pairs. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Requests with ≥ 2 matched elements in which both conditions hold, fail, or cannot be decided. */
  readonly support: Float64Array;
  readonly violations: Float64Array;
  readonly undecided: Float64Array;
  /** Requests whose order is not that of the sorted keys. */
  readonly reordered: Float64Array;
  /** Elements of t1 without a partner in t2, and the reverse. */
  readonly lost: Float64Array;
  readonly spurious: Float64Array;
  readonly firstRefuter: Uint32Array;
  /** CSR: hashes of the orders seen (ascending), and requests of each. */
  readonly orderOffsets: Uint32Array;
  readonly orderHash: Uint32Array;
  readonly orderRequests: Float64Array;
}

interface Tally {
  support: number;
  violations: number;
  undecided: number;
  reordered: number;
  lost: number;
  spurious: number;
  firstRefuter: number;
  orders: Map<number, number>;
}

/** What one task of a request hands on: elements by ascending key, the first of each key. */
interface Elements {
  readonly taskName: number;
  readonly keys: number[];
  readonly starts: number[];
  readonly ends: number[];
  /** One bit per key modulo 31: tasks without a common bit share no element. */
  mask: number;
}

/** A pair of task names and its matched elements in one request: (start, end) events on either side. */
export interface MatchedElements {
  readonly from: number;
  readonly to: number;
  readonly fromStart: readonly number[];
  readonly fromEnd: readonly number[];
  readonly toStart: readonly number[];
  readonly toEnd: readonly number[];
  readonly lost: number;
  readonly spurious: number;
}

/**
 * Finds the elements that tasks of a request share. Elements are segments, matched by an item column where one has at
 * least two values in the request, else by the label of their start event (semantics §7). Numbering elements by
 * occurrence would make every order the identity, so it is no third way: such pairs stay vacuous.
 */
export class ElementMatcher {
  private readonly keyColumns: readonly number[];
  /** Per task name: shares at least two start labels with another one of the class, so that labels can match. */
  private readonly sharesLabels: Uint8Array;
  private readonly anyShared: boolean;

  constructor(
    private readonly catalog: Catalog,
    table: ClassTable,
  ) {
    this.keyColumns = catalog.attributes.flatMap((column, at) => (column.role === "key" ? [at] : []));
    this.sharesLabels = taskNamesSharingLabels(catalog, table);
    this.anyShared = this.sharesLabels.includes(1);
  }

  match(view: RequestView, table: EventTable): MatchedElements[] {
    const column = this.itemColumn(view, table);
    if (column === null && !this.anyShared) return [];
    const tasks = this.elements(view, column);
    const pairs: MatchedElements[] = [];
    for (const from of tasks) {
      for (const to of tasks) {
        if (from === to || (from.mask & to.mask) === 0) continue;
        const matched = join(from, to);
        if (matched !== null) pairs.push(matched);
      }
    }
    return pairs;
  }

  private elements(view: RequestView, column: Int32Array | null): Elements[] {
    const { baseTaskName, baseLabel } = this.catalog;
    const byTask = new Map<number, { keys: number[]; at: number[] }>();
    for (let i = 0; i < view.segmentCount; i++) {
      const start = view.segmentStart[i];
      const name = baseTaskName[view.base[start]];
      if (column === null && this.sharesLabels[name] === 0) continue;
      const key = column === null ? baseLabel[view.base[start]] : column[view.firstRow + start];
      if (key < 0) continue;
      let task = byTask.get(name);
      if (task === undefined) {
        task = { keys: [], at: [] };
        byTask.set(name, task);
      }
      if (task.keys.includes(key)) continue;
      task.keys.push(key);
      task.at.push(i);
    }
    const tasks: Elements[] = [];
    for (const [taskName, { keys, at }] of byTask) {
      if (keys.length < 2) continue;
      const order = keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
      let mask = 0;
      for (const key of keys) mask |= 1 << (key % 31);
      tasks.push({
        taskName,
        keys: order.map((i) => keys[i]),
        starts: order.map((i) => view.segmentStart[at[i]]),
        ends: order.map((i) => view.segmentEnd[at[i]]),
        mask,
      });
    }
    return tasks;
  }

  private itemColumn(view: RequestView, table: EventTable): Int32Array | null {
    for (const at of this.keyColumns) {
      const column = table.attributes[at];
      let first = -1;
      for (let event = 0; event < view.count; event++) {
        const value = column[view.firstRow + event];
        if (value < 0 || value === first) continue;
        if (first >= 0) return column;
        first = value;
      }
    }
    return null;
  }
}

function taskNamesSharingLabels(catalog: Catalog, table: ClassTable): Uint8Array {
  const labelsOf = new Map<number, Set<number>>();
  for (const start of table.segmentStart) {
    const base = (table.kindCode[start] / ORDINAL_STRIDE) | 0;
    const name = catalog.baseTaskName[base];
    const labels = labelsOf.get(name);
    if (labels === undefined) labelsOf.set(name, new Set([catalog.baseLabel[base]]));
    else labels.add(catalog.baseLabel[base]);
  }
  const shares = new Uint8Array(catalog.taskNameComponent.length);
  for (const [name, labels] of labelsOf) {
    for (const [other, otherLabels] of labelsOf) {
      if (other <= name) continue;
      let shared = 0;
      for (const label of labels) if (otherLabels.has(label)) shared++;
      if (shared >= 2) shares[name] = shares[other] = 1;
    }
  }
  return shares;
}

function join(from: Elements, to: Elements): MatchedElements | null {
  const fromStart: number[] = [];
  const fromEnd: number[] = [];
  const toStart: number[] = [];
  const toEnd: number[] = [];
  for (let i = 0, j = 0; i < from.keys.length && j < to.keys.length; ) {
    if (from.keys[i] < to.keys[j]) i++;
    else if (from.keys[i] > to.keys[j]) j++;
    else {
      fromStart.push(from.starts[i]);
      fromEnd.push(from.ends[i++]);
      toStart.push(to.starts[j]);
      toEnd.push(to.ends[j++]);
    }
  }
  const matched = fromStart.length;
  if (matched < 2) return null;
  const lost = from.keys.length - matched;
  const spurious = to.keys.length - matched;
  return { from: from.taskName, to: to.taskName, fromStart, fromEnd, toStart, toEnd, lost, spurious };
}

export class PipelineCounter {
  private readonly pairs = new PairTable();
  private readonly tallies: Tally[] = [];
  private readonly matcher: ElementMatcher;

  constructor(catalog: Catalog, table: ClassTable) {
    this.matcher = new ElementMatcher(catalog, table);
  }

  add(view: RequestView, table: EventTable, rank: number): void {
    for (const matched of this.matcher.match(view, table)) {
      const tally = this.tallyOf(matched.from, matched.to);
      tally.lost += matched.lost;
      tally.spurious += matched.spurious;
      const verdict = judge(view, matched);
      if (verdict === CERTAIN) {
        tally.support++;
        const order = processingOrder(matched);
        if (order.some((element, at) => element !== at)) tally.reordered++;
        const hash = hashOrder(order);
        tally.orders.set(hash, (tally.orders.get(hash) ?? 0) + 1);
        if (tally.orders.size > MOST_ORDERS) tally.orders.delete(Math.max(...tally.orders.keys()));
      } else if (verdict === REFUTED) {
        tally.violations++;
        tally.firstRefuter = Math.min(tally.firstRefuter, rank);
      } else {
        tally.undecided++;
      }
    }
  }

  merge(part: PipelineTallies): void {
    for (let i = 0; i < part.from.length; i++) {
      const tally = this.tallyOf(part.from[i], part.to[i]);
      tally.support += part.support[i];
      tally.violations += part.violations[i];
      tally.undecided += part.undecided[i];
      tally.reordered += part.reordered[i];
      tally.lost += part.lost[i];
      tally.spurious += part.spurious[i];
      tally.firstRefuter = Math.min(tally.firstRefuter, part.firstRefuter[i]);
      for (let at = part.orderOffsets[i]; at < part.orderOffsets[i + 1]; at++) {
        const hash = part.orderHash[at];
        tally.orders.set(hash, (tally.orders.get(hash) ?? 0) + part.orderRequests[at]);
      }
      while (tally.orders.size > MOST_ORDERS) tally.orders.delete(Math.max(...tally.orders.keys()));
    }
  }

  finish(): PipelineTallies {
    const order = this.tallies.map((_, index) => index);
    order.sort((a, b) => this.pairs.first(a) - this.pairs.first(b) || this.pairs.second(a) - this.pairs.second(b));
    const tallies = order.map((index) => this.tallies[index]);
    const orders = tallies.map((tally) => [...tally.orders].sort(([a], [b]) => a - b));
    const orderOffsets = new Uint32Array(order.length + 1);
    orders.forEach((list, i) => {
      orderOffsets[i + 1] = orderOffsets[i] + list.length;
    });
    return {
      from: Int32Array.from(order, (index) => this.pairs.first(index)),
      to: Int32Array.from(order, (index) => this.pairs.second(index)),
      support: Float64Array.from(tallies, (tally) => tally.support),
      violations: Float64Array.from(tallies, (tally) => tally.violations),
      undecided: Float64Array.from(tallies, (tally) => tally.undecided),
      reordered: Float64Array.from(tallies, (tally) => tally.reordered),
      lost: Float64Array.from(tallies, (tally) => tally.lost),
      spurious: Float64Array.from(tallies, (tally) => tally.spurious),
      firstRefuter: Uint32Array.from(tallies, (tally) => tally.firstRefuter),
      orderOffsets,
      orderHash: Uint32Array.from(orders.flatMap((list) => list.map(([hash]) => hash))),
      orderRequests: Float64Array.from(orders.flatMap((list) => list.map(([, requests]) => requests))),
    };
  }

  private tallyOf(from: number, to: number): Tally {
    const index = this.pairs.add(from, to);
    if (index === this.tallies.length) {
      this.tallies.push({
        support: 0,
        violations: 0,
        undecided: 0,
        reordered: 0,
        lost: 0,
        spurious: 0,
        firstRefuter: NO_REQUEST,
        orders: new Map(),
      });
    }
    return this.tallies[index];
  }
}

/** (a) each element ends in t1 before it starts in t2; (b) no two elements change places (semantics §7). */
function judge(view: RequestView, matched: MatchedElements): number {
  let verdict = CERTAIN;
  const count = matched.fromEnd.length;
  for (let i = 0; i < count; i++) {
    const order = endBeforeStart(view, matched.fromEnd[i], matched.toStart[i]);
    if (order === REFUTED) return REFUTED;
    if (order !== CERTAIN) verdict = order;
  }
  const byFrom = processingOrder(matched);
  // Each later element must start in t2 after the latest start so far: one pass finds an inversion if there is one.
  let latest = byFrom[0];
  for (const element of byFrom) {
    if (matched.toStart[element] >= matched.toStart[latest]) latest = element;
    else if (isCertainInversion(view, matched, latest, element)) return REFUTED;
    else verdict = UNDECIDED;
  }
  // The latest start is no witness for sure; another element may be.
  if (verdict === UNDECIDED && hasCertainInversion(view, matched, byFrom)) return REFUTED;
  return verdict;
}

function hasCertainInversion(view: RequestView, matched: MatchedElements, byFrom: readonly number[]): boolean {
  for (let later = 1; later < byFrom.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      if (matched.toStart[byFrom[later]] >= matched.toStart[byFrom[earlier]]) continue;
      if (isCertainInversion(view, matched, byFrom[earlier], byFrom[later])) return true;
    }
  }
  return false;
}

/** `a` starts before `b` in t1 and after it in t2, both beyond the resolution of the stamps. */
function isCertainInversion(view: RequestView, matched: MatchedElements, a: number, b: number): boolean {
  const { timeNs, resolutionNs } = view;
  const { fromStart, toStart } = matched;
  return (
    timeNs[toStart[a]] - timeNs[toStart[b]] >= resolutionNs[toStart[b]] &&
    timeNs[fromStart[b]] - timeNs[fromStart[a]] >= resolutionNs[fromStart[a]]
  );
}

/** Elements (numbered by ascending key) in the order in which t1 starts them. */
function processingOrder(matched: MatchedElements): number[] {
  return Array.from(matched.fromStart, (_, i) => i).sort((a, b) => matched.fromStart[a] - matched.fromStart[b]);
}

function hashOrder(order: readonly number[]): number {
  let hash = order.length >>> 0;
  for (const element of order) {
    hash = Math.imul(hash ^ element, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
