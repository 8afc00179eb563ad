import { arrivalTimes, type GenerateOptions } from "./generate-requests.ts";
import { encodeUtf8 } from "./log-writer.ts";
import { RequestSimulator } from "./request-simulator.ts";
import { spanId } from "./span-csv-writer.ts";
import type { SystemPlan } from "./system-plan.ts";

/** Id of the span that stands for the whole request. */
const ROOT_SPAN_ID = "ffffffffffffffff";

/**
 * The requests as one Jaeger document {"data":[trace, …]}: a root span over the whole request, and below it one span per
 * step (a repeated step is one). serviceName = component, operationName = step name, host in the process tag
 * "hostname"; µs, truncated. One chunk per trace.
 */
export function* jaegerBytes(plan: SystemPlan, options: GenerateOptions): Generator<Uint8Array> {
  const simulator = new RequestSimulator(plan, options.seed);
  let index = 0;
  yield encodeUtf8('{"data":[');
  for (const arrivalNs of arrivalTimes(options)) {
    simulator.run(index, arrivalNs);
    const trace = JSON.stringify(traceDocument(simulator, arrivalNs));
    yield encodeUtf8((index === 0 ? "\n" : ",\n") + trace);
    index++;
  }
  yield encodeUtf8("\n]}\n");
}

interface JaegerSpan {
  readonly traceID: string;
  readonly spanID: string;
  readonly operationName: string;
  readonly references: readonly { readonly refType: "CHILD_OF"; readonly traceID: string; readonly spanID: string }[];
  readonly startTime: number;
  readonly duration: number;
  readonly processID: string;
  readonly tags: readonly { readonly key: string; readonly type: "string"; readonly value: string }[];
}

function traceDocument(simulator: RequestSimulator, arrivalNs: number): object {
  const { plan } = simulator;
  const { spec } = plan;
  const traceID = simulator.idOf(simulator.requestIndex);
  const processes = new Map<string, { id: string; serviceName: string; host: string }>();
  const processOf = (serviceName: string, host: string): string => {
    const key = JSON.stringify([serviceName, host]);
    if (!processes.has(key)) processes.set(key, { id: `p${processes.size + 1}`, serviceName, host });
    return processes.get(key)!.id;
  };
  const originUs = Number(spec.originNs / 1000n);
  const originRestNs = Number(spec.originNs % 1000n);
  const timesOf = (startNs: number, endNs: number) => {
    const startTime = originUs + Math.floor((originRestNs + startNs) / 1000);
    return { startTime, duration: originUs + Math.floor((originRestNs + endNs) / 1000) - startTime };
  };

  const spans: JaegerSpan[] = [];
  for (const [step, { name }] of plan.steps.entries()) {
    if (Number.isNaN(simulator.startNsOfStep[step]!)) continue;
    const host = simulator.hostOfStep(step);
    const offsetNs = plan.clockOffsetNsOfHost[host]!;
    const processID = processOf(spec.tasks[plan.taskOfStep[step]!]!.component, plan.hosts[host]!);
    if (spans.length === 0) {
      spans.push({
        traceID,
        spanID: ROOT_SPAN_ID,
        operationName: plan.classNames[simulator.classIndex]!,
        references: [],
        ...timesOf(arrivalNs + offsetNs, simulator.endNs + offsetNs),
        processID,
        tags: [],
      });
    }
    spans.push({
      traceID,
      spanID: spanId(step),
      operationName: name,
      references: [{ refType: "CHILD_OF", traceID, spanID: ROOT_SPAN_ID }],
      ...timesOf(simulator.startNsOfStep[step]! + offsetNs, simulator.endNsOfStep[step]! + offsetNs),
      processID,
      tags: [],
    });
  }
  const described = [...processes.values()].map(({ id, serviceName, host }) => [
    id,
    { serviceName, tags: [{ key: "hostname", type: "string", value: host }] },
  ]);
  return { traceID, spans, processes: Object.fromEntries(described) };
}
