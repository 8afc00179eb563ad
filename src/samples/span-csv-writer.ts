import { csvCell } from "./csv-writer.ts";
import type { GenerateOptions } from "./generate-requests.ts";
import { encodeUtf8 } from "./log-writer.ts";
import { recordBlocks } from "./record-merge.ts";
import { StampEncoder, type StampUnit } from "./stamp-encoder.ts";
import type { SystemPlan } from "./system-plan.ts";

export interface SpanCsvOptions extends GenerateOptions {
  /** Default "us". */
  readonly unit?: StampUnit;
}

/**
 * The steps as spans in CSV: trace,span,start,end,host,service,operation. One span per step that happened (a repeated
 * step is one), written when it ends, as exporters do; span ids are unique within a trace. Service = component, operation =
 * step name. Streams in bounded memory.
 */
export function* spanCsvBytes(plan: SystemPlan, options: SpanCsvOptions): Generator<Uint8Array> {
  const stamps = new StampEncoder(plan.spec.originNs, options.unit ?? "us");
  const { idPrefix, idDigits, tasks } = plan.spec;
  yield encodeUtf8("trace,span,start,end,host,service,operation\n");
  for (const block of recordBlocks(plan, options, "span")) {
    const lines: string[] = [];
    for (let row = 0; row < block.count; row++) {
      const step = block.eventIndex[row]!;
      const cells = [
        idPrefix + String(block.requestIndex[row]!).padStart(idDigits, "0"),
        spanId(step),
        stamps.text(block.startNs[row]!),
        stamps.text(block.timeNs[row]!),
        plan.hosts[block.hostIndex[row]!]!,
        tasks[plan.taskOfStep[step]!]!.component,
        plan.steps[step]!.name,
      ];
      lines.push(`${cells.map(csvCell).join(",")}\n`);
    }
    yield encodeUtf8(lines.join(""));
  }
}

/** Span id of a step: 16 hex digits, never all zeros. */
export function spanId(step: number): string {
  return (step + 1).toString(16).padStart(16, "0");
}
