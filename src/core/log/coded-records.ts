import { NONE, PHASE_POINT } from "../units.ts";
import { type CodedPlan, codedPlan } from "./coded-plan.ts";
import { type CsvCoder, ZONELESS } from "./csv-coder.ts";
import { PlainSplitter } from "./csv-splitter.ts";
import type { CompiledPlan } from "./field-plan.ts";
import { FieldReader } from "./field-reader.ts";
import type { SliceInput } from "./format.ts";
import { IntTupleInterner } from "./int-tuple-interner.ts";
import type { LineSlice } from "./line-slice.ts";

/** A value that has not been looked at. */
const UNKNOWN = -2;
/** A request that is none. */
const REFUSED = -3;
/** The values of a key are judged after so many records: hardly any repeats mean that coding saves nothing. */
const TRIAL = 8192;
const LEAST_REPEATS = 2;
/** Batches that were cut short by an odd record after fewer records than this on average are not worth their call. */
const LEAST_BATCH = 4;

/**
 * Maps the records of a slice of CSV that are as most are, with what `RecordMapper` would make of each, at a fraction of its
 * cost: values are looked at when they first appear, and known by their numbers ever after.
 */
export class CodedRecords {
  private readonly reader: FieldReader;
  private readonly splitter: PlainSplitter;
  /** By value of the request key: its id in the sink. */
  private requests: Int32Array<ArrayBuffer> = new Int32Array(0);
  /** By source: what it resolves to. */
  private sources: Int32Array<ArrayBuffer> = new Int32Array(0);
  private tasks: Int32Array<ArrayBuffer> = new Int32Array(0);
  private labelled = new Uint8Array(0);
  /** By attribute and value: its id. */
  private readonly attributes: Int32Array<ArrayBuffer>[];
  private readonly tuples = new IntTupleInterner();
  private records = 0;
  private batches = 0;

  private constructor(
    private readonly plan: CompiledPlan,
    private readonly coded: CodedPlan,
    private readonly coder: CsvCoder,
    private readonly slice: LineSlice,
    private readonly input: SliceInput,
  ) {
    this.reader = new FieldReader(plan, slice.fields, slice.work);
    this.splitter = new PlainSplitter(input.bytes, plan.delimiter, plan.slotOfColumn, slice.fields);
    this.attributes = plan.attributes.map(() => new Int32Array(0));
  }

  /** Null if the plan or the slice is not for coding. */
  static of(plan: CompiledPlan, coder: CsvCoder | null, slice: LineSlice, input: SliceInput): CodedRecords | null {
    const coded = coder === null ? null : codedPlan(plan);
    if (coded === null || coder === null) return null;
    const { time, zoneSeconds, keys } = coded;
    const { delimiter, columnCount } = plan;
    const job = { delimiter, columnCount, time, originNs: input.originNs, zoneSeconds, keys };
    return coder.begin(input.bytes, job) ? new CodedRecords(plan, coded, coder, slice, input) : null;
  }

  /** Where the record after the last batch begins. */
  get next(): number {
    return this.coder.next;
  }

  /** Whether going on like this is cheaper than field by field. */
  get isWorthwhile(): boolean {
    const { coder, coded, records, batches, plan } = this;
    if (coder.isFull || (batches >= 64 && records < batches * LEAST_BATCH)) return false;
    if (records < TRIAL) return true;
    const firstSource = 1 + plan.attributes.length;
    for (let key = 0; key < coded.keys.length; key++) {
      const decides = key === 0 || key >= firstSource;
      if (decides && coder.valueCount(key) * LEAST_REPEATS > records) return false;
    }
    return true;
  }

  /**
   * Maps records from the one that starts at `from` and is line `line`, all RAW in the field table, until one is odd;
   * returns how many (a batch at most), each a line.
   */
  map(from: number, line: number): number {
    const { coder, slice, plan, coded } = this;
    const { report, sink, stop } = slice;
    const count = coder.code(from, stop);
    this.batches++;
    this.records += count;
    if (count === 0) return 0;
    this.makeRoom();
    const { starts, times, nanos, values } = coder;
    const [requestValues] = values;
    const { requests } = this;
    const hasAttributes = plan.attributes.length > 0;
    const hasLabel = plan.label.length > 0;
    const isCounted = coded.countsZoneless;
    let zoneless = 0;
    let unlabelled = 0;
    let records = 0;
    for (let i = 0; i < count; i++) {
      if (line + i >= report.nextIndexed) report.index(line + i, starts[i] + this.input.byteOffset);
      const value = requestValues[i];
      let request = requests[value];
      if (request === UNKNOWN) {
        request = this.readRequest(starts[i]);
        requests[value] = request;
      }
      if (request === REFUSED) {
        this.mapOdd(line + i, starts[i], i + 1 < count ? starts[i + 1] : coder.next);
        continue;
      }
      records++;
      if (nanos[i] >= ZONELESS) zoneless++;
      if (!sink.keeps(request)) {
        sink.droppedEvents++;
        continue;
      }
      sink.begin(this.input.bytes, starts[i], i + 1 < count ? starts[i + 1] : coder.next);
      const source = this.sourceOf(i);
      let known = this.sources[source];
      if (known === UNKNOWN) known = this.readSource(source, starts[i]);
      if (hasLabel && this.labelled[source] === 0) unlabelled++;
      if (hasAttributes) this.readAttributes(i);
      sink.add(request, known, this.tasks[source], times[i], nanos[i] & ~ZONELESS, line + i, PHASE_POINT);
    }
    report.records += records;
    if (isCounted && zoneless > 0) report.warn("T_NO_ZONE", zoneless);
    if (unlabelled > 0) report.warn("K_NO_LABEL", unlabelled);
    return count;
  }

  /** Room for all values that the last batch may hold. */
  private makeRoom(): void {
    const { coder, coded, attributes } = this;
    this.requests = withRoom(this.requests, coder.valueCount(0));
    for (let i = 0; i < attributes.length; i++) attributes[i] = withRoom(attributes[i], coder.valueCount(1 + i));
    if (coded.sourceKeys <= 1)
      this.makeSourceRoom(coded.sourceKeys === 0 ? 1 : coder.valueCount(1 + attributes.length));
  }

  private makeSourceRoom(count: number): void {
    if (count <= this.sources.length) return;
    this.sources = withRoom(this.sources, count);
    this.tasks = withRoom(this.tasks, count);
    const labelled = new Uint8Array(this.sources.length);
    labelled.set(this.labelled);
    this.labelled = labelled;
  }

  private sourceOf(i: number): number {
    const { values } = this.coder;
    const { sourceKeys } = this.coded;
    const first = 1 + this.attributes.length;
    if (sourceKeys === 1) return values[first][i];
    if (sourceKeys === 0) return 0;
    const c = sourceKeys > 2 ? values[first + 2][i] : 0;
    const d = sourceKeys > 3 ? values[first + 3][i] : 0;
    const source = this.tuples.intern(values[first][i], values[first + 1][i], c, d);
    this.makeSourceRoom(source + 1);
    return source;
  }

  private readRequest(start: number): number {
    const { slice, reader, plan } = this;
    this.split(start);
    if (!slice.mapper.readsRequest(reader, plan)) return REFUSED;
    return slice.sink.internRequest(slice.work.bytes, reader.start, reader.end);
  }

  private readSource(source: number, start: number): number {
    this.split(start);
    const { resolver } = this.slice.mapper;
    resolver.resolve(false);
    this.sources[source] = resolver.source;
    this.tasks[source] = resolver.task;
    this.labelled[source] = resolver.isLabelled ? 1 : 0;
    return resolver.source;
  }

  private readAttributes(i: number): void {
    const { coder, slice, plan, reader, attributes } = this;
    const { attributeIds, attributeValues } = slice.sink;
    for (let at = 0; at < attributes.length; at++) {
      const value = coder.values[1 + at][i];
      let id = attributes[at][value];
      if (id === UNKNOWN) {
        this.split(coder.starts[i]);
        const isThere = reader.read(plan.attributes[at]);
        id = isThere ? attributeValues[at].intern(slice.work.bytes, reader.start, reader.end) : NONE;
        attributes[at][value] = id;
      }
      attributeIds[at] = id;
    }
  }

  private mapOdd(line: number, start: number, end: number): void {
    this.splitter.split(start);
    this.slice.mapper.map(line, start, end, true);
  }

  /** Fills the field table with the record that begins at a position. */
  private split(start: number): void {
    this.splitter.split(start);
    this.reader.begin();
  }
}

/** A map by number with room for `count`, new places UNKNOWN. */
function withRoom(map: Int32Array<ArrayBuffer>, count: number): Int32Array<ArrayBuffer> {
  if (count <= map.length) return map;
  const longer = new Int32Array(Math.max(1024, 2 * map.length, count)).fill(UNKNOWN);
  longer.set(map);
  return longer;
}
