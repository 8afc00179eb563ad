import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

/** The graph view with the sample, drawn. */
async function openGraph(page: Page, address: string): Promise<AppDriver> {
  const app = new AppDriver(page);
  await app.open(address, { database: "0" });
  await app.openSample();
  await page.getByTestId("open-graph").click();
  await page.locator(".graph-stage:not(.graph-stage-waiting) .graph-node").first().waitFor();
  await expect.poll(() => page.locator(".graph-link").count()).toBeGreaterThan(20);
  return app;
}

const hash = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

/** Where a link is seen on the screen: the middle of its longest way that lies in sight and under no node. */
function pointOnLink(page: Page, key: string): Promise<{ x: number; y: number }> {
  return page.evaluate((wanted) => {
    const path = document.querySelector<SVGPathElement>(`[data-link="${wanted}"] > path`);
    const matrix = path?.getScreenCTM();
    if (path === null || matrix == null) throw new Error(`no link ${wanted}`);
    const stage = document.querySelector(".graph-stage")!.getBoundingClientRect();
    for (let at = 1; at < 40; at++) {
      const { x, y } = path.getPointAtLength((path.getTotalLength() * at) / 40).matrixTransform(matrix);
      const isInside = x > stage.left + 8 && x < stage.right - 8 && y > stage.top + 8 && y < stage.bottom - 8;
      if (isInside && document.elementFromPoint(x, y)?.closest(".graph-node, .graph-lane-name") === null)
        return { x, y };
    }
    throw new Error(`link ${wanted} is not in sight`);
  }, key);
}

test("a link leads to its evidence, from the table and from the picture", async ({ page, appAddress }) => {
  await openGraph(page, appAddress);
  const order = page.locator(".graph-link-happens-before").first();
  const key = (await order.getAttribute("data-link")) ?? "";
  const { x, y } = await pointOnLink(page, key);
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
  await expect.poll(() => hash(page)).toMatch(/select=(order|pipeline):\d+-\d+/);
  // Links share their way for a while: whichever lies on top is meant.
  await expect(page.locator(".graph-link-picked")).toHaveCount(1);
  await expect(page.locator(".graph-node-picked")).toHaveCount(2);
  const selected = hash(page);
  // The table shows the same selection, and goes from link to link by keyboard.
  await page.keyboard.press("t");
  const chosen = page.locator('[data-testid="graph-link-table"] tr.chosen');
  await expect(chosen).toHaveCount(1);
  expect(hash(page)).toContain(selected.slice(selected.indexOf("select=")));
  const rows = page.locator('[data-testid="graph-link-table"] .graph-row');
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(rows.nth(1)).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expect.poll(() => hash(page)).toContain(selected.slice(selected.indexOf("select=")));
});

test("segments are reached by keyboard, links are followed, and why not is asked about two segments", async ({
  page,
  appAddress,
}) => {
  await openGraph(page, appAddress);
  const nodes = page.locator(".graph-node");
  await expect(page.locator('.graph-node[tabindex="0"]')).toHaveCount(1);
  await nodes.first().focus();
  await page.keyboard.press("ArrowRight");
  const focused = page.locator(".graph-node:focus");
  await expect(focused).toHaveCount(1);
  await expect(focused).toHaveAttribute("aria-label", / · .+, mean .+, .*on the path of .+%$/);
  await page.keyboard.press("Enter");
  await expect(page.locator(".graph-node-picked")).toHaveCount(1);
  const before = hash(page);
  await page.keyboard.press("]");
  await expect.poll(() => hash(page)).not.toBe(before);
  expect(hash(page)).toMatch(/select=segment:\d+/);
  await page.keyboard.press("[");
  await expect(page.locator(".graph-node-picked")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.locator(".graph-node-picked")).toHaveCount(0);

  await nodes.nth(5).click();
  await expect(page.locator(".graph-node-picked")).toHaveCount(1);
  await page.keyboard.press("y");
  await expect(page.getByText(/^Why not\? Choose/)).toBeVisible();
  await nodes.nth(2).click();
  await expect.poll(() => hash(page)).toMatch(/select=why-not:\d+-\d+/);
  await expect(page.locator(".graph-asked text")).toHaveText(
    /(refuted by|against it|holds in|tentative in|undecided|never)/,
  );
  await expect(page.locator(".graph-node-picked")).toHaveCount(2);
  await page.getByTestId("graph-why-not").click();
  await expect(page.locator(".graph-asked")).toHaveCount(0);
});

test("sliders, lanes and hops decide what is drawn, and say what is not", async ({ page, appAddress }) => {
  await openGraph(page, appAddress);
  const nodes = page.locator(".graph-node");
  const atFirst = await nodes.count();
  const count = page.getByRole("button", { name: /segments shown: what is hidden/ });
  const [shown, all] = (await count.innerText()).split(" of ").map(Number);
  expect(shown).toBe(atFirst);
  expect(all).toBeGreaterThan(shown);
  await count.click();
  await expect(page.getByText(`${all - shown} segments of ${all} not drawn`)).toBeVisible();
  await page.getByRole("button", { name: "Show all", exact: true }).click();
  await expect(nodes).toHaveCount(all);
  await page.keyboard.press("Escape");
  await page.getByTestId("graph-segments").focus();
  await page.keyboard.press("Home");
  await expect(nodes).toHaveCount(0);
  await expect(page.getByText("Every segment is hidden.")).toBeVisible();
  await page.getByRole("button", { name: "Show them" }).click();
  await expect(nodes).toHaveCount(atFirst);

  const lane = page.locator(".graph-lane-name:not(.graph-lane-folded)").first();
  const name = (await lane.innerText()).trim();
  await lane.click();
  const folded = page.locator(".graph-lane-folded", { hasText: name });
  await expect(folded).toContainText("folded");
  expect(await nodes.count()).toBeLessThan(atFirst);
  await folded.click();
  await expect(nodes).toHaveCount(atFirst);

  await nodes.nth(3).click();
  await page.getByTestId("graph-more").click();
  await page.getByRole("menuitemradio", { name: /1 hop around/ }).click();
  await expect.poll(() => nodes.count()).toBeLessThan(atFirst);
  await page.getByRole("button", { name: "Show all segments again" }).click();
  await expect(nodes).toHaveCount(atFirst);
});

test("the picture can be saved, in forms that others read", async ({ page, appAddress, context }) => {
  await openGraph(page, appAddress);
  const drawn = await page.locator(".graph-node").count();
  const save = async (name: string): Promise<Buffer> => {
    await page.getByTestId("graph-more").click();
    const arriving = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: `Save as ${name}` }).click();
    return readFile(await (await arriving).path());
  };
  const [svg, graphml] = [(await save("SVG")).toString(), (await save("GraphML")).toString()];
  // The page itself may not parse text: its policy forbids it.
  const blank = await context.newPage();
  const counts = await blank.evaluate(
    ([drawing, graph]) => {
      const parsed = (text: string, type: DOMParserSupportedType) => {
        const document = new DOMParser().parseFromString(text, type);
        if (document.querySelector("parsererror") !== null) throw new Error("not well-formed");
        return document;
      };
      return {
        faces: parsed(drawing, "image/svg+xml").querySelectorAll("g[transform] > title").length,
        nodes: parsed(graph, "application/xml").querySelectorAll("node").length,
      };
    },
    [svg, graphml] as const,
  );
  expect(counts).toEqual({ faces: drawn, nodes: drawn });
  const dot = (await save("DOT")).toString();
  expect(dot).toMatch(/^digraph "[^"]+" \{/);
  expect(dot.match(/ \[label=/g)?.length).toBe(drawn);
  const png = await save("PNG");
  expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(png.length).toBeGreaterThan(20_000);
  // An empty picture of this size would take a tenth of it.
  const screen = await page.locator(".graph-stage").screenshot();
  expect(screen.length).toBeGreaterThan(15_000);
});

test("without the layout the tables stay", async ({ page, appAddress, trouble }) => {
  await page.route(/layout-[^/]*\.js$/, (route) => route.abort());
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await app.openSample();
  await page.getByTestId("open-graph").click();
  await expect(page.getByText(/could not be laid out/)).toBeVisible();
  expect(await page.locator('[data-testid="graph-segment-table"] tbody tr').count()).toBeGreaterThan(10);
  expect(await page.locator('[data-testid="graph-link-table"] tbody tr').count()).toBeGreaterThan(10);
  trouble.splice(0);
});
