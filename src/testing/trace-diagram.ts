import { PHASE_END, PHASE_POINT, PHASE_START, type Phase } from "../core/units.ts";
import { byTotalOrder, type OracleEvent, type OracleSegment } from "./oracle-event.ts";

export interface TraceDiagramOptions {
  /** Time of one column; default 1 ms. */
  readonly columnNs?: number;
  /** Resolution of all stamps; default 1 ns. */
  readonly resNs?: number;
  /** Host of the lines that name none; default "host". */
  readonly host?: string;
}

export interface TraceDiagram {
  /** By request, then in the total order. */
  readonly events: readonly OracleEvent[];
  /** The bars, in drawing order. */
  readonly segments: readonly OracleSegment[];
}

/**
 * Reads a drawing of traces. A line is a task, optional labels, an optional host, and its bars; a column is a unit of
 * time, the same in all lines of a request, and zero is the leftmost mark of the request.
 *
 *     A         ===       task A: a span (label "A") with a start at 0 and an end at 3
 *     B load,draw  ==--   task B: "load" from 3 to 5, "draw" from 5 to 7: `-` sets a bar off from `=`
 *     C @web     !   ==   task C on host web: a point "C!" at 1, a span "C" from 5 to 7
 *
 * Labels are given to the bars of a line in turn, the last one repeated; without labels the task's name serves.
 * A repeated label gets ordinals. An empty line begins the next request (r1, r2, …); the line number of a record is
 * the line of the drawing. Throws on a line that cannot be read.
 */
export function traceDiagram(drawing: string, options: TraceDiagramOptions = {}): TraceDiagram {
  const events: OracleEvent[] = [];
  const segments: OracleSegment[] = [];
  const lines = drawing.split("\n").map((text, index) => ({ text, line: index + 1 }));
  let request = 1;
  let block: typeof lines = [];
  const close = () => {
    if (block.length > 0) readRequest(`r${request++}`, block, options, events, segments);
    block = [];
  };
  for (const item of lines) {
    if (item.text.trim() === "") close();
    else block.push(item);
  }
  close();
  return { events, segments };
}

interface Mark {
  readonly kind: "bar" | "point";
  readonly from: number;
  readonly to: number;
}

interface DrawnTask {
  readonly line: number;
  readonly task: string;
  readonly labels: readonly string[];
  readonly host: string | null;
  readonly marks: readonly Mark[];
}

function readRequest(
  request: string,
  lines: readonly { text: string; line: number }[],
  options: TraceDiagramOptions,
  events: OracleEvent[],
  segments: OracleSegment[],
): void {
  const tasks = lines.map(readLine);
  const zero = Math.min(...tasks.flatMap((task) => task.marks.map((mark) => mark.from)));
  const seen = new Map<string, number>();
  const own: OracleEvent[] = [];
  for (const task of tasks) {
    const eventAt = (column: number, label: string, phase: Phase, ordinal: number): OracleEvent => ({
      request,
      host: task.host ?? options.host ?? "host",
      task: task.task,
      taskName: task.task,
      label,
      ordinal,
      phase,
      order: phase,
      timeNs: (column - zero) * (options.columnNs ?? 1e6),
      resNs: options.resNs ?? 1,
      file: 0,
      line: task.line,
      item: null,
    });
    let bars = 0;
    for (const mark of task.marks) {
      const label =
        mark.kind === "point" ? `${task.task}!` : (task.labels[Math.min(bars, task.labels.length - 1)] ?? task.task);
      if (mark.kind === "bar") bars++;
      const key = JSON.stringify([task.task, label]);
      const ordinal = (seen.get(key) ?? 0) + 1;
      seen.set(key, ordinal);
      if (mark.kind === "point") {
        own.push(eventAt(mark.from, label, PHASE_POINT, ordinal));
        continue;
      }
      const start = eventAt(mark.from, label, PHASE_START, ordinal);
      const end = eventAt(mark.to, label, PHASE_END, ordinal);
      own.push(start, end);
      segments.push({ start, end });
    }
  }
  events.push(...own.sort(byTotalOrder));
}

function readLine({ text, line }: { text: string; line: number }): DrawnTask {
  const match = /^\s*([^\s=!@-][^\s=!@]*)(?:\s+([^\s=!@-][^\s=!@]*))?(?:\s+@(\S+))?\s+([=!-][=!\s-]*)$/.exec(text);
  if (match === null) {
    throw new Error(`line ${line}: expected "task [labels] [@host] bars", saw "${text}"`);
  }
  const [, task, labels, host, bars] = match;
  const offset = text.length - bars!.length;
  const marks: Mark[] = [];
  for (const run of bars!.matchAll(/=+|-+|!/g)) {
    const from = offset + run.index;
    marks.push({ kind: run[0] === "!" ? "point" : "bar", from, to: from + run[0].length });
  }
  return { line, task: task!, labels: labels === undefined ? [] : labels.split(","), host: host ?? null, marks };
}
