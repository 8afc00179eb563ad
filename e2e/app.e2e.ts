import { readFile, writeFile } from "node:fs/promises";
import { EXPORTED_FILES } from "./app-automation.ts";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

test("the page boots under any path, empty and idle", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await expect(page).toHaveTitle(/Whydunit/);
  expect((await app.analysisState()).phase).toBe("empty");
});

test("a log dropped in becomes a model, and the results can be saved", async ({ page, appAddress }, info) => {
  const log = info.outputPath("checkout.csv");
  await writeFile(log, checkoutLog(300));
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([log]);
  await app.whenIdle();
  expect(await app.analysisState()).toMatchObject({ phase: "ready" });
  const folder = info.outputPath("results");
  expect(await app.exportTo(folder)).toEqual(expect.arrayContaining([...EXPORTED_FILES]));
  const requests = (await readFile(`${folder}/requests.csv`, "utf8")).trimEnd().split("\n");
  expect(requests).toHaveLength(301);
  for (const name of ["summary.json", "model.json", "recipe.json"]) {
    expect(typeof JSON.parse(await readFile(`${folder}/${name}`, "utf8"))).toBe("object");
  }
});

test("a file without anything to analyse is explained, and the page lives on", async ({ page, appAddress }, info) => {
  const poem = info.outputPath("poem.txt");
  await writeFile(poem, "roses are red\nviolets are blue\n");
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([poem]);
  await app.whenIdle();
  const { phase, message } = await app.analysisState();
  expect(phase).toBe("failed");
  expect(message).toMatch(/\w{3,} \w+/);
});

/** Requests in which charging a card and reserving goods run side by side, and the reply waits for both. */
function checkoutLog(requests: number): string {
  const lines = ["request,time,host,task,event"];
  for (let i = 0; i < requests; i++) {
    const start = 1_700_000_000_000_000 + i * 50_000;
    // Whichever takes longer alternates, so that neither order survives.
    const charge = 3000 + ((i * 7919) % 5000);
    const reserve = 3000 + ((i * 104_729) % 5000);
    const id = `order-${i}`;
    lines.push(`${id},${start},web-1,front,accept`);
    lines.push(`${id},${start + 1000},pay-1,payment,charge start`, `${id},${start + 1100},stock-1,stock,reserve start`);
    lines.push(`${id},${start + 1000 + charge},pay-1,payment,charge done`);
    lines.push(`${id},${start + 1100 + reserve},stock-1,stock,reserve done`);
    lines.push(`${id},${start + 1500 + Math.max(charge, reserve)},web-1,front,reply`);
  }
  return `${lines.join("\n")}\n`;
}
