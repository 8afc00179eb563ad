import { describe, expect, test } from "vitest";
import { WorkerDied, type WorkerHandle } from "../protocol/worker-handle.ts";
import { runTasks } from "./worker-pool.ts";

const handles = [{}, {}] as WorkerHandle<object>[];
const forever = new AbortController().signal;

function upTo(count: number): () => number | null {
  let next = 0;
  return () => (next < count ? next++ : null);
}

describe("the task pool", () => {
  test("every task is performed once and settled once", async () => {
    const settled: number[] = [];
    const work = async (_: unknown, task: number) => task * 2;
    await runTasks(handles, upTo(20), work, (result) => void settled.push(result), forever);
    expect(settled.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, task) => task * 2));
  });

  test("a task whose worker dies is tried once more", async () => {
    const deaths = new Set<number>();
    const settled: number[] = [];
    const dyingOnce = async (_: unknown, task: number) => {
      if (task % 3 === 0 && !deaths.has(task)) {
        deaths.add(task);
        throw new WorkerDied("gone");
      }
      return task;
    };
    await runTasks(handles, upTo(9), dyingOnce, (result) => void settled.push(result), forever);
    expect(settled.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("a task that kills every worker fails the run", async () => {
    const deadly = async (): Promise<number> => {
      throw new WorkerDied("gone");
    };
    await expect(runTasks(handles, upTo(3), deadly, () => {}, forever)).rejects.toThrow(WorkerDied);
  });

  test("an aborted run hands out no more tasks", async () => {
    const abort = new AbortController();
    let performed = 0;
    const work = async (_: unknown, task: number) => {
      performed++;
      if (task === 2) abort.abort(new Error("stop"));
      return task;
    };
    await expect(runTasks(handles, upTo(1000), work, () => {}, abort.signal)).rejects.toThrow("stop");
    expect(performed).toBeLessThan(10);
  });
});
