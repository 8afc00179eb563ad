import { writeFile } from "node:fs/promises";
import { benchmarkCsv } from "../src/samples/benchmark-system.ts";

/** Writes the log of a system of 300 requests on several hosts: large enough for every view, in the database at once. */
export async function writeSmallSystem(path: string): Promise<string> {
  await writeFile(path, Buffer.concat([...benchmarkCsv({ requests: 300, kinds: 60, seed: 3 })]));
  return path;
}
