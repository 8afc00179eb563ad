import { RunWatch } from "./run-watch.ts";

/** A run that never ends, for the test of the watch (`node e2e/run.mjs src/testing/hanging-run.ts`). */
export async function main(): Promise<number> {
  new RunWatch("hung:", 300).begin(7);
  for (;;);
}
