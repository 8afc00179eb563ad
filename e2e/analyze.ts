import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { type AnalyzeArguments, parseArguments } from "./analyze-arguments.ts";
import { AppDriver } from "./app-driver.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { ensureBuild } from "./fresh-build.ts";
import { peakRendererBytes } from "./renderer-memory.ts";
import { serveFolder } from "./static-host.ts";

/**
 * `npm run analyze -- FILE... --out DIR`: the app without a window. Exit code 0 and the exported files in DIR, or
 * not 0 and exactly one line on stderr that says why.
 */
export async function main(args: string[]): Promise<number> {
  let parsed: AnalyzeArguments;
  try {
    parsed = parseArguments(args);
  } catch (error) {
    console.error(oneLine(error));
    return 2;
  }
  try {
    for (const name of await analyze(parsed)) console.log(join(parsed.outFolder, name));
    return 0;
  } catch (error) {
    console.error(oneLine(error));
    return 1;
  }
}

/**
 * Builds the app if needed, analyses the files in a headless browser and saves what the app exports. Adds to
 * summary.json: `foreignRequests` (requests to any other origin: blocked, and expected to be 0) and `peakRssBytes`
 * (null where the system does not tell). Returns the names of the files; throws an Error with a sentence.
 */
export async function analyze({ files, outFolder, query, timeoutMs }: AnalyzeArguments): Promise<string[]> {
  const host = await serveFolder(await ensureBuild("app", "silent"));
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_ARGS] });
    const context = await browser.newContext({ acceptDownloads: true });
    let foreignRequests = 0;
    await context.route("**/*", (route) => {
      if (route.request().url().startsWith(host.address) || /^(blob|data):/.test(route.request().url())) {
        return route.continue();
      }
      foreignRequests++;
      return route.abort();
    });
    const page = await context.newPage();
    const crashed = new Promise<never>((_, reject) => {
      page.on("crash", () => reject(new Error("The tab crashed, most likely for lack of memory.")));
    });
    const app = new AppDriver(page);
    const names = await Promise.race([
      resultsOf(app, host.address, files, outFolder, query),
      crashed,
      afterMs(timeoutMs, `The analysis was not finished after ${timeoutMs / 1000} s.`),
    ]);
    const peakRssBytes = await peakRendererBytes(browser);
    const summaryPath = join(outFolder, "summary.json");
    const summary = JSON.parse(await readFile(summaryPath, "utf8")) as object;
    await writeFile(summaryPath, `${JSON.stringify({ ...summary, foreignRequests, peakRssBytes }, null, 2)}\n`);
    return names;
  } finally {
    await browser?.close();
    await host.close();
  }
}

async function resultsOf(
  app: AppDriver,
  address: string,
  files: readonly string[],
  outFolder: string,
  query: Readonly<Record<string, string>>,
): Promise<string[]> {
  // Playwright's own limits would end a long analysis; the caller's timeout is the only one.
  app.page.setDefaultTimeout(0);
  await app.open(address, query);
  await app.chooseFiles(files);
  await app.whenIdle();
  const { phase, message } = await app.analysisState();
  if (phase !== "ready") throw new Error(message ?? `The analysis ended in the phase "${phase}" without a result.`);
  return app.exportTo(outFolder, 3_600_000);
}

function afterMs(ms: number, sentence: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(sentence)), ms).unref();
  });
}

/** Errors of tools carry stacks, colours and call logs behind their first line. */
function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character.
  const plain = text.replace(/\u001b\[[0-9;]*m/g, "").trim();
  return plain.split(/\s*\n/)[0] || "The analysis failed without saying why.";
}
