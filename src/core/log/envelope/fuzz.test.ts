import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundled } from "../../../testing/bundled.ts";
import { FUZZ_DEADLINE_MS, fuzz, SURROUNDING_RUNS } from "../../../testing/fuzz.ts";

// As the workers have it: three times as many runs.
const { fileTarget, samplesByReader } = await bundled<typeof import("../../../testing/fuzz-samples.ts")>(
  join(import.meta.dirname, "../../../testing/fuzz-samples.ts"),
);
const FOLDER = join(import.meta.dirname, "../formats/samples");
const names = readdirSync(FOLDER).filter((name) => !name.includes(".golden.") && /\.(?:txt|ndjson|csv)$/.test(name));
const samples = samplesByReader(names.map((name) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))]));
const all = [...samples.values()].flat().map(({ bytes }) => bytes);
const layers = ["in-docker", "in-cri", "in-json", "in-text", "in-csv", "mixture"];

test.each(layers)("damaged lines (%s) give records or rejects", { timeout: FUZZ_DEADLINE_MS }, async (name) => {
  const own = samples.get(name) ?? [];
  expect(own.length, "samples").toBeGreaterThan(0);
  await fuzz(fileTarget(name, own, all), SURROUNDING_RUNS);
});
