import { Interner } from "../interner.ts";
import { NONE, PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";
import { DURATION_MISSING, readDurationNs } from "./duration.ts";
import type { EventSink } from "./event-sink.ts";
import type { CompiledField, CompiledPlan } from "./field-plan.ts";
import { FieldReader } from "./field-reader.ts";
import type { FieldTable } from "./field-table.ts";
import { isPlaceholder, isPlaceholderRequest } from "./placeholder.ts";
import type { SliceReport } from "./slice-report.ts";
import { TaskNamer } from "./task-namer.ts";
import { type StampProblem, StampReader } from "./time-stamp.ts";
import type { WorkBuffer } from "./work-buffer.ts";

/** Joins the parts of composite ids; no log contains it. */
const UNIT_SEPARATOR = 0x1f;
const SPACE = 0x20;
const SECOND = 1_000_000_000;

/**
 * Applies the roles of a plan to one record after the other: from its fields to one event (a point), two events (a
 * span) or a reject. Records of CSV and NDJSON alike.
 */
export class RecordMapper {
  private readonly reader: FieldReader;
  private readonly time: StampReader;
  private readonly endTime: StampReader | undefined;
  private readonly isSpan: boolean;
  private readonly namer: TaskNamer;
  private readonly outcomes = new Interner();
  private readonly startLabel: number;
  private readonly endLabel: number;
  private readonly pointLabel: number;

  constructor(
    private readonly plan: CompiledPlan,
    private readonly fields: FieldTable,
    private readonly work: WorkBuffer,
    private readonly sink: EventSink,
    private readonly report: SliceReport,
    originNs: bigint,
  ) {
    this.reader = new FieldReader(plan, fields, work);
    this.time = new StampReader(plan.time?.unit ?? "ns", originNs);
    this.endTime = plan.endTime && new StampReader(plan.endTime.unit, originNs);
    this.isSpan = plan.endTime !== undefined || plan.duration !== undefined;
    this.namer = new TaskNamer(sink);
    this.startLabel = this.namer.label("start");
    this.endLabel = this.namer.label("end");
    this.pointLabel = this.namer.label(this.isSpan ? "point" : plan.label.length > 0 ? "(unlabelled)" : "event");
  }

  /** Maps the record in [start, end) of the work buffer that begins at `line`: counts it, and adds its events. */
  map(line: number, start: number, end: number): void {
    const { plan, reader, sink, report } = this;
    reader.begin();
    if (!reader.join(plan.request, UNIT_SEPARATOR) || isPlaceholderRequest(this.work.bytes, reader.start, reader.end)) {
      this.refuse("K_NO_REQ", line, start, end);
      return;
    }
    const requestStart = reader.start;
    const requestEnd = reader.end;
    const timeNs = this.readTime(this.time, plan.time?.field);
    if (Number.isNaN(timeNs)) {
      this.refuse(this.time.problem, line, start, end);
      return;
    }
    const nanos = this.time.nanos;
    const endNs = this.isSpan ? this.readEnd(timeNs) : Number.NaN;
    if (endNs === Number.POSITIVE_INFINITY) {
      this.refuse(this.endTime?.problem ?? "T_UNPARSED", line, start, end);
      return;
    }
    const hasLabel = plan.label.length > 0 && reader.join(plan.label, SPACE);
    const labelStart = reader.start;
    const labelEnd = reader.end;

    report.records++;
    if (!hasLabel && plan.label.length > 0) report.warn("K_NO_LABEL");
    const hasEnd = this.isSpan && !Number.isNaN(endNs);
    const request = sink.internRequest(this.work.bytes, requestStart, requestEnd);
    if (!sink.keeps(request)) {
      sink.droppedEvents += hasEnd && endNs >= timeNs ? 2 : 1;
      return;
    }
    const host = this.readHost();
    const task = this.readTask();
    this.readAttributes();
    const service = plan.service !== undefined && this.reader.read(plan.service);
    if (!this.isSpan) {
      const taskName = this.namer.ofPoint(task, host, this.work.bytes, service ? reader.start : NONE, reader.end);
      let label = hasLabel ? sink.labels.intern(this.work.bytes, labelStart, labelEnd) : this.pointLabel;
      if (plan.plan.outcomeInLabel === true) label = this.withOutcome(label);
      sink.add(request, sink.internSource(host, taskName, label, PHASE_POINT), task, timeNs, nanos, line, PHASE_POINT);
      return;
    }
    const prefix = this.namer.prefixOfSpan(host, this.work.bytes, service ? reader.start : NONE, reader.end);
    const operation = hasLabel ? this.namer.operation(this.work.bytes, labelStart, labelEnd) : NONE;
    const taskName = this.namer.ofSpan(prefix, operation);
    if (hasEnd && endNs < timeNs) {
      report.warn("S_NEG_DUR");
      const source = sink.internSource(host, taskName, this.pointLabel, PHASE_POINT);
      sink.add(request, source, task, timeNs, nanos, line, PHASE_POINT);
      return;
    }
    const isPoint = hasEnd && endNs === timeNs;
    const startSource = sink.internSource(host, taskName, this.startLabel, PHASE_START);
    sink.add(request, startSource, task, timeNs, nanos, line, isPoint ? PHASE_POINT : PHASE_START);
    if (!hasEnd) return;
    const endLabel = plan.plan.outcomeInLabel === true ? this.withOutcome(this.endLabel) : this.endLabel;
    const endSource = sink.internSource(host, taskName, endLabel, PHASE_END);
    sink.add(request, endSource, task, endNs, this.endNanos, line, isPoint ? PHASE_POINT : PHASE_END);
  }

  private endNanos = 0;

  private readTime(stamp: StampReader, field: CompiledField | undefined): number {
    const found = field !== undefined && this.reader.read(field);
    return stamp.read(this.work.bytes, found ? this.reader.start : 0, found ? this.reader.end : 0);
  }

  /** End of the span in ns since the origin; NaN if none was logged; +∞ if what was logged cannot be read. */
  private readEnd(timeNs: number): number {
    const { plan, reader, endTime } = this;
    if (endTime !== undefined && plan.endTime !== undefined && reader.read(plan.endTime.field)) {
      const { bytes } = this.work;
      if (!isPlaceholder(bytes, reader.start, reader.end)) {
        const endNs = endTime.read(bytes, reader.start, reader.end);
        this.endNanos = endTime.nanos;
        return Number.isNaN(endNs) ? Number.POSITIVE_INFINITY : endNs;
      }
    }
    if (plan.duration === undefined || !reader.read(plan.duration.field)) return Number.NaN;
    const duration = readDurationNs(this.work.bytes, reader.start, reader.end, plan.duration.unit);
    if (duration === DURATION_MISSING) return Number.NaN;
    if (Number.isNaN(duration)) return Number.POSITIVE_INFINITY;
    this.endNanos = (this.time.nanos + (duration % SECOND)) % SECOND;
    return timeNs + duration;
  }

  private readHost(): number {
    const found = this.plan.host !== undefined && this.reader.read(this.plan.host);
    return this.sink.hosts.intern(this.work.bytes, found ? this.reader.start : 0, found ? this.reader.end : 0);
  }

  private readTask(): number {
    if (this.plan.task.length === 0 || !this.reader.join(this.plan.task, UNIT_SEPARATOR)) return NONE;
    const { bytes } = this.work;
    if (isPlaceholder(bytes, this.reader.start, this.reader.end)) return NONE;
    return this.sink.tasks.intern(bytes, this.reader.start, this.reader.end);
  }

  private readAttributes(): void {
    const { attributes } = this.plan;
    for (let i = 0; i < attributes.length; i++) {
      this.sink.attributeIds[i] = this.reader.read(attributes[i])
        ? this.sink.attributeValues[i].intern(this.work.bytes, this.reader.start, this.reader.end)
        : NONE;
    }
  }

  private withOutcome(label: number): number {
    if (this.plan.outcome === undefined || !this.reader.read(this.plan.outcome)) return label;
    const outcome = this.outcomes.intern(this.work.bytes, this.reader.start, this.reader.end);
    return this.namer.labelWithOutcome(label, outcome, this.outcomes);
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
    if (plan.plan.format !== "csv" || plan.plan.header !== true) return false;
    for (let slot = 0; slot < fields.size; slot++) {
      const name = plan.slotNames[slot];
      if (fields.ends[slot] - fields.starts[slot] !== name.length) return false;
      for (let i = 0; i < name.length; i++) {
        if (work.bytes[fields.starts[slot] + i] !== name.charCodeAt(i)) return false;
      }
    }
    return true;
  }

  private reasonFor(code: StampProblem | "K_NO_REQ"): string {
    const { plan } = this;
    const names = (fields: readonly CompiledField[]) => fields.map((field) => `"${field.name}"`).join(", ");
    const time = `"${plan.time?.field.name ?? ""}"`;
    switch (code) {
      case "K_NO_REQ":
        return `no request id, or a placeholder for one (looked for ${names(plan.request)})`;
      case "T_NONE":
        return `no time (looked for ${time})`;
      case "T_RANGE":
        return `the time is outside the years 1970 to 9999 (read ${time} as ${plan.time?.unit}: is the unit right?)`;
      case "T_UNPARSED":
        return `the time, end or duration is not of the form of the plan (read ${time} as ${plan.time?.unit})`;
    }
  }
}
