import { arrivalTimes, type GenerateOptions } from "./generate-requests.ts";
import { encodeUtf8 } from "./log-writer.ts";
import { RequestSimulator } from "./request-simulator.ts";
import { epochMicroseconds, requestTrace, type SampleSpan } from "./request-trace.ts";
import type { SystemPlan } from "./system-plan.ts";

/**
 * The requests as one Jaeger document {"data":[trace, …]} (spans: `requestTrace`). serviceName = component,
 * operationName = step name, host in the process tag "hostname"; µs, truncated. One chunk per trace.
 */
export function* jaegerBytes(plan: SystemPlan, options: GenerateOptions): Generator<Uint8Array> {
  const simulator = new RequestSimulator(plan, options.seed);
  let index = 0;
  yield encodeUtf8('{"data":[');
  for (const arrivalNs of arrivalTimes(options)) {
    simulator.run(index, arrivalNs);
    const spans = requestTrace(simulator, arrivalNs);
    const trace = JSON.stringify(traceDocument(plan, simulator.idOf(index), spans));
    yield encodeUtf8((index === 0 ? "\n" : ",\n") + trace);
    index++;
  }
  yield encodeUtf8("\n]}\n");
}

function traceDocument({ spec }: SystemPlan, traceID: string, trace: readonly SampleSpan[]): object {
  const processes = new Map<string, { id: string; serviceName: string; host: string }>();
  const processOf = ({ component, host }: SampleSpan): string => {
    const key = JSON.stringify([component, host]);
    if (!processes.has(key)) processes.set(key, { id: `p${processes.size + 1}`, serviceName: component, host });
    return processes.get(key)!.id;
  };
  const spans = trace.map((span) => {
    const startTime = epochMicroseconds(spec.originNs, span.startNs);
    return {
      traceID,
      spanID: span.spanId,
      operationName: span.name,
      references: span.parentId === "" ? [] : [{ refType: "CHILD_OF", traceID, spanID: span.parentId }],
      startTime,
      duration: epochMicroseconds(spec.originNs, span.endNs) - startTime,
      processID: processOf(span),
      tags: [],
    };
  });
  const described = [...processes.values()].map(({ id, serviceName, host }) => [
    id,
    { serviceName, tags: [{ key: "hostname", type: "string", value: host }] },
  ]);
  return { traceID, spans, processes: Object.fromEntries(described) };
}
