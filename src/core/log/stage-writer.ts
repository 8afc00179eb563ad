import { NONE, PHASE_POINT } from "../units.ts";
import { DURATION_MISSING, readDurationNs } from "./duration.ts";
import type { EventSink } from "./event-sink.ts";
import type { CompiledStage } from "./field-plan.ts";
import type { FieldReader } from "./field-reader.ts";
import { LineHash } from "./line-hash.ts";
import type { SourceResolver } from "./source-resolver.ts";
import type { WorkBuffer } from "./work-buffer.ts";

const SECOND = 1_000_000_000;
const RADIX = 36;
/** Each part is rounded by itself, so that their sum may lead beyond the end. */
const ROUNDING_NS = 5_000_000;

/**
 * Writes a span that tells the parts of its duration as a chain of points on one task, so that each part is a segment:
 *
 *     10/0/30/69/109 ms     start ─10─ request received ─0─ queue left ─30─ connected ─69─ answer began ── end
 *
 * The chain ends where a part is missing or negative (it did not take place) or leads beyond the end. A record without a
 * task of its own is one: equal lines of a file share it.
 */
export class StageWriter {
  private readonly labels: readonly number[];
  private readonly hasher = new LineHash();

  constructor(
    private readonly stages: readonly CompiledStage[],
    private readonly work: WorkBuffer,
    private readonly reader: FieldReader,
    private readonly sink: EventSink,
    private readonly source: SourceResolver,
  ) {
    this.labels = stages.map(({ label }) => source.label(label));
  }

  /** Adds the events of the record in [start, end) of the work buffer, whose sources have been resolved. */
  add(
    request: number,
    line: number,
    startNs: number,
    startNanos: number,
    endNs: number,
    start: number,
    end: number,
  ): void {
    const { sink, source, stages } = this;
    const task = source.task === NONE ? this.taskOfLine(start, end) : source.task;
    const at = (sourceId: number, timeNs: number) => {
      const nanos = (startNanos + ((timeNs - startNs) % SECOND)) % SECOND;
      sink.add(request, sourceId, task, timeNs, nanos, line, PHASE_POINT);
    };
    at(source.source, startNs);
    let timeNs = startNs;
    for (let i = 0; i < stages.length; i++) {
      const durationNs = this.durationOf(stages[i]);
      if (durationNs === DURATION_MISSING || timeNs + durationNs > endNs + ROUNDING_NS) break;
      timeNs = Math.min(endNs, timeNs + durationNs);
      at(source.momentSource(this.labels[i]), timeNs);
    }
    at(source.endSource, endNs);
  }

  private durationOf({ field, unit }: CompiledStage): number {
    const { reader, work } = this;
    if (!reader.read(field)) return DURATION_MISSING;
    const durationNs = readDurationNs(work.bytes, reader.start, reader.end, unit);
    return Number.isNaN(durationNs) ? DURATION_MISSING : durationNs;
  }

  private taskOfLine(start: number, end: number): number {
    return this.sink.tasks.internText(this.hasher.of(this.work.bytes, start, end).toString(RADIX));
  }
}
