import { decodeUtf8, encodeUtf8, equalsBytes } from "../bytes.ts";
import { NONE, PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";
import { DURATION_MISSING, readDurationNs } from "./duration.ts";
import type { EventSink } from "./event-sink.ts";
import type { CompiledField, CompiledPlan } from "./field-plan.ts";
import { FieldReader } from "./field-reader.ts";
import type { FieldTable } from "./field-table.ts";
import { isPlaceholder, isPlaceholderRequest } from "./placeholder.ts";
import type { SliceReport } from "./slice-report.ts";
import { SourceResolver, UNIT_SEPARATOR } from "./source-resolver.ts";
import { StageWriter } from "./stage-writer.ts";
import { ColumnStamps } from "./time/column-stamps.ts";
import { isInRange, type StampProblem } from "./time-stamp.ts";
import type { WorkBuffer } from "./work-buffer.ts";

const SECOND = 1_000_000_000;
/** Of a value in a sentence. */
const SHOWN_BYTES = 60;

/**
 * Applies the roles of a plan to one record after the other: from its fields to one event (a point), two events (a
 * span) or a reject. Records of CSV and NDJSON alike.
 */
export class RecordMapper {
  private readonly reader: FieldReader;
  private readonly time: ColumnStamps;
  private readonly endTime: ColumnStamps | undefined;
  private readonly outerTime: ColumnStamps | undefined;
  private readonly isSpan: boolean;
  /** Of spans that tell the parts of their duration. */
  private readonly stages: StageWriter | undefined;
  /** The stamp is the end of a span, its start is a duration before. */
  private readonly isEndStamp: boolean;
  /** Finds out who wrote the current record. */
  readonly resolver: SourceResolver;
  private readonly slotNames: readonly Uint8Array[];
  /** End of the current span. */
  private hasEnd = false;
  private endNs = 0;
  private endNanos = 0;
  private startNanos = 0;
  private endProblem: StampProblem | undefined;

  constructor(
    private readonly plan: CompiledPlan,
    private readonly fields: FieldTable,
    private readonly work: WorkBuffer,
    private readonly sink: EventSink,
    private readonly report: SliceReport,
    originNs: bigint,
  ) {
    this.reader = new FieldReader(plan, fields, work);
    const { assume } = plan.plan;
    this.time = new ColumnStamps(plan.time?.forms ?? [{ unit: "ns" }], originNs, assume);
    this.endTime = plan.endTime && new ColumnStamps(plan.endTime.forms, originNs, assume);
    this.outerTime = plan.outerTime && new ColumnStamps(plan.outerTime.forms, originNs);
    this.isSpan = plan.endTime !== undefined || plan.duration !== undefined;
    this.isEndStamp = plan.plan.roles?.stampIs === "end" && plan.duration !== undefined && plan.endTime === undefined;
    this.slotNames = plan.slotNames.map(encodeUtf8);
    this.resolver = new SourceResolver(plan, fields, work, this.reader, sink, this.isSpan);
    if (plan.stages.length > 0) this.stages = new StageWriter(plan.stages, work, this.reader, sink, this.resolver);
  }

  /**
   * Maps the record in [start, end) of the work buffer that begins at `line`: counts it, and adds its events.
   * `isRaw`: the fields of the record are its bytes as they stand between delimiters.
   */
  map(line: number, start: number, end: number, isRaw: boolean): void {
    const { plan, reader, sink, report } = this;
    reader.begin();
    if (!this.readsRequest(reader, plan)) {
      this.refuse("K_NO_REQ", line, start, end);
      return;
    }
    const requestStart = reader.start;
    const requestEnd = reader.end;
    if (this.outerTime !== undefined) this.time.near = this.outerSeconds(this.outerTime);
    const hasTime = plan.time !== undefined && reader.read(plan.time.field);
    const stampNs = this.time.read(this.work.bytes, hasTime ? reader.start : 0, hasTime ? reader.end : 0);
    if (Number.isNaN(stampNs)) {
      this.refuse(this.time.problem, line, start, end);
      return;
    }
    let timeNs = stampNs;
    this.startNanos = this.time.nanos;
    if (this.isSpan) {
      this.readEnd(stampNs);
      if (this.isEndStamp) timeNs = this.endsAt(stampNs);
    }
    if (this.endProblem !== undefined) {
      this.refuse(this.endProblem, line, start, end);
      this.endProblem = undefined;
      return;
    }
    report.countRecord();
    const request = sink.internRequest(this.work.bytes, requestStart, requestEnd);
    if (!sink.keeps(request)) {
      this.resolver.noteLabel();
      sink.droppedEvents += this.hasEnd && this.endNs >= timeNs ? 2 : 1;
      return;
    }
    sink.begin(this.work.bytes, start, end);
    const { resolver: source } = this;
    source.resolve(isRaw);
    if (!source.isLabelled && plan.label.length > 0) report.warn("K_NO_LABEL");
    if (plan.attributes.length > 0) this.readAttributes();
    if (this.stages !== undefined && this.hasEnd && this.endNs >= timeNs) {
      this.stages.add(request, line, timeNs, this.startNanos, this.endNs, start, end);
    } else if (this.isSpan) this.addSpan(request, timeNs, line);
    else sink.add(request, source.source, source.task, timeNs, this.time.nanos, line, PHASE_POINT);
  }

  /** Reads the request of the current record into the reader; false if it has none, or a placeholder for one. */
  readsRequest(reader: FieldReader, plan: CompiledPlan): boolean {
    return (
      reader.join(plan.request, UNIT_SEPARATOR) && !isPlaceholderRequest(this.work.bytes, reader.start, reader.end)
    );
  }

  /** Tells what the stamps read so far took for granted. After the last record. */
  finish(): void {
    for (const stamps of [this.time, this.endTime]) {
      for (const [code, count] of stamps?.warnings ?? []) if (count > 0) this.report.warn(code, count);
    }
  }

  private addSpan(request: number, timeNs: number, line: number): void {
    const { sink, resolver: source, hasEnd, endNs } = this;
    const nanos = this.startNanos;
    if (hasEnd && endNs < timeNs) {
      this.report.warn("S_NEG_DUR");
      sink.add(request, source.pointSource(), source.task, timeNs, nanos, line, PHASE_POINT);
      return;
    }
    if (!hasEnd && this.isEndStamp) {
      sink.add(request, source.endSource, source.task, timeNs, nanos, line, PHASE_END);
      return;
    }
    const isPoint = hasEnd && endNs === timeNs;
    sink.add(request, source.source, source.task, timeNs, nanos, line, isPoint ? PHASE_POINT : PHASE_START);
    if (!hasEnd) return;
    sink.add(request, source.endSource, source.task, endNs, this.endNanos, line, isPoint ? PHASE_POINT : PHASE_END);
  }

  /** The start of the span that ends at the stamp; a span without a duration is an end and nothing else. */
  private endsAt(stampNs: number): number {
    const durationNs = this.endNs - stampNs;
    this.endNs = stampNs;
    this.endNanos = this.time.nanos;
    if (!this.hasEnd) return stampNs;
    this.startNanos = (((this.time.nanos - (durationNs % SECOND)) % SECOND) + SECOND) % SECOND;
    return stampNs - durationNs;
  }

  /** Finds the end of the span that starts at `timeNs`, if one was logged. */
  private readEnd(timeNs: number): void {
    const { plan, reader, endTime } = this;
    this.hasEnd = false;
    if (endTime !== undefined && plan.endTime !== undefined && reader.read(plan.endTime.field)) {
      const { bytes } = this.work;
      if (!isPlaceholder(bytes, reader.start, reader.end)) {
        // An end without date or year is close to its start.
        endTime.near = this.time.seconds;
        this.endNs = endTime.read(bytes, reader.start, reader.end);
        this.endNanos = endTime.nanos;
        this.hasEnd = !Number.isNaN(this.endNs);
        if (!this.hasEnd) this.endProblem = endTime.problem;
        return;
      }
    }
    if (plan.duration === undefined || !reader.read(plan.duration.field)) return;
    const duration = readDurationNs(this.work.bytes, reader.start, reader.end, plan.duration.unit);
    if (duration === DURATION_MISSING) return;
    if (Number.isNaN(duration)) this.endProblem = "T_UNPARSED";
    else if (!isInRange(this.time.seconds, this.isEndStamp ? -duration : duration)) this.endProblem = "T_RANGE";
    this.hasEnd = this.endProblem === undefined;
    this.endNs = timeNs + duration;
    this.endNanos = (this.time.nanos + (duration % SECOND)) % SECOND;
  }

  /** The moment (s) of the record's envelope, NaN without one. */
  private outerSeconds(outerTime: ColumnStamps): number {
    const { reader, plan } = this;
    if (plan.outerTime === undefined || !reader.read(plan.outerTime.field)) return Number.NaN;
    return Number.isNaN(outerTime.read(this.work.bytes, reader.start, reader.end)) ? Number.NaN : outerTime.seconds;
  }

  private readAttributes(): void {
    const { attributes } = this.plan;
    for (let i = 0; i < attributes.length; i++) {
      this.sink.attributeIds[i] = this.reader.read(attributes[i])
        ? this.sink.attributeValues[i].intern(this.work.bytes, this.reader.start, this.reader.end)
        : NONE;
    }
  }

  private refuse(code: StampProblem | "K_NO_REQ", line: number, start: number, end: number): void {
    if (this.isRepeatedHeader()) {
      this.report.blank++;
      return;
    }
    this.report.reject(code, line, () => this.reasonFor(code), this.work.bytes, start, end);
  }

  /** Concatenated files repeat their header: every needed field holds its own name. */
  private isRepeatedHeader(): boolean {
    const { plan, fields, work } = this;
    if (plan.columnNames !== "listed" || plan.plan.header !== true) return false;
    return this.slotNames.every((name, slot) => equalsBytes(work.bytes, fields.starts[slot], fields.ends[slot], name));
  }

  private reasonFor(code: StampProblem | "K_NO_REQ"): string {
    const { plan } = this;
    const names = (fields: readonly CompiledField[]) => fields.map((field) => `"${field.name}"`).join(", ");
    const time = `"${plan.time?.field.name ?? ""}"`;
    const form = plan.time?.forms.map(({ unit, stamp }) => stamp ?? unit).join(" or ");
    switch (code) {
      case "K_NO_REQ":
        return `no request id, or a placeholder for one (looked for ${names(plan.request)})`;
      case "T_NONE":
        return `no time (looked for ${time})`;
      case "T_RANGE":
        return plan.duration === undefined
          ? `the time is outside the years 1970 to 9999 (read ${time} as ${form}: is that right?)`
          : `the time, or the other end of the duration "${plan.duration.field.name}", is outside the years 1970 to 9999 (read ${time} as ${form}, the duration in ${plan.duration.unit}: is that right?)`;
      case "T_NO_DATE":
      case "T_NO_YEAR":
        return `${time} tells no ${code === "T_NO_DATE" ? "date" : "year"}, and ${this.outerReason()}`;
      case "T_UNPARSED":
        return `the time, end or duration is not of the form of the plan (read ${time} as ${form})`;
    }
  }

  /** Why the envelope of the current record does not tell what its stamp lacks. */
  private outerReason(): string {
    const { plan, reader, outerTime, work } = this;
    if (plan.outerTime === undefined || outerTime === undefined) return "neither the record nor the plan does";
    const name = `"${plan.outerTime.field.name}"`;
    if (!reader.read(plan.outerTime.field)) return `${name}, which tells it, is empty`;
    const { start, end } = reader;
    outerTime.read(work.bytes, start, end);
    if (outerTime.problem === "T_NONE") return `${name}, which tells it, is empty`;
    const problem = outerTime.problem === "T_RANGE" ? "outside the years 1970 to 9999" : "not of the form of the plan";
    return `${name}, which tells it, is "${decodeUtf8(work.bytes, start, Math.min(end, start + SHOWN_BYTES))}": ${problem}`;
  }
}
