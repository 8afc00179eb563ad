import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./e2e/chromium.ts";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  outputDir: "test-results",
  // The long programme has tests of gigabytes: these have the machine to themselves.
  workers: process.env.WHYDUNIT_SLOW === "1" ? 1 : 2,
  // Ten times what the longest usual test takes: machines may be slow for an hour.
  timeout: 180_000,
  // One set of pictures for every platform: they are drawn with a font of their own.
  snapshotPathTemplate: "{testDir}/golden/{arg}{ext}",
  forbidOnly: true,
  reporter: process.env.PLAYWRIGHT_JSON ? [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON }]] : "list",
  use: {
    viewport: { width: 1280, height: 720 },
    launchOptions: { executablePath: await findChromium(), args: [...CHROMIUM_ARGS] },
    trace: "off",
  },
});
