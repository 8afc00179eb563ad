import { encodeUtf8 } from "../core/bytes.ts";
import { Rng } from "../core/rng.ts";
import { RunWatch } from "./run-watch.ts";
import { shrunkBytes } from "./shrunk-bytes.ts";

/** Damaged input of one kind, and the laws that reading it keeps. */
export interface FuzzTarget {
  /** A word: it is part of the seed. */
  readonly name: string;
  /** One input. */
  make(rng: Rng): Uint8Array;
  /** Throws when a law is broken. Draws from its generator how the input is read, the same whatever the input. */
  check(input: Uint8Array, rng: Rng): Promise<void>;
}

const LEAST_RUNS = 500;
/** Runs of each format: `FUZZ_RUNS`, else 500. */
export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? LEAST_RUNS);
/** Runs of what stands around formats (layers, encodings, archives) and of recipes: a tenth of many, all of few. */
export const SURROUNDING_RUNS = Math.max(Math.min(FUZZ_RUNS, LEAST_RUNS), Math.ceil(FUZZ_RUNS / 10));
/** A generous time for all runs of a target; hangs are told by the watch long before. */
export const FUZZ_DEADLINE_MS = 60_000 + FUZZ_RUNS * 200;

const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** "csv:123": this run only. */
const ONLY = process.env.FUZZ_RUN;
const SHOWN_CHARACTERS = 3000;

/**
 * Makes and checks inputs, as many as `runs`. Throws of the first that breaks a law or changes a prototype: what broke, how to
 * repeat it, and a smaller input that breaks it too. A run that does not end is told on standard error, and the process
 * is ended.
 */
export async function fuzz(target: FuzzTarget, runs = FUZZ_RUNS): Promise<void> {
  const { name } = target;
  const only = ONLY?.startsWith(`${name}:`) ? Number(ONLY.slice(name.length + 1)) : null;
  if (ONLY !== undefined && only === null) return;
  const watch = new RunWatch(`${name}, seed ${SEED}: repeat with FUZZ_SEED=${SEED} FUZZ_RUN=${name}:`);
  try {
    for (let run = only ?? 0; run < (only === null ? runs : only + 1); run++) {
      watch.begin(run);
      const input = target.make(rngOf(name, run, 0));
      const broken = await lawBroken(target, input, run);
      if (broken === null) continue;
      watch.rest();
      throw new Error(await told(target, input, run, broken));
    }
  } finally {
    await watch.end();
  }
}

async function told(target: FuzzTarget, input: Uint8Array, run: number, broken: Error): Promise<string> {
  const [law] = broken.message.split("\n");
  const small = await shrunkBytes(input, async (bytes) => {
    const other = await lawBroken(target, bytes, run);
    return other?.message.split("\n")[0].replace(/\d+/g, "") === law.replace(/\d+/g, "");
  });
  const text = JSON.stringify(String.fromCharCode(...small.subarray(0, SHOWN_CHARACTERS)));
  return [
    `${target.name}, run ${run} of seed ${SEED}: ${broken.stack ?? broken.message}`,
    `Repeat with FUZZ_SEED=${SEED} FUZZ_RUN=${target.name}:${run}`,
    `${small.length} of its ${input.length} bytes break it too, as characters: ${text}`,
  ].join("\n");
}

/** Why a run fails, null if it does not. */
async function lawBroken(target: FuzzTarget, input: Uint8Array, run: number): Promise<Error | null> {
  const before = input.slice();
  try {
    await target.check(input, rngOf(target.name, run, 1));
    if (prototypes() !== PROTOTYPES) throw new Error("a prototype was changed");
    if (!input.every((byte, at) => byte === before[at])) throw new Error("the input was changed");
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function rngOf(name: string, run: number, part: number): Rng {
  return new Rng(SEED, ...encodeUtf8(name), run, part);
}

/** The names that all objects inherit. */
function prototypes(): string {
  const all = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype];
  return all.map((prototype) => Reflect.ownKeys(prototype).map(String).join()).join(";");
}

const PROTOTYPES = prototypes();
