import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { WorkerDied } from "../protocol/worker-handle.ts";

/** A task is given up after this many workers have died over it. */
const MOST_DEATHS = 2;

/**
 * Hands tasks to workers as they become free. A task whose worker dies is tried once more, on the worker that replaces it. Cancelling
 * (the signal) hands out no more and rejects.
 *
 * @param next gives the next task, null when there are no more for now and ever
 * @param run performs a task; `worker` is the position of the handle
 * @param settled takes the result, one at a time, before another task is handed to that worker
 */
export async function runTasks<Api, Task, Result>(
  handles: readonly WorkerHandle<Api>[],
  next: () => Task | null | Promise<Task | null>,
  run: (handle: WorkerHandle<Api>, task: Task, worker: number) => Promise<Result>,
  settled: (result: Result, task: Task) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const work = async (handle: WorkerHandle<Api>, worker: number) => {
    for (;;) {
      signal.throwIfAborted();
      if (failed.signal.aborted) return;
      const task = await next();
      if (task === null) return;
      const result = await attempt(() => run(handle, task, worker), signal);
      signal.throwIfAborted();
      await settled(result, task);
    }
  };
  const workers = handles.map((handle, worker) =>
    work(handle, worker).catch((error) => {
      failed.abort();
      throw error;
    }),
  );
  await Promise.all(workers);
}

/** Handles for tasks that are mostly reading: while a worker waits for the bytes of one, it does another. */
export function twice<Api>(handles: readonly WorkerHandle<Api>[]): WorkerHandle<Api>[] {
  return [...handles, ...handles];
}

/** Performs a task, once more on a fresh worker if its worker dies over it. */
export async function attempt<Result>(run: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  for (let deaths = 0; ; deaths++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof WorkerDied) || deaths + 1 >= MOST_DEATHS || signal?.aborted) throw error;
    }
  }
}
