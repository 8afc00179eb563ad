import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

test("keys lead to views, and not while a text is typed", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await page.keyboard.press("2");
  await app.dropFiles([{ name: "shop.csv", text: shopLog(200) }]);
  await app.whenResult();
  await page.keyboard.press("2");
  await expect(page).toHaveURL(/#graph$/);
  await app.search("2");
  await page.keyboard.press("3");
  await expect(app.searchBox()).toHaveValue("23");
  await expect(page).toHaveURL(/#graph$/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  // The view opens a request by itself, in place of none.
  await expect(page).toHaveURL(/#requests(\?request=\d+)?$/);
  await page.goBack();
  await expect(page).toHaveURL(/#graph$/);
  await expect(page.locator('[data-testid="open-graph"]')).toHaveAttribute("aria-current", "page");
});

test("help lists the keys that work, and closes by its own", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await page.keyboard.press("?");
  await expect(app.help()).toBeVisible();
  await expect(app.help().getByText("Critical path", { exact: true })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(app.help()).toHaveCount(0);
  await app.dropFiles([{ name: "shop.csv", text: shopLog(200) }]);
  await app.whenResult();
  await page.getByRole("button", { name: "Help" }).click();
  await expect(app.help().getByText("Critical path", { exact: true })).toBeVisible();
  expect(await app.layoutProblems()).toEqual([]);
  await page.keyboard.press("4");
  await expect(page).not.toHaveURL(/#path/);
  await page.keyboard.press("?");
  await expect(app.help()).toHaveCount(0);
});

test("one field finds segments, requests, hosts and commands", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "shop.csv", text: shopLog(200) }]);
  await app.whenResult();
  await page.keyboard.press("/");
  await expect(app.searchBox()).toBeFocused();
  await page.keyboard.type("render.begin");
  await expect(app.searchResults().first()).toContainText("render.begin → render.end");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#graph\?select=segment/);
  await page.keyboard.press("#");
  await page.keyboard.type("a-00004");
  await expect(app.searchResults()).toHaveCount(6);
  await page.keyboard.press("ArrowDown");
  await expect(app.searchResults().nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#requests\?.*request=\d+/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("light or");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", /light|dark/);
});

test("filters are added, turned round and removed; nothing left is explained and undone", async ({
  page,
  appAddress,
}) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "shop.csv", text: shopLog(200) }]);
  await app.whenResult();
  await app.search("db-2");
  await app.searchResults().filter({ hasText: "host" }).click();
  await expect(app.filterCount()).toHaveText("40 of 200");
  await expect(app.filters()).toHaveText("host db-2");
  await app.filters().getByRole("button", { name: "host db-2", exact: true }).click();
  await expect(app.filters()).toHaveText("not host db-2");
  await expect(app.filterCount()).toHaveText("160 of 200");
  // Web servers write in every request: without them none is left.
  await app.search("web-1");
  await page.keyboard.press("Shift+Enter");
  await expect(app.filterCount()).toHaveText("0 of 200");
  await expect(app.emptyFilter()).toContainText("No request matches both filters.");
  await expect(app.emptyFilter()).toContainText("not host web-1alone leaves none");
  await expect(app.emptyFilter()).toContainText("not host db-2alone leaves 160");
  await app.emptyFilter().getByRole("button", { name: "Drop not host web-1" }).click();
  await expect(app.filterCount()).toHaveText("160 of 200");
  await page.getByRole("button", { name: "Remove filter not host db-2" }).click();
  await expect(app.filters()).toHaveCount(0);
  await page.goBack();
  await expect(app.filters()).toHaveText("not host db-2");
});

test("a stretch of time is chosen by hand and by keys", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "shop.csv", text: shopLog(200) }]);
  await app.whenResult();
  await expect(app.timeReading()).toContainText("all of it");
  await app.brushTime(0.25, 0.75);
  await expect(app.filterCount()).toHaveText(/^(9\d|10\d) of 200$/);
  await expect(app.timeReading()).toContainText(/· 50\s%/);
  await page.getByRole("slider", { name: "Earliest start of requests" }).press("End");
  await page.keyboard.press("Enter");
  await expect(app.timeReading()).toContainText(/· 0\.42\s%/);
  await page.getByRole("button", { name: "Show all of the time" }).click();
  await expect(app.timeReading()).toContainText("all of it");
  await expect(app.filters()).toHaveCount(0);
});

test("an address says where it leads, and leads there once its logs are open", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(`${appAddress}#path?filter=${encodeURIComponent("1;host=db-2")}`);
  await expect(page.getByText("This address leads to Critical path, with 1 filter.")).toBeVisible();
  await app.dropFiles([{ name: "shop.csv", text: shopLog(200) }]);
  await app.whenResult();
  await expect(app.filterCount()).toHaveText("40 of 200");
  await expect(page.locator('[data-testid="open-path"]')).toHaveAttribute("aria-current", "page");
});

/** Requests of a front, one of five stores and a renderer, 200 ms apart. */
function shopLog(requests: number): string {
  const lines = ["request,time,host,task,event"];
  for (let i = 0; i < requests; i++) {
    const id = `a-${String(i).padStart(6, "0")}`;
    const start = 1_700_000_000_000_000 + i * 200_000;
    const data = 20_000 + ((i * 7919) % 4000);
    const render = 70_000 + ((i * 104_729) % 20_000);
    const store = `db-${i % 5}`;
    lines.push(
      `${id},${start},web-1,front,accept`,
      `${id},${start + 1000},${store},store,query.begin`,
      `${id},${start + data},${store},store,query.end`,
      `${id},${start + data + 500},web-1,renderer,render.begin`,
      `${id},${start + data + 500 + render},web-1,renderer,render.end`,
      `${id},${start + data + 900 + render},web-1,front,reply`,
    );
  }
  return `${lines.join("\n")}\n`;
}
