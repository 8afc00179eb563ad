import type { RequestSimulator } from "./request-simulator.ts";
import { spanId } from "./span-csv-writer.ts";

/** Id of the span that stands for the whole request. */
const ROOT_SPAN_ID = "ffffffffffffffff";

/** A span of a request by the clock of its host; times are ns since the spec's origin. */
export interface SampleSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** "" of the root. */
  readonly parentId: string;
  readonly name: string;
  readonly component: string;
  readonly host: string;
  readonly startNs: number;
  readonly endNs: number;
}

/**
 * The request run last as a trace, whatever the format: a root span over the whole request, named by its class, and below
 * it one span per step (a repeated step is one). Empty if no step happened.
 */
export function requestTrace(simulator: RequestSimulator, arrivalNs: number): SampleSpan[] {
  const { plan } = simulator;
  const traceId = simulator.idOf(simulator.requestIndex);
  const spans: SampleSpan[] = [];
  for (const [step, { name }] of plan.steps.entries()) {
    if (Number.isNaN(simulator.startNsOfStep[step]!)) continue;
    const hostIndex = simulator.hostOfStep(step);
    const offsetNs = plan.clockOffsetNsOfHost[hostIndex]!;
    const host = plan.hosts[hostIndex]!;
    const { component } = plan.spec.tasks[plan.taskOfStep[step]!]!;
    if (spans.length === 0) {
      const [startNs, endNs] = [arrivalNs + offsetNs, simulator.endNs + offsetNs];
      const rootName = plan.classNames[simulator.classIndex]!;
      spans.push({ traceId, spanId: ROOT_SPAN_ID, parentId: "", name: rootName, component, host, startNs, endNs });
    }
    const [startNs, endNs] = [simulator.startNsOfStep[step]! + offsetNs, simulator.endNsOfStep[step]! + offsetNs];
    spans.push({ traceId, spanId: spanId(step), parentId: ROOT_SPAN_ID, name, component, host, startNs, endNs });
  }
  return spans;
}

/** Whole µs since 1970, cut off, of a time in ns since the origin of a spec. Exact for dates before the year 2255. */
export function epochMicroseconds(originNs: bigint, ns: number): number {
  return Number(originNs / 1000n) + Math.floor((Number(originNs % 1000n) + ns) / 1000);
}
