import { writeFile } from "node:fs/promises";
import { gzipSync, strToU8, zipSync } from "fflate";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

/** One event of each of 60 requests, as one of the files of a system writes them. */
function log(host: string, event: string, offsetMs: number): string {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `r${100 + i},${1_700_000_000_000 + i * 500 + offsetMs},${host},${event}`,
  );
  return `request,time,host,event\n${rows.join("\n")}\n`;
}

test("files inside an archive are read like files, and their lines again", async ({ page, appAddress }, info) => {
  const archive = zipSync({
    "logs/front.csv": strToU8(log("front", "asked", 0)),
    "logs/back.csv.gz": gzipSync(strToU8(log("back", "answered", 40))),
    "logs/done.csv": [strToU8(log("front", "shown", 90)), { level: 0 }],
    "empty.csv": new Uint8Array(0),
  });
  const path = info.outputPath("logs.zip");
  await writeFile(path, archive);
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.chooseFiles([path]);
  await app.whenResult();
  const names = (await app.files()).map(([name]) => name);
  // In the order of the archive; what is empty is left out.
  expect(names).toEqual(["logs.zip › logs/front.csv", "logs.zip › logs/back.csv.gz", "logs.zip › logs/done.csv"]);
  await app.goTo("#requests?request=0&log.open=1");
  const lines = page.getByTestId("log-lines");
  for (const text of [",front,asked", ",back,answered", ",front,shown"]) await expect(lines).toContainText(text);
});

test("an archive that is cut is explained, and the page lives on", async ({ page, appAddress }, info) => {
  const archive = zipSync({ "a.csv": strToU8(log("front", "asked", 0)) });
  const path = info.outputPath("cut.zip");
  await writeFile(path, archive.subarray(0, archive.length - 30));
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.chooseFiles([path]);
  await app.whenShown();
  const { phase, message } = await app.analysisState();
  expect(phase).toBe("failed");
  expect(message).toMatch(/archive/);
});
