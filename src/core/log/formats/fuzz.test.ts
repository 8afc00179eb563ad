import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FUZZ_DEADLINE_MS, fuzz } from "../../../testing/fuzz.ts";
import { memoryFile } from "../../../testing/memory-file.ts";
import { checkReading } from "../../../testing/reading-laws.ts";
import { mutatedText } from "../../../testing/text-mutator.ts";
import { detectSource } from "../detect.ts";
import { ParseService } from "../parse-service.ts";
import type { SourcePlan } from "../source-plan.ts";
import { FORMATS } from "./registry.ts";

const FOLDER = join(import.meta.dirname, "samples");
const LAST_WRITTEN_MS = 1_717_200_000_000;
/** Lines of a sample that are damaged: enough to be recognised, few enough for many runs. */
const LINES = 10;

interface Sample {
  readonly bytes: Uint8Array;
  readonly plan: SourcePlan;
}

/** Samples by what reads them: the format, or of lines inside others the outermost layer. */
const samples = new Map<string, Sample[]>();
for (const name of readdirSync(FOLDER).filter((file) => !file.includes(".golden.") && !file.endsWith(".parquet"))) {
  const whole = new Uint8Array(readFileSync(join(FOLDER, name)));
  const found = detectSource({ name, size: whole.length, head: whole, lastModifiedMs: LAST_WRITTEN_MS });
  if (!found.ok) throw new Error(found.failure.message);
  const { plan } = found.value;
  const [outer] = plan.envelopes ?? [];
  const key = plan.others !== undefined ? "mixture" : outer === undefined ? plan.format : `in-${outer.kind}`;
  const isLines = plan.format !== "otlp" && FORMATS.some((format) => format.name === plan.format && format.lines);
  const bytes = isLines || plan.format === "csv" ? firstLines(whole) : whole;
  samples.set(key, [...(samples.get(key) ?? []), { bytes, plan }]);
}

function firstLines(bytes: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < LINES; line++) end = bytes.indexOf(10, end) + 1 || bytes.length;
  return bytes.slice(0, end);
}

test("every format is fuzzed", () => {
  const known = [...samples.keys()];
  const missing = FORMATS.filter(({ name }) => name !== "parquet" && !known.includes(name));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

const all = [...samples.values()].flat().map(({ bytes }) => bytes);

for (const [name, of] of [...samples].sort(([a], [b]) => (a < b ? -1 : 1))) {
  test(`damaged ${name} gives records or rejects`, { timeout: FUZZ_DEADLINE_MS }, async () => {
    const service = new ParseService();
    await fuzz({
      name,
      make: (rng) => mutatedText(rng.pick(of).bytes, rng, rng.chance(0.8) ? of.map(({ bytes }) => bytes) : all),
      check: (bytes, rng) => {
        const file = { ...memoryFile(`a.${name}`, bytes), lastModifiedMs: LAST_WRITTEN_MS };
        return checkReading(service, { file, recipe: rng.pick(of).plan }, rng);
      },
    });
  });
}
