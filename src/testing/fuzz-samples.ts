import { detectSource } from "../core/log/detect.ts";
import { formatOf } from "../core/log/formats/registry.ts";
import { ParseService } from "../core/log/parse-service.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { FuzzTarget } from "./fuzz.ts";
import { memoryFile } from "./memory-file.ts";
import { checkReading } from "./reading-laws.ts";
import { mutatedText } from "./text-mutator.ts";

/** 2024-06-01: the files were last written after all that they tell. */
const LAST_WRITTEN_MS = 1_717_200_000_000;
/** Lines of a sample that are damaged: enough to be recognised, few enough for many runs. */
const LINES = 8;

/** A small sound file with its plan. */
export interface FuzzSample {
  readonly bytes: Uint8Array;
  readonly plan: SourcePlan;
}

/**
 * Files by what reads them: the format's name, "in-" and the outermost layer of lines inside others ("in-docker"), or
 * "mixture". Of lines the first few. Throws if one is not recognised.
 */
export function samplesByReader(
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
): Map<string, FuzzSample[]> {
  const samples = new Map<string, FuzzSample[]>();
  for (const [name, whole] of files) {
    const found = detectSource({ name, size: whole.length, head: whole, lastModifiedMs: LAST_WRITTEN_MS });
    if (!found.ok) throw new Error(found.failure.message);
    const { plan } = found.value;
    const [outer] = plan.envelopes ?? [];
    const key = plan.others !== undefined ? "mixture" : outer === undefined ? plan.format : `in-${outer.kind}`;
    const bytes = formatOf(plan.format).framing === "elements" ? whole : firstLines(whole);
    samples.set(key, [...(samples.get(key) ?? []), { bytes, plan }]);
  }
  return samples;
}

/** Damaged files of one kind; `strangers` are spliced into them now and then. */
export function fileTarget(name: string, of: readonly FuzzSample[], strangers: readonly Uint8Array[]): FuzzTarget {
  const service = new ParseService();
  const own = of.map(({ bytes }) => bytes);
  return {
    name,
    make: (rng) => mutatedText(rng.pick(own), rng, rng.chance(0.8) ? own : strangers),
    check: (bytes, rng) => {
      const file = { ...memoryFile(`a.${name}`, bytes), lastModifiedMs: LAST_WRITTEN_MS };
      return checkReading(service, { file, recipe: rng.pick(of).plan }, rng);
    },
  };
}

function firstLines(bytes: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < LINES; line++) end = bytes.indexOf(10, end) + 1 || bytes.length;
  return bytes.slice(0, end);
}
