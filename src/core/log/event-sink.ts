import type { Dictionary } from "../dictionary.ts";
import { Interner } from "../interner.ts";
import { md5First32 } from "../md5.ts";
import { NONE, PARTITION_COUNT, type Phase } from "../units.ts";
import { IntTupleInterner } from "./int-tuple-interner.ts";
import { LineHash } from "./line-hash.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import { RequestKey } from "./request-key.ts";

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const MAX_POWER = 9;

/** The columns of a `ParsedSlice` that come from its events; the rest comes from the format and the report. */
export type EventColumns = Omit<
  ParsedSlice,
  | "fileIndex"
  | "sliceIndex"
  | "firstRecordOffset"
  | "nextRecordOffset"
  | "counts"
  | "formats"
  | "rejects"
  | "rejectCounts"
  | "warnings"
  | "lineOffsets"
  | "lineOffsetLines"
  | "newestFirst"
  | "repeats"
>;

/**
 * Collects events in file order as columns of local ids, and orders them by partition at the end (a stable counting
 * sort). A format interns the values of a record, then calls `add` for each of its events. No object per row.
 */
export class EventSink {
  readonly requests: Interner;
  readonly hosts = new Interner();
  readonly tasks: Interner;
  readonly taskNames = new Interner();
  readonly labels = new Interner();
  readonly attributeValues: readonly Interner[];
  /** Attribute ids of the events added next. */
  readonly attributeIds: Int32Array;
  droppedEvents = 0;
  /** Labels hold messages that are to be mined. */
  hasFreeText = false;

  private readonly sources = new IntTupleInterner();
  private resolution = new Uint8Array(64).fill(MAX_POWER);
  private stamps = new Uint32Array(64);
  private requestHash = new Uint32Array(64);
  private hashed = 0;
  private readonly requestKey = new RequestKey();
  private idForms = 0;

  private count = 0;
  private capacity: number;
  private timeNs: Float64Array;
  private request: Int32Array;
  private source: Int32Array;
  private task: Int32Array;
  private line: Uint32Array;
  private order: Uint8Array;
  private attributes: Int32Array[];
  /** Of the record whose events are added next; kept only if lines are hashed. */
  private hashOfLine = 0;
  private lineHash: Float64Array;
  private readonly hasher = new LineHash();

  /**
   * `keepPartitions` of 1 … 64: requests of later partitions are counted, not stored. `hashesLines`: rows tell the hash of
   * their line.
   */
  constructor(
    attributeCount: number,
    private readonly keepPartitions: number,
    expectedEvents = 1024,
    private readonly hashesLines = false,
  ) {
    const capacity = Math.max(16, expectedEvents);
    this.requests = new Interner(Math.min(1024, capacity));
    this.tasks = new Interner(Math.min(1024, capacity));
    this.capacity = capacity;
    this.timeNs = new Float64Array(capacity);
    this.request = new Int32Array(capacity);
    this.source = new Int32Array(capacity);
    this.task = new Int32Array(capacity);
    this.line = new Uint32Array(capacity);
    this.order = new Uint8Array(capacity);
    this.attributes = Array.from({ length: attributeCount }, () => new Int32Array(capacity));
    this.lineHash = new Float64Array(hashesLines ? capacity : 0);
    this.attributeValues = Array.from({ length: attributeCount }, () => new Interner());
    this.attributeIds = new Int32Array(attributeCount).fill(NONE);
  }

  /** The local id of a request, hashed once when it is new. */
  internRequest(bytes: Uint8Array, start: number, end: number): number {
    const id = this.requests.intern(bytes, start, end);
    if (id === this.hashed) {
      if (id === this.requestHash.length) {
        const hashes = new Uint32Array(id * 2);
        hashes.set(this.requestHash);
        this.requestHash = hashes;
      }
      const { requestKey } = this;
      requestKey.read(bytes, start, end);
      this.idForms |= requestKey.form;
      this.requestHash[id] = md5First32(requestKey.bytes, 0, requestKey.length);
      this.hashed = id + 1;
    }
    return id;
  }

  /** Whether the request lies in the sample. */
  keeps(request: number): boolean {
    return this.requestHash[request] >>> 26 < this.keepPartitions;
  }

  /** Begins a record: its bytes, if lines are hashed, are what another file may hold as well. */
  begin(bytes: Uint8Array, start: number, end: number): void {
    if (this.hashesLines) this.hashOfLine = this.hasher.of(bytes, start, end);
  }

  /** The local id of a source: who wrote an event, and which. */
  internSource(host: number, taskName: number, label: number, phase: Phase): number {
    const id = this.sources.intern(host, taskName, label, phase);
    if (id === this.resolution.length) {
      const resolution = new Uint8Array(id * 2).fill(MAX_POWER);
      resolution.set(this.resolution);
      this.resolution = resolution;
      const stamps = new Uint32Array(id * 2);
      stamps.set(this.stamps);
      this.stamps = stamps;
    }
    return id;
  }

  /** Adds one event. `nanos` = nanoseconds of the absolute stamp within its second (0 … 999,999,999). */
  add(request: number, source: number, task: number, timeNs: number, nanos: number, line: number, order: Phase): void {
    const row = this.count;
    if (row === this.capacity) this.grow();
    this.timeNs[row] = timeNs;
    this.request[row] = request;
    this.source[row] = source;
    this.task[row] = task;
    this.line[row] = line;
    this.order[row] = order;
    if (this.hashesLines) this.lineHash[row] = this.hashOfLine;
    for (let i = 0; i < this.attributes.length; i++) this.attributes[i][row] = this.attributeIds[i];
    this.count = row + 1;
    this.stamps[source]++;
    let power = this.resolution[source];
    if (power > 0 && nanos % POWERS[power] !== 0) {
      while (power > 0 && nanos % POWERS[power] !== 0) power--;
      this.resolution[source] = power;
    }
  }

  private grow(): void {
    const capacity = this.capacity * 2;
    const longer = (column: Int32Array): Int32Array => {
      const grown = new Int32Array(capacity);
      grown.set(column);
      return grown;
    };
    const timeNs = new Float64Array(capacity);
    timeNs.set(this.timeNs);
    this.timeNs = timeNs;
    this.request = longer(this.request);
    this.source = longer(this.source);
    this.task = longer(this.task);
    const line = new Uint32Array(capacity);
    line.set(this.line);
    this.line = line;
    const order = new Uint8Array(capacity);
    order.set(this.order);
    this.order = order;
    this.attributes = this.attributes.map(longer);
    if (this.hashesLines) {
      const lineHash = new Float64Array(capacity);
      lineHash.set(this.lineHash);
      this.lineHash = lineHash;
    }
    this.capacity = capacity;
  }

  /** Orders the rows by partition and gives everything in buffers of exactly the right size. */
  finish(): EventColumns {
    const { count, request } = this;
    const kept = this.keptRequests();
    const partitionOfRequest = new Uint8Array(this.hashed);
    for (let id = 0; id < this.hashed; id++) partitionOfRequest[id] = this.requestHash[id] >>> 26;
    const partitionOffsets = new Uint32Array(PARTITION_COUNT + 1);
    for (let row = 0; row < count; row++) partitionOffsets[partitionOfRequest[request[row]] + 1]++;
    for (let p = 0; p < PARTITION_COUNT; p++) partitionOffsets[p + 1] += partitionOffsets[p];
    const cursor = partitionOffsets.slice(0, PARTITION_COUNT);
    const columns = {
      timeNs: new Float64Array(count),
      request: new Int32Array(count),
      source: new Int32Array(count),
      task: new Int32Array(count),
      line: new Uint32Array(count),
      order: new Uint8Array(count),
    };
    const { timeNs, source, task, line, order } = this;
    const isScattered = this.attributes.length > 0 || this.hashesLines;
    const target = new Uint32Array(isScattered ? count : 0);
    for (let row = 0; row < count; row++) {
      const id = request[row];
      const to = cursor[partitionOfRequest[id]]++;
      columns.timeNs[to] = timeNs[row];
      columns.request[to] = kept.idOf[id];
      columns.source[to] = source[row];
      columns.task[to] = task[row];
      columns.line[to] = line[row];
      columns.order[to] = order[row];
      if (isScattered) target[row] = to;
    }
    const sourceCount = this.sources.size;
    return {
      eventCount: count,
      partitionOffsets,
      ...columns,
      ...(this.hashesLines && { lineHash: scatter(this.lineHash, target, new Float64Array(count)) }),
      attributes: this.attributes.map((column) => scatter(column, target, new Int32Array(count))),
      requests: kept.dictionary,
      requestHash: kept.hashes,
      idForms: this.idForms,
      hosts: this.hosts.finish(),
      tasks: this.tasks.finish(),
      taskNames: this.taskNames.finish(),
      labels: this.labels.finish(),
      ...(this.hasFreeText && { hasFreeText: true }),
      attributeValues: this.attributeValues.map((values) => values.finish()),
      sourceHost: this.sources.column(0),
      sourceTaskName: this.sources.column(1),
      sourceLabel: this.sources.column(2),
      sourcePhase: Uint8Array.from(this.sources.column(3)),
      sourceResolution: this.resolution.slice(0, sourceCount),
      sourceStamps: this.stamps.slice(0, sourceCount),
      droppedEvents: this.droppedEvents,
    };
  }

  /** The requests inside the sample, renumbered without gaps. */
  private keptRequests(): { dictionary: Dictionary; hashes: Uint32Array; idOf: Int32Array } {
    const idOf = new Int32Array(this.hashed);
    const all = this.requests.finish();
    const bytes = new Uint8Array(all.bytes.length);
    const offsets = new Uint32Array(this.hashed + 1);
    const hashes = new Uint32Array(this.hashed);
    let kept = 0;
    let at = 0;
    for (let id = 0; id < this.hashed; id++) {
      idOf[id] = kept;
      if (!this.keeps(id)) continue;
      for (let from = all.offsets[id]; from < all.offsets[id + 1]; from++) bytes[at++] = all.bytes[from];
      hashes[kept++] = this.requestHash[id];
      offsets[kept] = at;
    }
    const dictionary = { bytes: bytes.slice(0, at), offsets: offsets.slice(0, kept + 1) };
    return { dictionary, hashes: hashes.slice(0, kept), idOf };
  }
}

function scatter<T extends Int32Array | Float64Array>(from: T, target: Uint32Array, to: T): T {
  for (let row = 0; row < target.length; row++) to[target[row]] = from[row];
  return to;
}
