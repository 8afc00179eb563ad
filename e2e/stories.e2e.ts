import { join } from "node:path";
import type { Page } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { expect as expectSoon, test } from "./fixture.ts";

/** Scans on demand take their time on a busy machine. */
const expect = expectSoon.configure({ timeout: 30_000 });

const REAL = process.env.REAL_DATA_DIR;

/** Unfolds the lines of the tightest request. */
async function unfoldLines(page: Page): Promise<void> {
  await page
    .getByTestId("evidence")
    .getByRole("button", { name: /lines of/i })
    .first()
    .click();
}

/** Log lines on screen, with their places: read again from the file. */
async function linesOfEvidence(page: Page): Promise<{ readonly place: string; readonly text: string }[]> {
  const lines = page.locator('[data-testid="evidence-lines"]').first().locator("li");
  await expect(lines.first().locator("code")).toBeVisible();
  return lines.evaluateAll((found) =>
    found.map((line) => ({
      place: line.querySelector("button")?.textContent ?? "",
      text: line.querySelector("code")?.textContent ?? "",
    })),
  );
}

test("a newcomer learns from the sample what dominates the critical path, in four clicks or fewer", async ({
  page,
  appAddress,
}) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await page.evaluate(() => {
    const counted = globalThis as unknown as { clicks: number };
    counted.clicks = 0;
    addEventListener("click", () => counted.clicks++, true);
  });
  const begin = performance.now();
  await app.openSample();
  const summary = page.getByTestId("summary");
  await expect(summary).toContainText("posts.found → posts.ranked");
  const clicks = await page.evaluate(() => (globalThis as unknown as { clicks: number }).clicks);
  console.log(`landing to answer: ${clicks} click(s), ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  expect(clicks).toBeLessThanOrEqual(4);
  // The name leads on: to its evidence, and from there to the log.
  await summary.getByRole("link", { name: /posts\.ranked/ }).click();
  await expect(page.getByTestId("evidence")).toContainText("posts.ranked");
});

test("from the graph by a link to its evidence, and to the two lines that are closest", async ({
  page,
  appAddress,
}) => {
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.openSample();
  await app.goTo("#graph?graph.as=table");
  const rows = page.getByTestId("graph-link-table").locator("tbody tr");
  await expect(rows.first()).toBeVisible();
  await rows.filter({ hasText: "happens" }).first().getByRole("button").click();
  const evidence = page.getByTestId("evidence");
  await expect(evidence.getByTestId("verdict").first()).toContainText("always finishes before");
  await expect(evidence).toContainText("Violated in under 3/n");
  expect(page.url()).toContain("select=order");
  await unfoldLines(page);
  const lines = await linesOfEvidence(page);
  expect(lines.length).toBeGreaterThanOrEqual(1);
  for (const { place, text } of lines) {
    expect(place).toMatch(/^slow-home-page\.csv\.gz:[\d,]+$/);
    expect(text).toMatch(/^h\d{4},\d{16},/);
  }
  await page.goBack();
  await expect(evidence).toBeHidden();
});

test("why not? shows the request that refutes an order, with its lines", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.openSample();
  await app.goTo("#graph?select=why-not%3A40-3");
  const evidence = page.getByTestId("evidence");
  await expect(evidence.getByTestId("verdict").first()).toContainText(/refuted by request|does not always finish/);
  for (const { text } of await linesOfEvidence(page)) expect(text).toMatch(/^h\d{4},/);
});

test("a request is found by its id, its bars and its lines are shown", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.openSample();
  await app.search("#h1292");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("waterfall")).toBeVisible();
  expect(page.url()).toContain("#requests");
  await page.keyboard.press("q");
  await expect(page.getByTestId("log-lines")).toContainText("h1292");
});

test("of real traces, an order that no parent link shows is in the graph with its lines", async ({
  page,
  appAddress,
}) => {
  test.skip(REAL === undefined, "skipped without the folder REAL_DATA_DIR");
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.chooseFiles([join(REAL ?? "", "tw-media_load25.json.gz")]);
  await app.whenResult();
  await app.goTo("#graph?graph.as=table&graph.segments=100&graph.links=100");
  const table = page.getByTestId("graph-link-table");
  await expect(table).toContainText("StoreReview");
  const row = table.locator("tbody tr").filter({ hasText: /MmcGetUserId.*StoreReview/ });
  await row.first().getByRole("button").click();
  await expect(page.getByTestId("evidence").getByTestId("verdict").first()).toContainText("always finishes before");
  await unfoldLines(page);
  for (const { place } of await linesOfEvidence(page)) expect(place).toMatch(/^tw-media_load25/);
});

test("of real spans of a shop, a class and a stretch of time are chosen, and a link leads to its lines", async ({
  page,
  appAddress,
}) => {
  test.skip(REAL === undefined, "skipped without the folder REAL_DATA_DIR");
  test.setTimeout(240_000);
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.chooseFiles([join(REAL ?? "", "nezha-ob-2022-08-22-spans.csv.gz")]);
  await app.whenResult();
  const classes = await app.classes();
  expect(classes.length).toBeGreaterThan(2);
  await page.keyboard.press("Escape");
  await app.brushTime(0.25, 0.75);
  const of = /^([\d,]+) of 19,107$/;
  await expect(app.filterCount()).toHaveText(of);
  const kept = Number((await app.filterCount().textContent())?.match(of)?.[1].replaceAll(",", ""));
  expect(kept).toBeGreaterThan(1000);
  expect(kept).toBeLessThan(19_107);
  await app.goTo(`#graph?graph.as=table&${new URL(page.url()).hash.split("?")[1]}`);
  const rows = page.getByTestId("graph-link-table").locator("tbody tr");
  await rows.filter({ hasText: "happens" }).first().getByRole("button").click();
  await expect(page.getByTestId("evidence").getByTestId("verdict").first()).toContainText("always finishes before");
  await unfoldLines(page);
  for (const { place, text } of await linesOfEvidence(page)) {
    expect(place).toMatch(/^nezha-ob-2022-08-22-spans\.csv\.gz:[\d,]+$/);
    expect(text.split(",").length).toBeGreaterThanOrEqual(8);
  }
});
