import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { Rng } from "../core/rng.ts";
import { mutatedBytes } from "./byte-mutator.ts";
import { fuzz } from "./fuzz.ts";
import { mutatedText } from "./text-mutator.ts";

const LINES = new TextEncoder().encode('{"a":1,"t":"2023-01-29T10:00:00Z"}\n'.repeat(20));

test("a broken law is told with its seed, its run and a small input", async () => {
  const told = fuzz({
    name: "sample",
    make: (rng) => Uint8Array.from({ length: 50 }, () => rng.integer(97, 122)),
    check: async (input) => {
      if (input.includes(0x78)) throw new Error("an x was found");
    },
  });
  await expect(told).rejects.toThrow(/^sample, run \d+ of seed 1: Error: an x was found/);
  await expect(told).rejects.toThrow(/Repeat with FUZZ_SEED=1 FUZZ_RUN=sample:\d+\n1 of its 50 bytes .*: "x"$/);
});

test("a changed prototype and a changed input break laws", async () => {
  const array: { push: unknown; polluted?: boolean } = Array.prototype;
  const pollute = async () => {
    array.polluted = true;
  };
  try {
    await expect(fuzz({ name: "bad", make: () => LINES, check: pollute })).rejects.toThrow("a prototype was changed");
  } finally {
    delete array.polluted;
  }
  const write = async (input: Uint8Array) => {
    input[0]++;
  };
  const made = fuzz({ name: "bad", make: () => LINES.slice(), check: write });
  await expect(made).rejects.toThrow("the input was changed");
});

test.each(["runs", "waits"])("a run that %s for ever ends the process, with its name on standard error", (how) => {
  const args = ["e2e/run.mjs", "src/testing/hanging-run.ts", how];
  const { signal, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 50_000 });
  expect(stderr).toContain("A run does not end: hung:7");
  expect(signal).toBe("SIGKILL");
});

test("damage differs from run to run, keeps within bounds, and repeats with its seed", () => {
  for (const mutate of [mutatedText, mutatedBytes]) {
    const texts = Array.from({ length: 200 }, (_, seed) => mutate(LINES, new Rng(seed), [LINES]));
    expect(new Set(texts.map((bytes) => bytes.join())).size).toBeGreaterThan(150);
    expect(texts.every(({ length }) => length <= 1 << 16)).toBe(true);
    expect(mutate(LINES, new Rng(3), [LINES])).toEqual(texts[3]);
  }
});
