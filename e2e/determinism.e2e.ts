import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { benchmarkCsv } from "../src/samples/benchmark-system.ts";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

interface Summary {
  readonly requests: number;
  readonly events: number;
  readonly sampled: number;
  readonly modelHash: string;
  readonly files: readonly { readonly lines: number; readonly records: number; readonly blank: number }[];
}

function logBytes(requests: number): Buffer {
  return Buffer.concat([...benchmarkCsv({ requests, kinds: 120, seed: 5 })]);
}

/** Header and lines of a log in two files, cut in the middle of many requests. */
function halves(bytes: Buffer): [Buffer, Buffer] {
  const header = bytes.subarray(0, bytes.indexOf(10) + 1);
  const middle = bytes.indexOf(10, bytes.length / 2) + 1;
  return [bytes.subarray(0, middle), Buffer.concat([header, bytes.subarray(middle)])];
}

test("the same logs give the same model for any workers, files, order and compression", async ({
  page,
  appAddress,
}, info) => {
  const bytes = logBytes(1500);
  const [first, second] = halves(bytes);
  const whole = info.outputPath("whole.csv");
  const zipped = info.outputPath("whole.csv.gz");
  const parts = [info.outputPath("a.csv"), info.outputPath("b.csv")];
  await writeFile(whole, bytes);
  await writeFile(zipped, gzipSync(bytes));
  await writeFile(parts[0], first);
  await writeFile(parts[1], second);

  const app = new AppDriver(page);
  const summaryOf = async (files: readonly string[], query: Record<string, string>): Promise<Summary> => {
    await app.open(appAddress, { database: "0", ...query });
    await app.chooseFiles(files);
    await app.whenIdle();
    const folder = info.outputPath("out");
    await app.exportTo(folder);
    return JSON.parse(await readFile(join(folder, "summary.json"), "utf8"));
  };

  const one = await summaryOf([whole], { workers: "1" });
  expect(one.requests).toBe(1500);
  expect(one.events).toBe(90_000);
  for (const [files, workers] of [
    [[whole], "3"],
    [[zipped], "2"],
    [parts, "2"],
    [parts.toReversed(), "4"],
  ] as const) {
    const other = await summaryOf(files, { workers });
    expect(other.modelHash, `${files.length} files, ${workers} workers`).toBe(one.modelHash);
    expect(other.files.reduce((sum, { records }) => sum + records, 0)).toBe(90_000);
  }
});

test("beyond the memory budget whole requests are left out, the same ones whatever the order", async ({
  page,
  appAddress,
}, info) => {
  const [first, second] = halves(logBytes(1500));
  const parts = [info.outputPath("a.csv"), info.outputPath("b.csv")];
  await writeFile(parts[0], first);
  await writeFile(parts[1], second);
  const app = new AppDriver(page);
  const summaries: Summary[] = [];
  for (const [files, workers] of [
    [parts, "1"],
    [parts.toReversed(), "2"],
  ] as const) {
    await app.open(appAddress, { database: "0", workers, memory: String(1 << 20) });
    await app.chooseFiles(files);
    await app.whenIdle();
    const folder = info.outputPath("out");
    await app.exportTo(folder);
    summaries.push(JSON.parse(await readFile(join(folder, "summary.json"), "utf8")));
  }
  expect(summaries[0].sampled).toBeGreaterThan(1);
  expect(summaries[0].events).toBe(summaries[0].requests * 60);
  expect(summaries[1].modelHash).toBe(summaries[0].modelHash);
  expect(summaries[1].requests).toBe(summaries[0].requests);
});
