import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

// A font of our own, so that text takes the same room on every machine; the page's policy would refuse the style sheet.
test.use({ bypassCSP: true, reducedMotion: "reduce", viewport: { width: 1280, height: 720 } });

const FONT = join(
  import.meta.dirname,
  "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
);

async function useOwnFont(page: Page): Promise<void> {
  const font = (await readFile(FONT)).toString("base64");
  await page.addStyleTag({
    content: `@font-face { font-family: "Own"; src: url(data:font/woff2;base64,${font}); font-weight: 100 900; }
      :root { --sans: "Own"; --mono: "Own"; }`,
  });
  await page.evaluate(() => document.fonts.load('12px "Own"'));
}

const PICTURES = [
  { name: "overview", hash: "#overview", colorScheme: "light" },
  { name: "path", hash: "#path", colorScheme: "dark" },
  { name: "graph", hash: "#graph", colorScheme: "light" },
  { name: "request", hash: "#requests?request=0", colorScheme: "dark" },
] as const;

// Small differences in how edges of letters are drawn pass; a panel that moved does not. What is drawn by the page itself
// follows the theme, too.
test("the views are laid out as before", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await useOwnFont(page);
  await app.openSample();
  await app.whenIdle();
  for (const { name, hash, colorScheme } of PICTURES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await app.goTo(hash);
    // What the pointer rests on is drawn differently.
    await page.mouse.move(640, 60);
    await expect.soft(page).toHaveScreenshot(`${name}.png`, {
      maxDiffPixelRatio: 0.01,
      threshold: 0.25,
      mask: [page.getByTestId("analysed-in")],
    });
  }
});
