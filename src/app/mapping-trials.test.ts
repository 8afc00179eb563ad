import { expect, test, vi } from "vitest";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { unusedRow } from "../core/present/mapping-rows.ts";
import { FakeWorker } from "../protocol/fake-worker.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { WorkerHandle } from "../protocol/worker-handle.ts";
import { TRIAL_DEADLINE_MS, tryMappingIn } from "./mapping-trials.ts";

const PLAN: SourcePlan = { format: "ndjson", compression: "none" };
const ROWS = [{ ...unusedRow("text", []), pattern: "(.*)*x" }, unusedRow("ts", [])];
const FILE = new File(["{}"], "a.ndjson");
const signal = new AbortController().signal;

function worker(tryMapping: () => unknown) {
  let started = 0;
  const handle = new WorkerHandle<ParseApi>(() => {
    started++;
    return new FakeWorker({ tryMapping });
  }, "the inflater");
  return { handle, started: () => started };
}

test("a pattern that does not end is stopped and named, and the next trial has a worker again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const { handle, started } = worker(() => new Promise(() => {}));
    const trial = tryMappingIn(handle, FILE, PLAN, ROWS, signal);
    await vi.advanceTimersByTimeAsync(TRIAL_DEADLINE_MS + 1);
    const told = await trial;
    expect(told).toMatchObject({ ok: false, failure: { code: "R_PATTERN" } });
    expect(told.ok ? "" : told.failure.message).toContain("the pattern of text did not end within 3 s");
    void tryMappingIn(handle, FILE, PLAN, [], signal);
    await vi.advanceTimersByTimeAsync(1);
    expect(started()).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test("what the trial says is passed on; a dead worker is no verdict on a pattern", async () => {
  const failed = { ok: false, failure: { code: "I_EMPTY", message: "the file is empty" } };
  expect(await tryMappingIn(worker(() => failed).handle, FILE, PLAN, ROWS, signal)).toEqual(failed);
  const broken = worker(() => {
    throw new Error("a bug");
  });
  await expect(tryMappingIn(broken.handle, FILE, PLAN, ROWS, signal)).rejects.toThrow("a bug");
});
