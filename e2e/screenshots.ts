import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { chromium } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { ensureBuild } from "./fresh-build.ts";
import { SCREENS, SIZES, THEMES } from "./screens.ts";
import { serveFolder } from "./static-host.ts";

/**
 * `npm run screenshots [-- FILE...] [--out DIR] [--only NAME]`: pictures of every screen in both themes and two sizes, of
 * the sample or of the given files, to be looked at.
 */
export async function main(args: string[]): Promise<number> {
  const { files, out, only } = parsed(args);
  const host = await serveFolder(await ensureBuild("app"));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_ARGS] });
  await mkdir(out, { recursive: true });
  try {
    for (const theme of THEMES) {
      for (const viewport of SIZES) {
        const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: "reduce" });
        const page = await context.newPage();
        page.on("console", (message) => {
          if (message.type() === "error") console.error(message.text());
        });
        const app = new AppDriver(page);
        const shoot = (name: string) =>
          page.screenshot({ path: join(out, `${name}-${viewport.width}x${viewport.height}-${theme}.png`) });
        await app.open(host.address);
        if (only === null || only === "landing") await shoot("landing");
        if (files.length > 0) await app.chooseFiles(files);
        else await app.openSample();
        await app.whenIdle();
        const { phase, message } = await app.analysisState();
        if (phase !== "ready") {
          await shoot(phase);
          console.error(`${files.map((file) => basename(file)).join(", ")}: ${phase} ${message ?? ""}`);
          return 1;
        }
        for (const { name, hash } of SCREENS) {
          if (only !== null && !name.startsWith(only)) continue;
          await app.goTo(hash);
          await shoot(name);
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await host.close();
  }
  console.log(`Pictures in ${out}`);
  return 0;
}

function parsed(args: readonly string[]): { files: string[]; out: string; only: string | null } {
  const files: string[] = [];
  let out = "out/screenshots";
  let only: string | null = null;
  for (let at = 0; at < args.length; at++) {
    if (args[at] === "--out") out = args[++at];
    else if (args[at] === "--only") only = args[++at];
    else files.push(args[at]);
  }
  return { files, out, only };
}
