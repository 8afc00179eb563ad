import { decodeUtf8, encodeUtf8 } from "../../bytes.ts";
import { NONE, PHASE_END, PHASE_POINT, PHASE_START } from "../../units.ts";
import type { Candidate, FormatSample, SampledStamp } from "../candidate.ts";
import { DURATION_MISSING, readDurationNs } from "../duration.ts";
import { ElementScanner } from "../element-scanner.ts";
import { EventSink } from "../event-sink.ts";
import type { CompiledPlan } from "../field-plan.ts";
import type { Format, NeedMoreBytes, SliceInput } from "../format.ts";
import { type JaegerSpan, readElement } from "../jaeger-trace.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import { isPlaceholderRequest } from "../placeholder.ts";
import { SliceReport } from "../slice-report.ts";
import { maskDigits } from "../task-name.ts";
import { type StampProblem, StampReader } from "../time-stamp.ts";

const SECOND = 1_000_000_000;
const STAMP = /"startTime"\s*:\s*"?(\d{1,19})/g;

/**
 * Jaeger JSON. The unit of lines is the span. An element of the array is a trace or a span; a span tells its start and
 * end on the task of its span id, and its logs are points on that task.
 */
export const jaegerFormat: Format = {
  name: "jaeger",
  randomAccess: false,
  framing: "elements",
  columnNames: "none",
  parse,
  detect,
};

function detect(sample: FormatSample): Candidate | null {
  if (sample.kind !== "jaeger") return null;
  const stamps: SampledStamp[] = [];
  for (const bytes of [sample.head, ...(sample.tail ? [sample.tail] : [])]) {
    for (const match of decodeUtf8(bytes).matchAll(STAMP)) stamps.push({ text: match[1], unit: "us" });
  }
  return {
    plan: { format: "jaeger" },
    table: { columns: [], rows: [] },
    score: 0.99,
    reasons: ["Jaeger JSON: its structure tells request, task, host, times and operation"],
    fixed: { confidence: stamps.length > 0 ? 0.95 : 0.3, stamps },
  };
}

function parse(_plan: CompiledPlan, input: SliceInput): ParsedSlice | NeedMoreBytes {
  const { bytes, byteOffset, fileIndex, sliceIndex } = input;
  const start = input.start - byteOffset;
  const stop = Math.min(input.end - byteOffset, bytes.length);
  const reader = new SpanReader(input);
  const elements = new ElementScanner(input.start > 0);
  let at = start;
  let element = 0;
  while (at < stop) {
    const after = elements.next(bytes, at, bytes.length);
    if (after < 0) {
      const pending = elements.pendingStart;
      if (pending >= 0 && !input.atEnd) return { needMoreBytes: Math.max(1 << 16, bytes.length) };
      if (pending >= 0) reader.cut(bytes, pending);
      at = bytes.length;
      break;
    }
    reader.element(bytes, elements.elementStart, elements.elementEnd, element++);
    at = after;
  }
  return {
    fileIndex,
    sliceIndex,
    firstRecordOffset: input.start,
    nextRecordOffset: Math.max(at, stop) + byteOffset,
    ...reader.report.finish(),
    ...reader.sink.finish(),
  };
}

class SpanReader {
  readonly report = new SliceReport();
  readonly sink: EventSink;
  private readonly time: StampReader;
  private readonly byteOffset: number;
  private line = 0;

  constructor(input: SliceInput) {
    this.sink = new EventSink(0, input.keepPartitions);
    this.time = new StampReader("us", input.originNs);
    this.byteOffset = input.byteOffset;
  }

  /** The file ends inside the element that begins at `start`. */
  cut(bytes: Uint8Array, start: number): void {
    const reason = () => "the file ends in the middle of this element";
    this.report.reject("F_TRUNC_TAIL", this.line++, reason, bytes, start, bytes.length);
  }

  /** Maps all spans of the element in bytes[start, end); `index` = its number in this slice. */
  element(bytes: Uint8Array, start: number, end: number, index: number): void {
    this.report.index(this.line, start + this.byteOffset);
    const spans = readElement(parseJson(decodeUtf8(bytes, start, end)));
    if (spans === undefined) {
      const reason = () => `element ${index} is neither a trace (with "spans") nor a span (with "spanID")`;
      this.report.reject("P_SYNTAX", this.line++, reason, bytes, start, end);
      return;
    }
    for (const span of spans) {
      const problem = span === undefined ? "P_SYNTAX" : this.span(span);
      if (problem === undefined) this.report.records++;
      else {
        // One span of many: its own text is more use than the beginning of its trace.
        const text = encodeUtf8(JSON.stringify(span ?? null));
        const reason = () => `element ${index}: ${reasonFor(problem)}`;
        this.report.reject(problem, this.line, reason, text, 0, text.length);
      }
      this.line++;
    }
  }

  /** Adds the events of a span; the code of a reject if it has to be refused. */
  private span(span: JaegerSpan): StampProblem | "K_NO_REQ" | undefined {
    const { sink, report, line } = this;
    const traceId = encodeUtf8(span.traceId);
    if (isPlaceholderRequest(traceId, 0, traceId.length)) return "K_NO_REQ";
    const timeNs = this.stamp(span.startTime);
    if (Number.isNaN(timeNs)) return this.time.problem;
    const nanos = this.time.nanos;
    const durationText = encodeUtf8(span.duration);
    const duration = readDurationNs(durationText, 0, durationText.length, "us");
    if (Number.isNaN(duration)) return "T_UNPARSED";
    const request = sink.internRequest(traceId, 0, traceId.length);
    const hasEnd = duration !== DURATION_MISSING;
    const kept = sink.keeps(request);
    const points = this.labelledLogs(span);
    if (!kept) {
      sink.droppedEvents += (hasEnd ? 2 : 1) + points.length;
      return undefined;
    }
    const name = [span.service || span.host, span.operation, span.kind].filter((part) => part !== "").join(" ");
    const host = sink.hosts.internText(span.host);
    const task = span.spanId === "" ? NONE : sink.tasks.internText(span.spanId);
    const taskName = sink.taskNames.internText(name === "" ? "span" : name);
    const isPoint = duration === 0;
    const startSource = sink.internSource(host, taskName, sink.labels.internText("start"), PHASE_START);
    sink.add(request, startSource, task, timeNs, nanos, line, isPoint ? PHASE_POINT : PHASE_START);
    for (const log of points) {
      const source = sink.internSource(host, taskName, sink.labels.internText(log.label), PHASE_POINT);
      const logNs = this.stamp(log.timestamp);
      if (Number.isNaN(logNs)) report.warn("S_LOG_TIME");
      else sink.add(request, source, task, logNs, this.time.nanos, line, PHASE_POINT);
    }
    if (hasEnd) {
      const endSource = sink.internSource(host, taskName, sink.labels.internText("end"), PHASE_END);
      const endNanos = (nanos + (duration % SECOND)) % SECOND;
      sink.add(request, endSource, task, timeNs + duration, endNanos, line, isPoint ? PHASE_POINT : PHASE_END);
    }
    return undefined;
  }

  /** The logs that have a label; the others are counted. */
  private labelledLogs(span: JaegerSpan): { timestamp: string; label: string }[] {
    const logs = span.logs.map(({ timestamp, label }) => ({ timestamp, label: maskDigits(label) }));
    const labelled = logs.filter((log) => log.label !== "");
    if (labelled.length < logs.length) this.report.warn("S_NO_LABEL", logs.length - labelled.length);
    return labelled;
  }

  private stamp(text: string): number {
    const bytes = encodeUtf8(text);
    return this.time.read(bytes, 0, bytes.length);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonFor(problem: StampProblem | "K_NO_REQ" | "P_SYNTAX"): string {
  switch (problem) {
    case "P_SYNTAX":
      return "a span is no JSON object";
    case "K_NO_REQ":
      return 'no request id, or a placeholder for one (looked for "traceID")';
    case "T_NONE":
      return 'no time (looked for "startTime")';
    case "T_RANGE":
      return '"startTime" is outside the years 1970 to 9999 if read as µs';
    default:
      return '"startTime" or "duration" is not a number of µs';
  }
}
