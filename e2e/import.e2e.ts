import type { Page } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { axeViolations } from "./axe-violations.ts";
import { expect as expectSoon, test } from "./fixture.ts";

/** Trials in workers take their time on a busy machine. */
const expect = expectSoon.configure({ timeout: 20_000 });

test.use({ reducedMotion: "reduce" });

/** Requests of four lines of text without a zone in their stamps. */
function textLog(requests: number): string {
  return Array.from({ length: requests * 4 }, (_, at) => {
    const stamp = new Date(Date.UTC(2024, 2, 5, 14, 7, 9, 307) + at * 113).toISOString().replace("T", " ").slice(0, 23);
    const id = `7f3a9c${1000 + (at >> 2)}`;
    return `${stamp} INFO [${id}] shop.Api - ${["received", "checked", "stored", "answered"][at % 4]} order`;
  }).join("\n");
}

/** The same events as JSON in the manner of docker. */
function dockerLog(requests: number): string {
  const lines = textLog(requests).split("\n");
  return lines
    .map((line, at) => {
      const time = new Date(Date.UTC(2024, 2, 5, 14, 7, 9, 400) + at * 113).toISOString();
      return JSON.stringify({ log: `${line}\n`, stream: "stdout", time });
    })
    .join("\n");
}

/** Stamps in which day and month might be either. */
function ambiguousLog(): string {
  const rows = Array.from({ length: 200 }, (_, at) => {
    const day = String(1 + Math.floor(at / 50)).padStart(2, "0");
    const second = String(at % 50).padStart(2, "0");
    return `7f3a9c${1000 + (at >> 2)},${day}/04/2023 08:00:${second}.500,web-${at % 2},step ${"abcd"[at % 4]}`;
  });
  return `rid,when,host,step\n${rows.join("\n")}\n`;
}

async function opened(page: Page, address: string, name: string, text: string): Promise<AppDriver> {
  const app = new AppDriver(page);
  await app.open(address);
  await app.dropFiles([{ name, text }]);
  await app.whenShown();
  return app;
}

/** Counts how often the app begins to read files. */
async function countReadings(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as unknown as { readings: number };
    counted.readings = 0;
    let before = "";
    new MutationObserver(() => {
      const main = document.querySelector("main")?.className ?? "";
      if (main !== before && /page-(reading|analysing|inspecting)/.test(main)) counted.readings++;
      before = main;
    }).observe(document.body, { subtree: true, attributes: true, childList: true, attributeFilter: ["class"] });
  });
  return () => page.evaluate(() => (globalThis as unknown as { readings: number }).readings);
}

test("what was taken for granted is named on the result; one click changes the zone, and the times move", async ({
  page,
  appAddress,
}) => {
  const app = await opened(page, appAddress, "api.log", textLog(100));
  await expect(page.getByText(/Taken for granted: no zone in the stamps: UTC assumed/)).toBeVisible();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const zone = app.question("T_NO_ZONE");
  await expect(zone.getByRole("button", { name: "They are UTC" })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await app.previewTimes())[0]).toBe("2024-03-05 14:07:09.307");
  await zone.getByRole("button", { name: "Another zone" }).click();
  await page.keyboard.type("tokyo");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await app.previewTimes())[0]).toBe("2024-03-05 05:07:09.307");
  await expect(zone).toContainText("read as Asia/Tokyo");
  await expect(page.getByRole("button", { name: /api\.log/ })).toContainText("Asia/Tokyo, chosen");
  expect(await axeViolations(page)).toEqual([]);
  expect(await app.layoutProblems()).toEqual([]);
  await zone.getByRole("button", { name: "They are UTC" }).click();
  await expect.poll(async () => (await app.previewTimes())[0]).toBe("2024-03-05 14:07:09.307");
});

test("an answer above the result is one click: one that agrees reads nothing", async ({ page, appAddress }) => {
  const app = await opened(page, appAddress, "api.log", textLog(100));
  await app.whenIdle();
  const readings = await countReadings(page);
  const strip = page.getByTestId("assumption-T_NO_ZONE");
  await expect(strip).toContainText("Taken for granted: no zone in the stamps: UTC assumed.");
  // Roles that were looked at say nothing of the zone.
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(app.analyseButton()).toBeEnabled();
  await app.analyseButton().click();
  await app.whenResult();
  await expect(strip).toContainText("UTC assumed");
  expect(await axeViolations(page)).toEqual([]);
  expect(await app.layoutProblems()).toEqual([]);
  await strip.getByRole("button", { name: "They are UTC" }).click();
  await expect(strip).toHaveCount(0);
  expect(await readings()).toBe(0);
});

test("lines that stand twice in a row are told, and counted once by a click", async ({ page, appAddress }) => {
  const doubled = textLog(100)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `${line}\n${line}\n`)
    .join("");
  const app = await opened(page, appAddress, "twice.log", doubled);
  const strip = page.getByTestId("assumption-S_REPEAT");
  await expect(strip).toContainText("most lines stand twice in a row");
  expect(await app.layoutProblems()).toEqual([]);
  await strip.getByRole("button", { name: "Count them once" }).click();
  await app.whenResult();
  await expect(strip).toHaveCount(0);
  await expect(page.locator(".overview-facts")).toContainText(/= [\d,]+ records \+ [\d,]+ duplicates/);
});

test("a mapping confirmed as it was leads back to the result, and nothing is read again", async ({
  page,
  appAddress,
}) => {
  const app = await opened(page, appAddress, "api.log", textLog(100));
  await app.whenIdle();
  const readings = await countReadings(page);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(app.analyseButton()).toBeEnabled();
  await app.analyseButton().click();
  await app.whenResult();
  expect(await readings()).toBe(0);
  // What was looked at and confirmed is no guess.
  await expect(page.getByText("Roles were guessed")).toHaveCount(0);
  // Another mapping is read, and counted.
  await page.getByTestId("dataset").click();
  await page.getByRole("menuitem", { name: /change the roles/i }).click();
  await app.role("logger").selectOption("host");
  await app.analyseButton().click();
  await app.whenResult();
  expect(await readings()).toBeGreaterThan(0);
});

test("a file is read in another way, and as it was detected again", async ({ page, appAddress }) => {
  const app = await opened(page, appAddress, "api.json", dockerLog(100));
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const detected = page.getByRole("radio", { name: /in docker JSON.*as detected/ });
  await expect(detected).toBeChecked();
  await expect(app.role("message")).toBeVisible();
  await page.getByRole("radio", { name: /^JSON lines/ }).check();
  await expect(app.role("log").first()).toBeVisible();
  await expect(app.role("message")).toHaveCount(0);
  expect(await axeViolations(page)).toEqual([]);
  await detected.check();
  await expect(app.role("message")).toHaveValue("label");
  await expect(app.analyseButton()).toBeEnabled();
});

test("a pattern is edited on real lines: the place where it breaks, what it fits, fields that become columns", async ({
  page,
  appAddress,
}) => {
  const app = await opened(page, appAddress, "api.log", textLog(100));
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(app.patternShare()).toHaveText(/fits 100.% of 400 lines/);
  const field = await app.editPattern();
  const pattern = await field.inputValue();
  await field.fill(pattern.replace("{level:level}", "{level:digits}"));
  await expect(app.patternProblem()).toContainText('"digits" is neither');
  await expect(app.analyseButton()).toBeDisabled();
  await app.patternProblem().getByRole("button", { name: "Go there" }).click();
  expect(await field.evaluate((area: HTMLTextAreaElement) => area.value[area.selectionStart])).toBe("{");
  // A field that is called like a role has it at once.
  await field.fill(pattern.replace("{message:rest}", "{label} {host:rest}"));
  await expect(app.patternProblem()).toHaveCount(0);
  await expect(app.role("host")).toHaveValue("host");
  await expect(app.role("label")).toHaveValue("label");
  await expect(app.role("message")).toHaveCount(0);
  await expect(app.analyseButton()).toBeEnabled();
  // A pattern that reads nothing marks every line, and proposes another from one of them.
  await field.fill("{time:HH:mm} {label:rest}");
  await expect(app.patternShare()).toHaveText(/fits 0.%/);
  await expect(app.patternLines().getByText("does not fit").first()).toBeAttached();
  await page.getByRole("button", { name: "Propose a pattern from line 1", exact: true }).click();
  await expect(app.patternShare()).toHaveText(/fits 100.% of 400 lines/);
  await page.locator("#pattern").getByRole("button", { name: "Reset" }).click();
  await expect(field).toHaveValue(pattern);
  await expect(app.role("message")).toHaveValue("label");
  await expect(app.analyseButton()).toBeEnabled();
  expect(await axeViolations(page)).toEqual([]);
  await app.analyseButton().click();
  await app.whenResult();
});

test("a value of a line is given a role by keyboard", async ({ page, appAddress }) => {
  const app = await opened(page, appAddress, "api.log", textLog(100));
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const token = app.patternLines().getByRole("button", { name: "shop.Api" }).first();
  await token.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Role of logger" });
  await expect(menu).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await menu.getByRole("menuitemradio", { name: "host" }).focus();
  await page.keyboard.press("Enter");
  await expect(menu).toHaveCount(0);
  await expect(app.role("logger")).toHaveValue("host");
  await expect(token).toBeFocused();
});

test("what only the user can decide keeps files from being read until it is decided", async ({ page, appAddress }) => {
  const app = await opened(page, appAddress, "when.csv", ambiguousLog());
  await expect(app.screenTitle()).toHaveText("Roles of the columns");
  const order = app.question("T_AMBIG_DM");
  await expect(order).toContainText("To decide");
  await expect(app.analyseButton()).toBeDisabled();
  await expect.poll(async () => (await app.previewTimes())[0]).toBe("2023-04-01 08:00:00.500");
  await order.getByRole("button", { name: "Read as MM/dd/yyyy HH:mm:ss.SSS" }).click();
  await expect.poll(async () => (await app.previewTimes())[0]).toBe("2023-01-04 08:00:00.500");
  await expect(app.analyseButton()).toBeEnabled();
  await app.analyseButton().click();
  await app.whenResult();
});

test("many files are grouped, found by name, and walked by keyboard", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  // Files of equal content would be one.
  const carts = Array.from({ length: 16 }, (_, at) => ({ name: `cart-${at + 10}.log`, text: textLog(20 + at) }));
  await app.dropFiles([...carts, { name: "other.csv", text: ambiguousLog() }]);
  await app.whenShown();
  const cards = page.getByRole("navigation", { name: "Files" }).getByRole("button");
  await expect(cards).toHaveCount(2);
  const group = page.getByRole("button", { name: /16 files like cart-\*\.log/ });
  await group.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Changes apply to all 16 files/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(cards).toHaveCount(18);
  await page.getByRole("searchbox", { name: /Files whose names/ }).fill("cart 17");
  await expect(cards).toHaveCount(1);
  expect(await axeViolations(page)).toEqual([]);
  expect(await app.layoutProblems()).toEqual([]);
});
