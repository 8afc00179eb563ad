import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { axeViolations } from "./axe-violations.ts";
import { expect, test } from "./fixture.ts";

const NAMES = ["ann", "bob", "cid", "dan", "eve", "fay", "gus"];
const START = Date.UTC(2023, 10, 14, 22);

/** Requests of a shop as text; behind each line so many heartbeats that belong to no request. */
function shopLog(requests: number, heartbeats = 0): string {
  const lines: string[] = [];
  const add = (ms: number, id: string, logger: string, message: string) => {
    const stamp = new Date(START + ms).toISOString().replace("T", " ").replace("Z", "");
    lines.push(`${stamp} INFO [${id}] ${logger}: ${message}`);
  };
  for (let request = 0; request < requests; request++) {
    const id = (request * 2_654_435_761 + 77).toString(16).padStart(8, "0").slice(-8);
    [
      ["web", `user ${NAMES[request % 7]} opens cart`],
      ["cart", `${request % 2 === 0 ? "Cache miss" : "cache-miss"} for key ${request}`],
      ["db", `query took ${5 + (request % 40)} ms`],
      ["web", "response sent"],
    ].forEach(([logger, message], at) => {
      add(request * 300 + at * 13, id, logger, message);
      for (let beat = 0; beat < heartbeats; beat++) add(request * 300 + at * 13, "-", "cron", `heartbeat ${beat}`);
    });
  }
  return `${lines.join("\n")}\n`;
}

interface Summary {
  readonly modelHash: string;
  readonly timingsMs: Readonly<Record<string, number>>;
  readonly files: readonly { readonly counts?: object }[];
}

async function summaryOf(app: AppDriver, folder: string): Promise<Summary> {
  await app.whenIdle();
  await app.exportTo(folder);
  return JSON.parse(await readFile(join(folder, "summary.json"), "utf8")) as Summary;
}

async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("tab", { name }).click();
  await expect(page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
}

/** From a result to the tab of its labels. */
async function openLabels(page: Page): Promise<void> {
  await page.locator(".overview-strip").getByRole("button", { name: "Change" }).click();
  await openTab(page, /^Labels/);
  await page.locator('[data-testid="label-table"]').waitFor();
}

async function analyse(app: AppDriver): Promise<void> {
  await app.page.getByRole("button", { name: "Analyse", exact: true }).click();
  await app.whenResult();
}

test("labels are merged and split, and the model changes without another reading", async ({
  page,
  appAddress,
}, info) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "shop.log", text: shopLog(300) }]);
  await app.whenResult();
  const first = await summaryOf(app, info.outputPath("first"));
  expect(first.timingsMs.read).toBeGreaterThanOrEqual(0);

  await openLabels(page);
  const labels = page.locator('[data-testid="label-table"] tbody th');
  await expect(labels).toHaveCount(5);
  await page.locator('[data-testid="variants"]').getByRole("button", { name: "Merge", exact: true }).click();
  await expect(labels).toHaveCount(4);
  await page.getByRole("button", { name: "user <*> opens cart" }).click();
  expect(await axeViolations(page)).toEqual([]);
  expect(await app.layoutProblems()).toEqual([]);
  await page.getByRole("button", { name: "Split into 7" }).click();
  await expect(labels).toHaveCount(10);
  for (const name of ["ann", "bob"]) await page.getByLabel(`Choose user ${name} opens cart`).check();
  await page.getByLabel("Name of the merged label").fill("staff opens cart");
  await page.getByRole("button", { name: "Merge into one" }).click();
  await expect(labels).toHaveCount(9);
  await expect(page.locator('[data-testid="label-rules"] li')).toHaveCount(3);
  await analyse(app);
  const second = await summaryOf(app, info.outputPath("second"));
  expect(second.modelHash).not.toBe(first.modelHash);
  expect(second.timingsMs.read).toBeUndefined();
  const recipe = JSON.parse(await readFile(info.outputPath("second", "recipe.json"), "utf8"));
  expect(recipe.sources[0].labelRules).toMatchObject({
    splits: [{ label: "user <*> opens cart", position: 1 }],
    merges: [{ into: expect.stringMatching(/cache/i) }, { into: "staff opens cart" }],
  });

  // Taking everything back gives the first model, with what is kept apart still known.
  await page.locator('[data-testid="dataset"]').click();
  await page.getByRole("menuitem", { name: "Change the roles of columns" }).click();
  await openTab(page, /^Labels/);
  for (let rules = 3; rules > 0; rules--) {
    await page.locator('[data-testid="label-rules"]').getByRole("button").first().click();
  }
  await page.getByRole("button", { name: "Keep apart" }).click();
  await expect(page.locator('[data-testid="variants"]')).toHaveCount(0);
  await analyse(app);
  const third = await summaryOf(app, info.outputPath("third"));
  expect(third.modelHash).toBe(first.modelHash);
});

test("a mask is tried on real messages, and a runaway is stopped", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "shop.log", text: shopLog(60) }]);
  await app.whenResult();
  await openLabels(page);
  await page.getByLabel("Name of the mask").fill("user");
  await page.getByLabel("Regular expression of the mask").fill("user (\\w+)");
  await expect(page.getByText(/^found in [1-9] of \d+$/)).toBeVisible();
  await expect(page.locator(".mask-preview mark[title=user]").first()).toHaveText("ann");
  await page.getByLabel("Regular expression of the mask").fill("^(((.|..)+)+)+!$");
  await expect(page.getByRole("alert")).toContainText("did not end", { timeout: 20_000 });
  await expect(page.getByRole("button", { name: "Add mask" })).toBeDisabled();
  await page.getByLabel("Regular expression of the mask").fill("user (\\w+)");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: "Add mask" }).click();
  await expect(page.locator('[data-testid="label-table"]')).toContainText("user <user> opens cart");
  await analyse(app);
});

test("an analysis that lost many lines stops, and goes on as it is told", async ({ page, appAddress }, info) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  const text = shopLog(300, 1);
  await app.dropFiles([{ name: "noisy.log", text }]);
  await expect(page.getByRole("tab", { name: /^Rejected/ })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator('[data-testid="rejected"]')).toContainText("1,200 of 2,400 lines (50 %) were rejected");
  await expect(page.getByText("noisy.log:2", { exact: true })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  expect(await app.layoutProblems()).toEqual([]);

  // Without them: no reading, and the result leads back. All rejected lines are saved, not only samples.
  await analyse(app);
  await expect(page.locator('[data-testid="reject-strip"]')).toContainText("1,200 of 2,400 lines");
  await summaryOf(app, info.outputPath("without"));
  const rows = (await readFile(info.outputPath("without", "rejects.csv"), "utf8")).split("\r\n").slice(0, -1);
  expect(rows[0]).toBe("file,line,code,reason,text");
  expect(rows.slice(1).map((row) => row.split(",", 3).join())).toEqual(
    Array.from({ length: 1200 }, (_, at) => `noisy.log,${2 * at + 2},K_NO_REQ`),
  );
  await app.goTo("#export");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save rejects.csv" }).click();
  expect((await saved).suggestedFilename()).toBe("rejects.csv");

  await app.goTo("#overview");
  await page.getByRole("button", { name: "Look at them" }).click();
  await page.getByRole("button", { name: "Ignore such lines" }).click();
  await page.getByLabel("Which lines").selectOption("pattern");
  await page.getByLabel("Regular expression").fill("\\[-\\] cron:");
  await page.getByRole("button", { name: "Ignore", exact: true }).click();
  await expect(page.locator('[data-testid="sample-lines"]')).toContainText("1,200 blank or header");
  await analyse(app);
  await expect(page.locator('[data-testid="reject-strip"]')).toHaveCount(0);
  const after = await summaryOf(app, info.outputPath("ignored"));
  expect(after.timingsMs.read).toBeGreaterThanOrEqual(0);
  const recipe = JSON.parse(await readFile(info.outputPath("ignored", "recipe.json"), "utf8"));
  expect(recipe.sources[0].ignored).toEqual([{ pattern: "\\[-\\] cron:" }]);
});
