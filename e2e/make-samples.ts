import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { slowHomePage, slowHomePageCsv, slowHomePageOptions } from "../src/samples/slow-home-page.ts";

/** Requests of the probe whose bytes stand for the generator: a change of code or spec that changes rows changes these. */
const PROBE_REQUESTS = 40;

/**
 * Writes the sample logs of the app into `outDir` (created if missing): `slow-home-page.csv.gz`, about 4 MB.
 * The same rows on every run and machine (the same bytes with the same zlib). A file that the present generator has already written is left alone:
 * its digest lies beside it as `slow-home-page.digest`. Returns the names of the files written now.
 */
export async function makeSamples(outDir: string): Promise<string[]> {
  await mkdir(outDir, { recursive: true });
  const target = join(outDir, "slow-home-page.csv.gz");
  const digestFile = join(outDir, "slow-home-page.digest");
  const digest = generatorDigest();
  if ((await textOf(digestFile)) === digest && existsSync(target)) return [];
  // Under a name of its own until complete, so that an interrupted run leaves nothing that looks finished.
  const partial = `${target}.partial`;
  // Node's gzip writes a modification time of 0.
  await pipeline(Readable.from(slowHomePageCsv()), createGzip({ level: 9 }), createWriteStream(partial));
  await rename(partial, target);
  await writeFile(digestFile, digest);
  return ["slow-home-page.csv.gz"];
}

/** SHA-256 of what decides the file's content: the spec, the options, and the first rows they give. */
export function generatorDigest(): string {
  const hash = createHash("sha256");
  const asText = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  hash.update(JSON.stringify([slowHomePage(), slowHomePageOptions()], asText));
  for (const chunk of slowHomePageCsv(PROBE_REQUESTS)) hash.update(chunk);
  return hash.digest("hex");
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
}
