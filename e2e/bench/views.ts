import { basename } from "node:path";
import { chromium } from "@playwright/test";
import { AppDriver } from "../app-driver.ts";
import { CHROMIUM_ARGS, findChromium } from "../chromium.ts";
import { ensureBuild } from "../fresh-build.ts";
import { SCREENS } from "../screens.ts";
import { serveFolder } from "../static-host.ts";
import { longestTask } from "./main-thread.ts";

declare global {
  var longTasksMs: number[];
}

/** Neighbours on the machine can only make a visit slower: of each figure the best is nearest to the truth. */
const ROUNDS = 2;

/**
 * `npm run bench -- --views [FILE...]`: goes from screen to screen of the sample (or of the files) and prints the longest
 * task of the page on the way to each: as PerformanceObserver reports it, and its processor time.
 */
export async function viewsBench(files: readonly string[]): Promise<number> {
  const host = await serveFolder(await ensureBuild("app"));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    page.setDefaultTimeout(0);
    await page.addInitScript(() => {
      globalThis.longTasksMs = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.longTasksMs.push(duration);
      }).observe({ type: "longtask" });
    });
    const app = new AppDriver(page);
    await app.open(host.address);
    if (files.length > 0) await app.chooseFiles([...files]);
    else await app.openSample();
    await app.whenIdle();
    const { phase, message } = await app.analysisState();
    if (phase !== "ready") throw new Error(`the files were not analysed: ${phase} ${message ?? ""}`);
    console.log(files.length > 0 ? files.map((file) => basename(file)).join(", ") : "slow-home-page");
    for (const { name, hash } of SCREENS) {
      const visits: { wallMs: number; cpuMs: number }[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await app.goTo(hash.startsWith("#files") ? "#export" : "#files");
        await page.evaluate(() => {
          globalThis.longTasksMs = [];
        });
        await browser.startTracing(page, { categories: ["toplevel"] });
        await app.goTo(hash);
        await page.waitForTimeout(500);
        const cpuMs = longestTask(await browser.stopTracing());
        visits.push({ wallMs: await page.evaluate(() => Math.max(0, ...globalThis.longTasksMs)), cpuMs });
      }
      const wall = Math.min(...visits.map(({ wallMs }) => wallMs));
      const cpu = Math.min(...visits.map(({ cpuMs }) => cpuMs));
      const observed = wall === 0 ? "none over 50 ms" : `${wall.toFixed(0)} ms`;
      console.log(`  ${name.padEnd(16)} longest task ${observed.padStart(16)}, processor ${cpu.toFixed(0)} ms`);
    }
    return 0;
  } finally {
    await browser.close();
    await host.close();
  }
}
