import { type LogOptions, logBytes } from "./log-writer.ts";
import type { StampUnit } from "./stamp-encoder.ts";
import type { SystemPlan } from "./system-plan.ts";

export interface NdjsonOptions extends LogOptions {
  /** Default "iso"; the epoch units write a number. */
  readonly unit?: StampUnit;
}

/**
 * The log as one JSON object per line: {"request","time","host","component","task","event"[,"item"][,"user"]}.
 * Rows and order as in `csvBytes`.
 */
export function ndjsonBytes(plan: SystemPlan, options: NdjsonOptions): Generator<Uint8Array> {
  const unit = options.unit ?? "iso";
  const quote = unit === "iso" ? '"' : "";
  const hasUsers = plan.spec.users !== undefined;
  return logBytes(
    plan,
    options,
    {
      unit,
      beforeId: '{"request":"',
      beforeTime: `","time":${quote}`,
      tail: (eventIndex, hostIndex) => {
        const event = plan.events[eventIndex]!;
        const fields = [
          ["host", plan.hosts[hostIndex]!],
          ["component", event.component],
          ["task", event.task],
          ["event", event.label],
          ["item", event.item],
        ].filter(([name, value]) => name !== "item" || value !== "");
        return quote + fields.map(([name, value]) => `,"${name}":${JSON.stringify(value)}`).join("");
      },
      beforeUser: hasUsers ? ',"user":"' : null,
      end: hasUsers ? '"}\n' : "}\n",
    },
    "",
  );
}
