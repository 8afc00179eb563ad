import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SourceFormat } from "../core/log/source-plan.ts";
import { bundled } from "./bundled.ts";
import { FUZZ_DEADLINE_MS, fuzz } from "./fuzz.ts";

const FOLDER = join(import.meta.dirname, "../core/log/formats/samples");

/** Tests of damaged files of some formats: files of tests run side by side, and two cores share the work. */
export async function testDamaged(formats: readonly SourceFormat[]): Promise<void> {
  // As the workers have it: Vitest reaches imports through getters.
  const { fileTarget, samplesByReader } = await bundled<typeof import("./fuzz-samples.ts")>(
    join(import.meta.dirname, "fuzz-samples.ts"),
  );
  const names = readdirSync(FOLDER).filter((name) => !name.includes(".golden.") && !name.endsWith(".parquet"));
  const samples = samplesByReader(names.map((name) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))]));
  const all = [...samples.values()].flat().map(({ bytes }) => bytes);
  test.each(formats)("damaged %s gives records or rejects", { timeout: FUZZ_DEADLINE_MS }, async (name) => {
    const own = samples.get(name) ?? [];
    expect(own.length, "samples").toBeGreaterThan(0);
    await fuzz(fileTarget(name, own, all));
  });
}
