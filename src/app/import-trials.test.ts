import { expect, test, vi } from "vitest";
import { maskPreviews } from "../core/label/mask-preview.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { unusedRow } from "../core/present/mapping-rows.ts";
import { FakeWorker } from "../protocol/fake-worker.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { WorkerHandle } from "../protocol/worker-handle.ts";
import { ImportTrials, TRIAL_DEADLINE_MS } from "./import-trials.ts";

const PLAN: SourcePlan = { format: "ndjson", compression: "none" };
const ROWS = [{ ...unusedRow("text", []), pattern: "(.*)*x" }, unusedRow("ts", [])];
const FILE = new File(["{}"], "a.ndjson");
const { signal } = new AbortController();

function trialsWith(api: object) {
  let started = 0;
  const handle = new WorkerHandle<ParseApi>(() => {
    started++;
    return new FakeWorker(api);
  }, "the inflater");
  return { trials: new ImportTrials(handle), started: () => started };
}

const never = () => new Promise<never>(() => {});

function bug(): never {
  throw new Error("a bug");
}

const RUNAWAYS: [string, (trials: ImportTrials) => Promise<unknown>, unknown][] = [
  [
    "roles",
    (trials) => trials.mapping(FILE, PLAN, ROWS, signal),
    stopped(/^Trying the pattern of text did not end within 3 s and was stopped\. Avoid/),
  ],
  [
    "roles without a pattern",
    (trials) => trials.mapping(FILE, PLAN, [], signal),
    stopped(/^Trying the first records did not/),
  ],
  [
    "a pattern of text",
    (trials) => trials.pattern(FILE, PLAN, { part: "own" }, "{a:rest}", signal),
    stopped(/^Trying the pattern did not/),
  ],
  ["a proposal", (trials) => trials.proposePattern("a line"), null],
  [
    "masks",
    (trials) => trials.masks(["aaaa!"], { masks: [{ name: "x", pattern: "(a+)+$" }] }, signal),
    stopped(/^Trying the mask did not/),
  ],
];

function stopped(message: RegExp) {
  return { ok: false, failure: { code: "R_PATTERN", message: expect.stringMatching(message) } };
}

test.each(RUNAWAYS)("what never ends is stopped, and the next trial has a worker again: %s", async (_, run, told) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const api = { tryMapping: never, tryPattern: never, proposePattern: never, maskPreviews: never };
    const { trials, started } = trialsWith(api);
    const trial = run(trials);
    await vi.advanceTimersByTimeAsync(TRIAL_DEADLINE_MS + 1);
    expect(await trial).toEqual(told);
    void run(trials);
    await vi.advanceTimersByTimeAsync(1);
    expect(started()).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test("what a trial says is passed on; a dead worker is no verdict on a pattern", async () => {
  const failed = { ok: false, failure: { code: "I_EMPTY", message: "the file is empty" } };
  const table = { name: "Europe/Berlin", offsets: [] };
  const api = {
    tryMapping: () => failed,
    tryPattern: () => ({ ok: true, value: { records: 1 } }),
    proposePattern: () => "{time} {message:rest}",
    zoneTable: () => table,
  };
  const { trials } = trialsWith(api);
  expect(await trials.mapping(FILE, PLAN, ROWS, signal)).toEqual(failed);
  expect(await trials.pattern(FILE, PLAN, { part: "own" }, "{a:rest}", signal)).toEqual(api.tryPattern());
  expect(await trials.proposePattern("a line")).toBe("{time} {message:rest}");
  expect(await trials.zoneTable(FILE, "Europe/Berlin")).toEqual(table);
  const broken = trialsWith({ tryMapping: bug, proposePattern: bug }).trials;
  await expect(broken.mapping(FILE, PLAN, ROWS, signal)).rejects.toThrow("a bug");
  await expect(broken.proposePattern("a line")).rejects.toThrow("a bug");
});

test("what is masked is told message by message, and what is wrong with a mask", async () => {
  const { trials } = trialsWith({ maskPreviews });
  const rules = { masks: [{ name: "user", pattern: "user (\\w+)" }] };
  expect(await trials.masks(["user bob 5", "x"], rules, signal)).toMatchObject({
    ok: true,
    value: [{ masked: "user <user> <num>" }, { masked: "x", spans: [] }],
  });
  const bad = { masks: [{ name: "user", pattern: "(" }] };
  expect(await trials.masks(["x"], bad, signal)).toMatchObject({ ok: false, failure: { code: "R_PATTERN" } });
});
