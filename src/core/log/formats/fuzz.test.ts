import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundled } from "../../../testing/bundled.ts";
import { FUZZ_DEADLINE_MS, fuzz } from "../../../testing/fuzz.ts";
import { FORMATS } from "./registry.ts";

// As the workers have it: three times as many runs.
const { fileTarget, samplesByReader } = await bundled<typeof import("../../../testing/fuzz-samples.ts")>(
  join(import.meta.dirname, "../../../testing/fuzz-samples.ts"),
);
const FOLDER = join(import.meta.dirname, "samples");
const names = readdirSync(FOLDER).filter((name) => !name.includes(".golden.") && !name.endsWith(".parquet"));
const samples = samplesByReader(names.map((name) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))]));
const all = [...samples.values()].flat().map(({ bytes }) => bytes);

// Lines inside others have a test beside their readers, Parquet one beside its codec: so two cores share the work.
const formats = FORMATS.map(({ name }) => name).filter((name) => name !== "parquet");

test.each(formats)("damaged %s gives records or rejects", { timeout: FUZZ_DEADLINE_MS }, async (name) => {
  const own = samples.get(name) ?? [];
  expect(own.length, "samples").toBeGreaterThan(0);
  await fuzz(fileTarget(name, own, all));
});
