import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BENCHMARK_EVENTS_PER_REQUEST, benchmarkCsv } from "../src/samples/benchmark-system.ts";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

interface Summary {
  readonly requests: number;
  readonly events: number;
  readonly files: readonly {
    readonly bytes: number;
    readonly lines: number;
    readonly records: number;
    readonly blank: number;
  }[];
  readonly cut: null | {
    readonly bytesRead: number;
    readonly bytesTotal: number;
    readonly requests: number;
    readonly unreadFiles: readonly string[];
  };
}

/** Takes many slices to read: they cannot all be there when the first of them is. */
const REQUESTS = 20_000;

function logBytes(requests: number): Buffer {
  return Buffer.concat([...benchmarkCsv({ requests, kinds: 60, seed: 11 })]);
}

async function exportedSummary(app: AppDriver, folder: string): Promise<Summary> {
  await app.exportTo(folder);
  return JSON.parse(await readFile(join(folder, "summary.json"), "utf8"));
}

test("reading that is cancelled gives a labelled result of what was read, and can be done in full", async ({
  page,
  appAddress,
}, info) => {
  const log = info.outputPath("large.csv");
  const bytes = logBytes(REQUESTS);
  await writeFile(log, bytes);
  const app = new AppDriver(page);
  await app.open(appAddress, { workers: "1", database: "0" });
  await app.chooseFiles([log]);
  await app.cancelWhileReading();
  await app.whenIdle();

  const { requests, events, files, cut } = await exportedSummary(app, info.outputPath("part"));
  if (cut === null) throw new Error("the result is not labelled");
  expect(cut).toMatchObject({ bytesTotal: bytes.length, unreadFiles: [] });
  // Every line of the bytes that were read is accounted for, and no other.
  const read = bytes.subarray(0, cut.bytesRead);
  const lines = read.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
  expect(files).toEqual([expect.objectContaining({ bytes: bytes.length, lines, records: lines - 1, blank: 1 })]);
  expect(events).toBe(lines - 1);
  expect(requests).toBeLessThan(REQUESTS);
  // At least those that lack events are marked.
  expect(cut.requests).toBeGreaterThan(requests - Math.floor(events / BENCHMARK_EVENTS_PER_REQUEST) - 1);
  expect(cut.requests).toBeLessThan(requests);

  const said =
    /^Reading was stopped at \d+\s% of the bytes: all numbers are about these\. [\d,]+ requests near the cut/;
  await expect(app.cutStrip().locator("p")).toHaveText(said);
  expect(await app.layoutProblems()).toEqual([]);
  expect((await app.files())[0][2]).toMatch(/^[\d.]+\sMB of [\d.]+\sMB$/);
  await app.orderRequests("earliest first");
  await expect
    .poll(async () => {
      const shown = await app.requests();
      return shown.length >= 10 && shown.slice(shown.length / 2).every(({ isPartial }) => !isPartial);
    })
    .toBe(true);
  await app.orderRequests("fastest first");
  await expect.poll(async () => (await app.requests()).some(({ isPartial }) => isPartial)).toBe(true);

  await app.openView("overview");
  await page.getByRole("button", { name: "Read everything" }).click();
  await app.whenIdle();
  await app.whenResult();
  expect(await app.summary()).not.toBe("");
  await expect(app.cutStrip()).toHaveCount(0);
  expect(await exportedSummary(app, info.outputPath("whole"))).toMatchObject({
    requests: REQUESTS,
    cut: null,
    // Those at the beginning and the end of the log are left.
    warnings: { S_PARTIAL: expect.any(Number) },
  });
});

test("a compressed file is cut likewise, and files not begun are named", async ({ page, appAddress }, info) => {
  const bytes = logBytes(REQUESTS / 2);
  const [first, second] = [info.outputPath("a.csv.gz"), info.outputPath("b.csv")];
  await writeFile(first, gzipSync(bytes, { level: 1 }));
  await writeFile(second, logBytes(50));
  const app = new AppDriver(page);
  await app.open(appAddress, { workers: "1", database: "0" });
  await app.chooseFiles([first, second]);
  await app.cancelWhileReading();
  await app.whenIdle();
  await expect(app.cutStrip()).toContainText("No event was read of b.csv: any request may lack theirs.");
  const { files, cut } = await exportedSummary(app, info.outputPath("part"));
  expect(cut?.unreadFiles).toEqual(["b.csv"]);
  expect(cut?.bytesTotal).toBe((await stat(first)).size + (await stat(second)).size);
  const [read, unread] = files;
  expect(read.lines).toBe(read.records + read.blank);
  expect(read.lines).toBeGreaterThan(1);
  expect(read.records).toBeLessThan((REQUESTS / 2) * BENCHMARK_EVENTS_PER_REQUEST);
  expect(unread.lines).toBe(0);
});
