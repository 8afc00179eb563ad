import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type BenchmarkKinds, benchmarkCsv } from "../../src/samples/benchmark-system.ts";

/** Path of the benchmark's CSV in the temporary folder; written on first use (590 MB for 200,000 requests). */
export async function benchmarkFile(requests: number, kinds: BenchmarkKinds, seed = 1): Promise<string> {
  const folder = join(tmpdir(), "whydunit-bench");
  const path = join(folder, `benchmark-${kinds}-kinds-${requests}-requests-seed-${seed}.csv`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const partial = `${path}.${process.pid}.partial`;
  await pipeline(Readable.from(benchmarkCsv({ requests, seed, kinds })), createWriteStream(partial));
  await rename(partial, path);
  return path;
}
