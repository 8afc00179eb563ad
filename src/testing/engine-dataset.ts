import { textsOf } from "../core/dictionary-text.ts";
import { Interner } from "../core/interner.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import type { Catalog } from "../core/trace/catalog.ts";
import type { ClassTable } from "../core/trace/class-tables.ts";
import { ClassIndex } from "../core/trace/class-tables.ts";
import { buildClassTables, KindTally } from "../core/trace/class-tally.ts";
import { DatasetStore } from "../core/trace/dataset-store.ts";
import type { EventTable } from "../core/trace/event-table.ts";
import { ORDINAL_STRIDE, requestCountOf } from "../core/trace/event-table.ts";
import { buildEventTable } from "../core/trace/event-table-builder.ts";
import { PARTITION_COUNT, PHASE_POINT } from "../core/units.ts";
import { md5Prefix, type OracleEvent } from "./oracle-event.ts";

/** The events of an oracle dataset as the engine holds them: all requests in one class. */
export interface EngineDataset {
  readonly catalog: Catalog;
  /** Partitions that hold requests, ascending, each with the rank of its first request. */
  readonly tables: readonly EventTable[];
  readonly firstRanks: readonly number[];
  /** Request ids by rank. */
  readonly requests: readonly string[];
  readonly classTable: ClassTable;
  readonly index: ClassIndex;
  /** Name of a kind code as `kindOf` of the oracle gives it; the alias "last" has ordinal 0. */
  nameOf(code: number): string;
}

/**
 * Takes the events through slices, store and tables. Resolutions are those of the events: whole powers of ten, one per
 * (file, host, kind). The item is a key column.
 */
export function engineDataset(events: readonly OracleEvent[]): EngineDataset {
  const slices = slicesOf(events);
  const store = new DatasetStore(
    0n,
    slices.map(() => [{ name: "item", role: "key" as const }]),
    1e9,
  );
  for (const slice of slices) store.add(slice);
  const dataset = store.finish();
  const { catalog } = dataset;
  const tables: EventTable[] = [];
  const firstRanks: number[] = [];
  const requests: string[] = [];
  for (let partition = 0; partition < PARTITION_COUNT; partition++) {
    const { basePhase, baseTaskName, newestFirst } = catalog;
    const table = buildEventTable(dataset.rawPartition(partition), basePhase, baseTaskName, newestFirst);
    if (requestCountOf(table) === 0) continue;
    tables.push(table);
    firstRanks.push(requests.length);
    requests.push(...textsOf(table.requests));
  }
  const tally = new KindTally(catalog, 1);
  for (const table of tables) tally.addTable(table, new Int32Array(requestCountOf(table)));
  const [classTable] = buildClassTables(tally.finish(), 1);
  const taskNames = textsOf(catalog.taskNames);
  const labels = textsOf(catalog.labels);
  return {
    catalog,
    tables,
    firstRanks,
    requests,
    classTable,
    index: new ClassIndex(classTable),
    nameOf: (code) => {
      const base = Math.floor(code / ORDINAL_STRIDE);
      const name = taskNames[catalog.baseTaskName[base]];
      return JSON.stringify([name, labels[catalog.baseLabel[base]], catalog.pairPhase[base], code % ORDINAL_STRIDE]);
    },
  };
}

/** One slice per file, as a parser would give it. */
export function slicesOf(events: readonly OracleEvent[]): ParsedSlice[] {
  const fileCount = 1 + Math.max(0, ...events.map(({ file }) => file));
  return Array.from({ length: fileCount }, (_, file) =>
    sliceOf(
      events.filter((event) => event.file === file),
      file,
    ),
  );
}

function sliceOf(events: readonly OracleEvent[], fileIndex: number): ParsedSlice {
  const partitionOf = (event: OracleEvent) => md5Prefix(event.request) >>> 26;
  // Of one record the start comes first.
  const rows = events.toSorted((a, b) => partitionOf(a) - partitionOf(b) || a.line - b.line || b.phase - a.phase);
  const partitionOffsets = new Uint32Array(PARTITION_COUNT + 1);
  for (const row of rows) partitionOffsets[partitionOf(row) + 1]++;
  for (let partition = 0; partition < PARTITION_COUNT; partition++) {
    partitionOffsets[partition + 1] += partitionOffsets[partition];
  }
  const [requests, hosts, tasks, taskNames, labels, items] = Array.from({ length: 6 }, () => new Interner());
  const sources = new Map<string, { index: number; event: OracleEvent }>();
  const source = rows.map((event) => {
    const key = JSON.stringify([event.host, event.taskName, event.label, basePhaseOf(event)]);
    const known = sources.get(key) ?? { index: sources.size, event };
    sources.set(key, known);
    return known.index;
  });
  const request = rows.map((event) => requests.internText(event.request));
  const distinct = [...sources.values()].map(({ event }) => event);
  const lines = Math.max(0, ...rows.map(({ line }) => line));
  const optional = (interner: Interner, text: string | null) => (text === null ? -1 : interner.internText(text));
  return {
    fileIndex,
    sliceIndex: 0,
    firstRecordOffset: 0,
    nextRecordOffset: lines,
    counts: { lines, records: lines, continuations: 0, blank: 0, duplicates: 0, rejects: 0 },
    rejects: [],
    rejectCounts: [],
    lineOffsets: Float64Array.of(0),
    lineOffsetLines: Uint32Array.of(0),
    eventCount: rows.length,
    partitionOffsets,
    timeNs: Float64Array.from(rows, ({ timeNs }) => timeNs),
    request: Int32Array.from(request),
    source: Int32Array.from(source),
    task: Int32Array.from(rows, ({ task }) => optional(tasks, task)),
    line: Uint32Array.from(rows, ({ line }) => line - 1),
    order: Uint8Array.from(rows, ({ order }) => order),
    attributes: [Int32Array.from(rows, ({ item }) => optional(items, item))],
    sourceHost: Int32Array.from(distinct, ({ host }) => hosts.internText(host)),
    sourceTaskName: Int32Array.from(distinct, ({ taskName }) => taskNames.internText(taskName)),
    sourceLabel: Int32Array.from(distinct, ({ label }) => labels.internText(label)),
    sourcePhase: Uint8Array.from(distinct, basePhaseOf),
    sourceResolution: Uint8Array.from(distinct, ({ resNs }) => Math.round(Math.log10(resNs))),
    // As many as it takes for the source's own resolution to count.
    sourceStamps: new Uint32Array(distinct.length).fill(50),
    droppedEvents: 0,
    idForms: 0,
    requestHash: Uint32Array.from(textsOf(requests.finish()), md5Prefix),
    requests: requests.finish(),
    hosts: hosts.finish(),
    tasks: tasks.finish(),
    taskNames: taskNames.finish(),
    labels: labels.finish(),
    attributeValues: [items.finish()],
  };
}

/** The phase that a parser writes: label pairs without a task are points to it. */
function basePhaseOf(event: OracleEvent): number {
  return event.task === null ? PHASE_POINT : event.phase;
}

/** All requests of a table in class 0. */
export function allInOneClass(table: EventTable): Int32Array {
  return new Int32Array(requestCountOf(table));
}
