import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isConserved, readBlocks, readSliced, readWhole } from "../../../testing/sliced-reading.ts";
import { detectSource } from "../detect.ts";
import type { SourcePlan } from "../source-plan.ts";
import { formatOf } from "./registry.ts";

const FOLDER = join(import.meta.dirname, "samples");
const GOLDEN = ".golden.json";
/** 2024-06-01: the files were last written after all that they tell. */
const LAST_WRITTEN_MS = 1_717_200_000_000;
/** Parquet, which takes a codec, is read by `workers/parquet-sample.test.ts`. */
const samples = readdirSync(FOLDER).filter((name) => !name.includes(".golden.") && !name.endsWith(".parquet"));

function read(name: string): { plan: SourcePlan; bytes: Uint8Array; told: object } {
  const bytes = new Uint8Array(readFileSync(join(FOLDER, name)));
  const outcome = detectSource({ name, size: bytes.length, head: bytes, lastModifiedMs: LAST_WRITTEN_MS });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  const { plan, confidence, reasons, warnings, alternatives } = outcome.value;
  const told = {
    plan,
    confidence,
    reasons,
    warnings: warnings?.map(({ code, sentence }) => `${code} ${sentence}`),
    alternatives: alternatives?.map((other) => other.plan.format),
  };
  return { plan, bytes, told };
}

test("there is a sample of every format of lines", () => {
  expect(samples.length).toBeGreaterThanOrEqual(20);
});

test.each(samples)("%s is recognised and read as its golden file says", async (name) => {
  const { plan, bytes, told } = read(name);
  const { events, rejects, counts } = readWhole(plan, bytes);
  const golden = { ...told, counts, rejects: rejects.slice(0, 5), events: events.slice(0, 8) };
  await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot(join(FOLDER, `${name}${GOLDEN}`));
});

test.each(samples)("%s gives the same in slices and blocks", (name) => {
  const { plan, bytes } = read(name);
  const whole = readWhole(plan, bytes);
  expect(isConserved(whole, bytes) || formatOf(plan.format).framing === "elements").toBe(true);
  expect(readBlocks(plan, bytes, 1000, 2500)).toEqual(whole);
  if (!formatOf(plan.format).randomAccess) return;
  expect(readSliced(plan, bytes, [700, 701, 2000, 3333], 64, 100)).toEqual(whole);
});
