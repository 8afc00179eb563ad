import type { CompiledPlan } from "./field-plan.ts";

/** A run of CSV columns that together decide the source of a record (and its task). */
export interface SourceColumns {
  readonly firstSlot: number;
  readonly lastSlot: number;
  readonly hasTask: boolean;
}

/**
 * The columns of host, service, label (outcome, if it joins the label) and, `withTask`, task, if they stand side by side
 * in a CSV file and are taken as they are; undefined otherwise. The name of a point's task comes from the task, so that
 * points need `withTask` if they have one.
 */
export function sourceColumns(plan: CompiledPlan, withTask: boolean): SourceColumns | undefined {
  if (plan.columnNames !== "listed") return undefined;
  const isSpan = plan.endTime !== undefined || plan.duration !== undefined;
  if (!withTask && !isSpan && plan.task.length > 0) return undefined;
  const fields = [
    ...(plan.host ? [plan.host] : []),
    ...(plan.service ? [plan.service] : []),
    ...plan.label,
    ...(plan.plan.outcomeInLabel === true && plan.outcome ? [plan.outcome] : []),
    ...(withTask ? plan.task : []),
  ];
  if (fields.length === 0 || fields.some((field) => !field.isPlain)) return undefined;
  const slots = [...new Set(fields.map((field) => field.slot))];
  const places = slots
    .map((slot) => ({ slot, position: plan.slotOfColumn.indexOf(slot) }))
    .sort((a, b) => a.position - b.position);
  const first = places[0];
  const last = places[places.length - 1];
  if (first.position < 0 || last.position - first.position !== places.length - 1) return undefined;
  return { firstSlot: first.slot, lastSlot: last.slot, hasTask: withTask && plan.task.length > 0 };
}
