import { arrivalTimes, type GenerateOptions } from "../generate-requests.ts";
import { RequestSimulator } from "../request-simulator.ts";
import { epochMicroseconds, requestTrace } from "../request-trace.ts";
import type { SystemPlan } from "../system-plan.ts";

/** A span as a row of a table; times in whole µs since 1970, cut off. */
export interface SpanRow {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id: string;
  readonly service: string;
  readonly operation: string;
  readonly host: string;
  readonly start_us: number;
  readonly end_us: number;
}

const COLUMNS = "trace_id span_id parent_span_id service operation host start_us end_us".split(" ");

/** The spans of all requests (`requestTrace`), those of a request together. */
export function* spanRows(plan: SystemPlan, options: GenerateOptions): Generator<SpanRow> {
  const { originNs } = plan.spec;
  const simulator = new RequestSimulator(plan, options.seed);
  let index = 0;
  for (const arrivalNs of arrivalTimes(options)) {
    simulator.run(index++, arrivalNs);
    for (const span of requestTrace(simulator, arrivalNs)) {
      yield {
        trace_id: span.traceId,
        span_id: span.spanId,
        parent_span_id: span.parentId,
        service: span.component,
        operation: span.name,
        host: span.host,
        start_us: epochMicroseconds(originNs, span.startNs),
        end_us: epochMicroseconds(originNs, span.endNs),
      };
    }
  }
}

/** The rows as CSV with a header. No value of a sample needs quotes. */
export function spanRowsCsv(rows: Iterable<SpanRow>): string {
  const lines = [COLUMNS.join(",")];
  for (const row of rows) lines.push(Object.values(row).join(","));
  return `${lines.join("\n")}\n`;
}
