import { Interner } from "../interner.ts";
import { NONE, PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";
import type { EventSink } from "./event-sink.ts";
import type { CompiledPlan } from "./field-plan.ts";
import type { FieldReader } from "./field-reader.ts";
import type { FieldTable } from "./field-table.ts";
import { MinedLabelReader } from "./mined-label-reader.ts";
import { isPlaceholder } from "./placeholder.ts";
import { type SourceColumns, sourceColumns } from "./source-columns.ts";
import { TaskNamer } from "./task-namer.ts";
import type { WorkBuffer } from "./work-buffer.ts";

/** Joins the parts of composite ids; no log contains it. */
export const UNIT_SEPARATOR = 0x1f;
const SPACE = 0x20;
/** The memo is judged after so many records, and whenever that many have doubled. */
const FIRST_TRIAL = 4096;
const LONG_TRIAL = 32_768;

/**
 * Finds out who wrote the record and what it tells: task, and sources (host, task name, label, phase).
 * Where the columns of a CSV file that decide this stand side by side, their bytes as one string are the key of a memo:
 * one look-up instead of one per column. A memo that seldom hits (span ids) is given up.
 */
export class SourceResolver {
  /** Of the last record: its task instance; the source of its point or start; of its end, for spans. */
  task = NONE;
  source = 0;
  endSource = 0;
  /** Whether the plan's label was found. */
  isLabelled = false;

  private host = 0;
  private taskName = 0;
  private readonly namer: TaskNamer;
  private readonly outcomes = new Interner();
  /** Of spans only. */
  private readonly startLabel: number;
  private readonly endLabel: number;
  /** NONE until it is needed: a name that nothing has must not be listed. */
  private knownPointLabel = NONE;

  /** Of a label from free text. */
  private readonly mined: MinedLabelReader | undefined;
  private columns: SourceColumns | undefined;
  private memo = new Interner();
  private lookups = 0;
  private trial = FIRST_TRIAL;
  private known: number[] = [];

  constructor(
    private readonly plan: CompiledPlan,
    private readonly fields: FieldTable,
    private readonly work: WorkBuffer,
    private readonly reader: FieldReader,
    private readonly sink: EventSink,
    private readonly isSpan: boolean,
  ) {
    this.namer = new TaskNamer(sink);
    this.startLabel = isSpan ? this.namer.label("start") : NONE;
    this.endLabel = isSpan ? this.namer.label("end") : NONE;
    if (plan.labelRules !== undefined) {
      this.mined = new MinedLabelReader(plan, plan.labelRules, work, reader, isSpan, (bytes, start, end) =>
        isSpan ? this.namer.operation(bytes, start, end) : sink.labels.intern(bytes, start, end),
      );
      sink.hasFreeText = !isSpan;
    }
    this.columns = sourceColumns(plan, true) ?? sourceColumns(plan, false);
  }

  /** Resolves the record in the field table. `isRaw`: none of its fields is quoted. */
  resolve(isRaw: boolean): void {
    const { columns } = this;
    if (columns === undefined || !isRaw) {
      this.readTask();
      this.compute();
      return;
    }
    const { starts, ends } = this.fields;
    const id = this.memo.intern(this.work.bytes, starts[columns.firstSlot], ends[columns.lastSlot]);
    const at = id * 6;
    const { known } = this;
    if (at === known.length) {
      this.readTask();
      this.compute();
      known.push(this.task, this.source, this.endSource, this.host, this.taskName, this.isLabelled ? 1 : 0);
    } else {
      this.source = known[at + 1];
      this.endSource = known[at + 2];
      this.host = known[at + 3];
      this.taskName = known[at + 4];
      this.isLabelled = known[at + 5] === 1;
      if (columns.hasTask) this.task = known[at];
      else this.readTask();
    }
    if (++this.lookups === this.trial) this.judge();
  }

  /**
   * Takes note of the label of a record outside the sample: which texts are mined must not depend on how soon the sample
   * shrank.
   */
  noteLabel(): void {
    this.mined?.read();
  }

  /** The label of what tells none of its own, and of spans that are kept as points. */
  private get pointLabel(): number {
    if (this.knownPointLabel === NONE) {
      const text = this.isSpan ? "point" : this.plan.label.length > 0 ? "(unlabelled)" : "event";
      this.knownPointLabel = this.namer.label(text);
    }
    return this.knownPointLabel;
  }

  /** The source of a point in place of the span just resolved. */
  pointSource(): number {
    return this.sink.internSource(this.host, this.taskName, this.pointLabel, PHASE_POINT);
  }

  private judge(): void {
    this.trial *= 2;
    // Combinations come up early: few repeats among the first records say less than few among many.
    if (this.memo.size < this.lookups * (this.lookups < LONG_TRIAL ? 0.8 : 0.4)) return;
    this.columns = this.columns?.hasTask === true ? sourceColumns(this.plan, false) : undefined;
    this.memo = new Interner();
    this.known = [];
    this.lookups = 0;
    this.trial = FIRST_TRIAL;
  }

  private readTask(): void {
    const { plan, reader } = this;
    this.task = NONE;
    if (plan.task.length === 0 || !reader.join(plan.task, UNIT_SEPARATOR)) return;
    const { bytes } = this.work;
    if (isPlaceholder(bytes, reader.start, reader.end)) return;
    this.task = this.sink.tasks.intern(bytes, reader.start, reader.end);
  }

  private compute(): void {
    const { plan, reader, sink, work, namer } = this;
    const hasHost = plan.host !== undefined && reader.read(plan.host);
    this.host = sink.hosts.intern(work.bytes, hasHost ? reader.start : 0, hasHost ? reader.end : 0);
    const mined = this.mined?.read() ?? NONE;
    this.isLabelled = this.mined ? mined !== NONE : plan.label.length > 0 && reader.join(plan.label, SPACE);
    const labelStart = reader.start;
    const labelEnd = reader.end;
    const hasService = plan.service !== undefined && reader.read(plan.service);
    const serviceStart = hasService ? reader.start : NONE;
    const serviceEnd = reader.end;
    if (!this.isSpan) {
      this.taskName = namer.ofPoint(this.task, this.host, work.bytes, serviceStart, serviceEnd);
      let label = this.isLabelled ? mined : this.pointLabel;
      if (this.isLabelled && mined === NONE) label = sink.labels.intern(work.bytes, labelStart, labelEnd);
      this.source = sink.internSource(this.host, this.taskName, this.withOutcome(label), PHASE_POINT);
      return;
    }
    const prefix = namer.prefixOfSpan(this.host, work.bytes, serviceStart, serviceEnd);
    let operation = mined;
    if (this.isLabelled && mined === NONE) operation = namer.operation(work.bytes, labelStart, labelEnd);
    this.taskName = namer.ofSpan(prefix, operation);
    // With stages in it a span is a chain of points on one task: what lies between them are its segments.
    const isChain = plan.stages.length > 0;
    const start = isChain ? PHASE_POINT : PHASE_START;
    this.source = sink.internSource(this.host, this.taskName, this.startLabel, start);
    const end = isChain ? PHASE_POINT : PHASE_END;
    this.endSource = sink.internSource(this.host, this.taskName, this.withOutcome(this.endLabel), end);
  }

  /** The label of a text. */
  label(text: string): number {
    return this.namer.label(text);
  }

  /** The source of a moment inside the span just resolved. */
  momentSource(label: number): number {
    return this.sink.internSource(this.host, this.taskName, label, PHASE_POINT);
  }

  private withOutcome(label: number): number {
    const { plan, reader } = this;
    if (plan.plan.outcomeInLabel !== true || plan.outcome === undefined || !reader.read(plan.outcome)) return label;
    return this.namer.labelWithOutcome(
      label,
      this.outcomes.intern(this.work.bytes, reader.start, reader.end),
      this.outcomes,
    );
  }
}
