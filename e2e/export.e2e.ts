import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { unzipSync } from "fflate";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";
import { writeSmallSystem } from "./small-system.ts";

function hasSqlite(): boolean {
  try {
    execFileSync("sqlite3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("the tables leave as an archive that other databases load", async ({ page, appAddress }, info) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([await writeSmallSystem(info.outputPath("system.csv"))]);
  await app.whenResult();
  await app.whenIdle();
  await app.goTo("#export");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save tables.zip" }).click();
  const archive = info.outputPath("tables.zip");
  await (await saved).saveAs(archive);
  const folder = info.outputPath("tables");
  await mkdir(folder, { recursive: true });
  const members = unzipSync(await readFile(archive));
  for (const [name, bytes] of Object.entries(members)) await writeFile(join(folder, name), bytes);

  const [size] = await app.query("dataset_size");
  const text = async (name: string) => await readFile(join(folder, name), "utf8");
  const database = await (await DuckDBInstance.create()).connect();
  await database.run(await text("schema.sql"));
  await database.run((await text("load-duckdb.sql")).replaceAll("FROM '", `FROM '${folder}/`));
  const counts = `select (select count(*) from request), (select count(*) from event), (select sum(latency_ns) from request)`;
  const [[requests, events, latency]] = (await database.runAndReadAll(counts)).getRowsJson();
  expect([Number(requests), Number(events)]).toEqual([Number(size.requests), Number(size.events)]);
  expect(Number(latency)).toBeGreaterThan(0);

  if (!hasSqlite()) return;
  const ask = (...commands: string[]) =>
    execFileSync("sqlite3", ["analysis.db", ...commands], { cwd: folder, encoding: "utf8" }).trim();
  expect(ask(".read schema.sql", ".read load-sqlite.sql")).toBe("");
  expect(ask(counts)).toBe(`${requests}|${events}|${latency}`);
});

test("documents and single tables are saved under their names", async ({ page, appAddress }, info) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([await writeSmallSystem(info.outputPath("system.csv"))]);
  await app.whenResult();
  await app.whenIdle();
  await app.goTo("#export");
  const save = async (name: string) => {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: `Save ${name}`, exact: true }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(name);
    const path = info.outputPath(name);
    await download.saveAs(path);
    return readFile(path, "utf8");
  };
  const summary = JSON.parse(await save("summary.json"));
  const model = JSON.parse(await save("model.json"));
  expect(model.classes).toHaveLength(summary.classes.length);
  const lines = (await save("requests.csv")).trim().split("\n");
  expect(lines).toHaveLength(summary.requests + 1);
  const kinds = (await save("segment_kind.csv")).trim().split("\n");
  expect(kinds.length - 1).toBe(summary.segmentKinds);
});
