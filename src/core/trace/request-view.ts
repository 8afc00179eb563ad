import type { Catalog } from "./catalog.ts";
import type { ClassIndex } from "./class-tables.ts";
import type { EventTable } from "./event-table.ts";
import { NO_TASK, ORDINAL_LAST, ORDINAL_STRIDE } from "./event-table.ts";
import { Segmenter } from "./segmenter.ts";

/**
 * One request, unfolded from its table into reusable columns: events in row order, segments in order of their start
 * event, and what the sieve counts of both. Arrays are longer than the counts beside them.
 */
export class RequestView {
  count = 0;
  /** Row of event 0 in the table. */
  firstRow = 0;
  timeNs = new Float64Array(256);
  resolutionNs = new Float64Array(256);
  task = new Int32Array(256);
  base = new Int32Array(256);
  /** Kind code: base kind · 16 + ordinal. */
  code = new Int32Array(256);
  phase = new Uint8Array(256);
  /** Event kind within the class, −1 = other. */
  kind = new Int32Array(256);
  /** Alias kind ("last"), −1 = none. */
  alias = new Int32Array(256);
  hasAlias = false;
  /** Event that ends the segment which starts here, and the one that starts the segment which ends here; −1 = none. */
  endOfStart = new Int32Array(256);
  startOfEnd = new Int32Array(256);

  segmentCount = 0;
  segmentStart = new Int32Array(256);
  segmentEnd = new Int32Array(256);
  /** Segment kind within the class, −1 = other. */
  segmentKind = new Int32Array(256);
  /** Label pairs of which one side is missing. */
  unmatched = 0;

  sieveCount = 0;
  sieveKind = new Int32Array(512);
  sieveEvent = new Int32Array(512);
  sieveTimeNs = new Float64Array(512);
  /** Stamp plus resolution: a later event at or beyond it is certainly later. */
  sieveLimitNs = new Float64Array(512);

  runCount = 0;
  runKind = new Int32Array(256);
  runStart = new Int32Array(256);
  runEnd = new Int32Array(256);
  runStartNs = new Float64Array(256);
  runEndNs = new Float64Array(256);
  /** Start and end plus their resolutions. */
  runStartLimitNs = new Float64Array(256);
  runLimitNs = new Float64Array(256);

  private table: EventTable | null = null;
  private readonly segmenter: Segmenter;
  private readonly occurrences: Int32Array;
  private readonly lastOccurrence: Int32Array;
  private readonly seen: Int32Array;
  private generation = 0;

  constructor(private readonly catalog: Catalog) {
    this.segmenter = new Segmenter(catalog);
    const bases = catalog.basePhase.length;
    this.occurrences = new Int32Array(bases);
    this.lastOccurrence = new Int32Array(bases);
    this.seen = new Int32Array(bases);
  }

  /** Host (catalog id). Read from the table: most scans need none. */
  hostOf(event: number): number {
    return this.loaded.host[this.firstRow + event];
  }

  fileOf(event: number): number {
    return this.loaded.file[this.firstRow + event];
  }

  /** 1-based. */
  lineOf(event: number): number {
    return this.loaded.line[this.firstRow + event];
  }

  /** Whether the line of event i came before that of event j of the same file. */
  isEarlierLine(i: number, j: number): boolean {
    const isNewestFirst = this.catalog.newestFirst?.[this.fileOf(i)] === 1;
    return this.lineOf(i) < this.lineOf(j) !== isNewestFirst;
  }

  private get loaded(): EventTable {
    if (this.table === null) throw new Error("a request is asked about before it is loaded");
    return this.table;
  }

  hasTask(event: number): boolean {
    return this.task[event] !== NO_TASK;
  }

  /** Component (catalog id) of the task that wrote an event: its role in a hand-off. */
  component(event: number): number {
    return this.catalog.taskNameComponent[this.catalog.baseTaskName[this.base[event]]];
  }

  /** Loads a request of the table and finds its segments; kinds are those of no class until `classify`. */
  load(table: EventTable, request: number): void {
    this.table = table;
    const from = table.requestOffsets[request];
    const count = table.requestOffsets[request + 1] - from;
    if (count > this.timeNs.length) this.widen(count);
    this.count = count;
    this.firstRow = from;
    const { basePhase, pairPhase } = this.catalog;
    // Columns as locals, copied in two loops: a loop over too many arrays keeps its pointers in memory.
    const { timeNs, resolutionNs, task, base, code, phase, endOfStart, startOfEnd } = this;
    const { kind: tableKind, task: tableTask, resolution, timeNs: tableTimeNs } = table;
    for (let i = 0; i < count; i++) {
      timeNs[i] = tableTimeNs[from + i];
      resolutionNs[i] = RESOLUTIONS_NS[resolution[from + i]];
    }
    const { seen, occurrences, lastOccurrence } = this;
    const generation = ++this.generation;
    for (let i = 0; i < count; i++) {
      const kindCode = tableKind[from + i];
      const kindBase = (kindCode / ORDINAL_STRIDE) | 0;
      const instance = tableTask[from + i];
      task[i] = instance;
      base[i] = kindBase;
      phase[i] = instance === NO_TASK ? pairPhase[kindBase] : basePhase[kindBase];
      code[i] = kindCode;
      endOfStart[i] = -1;
      startOfEnd[i] = -1;
      occurrences[kindBase] = seen[kindBase] === generation ? occurrences[kindBase] + 1 : 1;
      seen[kindBase] = generation;
      lastOccurrence[kindBase] = i;
    }
    this.unmatched = this.segmenter.join(this);
  }

  /** Whether this event is the final one of several of its base kind: it then has the alias kind "last" as well. */
  isLastOfSeveral(event: number): boolean {
    const base = this.base[event];
    return this.lastOccurrence[base] === event && this.occurrences[base] > 1;
  }

  /** Numbers the kinds of the loaded request within its class, and lists what the sieve counts. */
  classify(index: ClassIndex): void {
    this.hasAlias = false;
    const { count, kind, alias, code, base, lastOccurrence, occurrences } = this;
    for (let i = 0; i < count; i++) {
      kind[i] = index.kindOf(code[i]);
      alias[i] = -1;
      const own = base[i];
      if (occurrences[own] === 1 || lastOccurrence[own] !== i) continue;
      alias[i] = index.kindOf(own * ORDINAL_STRIDE + ORDINAL_LAST);
      if (alias[i] >= 0) this.hasAlias = true;
    }
    this.listSegments(index);
    this.listSieve();
  }

  private listSegments(index: ClassIndex): void {
    const { count, endOfStart, kind, timeNs, resolutionNs } = this;
    const { segmentStart, segmentEnd, segmentKind } = this;
    const { runKind, runStart, runEnd, runStartNs, runEndNs, runStartLimitNs, runLimitNs } = this;
    let segments = 0;
    let runs = 0;
    for (let start = 0; start < count; start++) {
      const end = endOfStart[start];
      if (end < 0) continue;
      const ownKind = index.segmentOf(kind[start], kind[end]);
      segmentStart[segments] = start;
      segmentEnd[segments] = end;
      segmentKind[segments++] = ownKind;
      if (ownKind < 0) continue;
      runKind[runs] = ownKind;
      runStart[runs] = start;
      runEnd[runs] = end;
      runStartNs[runs] = timeNs[start];
      runEndNs[runs] = timeNs[end];
      runStartLimitNs[runs] = timeNs[start] + resolutionNs[start];
      runLimitNs[runs++] = timeNs[end] + resolutionNs[end];
    }
    this.segmentCount = segments;
    this.runCount = runs;
  }

  private listSieve(): void {
    const { count, timeNs, resolutionNs, kind, alias, hasAlias } = this;
    const { sieveKind, sieveEvent, sieveTimeNs, sieveLimitNs } = this;
    let n = 0;
    for (let i = 0; i < count; i++) {
      const time = timeNs[i];
      const limit = time + resolutionNs[i];
      if (kind[i] >= 0) {
        sieveKind[n] = kind[i];
        sieveEvent[n] = i;
        sieveTimeNs[n] = time;
        sieveLimitNs[n++] = limit;
      }
      if (hasAlias && alias[i] >= 0) {
        sieveKind[n] = alias[i];
        sieveEvent[n] = i;
        sieveTimeNs[n] = time;
        sieveLimitNs[n++] = limit;
      }
    }
    this.sieveCount = n;
  }

  private widen(count: number): void {
    const length = count * 2;
    for (const name of INT_COLUMNS) this[name] = new Int32Array(length);
    for (const name of FLOAT_COLUMNS) this[name] = new Float64Array(length);
    this.phase = new Uint8Array(length);
    this.sieveKind = new Int32Array(length * 2);
    this.sieveEvent = new Int32Array(length * 2);
    this.sieveTimeNs = new Float64Array(length * 2);
    this.sieveLimitNs = new Float64Array(length * 2);
  }
}

const INT_COLUMNS = [
  "task",
  "base",
  "code",
  "kind",
  "alias",
  "endOfStart",
  "startOfEnd",
  "segmentStart",
  "segmentEnd",
  "segmentKind",
  "runKind",
  "runStart",
  "runEnd",
] as const;
const FLOAT_COLUMNS = ["timeNs", "resolutionNs", "runStartNs", "runEndNs", "runStartLimitNs", "runLimitNs"] as const;

export const POWERS_OF_TEN: readonly number[] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/** The same as doubles: an array of numbers would be read as integers or doubles by turns. */
const RESOLUTIONS_NS = Float64Array.from(POWERS_OF_TEN);
