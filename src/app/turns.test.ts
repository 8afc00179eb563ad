import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

const until = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test("work supersedes the work before, whose end is then nobody's failure", async () => {
  const turns = new Turns(() => 7);
  const told: unknown[] = [];
  const fail = (message: string) => told.push(message);
  turns.begin(until, fail);
  const { signal } = turns;
  turns.begin(async (_, startedMs) => {
    told.push(startedMs);
    throw new Error("trouble");
  }, fail);
  expect([signal.aborted, turns.signal.aborted]).toEqual([true, false]);
  expect(signal.reason).toMatchObject({ name: "AbortError", message: "superseded" });
  await turns.whenIdle();
  expect(told).toEqual([7, "trouble"]);
  turns.begin(until, fail);
  turns.stop("cancelled");
  await turns.whenIdle();
  expect(told).toEqual([7, "trouble"]);
});

test("idle is when what was begun meanwhile has ended too", async () => {
  const turns = new Turns(() => 0);
  const ended: string[] = [];
  const work = (name: string, then = () => {}) =>
    turns.begin(
      async () => {
        await Promise.resolve();
        then();
        ended.push(name);
      },
      () => {},
    );
  work("first", () => work("second"));
  await turns.whenIdle();
  expect(ended).toEqual(["first", "second"]);
});
