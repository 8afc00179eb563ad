import { encodeUtf8 } from "../bytes.ts";
import type { Dictionary } from "../dictionary.ts";
import { byteOrder, entryCount, inverse, reorder } from "../dictionary.ts";
import { textsOf } from "../dictionary-text.ts";
import { Interner } from "../interner.ts";
import type { LineCounts, ParsedSlice, Reject } from "../log/parsed-slice.ts";
import { PairTable } from "../pair-table.ts";
import { PARTITION_COUNT } from "../units.ts";
import type { AttributeColumn, Catalog } from "./catalog.ts";
import { exchangeSide, pairLabels } from "./catalog.ts";
import type { RawPartition } from "./raw-partition.ts";

/** Rows must show this many stamps of a source before its own resolution is believed (semantics §3). */
const STAMPS_FOR_RESOLUTION = 50;
/** Bytes a row takes in a slice, without attributes. */
const ROW_BYTES = 27;
const REJECT_SAMPLES_PER_CODE = 100;
/** A stamp without sub-second part has a resolution of 1 s. */
const COARSEST_EXPONENT = 9;

export interface AttributeSpec {
  readonly name: string;
  readonly role: "outcome" | "key" | "attribute";
}

export interface FileRejects {
  readonly code: string;
  readonly count: number;
  /** The first by line, at most 100; lines 1-based in the file. */
  readonly samples: readonly Reject[];
}

export interface FileReport {
  readonly counts: LineCounts;
  readonly rejects: readonly FileRejects[];
}

/** Known byte offsets of lines (1-based; elements of JSON documents), ascending. */
export interface LineIndex {
  readonly line: Float64Array;
  readonly offset: Float64Array;
}

interface StoredSlice {
  slice: ParsedSlice;
  hostOf: Int32Array;
  baseOf: Int32Array;
}

/**
 * Takes parsed slices in any order, merges their names, keeps their rows within a memory budget, and hands out whole
 * partitions in canonical numbering. Over budget the upper half of the partitions is given up, again and again: what
 * is left is the same consistent sample of requests whatever the order of arrival.
 */
export class DatasetStore {
  private readonly hosts = new Interner();
  private readonly taskNames = new Interner();
  private readonly labels = new Interner();
  private readonly bases = new PairTable();
  private readonly attributeValues: Interner[];
  private readonly slices: StoredSlice[] = [];
  private readonly attributeSlots: Int32Array[];
  private kept = PARTITION_COUNT;
  private rowBytes = 0;

  /**
   * @param attributesOfFile per file index, its attribute columns in the order of its slices
   */
  constructor(
    private readonly originNs: bigint,
    attributesOfFile: readonly (readonly AttributeSpec[])[],
    private readonly memoryBudgetBytes: number,
  ) {
    const names = new Map<string, AttributeSpec>();
    for (const specs of attributesOfFile) {
      for (const spec of specs) {
        const key = `${spec.role}\u001f${spec.name}`;
        if (!names.has(key)) names.set(key, spec);
      }
    }
    this.attributeSpecs = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, spec]) => spec);
    this.attributeValues = this.attributeSpecs.map(() => new Interner());
    this.attributeSlots = attributesOfFile.map((specs) =>
      Int32Array.from(specs, (spec) =>
        this.attributeSpecs.findIndex((other) => other.name === spec.name && other.role === spec.role),
      ),
    );
  }

  private readonly attributeSpecs: readonly AttributeSpec[];

  /** Requests whose partition is at or above this are not kept: parsers may skip them. */
  get keepPartitions(): number {
    return this.kept;
  }

  get accountedBytes(): number {
    return this.rowBytes;
  }

  add(slice: ParsedSlice): void {
    const stored = this.adopt(this.kept < PARTITION_COUNT ? keepPrefix(slice, this.kept) : slice);
    this.slices.push(stored);
    this.rowBytes += stored.slice.timeNs.length * this.bytesPerRow();
    while (this.rowBytes > this.memoryBudgetBytes && this.kept > 1) {
      this.kept >>= 1;
      this.rowBytes = 0;
      for (const other of this.slices) {
        other.slice = keepPrefix(other.slice, this.kept);
        this.rowBytes += other.slice.timeNs.length * this.bytesPerRow();
      }
    }
  }

  /** Canonical names and the partitions; the store takes no slices afterwards. */
  finish(): Dataset {
    this.slices.sort((a, b) => a.slice.fileIndex - b.slice.fileIndex || a.slice.sliceIndex - b.slice.sliceIndex);
    return new Dataset(this.canonical(), this.slices, this.kept, this.attributeSlots);
  }

  private bytesPerRow(): number {
    return ROW_BYTES + 4 * this.attributeSpecs.length;
  }

  private adopt(slice: ParsedSlice): StoredSlice {
    const hostOf = internAll(this.hosts, slice.hosts);
    const taskNameOf = internAll(this.taskNames, slice.taskNames);
    const labelOf = internAll(this.labels, slice.labels);
    const slots = this.attributeSlots[slice.fileIndex];
    const sourceCount = slice.sourceHost.length;
    const sourceHost = new Int32Array(sourceCount);
    const sourceBase = new Int32Array(sourceCount);
    for (let source = 0; source < sourceCount; source++) {
      sourceHost[source] = hostOf[slice.sourceHost[source]];
      sourceBase[source] = this.bases.add(
        taskNameOf[slice.sourceTaskName[source]],
        labelOf[slice.sourceLabel[source]] * 4 + slice.sourcePhase[source],
      );
    }
    const attributes = slice.attributes.map((column, at) => {
      const ids = internAll(this.attributeValues[slots[at]], slice.attributeValues[at]);
      return column.map((value) => (value < 0 ? -1 : ids[value]));
    });
    return { slice: { ...slice, attributes }, hostOf: sourceHost, baseOf: sourceBase };
  }

  private canonical(): Canonical {
    const hosts = sortedNames(this.hosts);
    const taskNames = sortedNames(this.taskNames);
    const labels = sortedNames(this.labels);
    const count = this.bases.size;
    const baseOrder = new Int32Array(count);
    for (let base = 0; base < count; base++) baseOrder[base] = base;
    const taskNameOf = (base: number) => taskNames.rank[this.bases.first(base)];
    const labelOf = (base: number) => labels.rank[this.bases.second(base) >> 2];
    const phaseOf = (base: number) => this.bases.second(base) & 3;
    baseOrder.sort((a, b) => taskNameOf(a) - taskNameOf(b) || labelOf(a) - labelOf(b) || phaseOf(a) - phaseOf(b));
    const baseTaskName = Int32Array.from(baseOrder, taskNameOf);
    const baseLabel = Int32Array.from(baseOrder, labelOf);
    const labelTexts = textsOf(labels.names);
    const taskNameTexts = textsOf(taskNames.names);
    const labelOfBase = Array.from(baseLabel, (label) => labelTexts[label]);
    const basePhase = Uint8Array.from(baseOrder, phaseOf);
    const { phase: pairPhase, partner: pairPartner } = pairLabels(baseTaskName, labelOfBase, basePhase);
    const componentNames = taskNameTexts.map(componentOf);
    const components = sortedNames(internTexts(componentNames));
    const componentRank = new Map(textsOf(components.names).map((name, at) => [name, at]));
    const values = this.attributeValues.map(sortedNames);
    const catalog: Catalog = {
      originNs: this.originNs,
      hosts: hosts.names,
      taskNames: taskNames.names,
      labels: labels.names,
      components: components.names,
      taskNameComponent: Int32Array.from(componentNames, (name) => componentRank.get(name) ?? 0),
      baseTaskName,
      baseLabel,
      basePhase,
      pairPhase,
      pairPartner,
      baseSide: Uint8Array.from(baseOrder, (_, base) =>
        exchangeSide(taskNameTexts[baseTaskName[base]], labelOfBase[base], basePhase[base]),
      ),
      attributes: this.attributeSpecs.map((spec, at): AttributeColumn => ({ ...spec, values: values[at].names })),
    };
    return { catalog, hostRank: hosts.rank, baseRank: inverse(baseOrder), valueRank: values.map((v) => v.rank) };
  }
}

interface Canonical {
  readonly catalog: Catalog;
  readonly hostRank: Int32Array;
  readonly baseRank: Int32Array;
  readonly valueRank: readonly Int32Array[];
}

/** A finished set of slices. Partitions may be taken in any order, each as often as needed until `release`. */
export class Dataset {
  readonly catalog: Catalog;
  readonly eventCount: number;
  private readonly reports: readonly FileReport[];
  private readonly lineBases: Float64Array;
  private readonly lineIndices: readonly LineIndex[];
  private readonly resolutionOf: readonly Uint8Array[];

  constructor(
    private readonly canonical: Canonical,
    private slices: StoredSlice[],
    readonly keptPartitions: number,
    private readonly attributeSlots: readonly Int32Array[],
  ) {
    this.catalog = canonical.catalog;
    this.lineBases = lineBases(slices);
    this.lineIndices = attributeSlots.map((_, file) => lineIndex(slices, this.lineBases, file));
    this.reports = fileReports(slices, this.lineBases, attributeSlots.length);
    this.resolutionOf = resolutions(slices, attributeSlots.length);
    this.eventCount = slices.reduce((sum, { slice }) => sum + slice.timeNs.length, 0);
  }

  /** Conservation counts and rejects per file index. */
  get fileReports(): readonly FileReport[] {
    return this.reports;
  }

  /** Byte offsets by line (1-based) of one file, ascending, for re-reading raw lines. */
  lineIndex(file: number): LineIndex {
    return this.lineIndices[file];
  }

  rawPartition(partition: number): RawPartition {
    let rowCount = 0;
    for (const { slice } of this.slices) {
      rowCount += slice.partitionOffsets[partition + 1] - slice.partitionOffsets[partition];
    }
    const { hostRank, baseRank, valueRank, catalog } = this.canonical;
    const requests = new Interner();
    const tasks = new Interner();
    const requestHash: number[] = [];
    const raw = {
      timeNs: new Float64Array(rowCount),
      request: new Int32Array(rowCount),
      base: new Int32Array(rowCount),
      host: new Uint16Array(rowCount),
      task: new Int32Array(rowCount),
      line: new Uint32Array(rowCount),
      file: new Uint16Array(rowCount),
      order: new Uint8Array(rowCount),
      resolution: new Uint8Array(rowCount),
      attributes: catalog.attributes.map(() => new Int32Array(rowCount).fill(-1)),
    };
    let target = 0;
    this.slices.forEach(({ slice, hostOf, baseOf }, at) => {
      const from = slice.partitionOffsets[partition];
      const to = slice.partitionOffsets[partition + 1];
      if (from === to) return;
      const requestOf = new Int32Array(slice.requestHash.length).fill(-1);
      const taskOf = new Int32Array(slice.tasks.offsets.length - 1).fill(-1);
      const lineBase = this.lineBases[at] + 1;
      const resolution = this.resolutionOf[at];
      raw.timeNs.set(slice.timeNs.subarray(from, to), target);
      raw.order.set(slice.order.subarray(from, to), target);
      raw.file.fill(slice.fileIndex, target, target + to - from);
      for (let row = from; row < to; row++, target++) {
        const localRequest = slice.request[row];
        let request = requestOf[localRequest];
        if (request < 0) {
          request = internEntry(requests, slice.requests, localRequest);
          requestOf[localRequest] = request;
          requestHash[request] = slice.requestHash[localRequest];
        }
        raw.request[target] = request;
        const source = slice.source[row];
        raw.base[target] = baseRank[baseOf[source]];
        raw.host[target] = hostRank[hostOf[source]];
        raw.resolution[target] = resolution[source];
        raw.line[target] = slice.line[row] + lineBase;
        const localTask = slice.task[row];
        if (localTask < 0) {
          raw.task[target] = -1;
        } else {
          let task = taskOf[localTask];
          if (task < 0) {
            task = internEntry(tasks, slice.tasks, localTask);
            taskOf[localTask] = task;
          }
          raw.task[target] = task;
        }
      }
      const slots = this.attributeSlots[slice.fileIndex];
      slice.attributes.forEach((column, i) => {
        const column2 = raw.attributes[slots[i]];
        const ranks = valueRank[slots[i]];
        for (let row = from, to2 = target - (to - from); row < to; row++, to2++) {
          column2[to2] = column[row] < 0 ? -1 : ranks[column[row]];
        }
      });
    });
    return {
      partition,
      requests: requests.finish(),
      requestHash: Uint32Array.from(requestHash),
      tasks: tasks.finish(),
      ...raw,
    };
  }

  /** Frees the slices once every partition has been taken. */
  release(): void {
    this.slices = [];
  }
}

/** The slice without the partitions from `kept` on: rows are ordered by partition, so it is a prefix of each column. */
function keepPrefix(slice: ParsedSlice, kept: number): ParsedSlice {
  const rows = slice.partitionOffsets[kept];
  const dropped = slice.timeNs.length - rows;
  if (dropped === 0) return slice;
  const partitionOffsets = slice.partitionOffsets.slice();
  partitionOffsets.fill(rows, kept);
  return {
    ...slice,
    partitionOffsets,
    timeNs: slice.timeNs.slice(0, rows),
    request: slice.request.slice(0, rows),
    source: slice.source.slice(0, rows),
    task: slice.task.slice(0, rows),
    line: slice.line.slice(0, rows),
    order: slice.order.slice(0, rows),
    attributes: slice.attributes.map((column) => column.slice(0, rows)),
    droppedEvents: slice.droppedEvents + dropped,
  };
}

function lineIndex(slices: readonly StoredSlice[], bases: Float64Array, file: number): LineIndex {
  const lines: number[] = [];
  const offsets: number[] = [];
  slices.forEach(({ slice }, at) => {
    if (slice.fileIndex !== file) return;
    for (let i = 0; i < slice.lineOffsets.length; i++) {
      lines.push(bases[at] + slice.lineOffsetLines[i] + 1);
      offsets.push(slice.lineOffsets[i]);
    }
  });
  return { line: Float64Array.from(lines), offset: Float64Array.from(offsets) };
}

function lineBases(slices: readonly StoredSlice[]): Float64Array {
  const bases = new Float64Array(slices.length);
  for (let i = 1; i < slices.length; i++) {
    const before = slices[i - 1].slice;
    bases[i] = before.fileIndex === slices[i].slice.fileIndex ? bases[i - 1] + before.counts.lines : 0;
  }
  return bases;
}

function fileReports(slices: readonly StoredSlice[], bases: Float64Array, fileCount: number): FileReport[] {
  const reports = Array.from({ length: fileCount }, () => ({
    counts: { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 },
    rejects: new Map<string, { count: number; samples: Reject[] }>(),
  }));
  slices.forEach(({ slice }, at) => {
    const report = reports[slice.fileIndex];
    for (const name of ["lines", "records", "continuations", "blank", "duplicates", "rejects"] as const) {
      report.counts[name] += slice.counts[name];
    }
    for (const { code, count } of slice.rejectCounts) {
      const entry = report.rejects.get(code) ?? { count: 0, samples: [] };
      entry.count += count;
      report.rejects.set(code, entry);
    }
    for (const reject of slice.rejects) {
      const samples = report.rejects.get(reject.code)?.samples;
      if (samples !== undefined && samples.length < REJECT_SAMPLES_PER_CODE) {
        samples.push({ ...reject, line: bases[at] + reject.line + 1 });
      }
    }
  });
  return reports.map(({ counts, rejects }) => ({
    counts,
    rejects: [...rejects]
      .map(([code, { count, samples }]) => ({ code, count, samples }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
  }));
}

/**
 * Resolution exponent per slice and source: of all stamps of (file, host, base kind) when there are at least 50, else
 * of the file.
 */
function resolutions(slices: readonly StoredSlice[], fileCount: number): Uint8Array[] {
  const perFile = Array.from({ length: fileCount }, () => ({
    keys: new PairTable(),
    exponent: [] as number[],
    stamps: [] as number[],
    whole: COARSEST_EXPONENT,
  }));
  for (const { slice, hostOf, baseOf } of slices) {
    const file = perFile[slice.fileIndex];
    for (let source = 0; source < hostOf.length; source++) {
      if (slice.sourceStamps[source] === 0) continue;
      const key = file.keys.add(hostOf[source], baseOf[source]);
      if (key === file.exponent.length) {
        file.exponent.push(COARSEST_EXPONENT);
        file.stamps.push(0);
      }
      file.exponent[key] = Math.min(file.exponent[key], slice.sourceResolution[source]);
      file.stamps[key] += slice.sourceStamps[source];
      file.whole = Math.min(file.whole, slice.sourceResolution[source]);
    }
  }
  return slices.map(({ slice, hostOf, baseOf }) => {
    const file = perFile[slice.fileIndex];
    return Uint8Array.from(hostOf, (host, source) => {
      const key = file.keys.find(host, baseOf[source]);
      return key >= 0 && file.stamps[key] >= STAMPS_FOR_RESOLUTION ? file.exponent[key] : file.whole;
    });
  });
}

function internEntry(interner: Interner, dictionary: Dictionary, entry: number): number {
  return interner.intern(dictionary.bytes, dictionary.offsets[entry], dictionary.offsets[entry + 1]);
}

function internAll(interner: Interner, dictionary: Dictionary): Int32Array {
  const ids = new Int32Array(entryCount(dictionary));
  for (let entry = 0; entry < ids.length; entry++) ids[entry] = internEntry(interner, dictionary, entry);
  return ids;
}

function internTexts(texts: readonly string[]): Interner {
  const interner = new Interner();
  for (const text of texts) {
    const bytes = encodeUtf8(text);
    interner.intern(bytes, 0, bytes.length);
  }
  return interner;
}

function sortedNames(interner: Interner): { names: Dictionary; rank: Int32Array } {
  const unsorted = interner.finish();
  const order = byteOrder(unsorted);
  return { names: reorder(unsorted, order), rank: inverse(order) };
}

/** Component of a task name: its first part (service, logger, role). */
export function componentOf(taskName: string): string {
  const end = taskName.search(/[\s./:|]/);
  return end > 0 ? taskName.slice(0, end) : taskName;
}
