import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DuckDbClient, type MessageWorker } from "./duckdb-client.ts";

interface Sent {
  readonly messageId: number;
  readonly type: string;
}

class FakeDuckDbWorker implements MessageWorker {
  readonly sent: Sent[] = [];
  readonly #listeners = new Map<string, (event: Event) => void>();
  terminated = false;
  postMessage(message: Sent): void {
    this.sent.push(message);
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.set(type, listener);
  }
  terminate(): void {
    this.terminated = true;
  }
  tell(data: object): void {
    this.#listeners.get("message")?.(Object.assign(new Event("message"), { data }));
  }
  fire(type: string, details: object = {}): void {
    this.#listeners.get(type)?.(Object.assign(new Event(type), details));
  }
}

let worker: FakeDuckDbWorker;
let client: DuckDbClient;
const query = () => client.request("RUN_QUERY", [1, "select 1"], { deadlineMs: 1000 });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  worker = new FakeDuckDbWorker();
  client = new DuckDbClient(worker);
});

afterEach(() => vi.useRealTimers());

test("answers find their request, whatever their order", async () => {
  const [a, b] = [client.request("CONNECT", null, { deadlineMs: 1000 }), query()];
  worker.tell({ requestId: 0, type: "LOG", data: {} });
  worker.tell({ requestId: worker.sent[1].messageId, type: "QUERY_RESULT", data: Uint8Array.of(1) });
  worker.tell({ requestId: worker.sent[0].messageId, type: "CONNECTION_INFO", data: 7 });
  expect(await a).toBe(7);
  expect(await b).toEqual(Uint8Array.of(1));
});

test.each([
  ["a plain message", { message: "Parser Error: x" }, "Parser Error: x"],
  ["JSON", { message: '{"exception_type":"Parser","exception_message":"x"}' }, "Parser Error: x"],
  ["JSON of another shape", { message: '{"a":1}' }, '{"a":1}'],
  ["cut JSON", { message: '{"exception_type":"Par' }, '{"exception_type":"Par'],
  ["nothing", { message: "" }, "The database failed without saying why."],
])("a refused statement is a sentence: %s", async (_name, data, message) => {
  const answer = expect(query()).rejects.toMatchObject({ name: "StatementFailed", message });
  worker.tell({ requestId: worker.sent[0].messageId, type: "ERROR", data });
  await answer;
  expect(worker.terminated).toBe(false);
});

describe("death settles every request", () => {
  test.each([
    ["an error", () => worker.fire("error", { message: "boom" }), "The database stopped: boom."],
    [
      "an unreadable message",
      () => worker.fire("messageerror"),
      "The database stopped: it sent an unreadable message.",
    ],
    ["termination", () => client.terminate(), "The database was closed."],
  ])("%s", async (_name, kill, message) => {
    const answers = Promise.allSettled([query(), query()]);
    kill();
    for (const answer of await answers) {
      expect(answer).toMatchObject({ status: "rejected", reason: { name: "WorkerDied", message } });
    }
    await expect(query()).rejects.toThrow(message);
    expect(worker.terminated).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a hang ends at the deadline", async () => {
    const answers = Promise.allSettled([query(), client.request("CONNECT", null, { deadlineMs: 60_000 })]);
    vi.advanceTimersByTime(1000);
    const [hung, other] = await answers;
    expect(hung).toMatchObject({ reason: { name: "DeadlineExceeded" } });
    expect(other).toMatchObject({ reason: { name: "WorkerDied" } });
    expect(worker.terminated).toBe(true);
  });

  test("a rejection nobody waits for is fatal while loading, and only then", async () => {
    const loading = expect(client.request("INSTANTIATE", ["x.wasm", null], { deadlineMs: 1000 })).rejects;
    worker.tell({ type: "FATAL", data: "no wasm here" });
    await loading.toThrow("The database could not be loaded: no wasm here.");
    client = new DuckDbClient(worker);
    const answer = query();
    worker.tell({ type: "FATAL", data: "something minor" });
    worker.tell({ requestId: worker.sent.at(-1)?.messageId, type: "QUERY_RESULT", data: Uint8Array.of(2) });
    expect(await answer).toEqual(Uint8Array.of(2));
  });
});
