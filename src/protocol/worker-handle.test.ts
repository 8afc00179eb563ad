import { transfer } from "comlink";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeWorker } from "./fake-worker.ts";
import { Cancelled, DeadlineExceeded, WorkerDied, WorkerHandle } from "./worker-handle.ts";

interface Api {
  add(a: number, b: number): number;
  fail(): never;
  hang(): Promise<number>;
  lengthOf(buffer: ArrayBuffer): number;
}

const api: Api = {
  add: (a, b) => a + b,
  fail: () => {
    throw new RangeError("out of reach");
  },
  hang: () => new Promise(() => undefined),
  lengthOf: (buffer) => buffer.byteLength,
};

let workers: FakeWorker[];
let handle: WorkerHandle<Api>;

beforeEach(() => {
  workers = [];
  handle = new WorkerHandle<Api>(() => {
    const worker = new FakeWorker(api);
    workers.push(worker);
    return worker;
  }, "the calculator");
});

afterEach(() => handle.terminate());

describe("a living worker", () => {
  test("answers, and is started only by the first call", async () => {
    expect(workers).toHaveLength(0);
    expect(await handle.call((api) => api.add(2, 3))).toBe(5);
    expect(await handle.call((api) => api.add(2, 4))).toBe(6);
    expect(workers).toHaveLength(1);
    expect(handle.waitingCount).toBe(0);
  });

  test("hands on what a method throws, and lives on", async () => {
    await expect(handle.call((api) => api.fail())).rejects.toMatchObject({
      name: "RangeError",
      message: "out of reach",
    });
    expect(await handle.call((api) => api.add(1, 1))).toBe(2);
    expect(workers).toHaveLength(1);
  });

  test("receives transferred buffers", async () => {
    const buffer = new ArrayBuffer(8);
    expect(await handle.call((api) => api.lengthOf(transfer(buffer, [buffer])))).toBe(8);
    expect(buffer.byteLength).toBe(0);
  });

  test("an argument that cannot be cloned rejects its own call only", async () => {
    const broken = (() => 1) as unknown as number;
    await expect(handle.call((api) => api.add(broken, 1))).rejects.toThrow(/clone/i);
    expect(await handle.call((api) => api.add(1, 1))).toBe(2);
  });
});

describe("death", () => {
  test.each([
    ["an error outside a call", () => workers[0].crash("boom"), /the calculator died: boom/],
    ["a script that does not load", () => workers[0].crash(""), /could not be loaded/],
    ["an unreadable answer", () => workers[0].garble(), /could not be read/],
    ["a restart", () => handle.restart(), /was restarted/],
    ["termination", () => handle.terminate(), /was terminated/],
  ])("%s rejects every waiting call", async (_name, kill, message) => {
    const calls = [handle.call((api) => api.hang()), handle.call((api) => api.hang())];
    kill();
    const results = await Promise.allSettled(calls);
    for (const result of results) {
      expect(result.status).toBe("rejected");
      const { reason } = result as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(WorkerDied);
      expect(reason.message).toMatch(message);
    }
    expect(workers[0].terminated).toBe(true);
    expect(handle.waitingCount).toBe(0);
  });

  test("the next call finds a new worker, after the listeners were told", async () => {
    const log: string[] = [];
    const stop = handle.onRestart(() => log.push("restart"));
    await handle.call((api) => api.add(1, 1));
    workers[0].crash("boom");
    expect(log).toEqual([]);
    expect(await handle.call((api) => api.add(2, 2)).then((sum) => log.push(`answer ${sum}`))).toBe(2);
    expect(log).toEqual(["restart", "answer 4"]);
    expect(workers).toHaveLength(2);
    stop();
    handle.restart();
    expect(log).toHaveLength(2);
  });

  test("a late event of a dead worker does not touch its successor", async () => {
    await handle.call((api) => api.add(1, 1));
    handle.restart();
    const waiting = handle.call((api) => api.add(3, 4));
    workers[0].crash("too late");
    expect(await waiting).toBe(7);
  });

  test("a factory that throws rejects the call", async () => {
    const broken = new WorkerHandle<Api>(() => {
      throw new Error("no such script");
    }, "the parser");
    await expect(broken.call((api) => api.add(1, 1))).rejects.toThrow(
      "the parser could not be started: no such script",
    );
  });

  test("after termination nothing is started again", async () => {
    handle.terminate();
    await expect(handle.call((api) => api.add(1, 1))).rejects.toBeInstanceOf(WorkerDied);
    expect(() => handle.restart()).toThrow(WorkerDied);
    expect(workers).toHaveLength(0);
  });
});

describe("deadline and signal", () => {
  test("a hung worker is stopped: its call says why, the others die with it", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const late = handle.call((api) => api.hang(), { deadlineMs: 1000 });
      const other = handle.call((api) => api.hang());
      const both = Promise.allSettled([late, other]);
      vi.advanceTimersByTime(999);
      expect(handle.waitingCount).toBe(2);
      vi.advanceTimersByTime(1);
      const [first, second] = (await both) as PromiseRejectedResult[];
      expect(first.reason).toBeInstanceOf(DeadlineExceeded);
      expect(first.reason.message).toBe("the calculator did not answer within 1000 ms and was stopped.");
      expect(second.reason).toBeInstanceOf(WorkerDied);
      expect(workers[0].terminated).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  test("an answer in time clears the deadline", async () => {
    expect(await handle.call((api) => api.add(1, 2), { deadlineMs: 60_000 })).toBe(3);
    expect(workers[0].terminated).toBe(false);
  });

  test("aborting rejects one call and leaves the worker and the others alone", async () => {
    const stop = new AbortController();
    const cancelled = handle.call((api) => api.hang(), { signal: stop.signal });
    const other = handle.call((api) => api.add(5, 5), { signal: new AbortController().signal });
    stop.abort();
    await expect(cancelled).rejects.toBeInstanceOf(Cancelled);
    expect(await other).toBe(10);
    expect(workers[0].terminated).toBe(false);
  });

  test("a signal already aborted starts nothing", async () => {
    await expect(handle.call((api) => api.add(1, 1), { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
      Cancelled,
    );
    expect(workers).toHaveLength(0);
  });
});
