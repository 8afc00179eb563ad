import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";

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

  /** The item column by which the elements of a request are matched, null if by label. */
  itemColumn(view: RequestView, table: EventTable): Int32Array | null {
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
