import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { benchmarkCsv } from "../src/samples/benchmark-system.ts";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

test("the database holds what the summary says", async ({ page, appAddress }, info) => {
  const log = info.outputPath("log.csv");
  await writeFile(log, Buffer.concat([...benchmarkCsv({ requests: 400, kinds: 120, seed: 3 })]));
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([log]);
  await app.whenIdle();
  const folder = info.outputPath("out");
  await app.exportTo(folder);
  const summary = JSON.parse(await readFile(join(folder, "summary.json"), "utf8"));
  const [size] = await app.query("dataset_size");
  expect(size).toMatchObject({ requests: 400, events: 24_000 });
  const classes = await app.query("latency_by_class");
  expect(classes.map((row) => row.requests).sort()).toEqual(
    summary.classes.map((row: { requests: number }) => row.requests).sort(),
  );
  const hosts = await app.query("events_by_host");
  expect(hosts.reduce((sum, row) => sum + Number(row.events), 0)).toBe(24_000);
  expect(summary.accountedBytes).toBeGreaterThan(1_000_000);
});

test("beyond its budget the database holds a sample of whole requests", async ({ page, appAddress }, info) => {
  const log = info.outputPath("log.csv");
  await writeFile(log, Buffer.concat([...benchmarkCsv({ requests: 2000, kinds: 60, seed: 3 })]));
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "30000" });
  await app.chooseFiles([log]);
  await app.whenIdle();
  const [size] = await app.query("dataset_size");
  expect(size.requests).toBe(2000);
  expect(Number(size.events)).toBeGreaterThan(20_000);
  expect(Number(size.events)).toBeLessThan(60_000);
  expect(Number(size.events) % 60).toBe(0);
});
