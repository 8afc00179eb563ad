/** What is read of a trace of Chromium. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Time of the thread, µs. */
  readonly tdur?: number;
}

/** Processor time (ms) of the longest task of any page's main thread: what neighbours on the machine take is not in it. */
export function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map((event) => threadOf(event)),
  );
  const tasks = traceEvents.filter((event) => /RunTask/.test(event.name) && pages.has(threadOf(event)));
  if (tasks.length === 0) throw new Error("the trace has no tasks");
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}
