import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { AppDriver } from "../app-driver.ts";
import { CHROMIUM_ARGS, findChromium } from "../chromium.ts";
import { peakRendererBytes } from "../renderer-memory.ts";

export interface AppRun {
  /** From handing over the file until the model and the aggregated critical path are on screen. */
  readonly seconds: number;
  /** The same until the app is idle: the database is filled as well. */
  readonly idleSeconds: number;
  /** The app's own stages (ms), from summary.json. */
  readonly timingsMs: Readonly<Record<string, number>>;
  readonly requests: number;
  /** The requests are 1 in this many of the files'. */
  readonly sampled: number;
  readonly peakRssBytes: number | null;
  /** Longest task of the main thread (ms) from opening to idle; 0 if none took 50 ms. */
  readonly longestTaskMs: number;
  readonly firstPaintMs: number;
}

/** Opens the built app in a fresh browser, hands it the file, waits for the model, and measures. */
export async function runApp(address: string, csvPath: string, outFolder: string): Promise<AppRun> {
  return inBrowser(async (context) => {
    const page = await openMeasured(context, address);
    const app = new AppDriver(page);
    const begin = performance.now();
    await app.chooseFiles([csvPath]);
    await app.whenShown();
    const seconds = (performance.now() - begin) / 1000;
    await app.whenIdle();
    const idleSeconds = (performance.now() - begin) / 1000;
    const { phase, message } = await app.analysisState();
    if (phase !== "ready") throw new Error(message ?? `The app ended in the phase "${phase}".`);
    const longestTaskMs = await page.evaluate(() => globalThis.longestTaskMs);
    const peakRssBytes = await peakRendererBytes(context.browser()!);
    const firstPaintMs = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1,
    );
    await app.exportTo(outFolder);
    const summary = JSON.parse(await readFile(join(outFolder, "summary.json"), "utf8"));
    return {
      seconds,
      idleSeconds,
      timingsMs: summary.timingsMs ?? {},
      requests: Number(summary.requests?.total ?? summary.requests ?? summary.requestCount ?? Number.NaN),
      sampled: Number(summary.sampled ?? 1),
      peakRssBytes,
      longestTaskMs,
      firstPaintMs,
    };
  });
}

/**
 * Time (ms) from asking to cancel, in the middle of the analysis, until another screen is shown; null if the page offers
 * no way to cancel or is done before.
 */
export async function measureCancel(address: string, csvPath: string, afterMs: number): Promise<number | null> {
  return inBrowser(async (context) => {
    const page = await openMeasured(context, address);
    const app = new AppDriver(page);
    await app.chooseFiles([csvPath]);
    await page.waitForTimeout(afterMs);
    return app.cancelLatencyMs();
  });
}

declare global {
  var longestTaskMs: number;
}

async function inBrowser<R>(work: (context: BrowserContext) => Promise<R>): Promise<R> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_ARGS] });
  try {
    return await work(await browser.newContext({ viewport: { width: 1280, height: 720 }, acceptDownloads: true }));
  } finally {
    await browser.close();
  }
}

async function openMeasured(context: BrowserContext, address: string): Promise<Page> {
  await context.addInitScript(() => {
    globalThis.longestTaskMs = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        globalThis.longestTaskMs = Math.max(globalThis.longestTaskMs, duration);
    }).observe({ type: "longtask", buffered: true });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  await new AppDriver(page).open(address);
  return page;
}
