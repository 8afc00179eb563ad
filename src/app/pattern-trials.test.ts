import { expect, test, vi } from "vitest";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { FakeWorker } from "../protocol/fake-worker.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { WorkerHandle } from "../protocol/worker-handle.ts";
import { TRIAL_DEADLINE_MS } from "./mapping-trials.ts";
import { proposePatternIn, tryPatternIn } from "./pattern-trials.ts";

const PLAN: SourcePlan = { format: "text", compression: "none", pattern: "{a:rest}" };
const FILE = new File(["x"], "a.log");
const { signal } = new AbortController();

const handleOf = (api: object) => new WorkerHandle<ParseApi>(() => new FakeWorker(api), "the inflater");

test("what never ends is stopped: a trial says so, a proposal is none", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const never = () => new Promise(() => {});
    const handle = handleOf({ tryPattern: never, proposePattern: never });
    const trial = tryPatternIn(handle, FILE, PLAN, { part: "own" }, "{a:rest}", signal);
    await vi.advanceTimersByTimeAsync(TRIAL_DEADLINE_MS + 1);
    expect(await trial).toMatchObject({ ok: false, failure: { code: "R_PATTERN" } });
    const proposal = proposePatternIn(handle, "a line");
    await vi.advanceTimersByTimeAsync(TRIAL_DEADLINE_MS + 1);
    expect(await proposal).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test("answers and bugs are passed on", async () => {
  const told = { ok: true, value: { records: 1 } };
  const handle = handleOf({ tryPattern: () => told, proposePattern: () => "{time} {message:rest}" });
  expect(await tryPatternIn(handle, FILE, PLAN, { part: "own" }, "{a:rest}", signal)).toEqual(told);
  expect(await proposePatternIn(handle, "a line")).toBe("{time} {message:rest}");
  const broken = handleOf({
    proposePattern: () => {
      throw new Error("a bug");
    },
  });
  await expect(proposePatternIn(broken, "a line")).rejects.toThrow("a bug");
});
