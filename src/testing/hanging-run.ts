import { RunWatch } from "./run-watch.ts";

/** A run that never ends, for the test of the watch (`node e2e/run.mjs src/testing/hanging-run.ts [waits]`). */
export async function main([how]: string[]): Promise<number> {
  new RunWatch("hung:", 300).begin(7);
  if (how === "waits") return new Promise(() => setInterval(() => {}, 1000));
  for (;;);
}
