/**
 * Runs a TypeScript program on a Node without TypeScript: `node e2e/run.mjs e2e/analyze.ts ARGS…`.
 * The program exports `main(args: string[]): Promise<number>`, whose result is the exit code.
 */
import { resolve } from "node:path";
import { runnerImport } from "vite";

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error("usage: node e2e/run.mjs PROGRAM.ts [ARGS…]");
  process.exit(2);
}
const { module } = await runnerImport(resolve(program), { logLevel: "error" });
process.exitCode = await module.main(args);
