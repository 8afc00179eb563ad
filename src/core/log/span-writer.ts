import { encodeUtf8Into } from "../bytes.ts";
import type { Interner } from "../interner.ts";
import { NONE, PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";
import { DURATION_MISSING, readDurationNs } from "./duration.ts";
import type { ElementFormat } from "./element-format.ts";
import { EventSink } from "./event-sink.ts";
import type { SliceInput } from "./format.ts";
import { isPlaceholderRequest } from "./placeholder.ts";
import { SliceReport } from "./slice-report.ts";
import { maskDigits } from "./task-name.ts";
import { isInRange, type StampProblem, StampReader } from "./time-stamp.ts";
import type { SpanEvent, TracePoint, TraceSpan, TraceUnit } from "./trace-unit.ts";

const SECOND = 1_000_000_000;

/** Why a unit is refused. */
export type UnitProblem = StampProblem | "K_NO_REQ";

/**
 * Turns what units of trace documents tell into events and counts: a span into start and end on the task of its span id,
 * its events into points on that task. All formats of traces write through it, so they agree.
 */
export class SpanWriter {
  readonly report: SliceReport;
  readonly sink: EventSink;
  private readonly time: StampReader;
  private problem: UnitProblem | undefined;
  private readonly scratch = new Scratch();
  private readonly hosts: TextIds;
  private readonly labels: TextIds;
  private readonly taskNames: TextIds;

  constructor(
    private readonly format: ElementFormat,
    input: SliceInput,
  ) {
    this.report = new SliceReport(input.allRejects);
    this.sink = new EventSink(0, input.keepPartitions);
    this.time = new StampReader(format.timeUnit, input.originNs);
    this.hosts = new TextIds(this.sink.hosts);
    this.labels = new TextIds(this.sink.labels);
    this.taskNames = new TextIds(this.sink.taskNames);
  }

  /** Counts the unit at `line` (a line of the slice) and adds its events; the code of a reject if it has to be refused. */
  write(unit: TraceUnit, line: number): UnitProblem | undefined {
    this.problem = undefined;
    switch (unit.tells) {
      case "header":
        this.report.blank++;
        return undefined;
      case "nothing":
        this.report.warn(unit.code);
        break;
      case "point":
        this.point(unit, line);
        break;
      case "span":
      case "chain":
        this.span(unit, line);
    }
    if (this.problem === undefined) this.report.records++;
    return this.problem;
  }

  private point(point: TracePoint, line: number): void {
    const { sink } = this;
    if (!this.hasRequest(point.traceId)) return;
    const timeNs = this.stamp(point.time);
    if (Number.isNaN(timeNs)) {
      this.refuse(this.time.problem);
      return;
    }
    const request = this.request(point.traceId);
    const label = maskDigits(point.label);
    if (label === "") this.report.warn("K_NO_LABEL");
    if (!sink.keeps(request)) {
      sink.droppedEvents++;
      return;
    }
    const host = this.hosts.idOf(point.host);
    const taskName = this.taskName(point.service || point.host, "", "");
    const source = sink.internSource(host, taskName, this.label(label || "(unlabelled)"), PHASE_POINT);
    sink.add(request, source, this.task(point.spanId), timeNs, this.time.nanos, line, PHASE_POINT);
  }

  private span(span: TraceSpan, line: number): void {
    const { sink } = this;
    if (!this.hasRequest(span.traceId)) return;
    const timeNs = this.stamp(span.start);
    if (Number.isNaN(timeNs)) {
      this.refuse(this.time.problem);
      return;
    }
    const { nanos } = this.time;
    let duration = this.durationOf(span, timeNs);
    if (this.problem !== undefined) return;
    const isNegative = duration < 0;
    if (isNegative) this.report.warn("S_NEG_DUR");
    const hasEnd = !Number.isNaN(duration) && !isNegative;
    if (isNegative) duration = Number.NaN;
    const request = this.request(span.traceId);
    const events = this.labelled(span.events);
    if (!sink.keeps(request)) {
      sink.droppedEvents += (hasEnd ? 2 : 1) + events.length;
      return;
    }
    const host = this.hosts.idOf(span.host);
    const task = this.task(span.spanId);
    const taskName = this.taskName(span.service || span.host, span.operation, span.kind);
    const isChain = span.tells === "chain";
    const isPoint = isChain || isNegative || duration === 0;
    const startPhase = isChain || isNegative ? PHASE_POINT : PHASE_START;
    const startSource = sink.internSource(host, taskName, this.label(isNegative ? "point" : "start"), startPhase);
    sink.add(request, startSource, task, timeNs, nanos, line, isPoint ? PHASE_POINT : PHASE_START);
    for (const event of events) {
      const eventNs = "time" in event ? this.stamp(event.time) : timeNs + event.afterNs;
      if (Number.isNaN(eventNs)) {
        this.report.warn("S_LOG_TIME");
        continue;
      }
      const eventNanos = "time" in event ? this.time.nanos : (nanos + event.afterNs) % SECOND;
      const source = sink.internSource(host, taskName, this.label(event.label), PHASE_POINT);
      sink.add(request, source, task, eventNs, eventNanos, line, PHASE_POINT);
    }
    if (!hasEnd) return;
    const endPhase = isChain ? PHASE_POINT : PHASE_END;
    const endSource = sink.internSource(host, taskName, this.label("end"), endPhase);
    const endNanos = (nanos + (duration % SECOND)) % SECOND;
    sink.add(request, endSource, task, timeNs + duration, endNanos, line, isPoint ? PHASE_POINT : endPhase);
  }

  /** ns from start to end, negative if the end lies before; NaN without an end, or with a problem that is noted. */
  private durationOf(span: TraceSpan, startNs: number): number {
    if (span.end !== "") {
      const endNs = this.stamp(span.end);
      if (Number.isNaN(endNs)) this.refuse(this.time.problem);
      return endNs - startNs;
    }
    const { scratch } = this;
    const length = scratch.write(span.duration);
    const duration = readDurationNs(scratch.bytes, 0, length, this.format.durationUnit);
    if (duration === DURATION_MISSING) return Number.NaN;
    if (Number.isNaN(duration)) this.refuse("T_UNPARSED");
    else if (!isInRange(this.time.seconds, duration)) this.refuse("T_RANGE");
    return duration;
  }

  private hasRequest(id: string): boolean {
    const { scratch } = this;
    const length = scratch.write(id);
    const isNone = this.format.anyRequest === true ? length === 0 : isPlaceholderRequest(scratch.bytes, 0, length);
    if (isNone) this.refuse("K_NO_REQ");
    return !isNone;
  }

  private request(id: string): number {
    const length = this.scratch.write(id);
    return this.sink.internRequest(this.scratch.bytes, 0, length);
  }

  private refuse(problem: UnitProblem): void {
    this.problem = problem;
  }

  /** The events that have a label, masked; the others are counted. */
  private labelled(events: readonly SpanEvent[]): readonly SpanEvent[] {
    if (events.length === 0) return events;
    const masked = events.map((event) => ({ ...event, label: maskDigits(event.label) }));
    const labelled = masked.filter(({ label }) => label !== "");
    if (labelled.length < masked.length) this.report.warn("S_NO_LABEL", masked.length - labelled.length);
    return labelled;
  }

  private taskName(component: string, operation: string, kind: string): number {
    const side = kind.toLowerCase() === "internal" ? "" : kind;
    let name = component;
    if (operation !== "") name = name === "" ? operation : `${name} ${operation}`;
    if (side !== "") name = name === "" ? side : `${name} ${side}`;
    return this.taskNames.idOf(name === "" ? "span" : name);
  }

  private task(spanId: string): number {
    if (spanId === "") return NONE;
    const length = this.scratch.write(spanId);
    return this.sink.tasks.intern(this.scratch.bytes, 0, length);
  }

  private label(text: string): number {
    return this.labels.idOf(text);
  }

  private stamp(text: string): number {
    const length = this.scratch.write(text);
    return this.time.read(this.scratch.bytes, 0, length);
  }
}

/** Numbers of texts of which there are few, without a look at their bytes. */
class TextIds {
  private readonly ids = new Map<string, number>();

  constructor(private readonly interner: Interner) {}

  idOf(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.interner.internText(text);
      this.ids.set(text, id);
    }
    return id;
  }
}

/** One array for the bytes of the text in hand: readers keep a view of the array that they saw last. */
class Scratch {
  bytes = new Uint8Array(1 << 10);

  /** Writes a text to the front; how many bytes it has. */
  write(text: string): number {
    if (text.length * 3 > this.bytes.length) this.bytes = new Uint8Array(text.length * 4);
    return encodeUtf8Into(text, this.bytes, 0);
  }
}
