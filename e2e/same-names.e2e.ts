import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppDriver } from "./app-driver.ts";
import { expect as expectSoon, test } from "./fixture.ts";

/** Trials in workers take their time on a busy machine. */
const expect = expectSoon.configure({ timeout: 20_000 });

/** Requests of three lines of text, as one of the pods writes them. */
function podLog(pod: number, requests: number): string {
  const lines = Array.from({ length: requests * 3 }, (_, at) => {
    const stamp = new Date(Date.UTC(2024, 2, 5, 14, 7, 9, 307 + pod) + at * 113).toISOString();
    return `${stamp} INFO [7f3a9c${1000 + Math.floor(at / 3)}] shop.Pod${pod} - ${["received", "checked", "stored"][at % 3]} order`;
  });
  return `${lines.join("\n")}\n`;
}

test("files of one name in two folders are told apart, and one that is left out says who did it", async ({
  page,
  appAddress,
}, testInfo) => {
  const folder = testInfo.outputPath("pods");
  for (const pod of [0, 1]) {
    await mkdir(join(folder, `pod-${pod}`), { recursive: true });
    await writeFile(join(folder, `pod-${pod}`, "app.log"), podLog(pod, 60 + pod));
  }
  const app = new AppDriver(page);
  await app.open(appAddress);
  await page.getByTestId("folder-input").setInputFiles(folder);
  await app.whenShown();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const cards = page.getByRole("navigation", { name: "Files" }).getByRole("button");
  await expect(cards).toHaveText([/^pod-0\/app\.log.*lines 180/, /^pod-1\/app\.log.*lines 183/]);
  await page.getByRole("checkbox", { name: "Leave this file out" }).check();
  await page.getByRole("button", { name: "Analyse", exact: true }).click();
  await app.whenShown();
  await app.openView("files");
  await expect(page.getByTestId("files").getByRole("rowheader")).toHaveText(["pod-1/app.log"]);
  await expect(page.getByTestId("skipped")).toContainText("pod-0/app.log you left it out");
});
