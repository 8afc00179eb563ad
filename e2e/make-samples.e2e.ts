import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { SLOW_HOME_PAGE_REQUESTS } from "../src/samples/slow-home-page.ts";
import { makeSamples } from "./make-samples.ts";

test("the sample is written once, whole, and again only if its digest differs", async () => {
  const folder = await mkdtemp(join(tmpdir(), "samples-"));
  try {
    const file = join(folder, "slow-home-page.csv.gz");
    expect(await makeSamples(folder)).toEqual(["slow-home-page.csv.gz"]);
    const bytes = await readFile(file);
    // The modification time in the gzip header is zero: no trace of when it was made.
    expect([...bytes.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect(bytes.length).toBeLessThan(6e6);
    const raw = gunzipSync(bytes);
    expect(raw.length).toBeLessThan(26e6);
    const lines = raw.toString("utf8").trimEnd().split("\n");
    const ids = new Set(lines.slice(1).map((line) => line.slice(0, line.indexOf(","))));
    expect(ids.size).toBe(SLOW_HOME_PAGE_REQUESTS);

    const written = (await stat(file)).mtimeMs;
    expect(await makeSamples(folder)).toEqual([]);
    expect((await stat(file)).mtimeMs).toBe(written);

    await writeFile(join(folder, "slow-home-page.digest"), "of an older generator");
    expect(await makeSamples(folder)).toEqual(["slow-home-page.csv.gz"]);
    const digest = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");
    expect(digest(await readFile(file))).toBe(digest(bytes));
  } finally {
    await rm(folder, { recursive: true });
  }
});
