import { expect, test, vi } from "vitest";
import { maskPreviews } from "../core/label/mask-preview.ts";
import { FakeWorker } from "../protocol/fake-worker.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { WorkerHandle } from "../protocol/worker-handle.ts";
import { TRIAL_DEADLINE_MS } from "./mapping-trials.ts";
import { previewMasksIn } from "./mask-previews.ts";

const RUNAWAY = { masks: [{ name: "x", pattern: "(a+)+$" }] };
const signal = new AbortController().signal;
const worker = (preview: unknown) =>
  new WorkerHandle<ParseApi>(() => new FakeWorker({ maskPreviews: preview as () => unknown }), "the inflater");

test("a mask that does not end is stopped", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const told = previewMasksIn(
      worker(() => new Promise(() => {})),
      ["aaaa!"],
      RUNAWAY,
      signal,
    );
    await vi.advanceTimersByTimeAsync(TRIAL_DEADLINE_MS + 1);
    expect(await told).toMatchObject({ ok: false, failure: { code: "R_PATTERN" } });
  } finally {
    vi.useRealTimers();
  }
});

test("what is masked is told message by message, and what is wrong with a mask", async () => {
  const rules = { masks: [{ name: "user", pattern: "user (\\w+)" }] };
  expect(await previewMasksIn(worker(maskPreviews), ["user bob 5", "x"], rules, signal)).toMatchObject({
    ok: true,
    value: [{ masked: "user <user> <num>" }, { masked: "x", spans: [] }],
  });
  const bad = { masks: [{ name: "user", pattern: "(" }] };
  expect(await previewMasksIn(worker(maskPreviews), ["x"], bad, signal)).toMatchObject({
    ok: false,
    failure: { code: "R_PATTERN" },
  });
});
