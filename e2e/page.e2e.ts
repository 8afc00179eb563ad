import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

test("the sample shows which wait makes the page slow", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  expect(await app.layoutProblems()).toEqual([]);
  await app.openSample();
  await app.whenIdle();
  const path = await app.criticalPath();
  expect(path.length).toBeGreaterThan(5);
  const times = path.map(({ meanTime }) => Number(meanTime.replace(",", "")));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  // The sentence at the top names what the table begins with (there the task stands apart without a dot).
  const [top] = path;
  expect((await app.summary()).replaceAll(" · ", " ")).toContain(top.name.replace(/^hand-off /, ""));
  expect(await app.files()).toEqual([expect.arrayContaining(["slow-home-page.csv.gz"])]);
  for (const size of [
    { width: 1280, height: 720 },
    { width: 1600, height: 1000 },
  ]) {
    await page.setViewportSize(size);
    expect(await app.layoutProblems()).toEqual([]);
  }
});

test("the segment that takes most of the time is named first", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "shop.csv", text: shopLog(300) }]);
  await app.whenResult();
  const [top] = await app.criticalPath();
  expect(top.name).toBe("renderer render.begin → render.end");
  expect(Number(top.meanTime)).toBeGreaterThan(69);
  expect(await app.summary()).toMatch(/critical in renderer · render\.begin → render\.end/);
});

test("the class picker governs path and requests", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  const other = shopLog(200, "b", "search").split("\n").slice(1).join("\n");
  await app.dropFiles([{ name: "two.csv", text: shopLog(300, "a", "home") + other }]);
  await app.whenResult();
  expect(await app.classes()).toEqual([expect.stringMatching(/ 300$/), expect.stringMatching(/ 200$/)]);
  await app.openView("requests");
  await expect(app.requestDetail().getByRole("heading")).toHaveText(/^a/);
  await app.chooseClass("200");
  await expect(app.requestDetail().getByRole("heading")).toHaveText(/^b/);
  expect((await app.criticalPath())[0].name).toBe("renderer render.begin → render.end");
});

test("roles are mapped by hand, with a pattern that shows what it cuts out of free text", async ({
  page,
  appAddress,
}) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "free-text.csv", text: freeTextLog(200) }]);
  await app.whenResult();
  // Of the text, what varies is masked: that is a label too.
  await expect(page.getByText("Roles were guessed")).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  await expect(app.screenTitle()).toHaveText("Roles of the columns");
  expect(await app.layoutProblems()).toEqual([]);
  await app.role("text").selectOption("ignore");
  await app.role("what").selectOption("ignore");
  await expect(app.analyseButton()).toBeDisabled();
  await expect(page.getByText("No column is the label")).toBeVisible();
  await app.role("thing").selectOption("request");
  await app.role("when").selectOption("time");
  await app.role("text").selectOption("label");
  await app.cutOut("text", "step (");
  await expect(app.analyseButton()).toBeDisabled();
  await expect(page.getByText(/regular expression/).first()).toBeVisible();
  await app.cutOut("text", "step (\\w+)");
  await expect(page.getByText(/cuts out/)).toContainText("open");
  await app.analyseButton().click();
  await app.whenResult();
  // The labels are what the pattern cut out.
  expect((await app.segments()).map((cells) => cells[1])).toEqual(["open", "work", "close"]);
  // Nothing was guessed: no amber strip.
  await expect(page.getByText("Roles were guessed")).toHaveCount(0);
});

test("guessed roles are told, can be looked at, and left as they are", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "shop.csv", text: shopLog(120) }]);
  await app.whenResult();
  const strip = page.getByText(/Roles were guessed: .*request = request/);
  await expect(strip).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  await expect(app.role("request")).toHaveValue("request");
  await page.getByRole("button", { name: "Back" }).click();
  await app.whenResult();
  expect((await app.criticalPath())[0].name).toContain("render");
});

test("rejected lines are counted and shown with their place", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  const lines = shopLog(150).trimEnd().split("\n");
  lines.splice(3, 0, "r-broken,not a time,web-1,front,accept");
  await app.dropFiles([{ name: "shop.csv", text: `${lines.join("\n")}\n` }]);
  await app.whenResult();
  const [row] = await app.rejects();
  expect(row[0]).toBe("1");
  expect(row[2]).toMatch(/\w+ \w+/);
  expect(row[3]).toBe("shop.csv:4");
  expect(row[4]).toContain("not a time");
  const [file] = await app.files();
  const [total, ...parts] = file.slice(3).map((cell) => Number(cell.replaceAll(",", "")));
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
  expect(parts.at(-1)).toBe(1);
});

test("a request is followed down to its raw line, read again from the file", async ({ page, appAddress }, info) => {
  const log = info.outputPath("shop.csv");
  await writeFile(log, shopLog(400));
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([log]);
  await app.whenResult();
  await app.findRequest("a-000123");
  await expect(app.requestDetail().getByRole("heading")).toHaveText("a-000123");
  const segments = await app.segments();
  const charged = segments.reduce((sum, cells) => sum + Number.parseFloat(cells[3] || "0"), 0);
  expect(charged).toBeGreaterThan(0);
  const { place, text } = await app.rawLine(2);
  const line = Number(place.replace(/^.*:/, "").replaceAll(",", ""));
  expect(text).toBe((await readFile(log, "utf8")).split("\n")[line - 1]);
  await app.search("#nobody");
  await expect(app.searchState()).toHaveText("No request id begins with nobody.");
});

test("whatever is under way can be cancelled, and the page takes the next files", async ({
  page,
  appAddress,
}, info) => {
  const log = info.outputPath("large.csv");
  await writeLarge(log, 80 << 20);
  const app = new AppDriver(page);
  await app.open(appAddress, { workers: "1" });
  await app.chooseFiles([log]);
  await expect(app.screenTitle()).toHaveText("Reading");
  await app.cancelButton().click();
  // Events that were read by then are analysed: those are given up too.
  await app.dropFiles([{ name: "shop.csv", text: shopLog(120) }]);
  await app.whenIdle();
  expect(await app.files()).toEqual([expect.arrayContaining(["shop.csv"])]);
  expect((await app.criticalPath())[0].name).toContain("render");
  expect(await app.summary()).not.toBe("");
  await expect(app.cutStrip()).toHaveCount(0);
});

test("files without a log are explained in a sentence", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "empty.csv", text: "" }]);
  await expect(page.getByRole("alert")).toContainText(/empty\.csv: .*empty/);
  await page.getByRole("button", { name: "Back to the start" }).click();
  await expect(app.screenTitle()).toHaveText("Drop logs. See what waits for what.");
  await app.dropFiles([{ name: "photo.csv", text: "\u0000\u0001\u0002\u0000PNG\u0000".repeat(200) }]);
  await expect(page.getByRole("alert")).toContainText(/photo\.csv: \w+ \w+/);
});

test("a file that cannot be read is left out beside one that can", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([
    { name: "shop.csv", text: shopLog(120) },
    { name: "empty.log", text: "" },
  ]);
  await app.whenResult();
  await app.openView("files");
  await expect(page.locator('[data-testid="skipped"]')).toContainText(/1 file left out.*empty\.log/s);
});

/** Renders wait for data; rendering takes 70 ms or more of about 100. */
function shopLog(requests: number, prefix = "a", root = "accept"): string {
  const lines = ["request,time,host,task,event"];
  for (let i = 0; i < requests; i++) {
    const id = `${prefix}-${String(i).padStart(6, "0")}`;
    const start = 1_700_000_000_000_000 + i * 200_000;
    const data = 20_000 + ((i * 7919) % 4000);
    const render = 70_000 + ((i * 104_729) % 20_000);
    lines.push(
      `${id},${start},web-1,front,${root}`,
      `${id},${start + 1000},db-1,store,query.begin`,
      `${id},${start + data},db-1,store,query.end`,
      `${id},${start + data + 500},web-1,renderer,render.begin`,
      `${id},${start + data + 500 + render},web-1,renderer,render.end`,
      `${id},${start + data + 900 + render},web-1,front,reply`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Headers that say nothing, and a label inside free text. */
function freeTextLog(requests: number): string {
  const lines = ["when,thing,what,text"];
  for (let i = 0; i < requests; i++) {
    for (const [at, step] of ["open", "work", "close"].entries()) {
      const time = 1_700_000_000_000 + i * 900 + at * (20 + ((i * 31) % 40));
      lines.push(`${time},${7919 * (i + 1)},x${(i * 13 + at) % 5},did step ${step} of ${(i * 17 + at) % 1009} things`);
    }
  }
  return `${lines.join("\n")}\n`;
}

async function writeLarge(path: string, bytes: number): Promise<void> {
  const out = createWriteStream(path);
  let written = 0;
  for (let part = 0; written < bytes; part++) {
    const text = shopLog(20_000, `p${part}`);
    written += text.length;
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}
