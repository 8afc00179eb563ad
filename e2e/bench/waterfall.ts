import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { AppDriver } from "../app-driver.ts";
import { CHROMIUM_ARGS, findChromium } from "../chromium.ts";
import { ensureBuild } from "../fresh-build.ts";
import { serveFolder } from "../static-host.ts";

const EVENTS = 5000;
const TASKS = 100;
const REQUESTS = 20;
const STEPS = ["open", "read", "check", "plan", "write", "flush", "tell", "close"];
/** Frames that are drawn while something moves. */
const FRAMES = 180;

/**
 * `node e2e/run.mjs e2e/bench/waterfall.ts`: one request of 5,000 events, panned, zoomed and scrolled; prints frames per
 * second and the longest task of the page.
 */
export async function main(): Promise<number> {
  const folder = await ensureBuild("app");
  const host = await serveFolder(folder);
  const scratch = await mkdtemp(join(tmpdir(), "whydunit-waterfall-"));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const log = join(scratch, "long.csv");
    await writeFile(log, longRequests());
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    const app = new AppDriver(page);
    await app.open(host.address);
    await app.chooseFiles([log]);
    await app.whenShown();
    const { phase, message } = await app.analysisState();
    if (phase !== "ready") throw new Error(`the log was not analysed: ${phase} ${message ?? ""}`);
    await app.goTo("#requests?request=0");
    await app.requestDetail().waitFor();
    console.log(`one request of ${EVENTS} events, ${(await app.segments()).length} rows in view`);
    for (let step = 0; step < 5; step++) await page.keyboard.press("w");
    await report(page, "pan", { key: "d", back: "a" });
    await report(page, "zoom", { key: "w", back: "s" });
    await report(page, "scroll", null);
    return 0;
  } finally {
    await browser.close();
    await host.close();
    await rm(scratch, { recursive: true });
  }
}

/** Moves once a frame, in turns of twenty to and fro. */
async function report(page: Page, what: string, keys: { key: string; back: string } | null): Promise<void> {
  const { fps, longestMs } = await page.evaluate(
    async ({ keys, frames }) => {
      let longestMs = 0;
      const tasks = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
      });
      tasks.observe({ entryTypes: ["longtask"] });
      const waterfall = document.querySelector('[data-testid="waterfall"]');
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      const begin = performance.now();
      for (let at = 0; at < frames; at++) {
        const isForth = at % 40 < 20;
        if (keys === null && waterfall !== null) waterfall.scrollTop += isForth ? 120 : -60;
        else if (keys !== null) {
          const key = isForth ? keys.key : keys.back;
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        }
        await frame();
      }
      const fps = (frames / (performance.now() - begin)) * 1000;
      for (const { duration } of tasks.takeRecords()) longestMs = Math.max(longestMs, duration);
      tasks.disconnect();
      return { fps, longestMs };
    },
    { keys, frames: FRAMES },
  );
  const longest = longestMs === 0 ? "no task above 50 ms" : `longest task ${Math.round(longestMs)} ms`;
  console.log(`  ${what}: ${Math.round(fps)} frames a second, ${longest}`);
}

/** Few requests at the same time, each of them long: its tasks take turns. */
function longRequests(): string {
  const lines = ["request,time,host,task,event"];
  for (let event = 0; event < EVENTS; event++) {
    for (let request = 0; request < REQUESTS; request++) {
      const task = (event * 7) % TASKS;
      const time = new Date(1.7e12 + event * 3 + ((event * request) % 3)).toISOString();
      const step = STEPS[Math.floor(event / TASKS) % STEPS.length];
      lines.push(`r-${1000 + request},${time},host-${task % 8},worker-${task},${step}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
