import { arrivalTimes, type GenerateOptions } from "./generate-requests.ts";
import { encodeUtf8 } from "./log-writer.ts";
import { RequestSimulator } from "./request-simulator.ts";
import { requestTrace, type SampleSpan } from "./request-trace.ts";
import type { SystemPlan } from "./system-plan.ts";

export interface OtlpOptions extends GenerateOptions {
  /** What stamps, always in ns, are cut off to: a power of ten. Default 1. */
  readonly resolutionNs?: bigint;
}

/**
 * The requests as OTLP JSON, one export per line, as collectors write files: the spans (`requestTrace`) of a request by
 * resource. service.name = component, name = step name, host in the resource attribute "host.name". One chunk per line.
 */
export function* otlpBytes(plan: SystemPlan, options: OtlpOptions): Generator<Uint8Array> {
  const resolution = options.resolutionNs ?? 1n;
  const simulator = new RequestSimulator(plan, options.seed);
  const stamp = (ns: number): string => {
    const epochNs = plan.spec.originNs + BigInt(ns);
    return String(epochNs - (epochNs % resolution));
  };
  let index = 0;
  for (const arrivalNs of arrivalTimes(options)) {
    simulator.run(index++, arrivalNs);
    yield encodeUtf8(`${JSON.stringify(exportDocument(requestTrace(simulator, arrivalNs), stamp))}\n`);
  }
}

function exportDocument(trace: readonly SampleSpan[], stamp: (ns: number) => string): object {
  const byResource = new Map<string, SampleSpan[]>();
  for (const span of trace) {
    const key = JSON.stringify([span.component, span.host]);
    const known = byResource.get(key);
    if (known === undefined) byResource.set(key, [span]);
    else known.push(span);
  }
  const resourceSpans = [...byResource.values()].map((spans) => ({
    resource: { attributes: [attribute("service.name", spans[0]!.component), attribute("host.name", spans[0]!.host)] },
    scopeSpans: [
      {
        scope: { name: "samples" },
        spans: spans.map((span) => ({
          traceId: span.traceId,
          spanId: span.spanId,
          parentSpanId: span.parentId,
          name: span.name,
          kind: 1,
          startTimeUnixNano: stamp(span.startNs),
          endTimeUnixNano: stamp(span.endNs),
        })),
      },
    ],
  }));
  return { resourceSpans };
}

function attribute(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}
