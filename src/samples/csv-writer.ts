import { type HostPiece, type LogOptions, logBytes, logBytesByHost } from "./log-writer.ts";
import type { RowTemplate } from "./row-encoder.ts";
import type { StampUnit } from "./stamp-encoder.ts";
import type { SystemPlan } from "./system-plan.ts";

export interface CsvOptions extends LogOptions {
  /** Default "us". */
  readonly unit?: StampUnit;
  /** Adds the columns `component` (after host), `item` (after event). Default none. */
  readonly extraColumns?: readonly ("component" | "item")[];
}

/**
 * The log as CSV with a header: request,time,host[,component],task,event[,item][,user]. The user column exists if the
 * system has users. Yields chunks of about 1 MB; see `LogOptions.order` for memory.
 */
export function csvBytes(plan: SystemPlan, options: CsvOptions): Generator<Uint8Array> {
  const { template, header } = csvTemplate(plan, options);
  return logBytes(plan, options, template, header);
}

/** As `csvBytes`, with one file per host. */
export function csvBytesByHost(plan: SystemPlan, options: CsvOptions): Generator<HostPiece> {
  const { template, header } = csvTemplate(plan, options);
  return logBytesByHost(plan, options, template, header);
}

function csvTemplate(plan: SystemPlan, options: CsvOptions): { template: RowTemplate; header: string } {
  const component = options.extraColumns?.includes("component") ?? false;
  const item = options.extraColumns?.includes("item") ?? false;
  const hasUsers = plan.spec.users !== undefined;
  const header = ["request", "time", "host", component ? "component" : "", "task", "event", item ? "item" : ""]
    .concat(hasUsers ? "user" : "")
    .filter((name) => name !== "")
    .join(",");
  return {
    header: `${header}\n`,
    template: {
      unit: options.unit ?? "us",
      beforeId: "",
      beforeTime: ",",
      tail: (eventIndex, hostIndex) => {
        const event = plan.events[eventIndex]!;
        const cells = [plan.hosts[hostIndex]!];
        if (component) cells.push(event.component);
        cells.push(event.task, event.label);
        if (item) cells.push(event.item);
        return `,${cells.map(csvCell).join(",")}`;
      },
      beforeUser: hasUsers ? "," : null,
      end: "\n",
    },
  };
}

/** Quotes a cell where RFC 4180 asks for it. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
