import { arrivalTimes, type GenerateOptions } from "./generate-requests.ts";
import { encodeUtf8 } from "./log-writer.ts";
import { RequestSimulator } from "./request-simulator.ts";
import { epochMicroseconds, requestTrace } from "./request-trace.ts";
import type { SystemPlan } from "./system-plan.ts";

/**
 * The requests as Zipkin v2: an array of traces, each an array of spans (`requestTrace`). serviceName = component, name =
 * step name, host in the tag "host.name"; µs, truncated. One chunk per trace.
 */
export function* zipkinBytes(plan: SystemPlan, options: GenerateOptions): Generator<Uint8Array> {
  const { originNs } = plan.spec;
  const simulator = new RequestSimulator(plan, options.seed);
  let index = 0;
  yield encodeUtf8("[");
  for (const arrivalNs of arrivalTimes(options)) {
    simulator.run(index, arrivalNs);
    const spans = requestTrace(simulator, arrivalNs).map((span) => {
      const timestamp = epochMicroseconds(originNs, span.startNs);
      return {
        traceId: span.traceId,
        id: span.spanId,
        ...(span.parentId !== "" && { parentId: span.parentId }),
        name: span.name,
        timestamp,
        duration: epochMicroseconds(originNs, span.endNs) - timestamp,
        localEndpoint: { serviceName: span.component },
        tags: { "host.name": span.host },
      };
    });
    yield encodeUtf8((index === 0 ? "\n" : ",\n") + JSON.stringify(spans));
    index++;
  }
  yield encodeUtf8("\n]\n");
}
