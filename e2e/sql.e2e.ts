import { readFile } from "node:fs/promises";
import type { Page, TestInfo } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { expect as expectSoon, test } from "./fixture.ts";
import { writeSmallSystem } from "./small-system.ts";

const expect = expectSoon.configure({ timeout: 20_000 });

/** The SQL view with a small system in the database. */
async function openSql(page: Page, address: string, info: TestInfo): Promise<AppDriver> {
  const app = new AppDriver(page);
  await app.open(address);
  await app.chooseFiles([await writeSmallSystem(info.outputPath("system.csv"))]);
  await app.whenResult();
  await app.whenIdle();
  await app.goTo("#sql");
  return app;
}

/** Replaces the statement by typing, and runs it by its key. */
async function ask(page: Page, sql: string): Promise<void> {
  await page.getByRole("textbox", { name: "SQL statement" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(sql);
  await page.keyboard.press("ControlOrMeta+Enter");
}

function cells(page: Page) {
  return page.getByTestId("sql-grid").getByRole("gridcell");
}

test("a statement is typed, run by its key, and kept in the address", async ({ page, appAddress }, info) => {
  const app = await openSql(page, appAddress, info);
  const [size] = await app.query("dataset_size");
  await ask(page, "select count(*) as requests from request");
  await expect(page.getByTestId("sql-grid").getByRole("columnheader")).toHaveText([/requests/]);
  await expect(cells(page).first()).toHaveText(Number(size.requests).toLocaleString("en-US"));
  await expect.poll(() => decodeURIComponent(page.url())).toContain("count(*)");
  await page.reload();
  await app.chooseFiles([info.outputPath("system.csv")]);
  await app.whenResult();
  await app.whenIdle();
  await expect(cells(page).first()).toHaveText(Number(size.requests).toLocaleString("en-US"));
});

test("what is wrong with a statement is said in a sentence, and the next one works", async ({
  page,
  appAddress,
}, info) => {
  await openSql(page, appAddress, info);
  const trouble = page.getByRole("alert");
  for (const reaching of [
    "select * from 'https://example.com/requests.csv'",
    "select * from read_csv('https://example.com/requests.csv')",
    "install httpfs",
    "copy request to 'https://example.com/requests.csv'",
  ]) {
    await ask(page, reaching);
    // No request leaves: the fixture fails the test on any.
    await expect(trouble).toHaveText(/^[A-Z].*\.$/);
    await expect(cells(page)).toHaveCount(0);
    await ask(page, "select 1 as one");
    await expect(cells(page).first()).toHaveText("1");
  }
  await ask(page, "select nonsense from request");
  await expect(trouble).toContainText("nonsense");
  await ask(page, "select 41 + 1 as answer");
  await expect(cells(page).first()).toHaveText("42");
});

test("a long statement can be cancelled", async ({ page, appAddress }, info) => {
  await openSql(page, appAddress, info);
  await ask(page, "select sum(a.range * b.range) from range(3000000) a, range(3000000) b");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByTestId("sql-status")).toContainText(/cancelled|stopped/i);
  await ask(page, "select 1 as one");
  await expect(cells(page).first()).toHaveText("1");
});

test("a ready query is drawn as a chart, and its rows can be saved", async ({ page, appAddress }, info) => {
  const app = await openSql(page, appAddress, info);
  await ask(page, "select host, count(*) as segments from segment group by host order by segments desc");
  await expect(cells(page).first()).toBeVisible();
  await app.goTo(`${new URL(page.url()).hash}&sql.chart=on`);
  await expect(page.getByTestId("sql-chart").getByRole("img")).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: /CSV/ }).first().click();
  const path = info.outputPath("result.csv");
  await (await saved).saveAs(path);
  const [header, ...rows] = (await readFile(path, "utf8")).trim().split(/\r?\n/);
  expect(header).toBe("host,segments");
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows) expect(row).toMatch(/^[^,]+,\d+$/);
});

test("every panel's statement answers", async ({ page, appAddress }, info) => {
  const app = await openSql(page, appAddress, info);
  for (const hash of ["#overview", "#path", "#graph?select=order%3A0-1"]) {
    await app.goTo(hash);
    const buttons = page.getByRole("button", { name: /SQL/ });
    const count = await buttons.count();
    expect([hash, count]).not.toEqual([hash, 0]);
    for (let at = 0; at < count; at++) {
      await app.goTo(hash);
      const button = buttons.nth(at);
      const name = await button.getAttribute("aria-label");
      await button.click();
      await expect(page.getByTestId("sql-editor"), `${hash} ${name}`).toBeVisible();
      await expect(page.getByTestId("sql-status"), `${hash} ${name}`).toContainText(/\d[\d,]* rows?/);
    }
  }
});
