import type { ColumnProfile } from "./column-profile.ts";
import { isConstant, isConstantText, isShared } from "./column-structure.ts";
import type { RoleBoard } from "./role-board.ts";
import { nameFit } from "./role-names.ts";

/** The columns that tell where, and in which thread of control. */
export interface GuessedTask {
  readonly host: ColumnProfile | undefined;
  readonly service: ColumnProfile | undefined;
  /** Together they name the task. */
  readonly task: readonly ColumnProfile[];
}

/** Guesses host, service and task by presets and names; `span` is the column that names the task whatever else there is. */
export function guessTask(
  board: RoleBoard,
  span: ColumnProfile | undefined,
  request: ColumnProfile | undefined,
): GuessedTask {
  const { presets } = board;
  let host =
    board.preset(presets.host, "host") ??
    board.take("host", (column) => (isConstantText(column) ? 0 : nameFit(column.name, "host")));
  const pod = board.take("task", (column) => nameFit(column.name, "pod") - (isConstant(column) ? 0.9 : 0), 0.5);
  const thread = board.take("task", (column) => nameFit(column.name, "task"));
  if (host === undefined && pod !== undefined) {
    host = pod;
    board.roleOf.set(pod.name, "host");
  }
  // What calls itself a service goes before the loggers and modules in it.
  const service =
    board.preset(presets.service, "service") ??
    board.take("service", (column) =>
      isConstant(column) ? 0 : 2 * nameFit(column.name, "service") + nameFit(column.name, "serviceWeak"),
    );
  const task: ColumnProfile[] = [];
  // A pod alone is no thread of control: it qualifies the span or thread ids in it.
  if (pod !== undefined && pod !== host && (span !== undefined || thread !== undefined)) task.push(pod);
  if (span !== undefined) task.push(span);
  else if (thread !== undefined) {
    // Threads of several hosts may have one name; where nothing tells hosts, each service has threads of its own.
    if (task.length === 0 && host !== undefined && isShared(thread, host, request)) task.push(host);
    if (host === undefined && service !== undefined && nameFit(service.name, "service") > 0) task.push(service);
    task.push(thread);
  }
  const names = (parts: readonly ColumnProfile[]) => parts.map((part) => `"${part.name}"`).join(" + ");
  board.reasons.push(host === undefined ? "host: no column looks like one" : `host: ${names([host])}`);
  if (task.length > 0) board.reasons.push(`task: ${names(task)}`);
  return { host, service, task };
}
