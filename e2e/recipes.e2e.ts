import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { AppDriver } from "./app-driver.ts";
import { axeViolations } from "./axe-violations.ts";
import { expect, test } from "./fixture.ts";
import { ROOT } from "./fresh-build.ts";
import { THEMES } from "./screens.ts";

/** Orders of three users; every other one is paid by card, which takes more steps. */
function orders(from: number, user = "user_id"): string {
  const lines = [`order_id,time,host,task,event,${user}`];
  for (let i = from; i < from + 400; i++) {
    const steps = i % 2 === 0 ? ["accept", "cash", "reply"] : ["accept", "ask bank", "sign", "book", "send", "reply"];
    steps.forEach((step, at) => {
      const time = 1_700_000_000_000_000 + i * 50_000 + at * 700;
      lines.push(`o-${100_000 + i},${time},shop-${i % 2},front,${step},${["ann", "bob", "cy"][i % 3]}`);
    });
  }
  return `${lines.join("\n")}\n`;
}

test("roles that were set are used the next day, until they are undone and forgotten", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "monday.csv", text: orders(0) }]);
  await app.whenResult();
  await app.changeRoles();
  await app.role("user_id").selectOption("key");
  await app.tellApart("by a key");
  await app.analyseButton().click();
  await app.whenResult();
  await app.whenIdle();
  expect((await app.classes()).length).toBe(3);

  // Another day: the page knows nothing but what the browser kept.
  await page.reload();
  await app.whenIdle();
  await page.getByRole("button", { name: "1 saved recipe" }).click();
  await expect(app.savedRecipes().getByRole("row")).toContainText(["made for", "monday.csv"]);
  await page.keyboard.press("Escape");
  await expect(app.savedRecipes()).toHaveCount(0);
  await app.dropFiles([{ name: "tuesday.csv", text: orders(900) }]);
  await app.whenResult();
  await expect(app.savedRoles()).toContainText(/^Roles as you set them on \d+ \w{3}\./);
  expect((await app.classes()).length).toBe(3);

  await app.savedRoles().getByRole("button", { name: "Forget" }).click();
  await expect(app.savedRoles()).toContainText(/^Forgotten/);
  await app.savedRoles().getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^Roles were guessed/)).toBeVisible();
  await expect(app.savedRoles()).toHaveCount(0);
  expect((await app.classes()).length).toBe(2);
  await app.runCommand("Saved recipes");
  await expect(app.savedRecipes()).toContainText("None yet");
});

test("where the browser keeps nothing, everything else works", async ({ page, appAddress }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "monday.csv", text: orders(0) }]);
  await app.whenResult();
  await app.runCommand("Remember these roles");
  await expect(app.savedRecipes()).toContainText("recipes last until the tab is closed");
  await expect(app.savedRecipes()).toContainText("monday.csv");
  await page.keyboard.press("Escape");
  await app.dropFiles([{ name: "tuesday.csv", text: orders(900) }]);
  await expect(app.savedRoles()).toBeVisible();
});

test("a recipe dropped on a result is applied to it, and says what it met", async ({ page, appAddress }, info) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "monday.csv", text: orders(0) }]);
  await app.whenResult();
  await app.whenIdle();
  const folder = info.outputPath("results");
  await app.exportTo(folder);
  const recipe = JSON.parse(await readFile(`${folder}/recipe.json`, "utf8"));
  recipe.classes = { by: "none" };
  recipe.sources.push({ ...recipe.sources[0], match: "errors-*.csv", fingerprint: undefined });
  await app.dropFiles([{ name: "mine.json", text: JSON.stringify(recipe) }]);
  await expect(app.recipeUse()).toHaveText(
    "The recipe was applied to monday.csv. Its source errors-*.csv matched no file.",
  );
  expect(await app.classes()).toEqual(["all requests 400"]);

  recipe.sources[0].roles.time.unit = "fortnights";
  await app.dropFiles([{ name: "mine.json", text: JSON.stringify(recipe) }]);
  await expect(
    page.getByText(/mine\.json: sources\[0\]\.roles\.time\.unit: seen "fortnights", expected/),
  ).toBeVisible();
});

test("requests are told apart otherwise without reading the files again", async ({ page, appAddress }) => {
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.dropFiles([{ name: "monday.csv", text: orders(0) }]);
  await app.whenResult();
  await app.whenIdle();
  const before = await app.classes();
  expect(before.length).toBe(2);
  await app.runCommand("Tell requests apart");
  await app.tellApart("not at all");
  await page.getByRole("button", { name: "Classify" }).click();
  await expect(page.locator('[data-testid="class-picker"]')).toContainText("all requests");
  await app.whenIdle();
  expect(await app.classes()).toEqual(["all requests 400"]);
  await app.changeRoles();
  await app.tellApart("by shape");
  await app.analyseButton().click();
  await expect(page.locator('[data-testid="class-picker"]')).not.toContainText("all requests");
  await app.whenIdle();
  expect(await app.classes()).toEqual(before);
});

for (const colorScheme of THEMES) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("dialogs, strips and the side of the import screen pass axe", async ({ page, appAddress }) => {
      const violations = () => axeViolations(page, colorScheme);
      const app = new AppDriver(page);
      await app.open(appAddress);
      await app.dropFiles([{ name: "monday.csv", text: orders(0) }]);
      await app.whenResult();
      await app.runCommand("Remember these roles");
      await app.savedRecipes().waitFor();
      expect(await violations(), "saved recipes").toEqual([]);
      expect(await app.layoutProblems()).toEqual([]);
      await page.keyboard.press("Escape");
      await app.runCommand("Tell requests apart");
      await page.locator('[data-testid="classes-dialog"]').waitFor();
      expect(await violations(), "classes").toEqual([]);
      await page.keyboard.press("Escape");
      await app.changeRoles();
      expect(await violations(), "import").toEqual([]);
      expect(await app.layoutProblems()).toEqual([]);
      await app.dropFiles([{ name: "tuesday.csv", text: orders(900) }]);
      await app.savedRoles().waitFor();
      expect(await violations(), "overview").toEqual([]);
      expect(await app.layoutProblems()).toEqual([]);
    });
  });
}

test("analysing twice, the second time with the recipe of the first, gives the same model", async ({
  appAddress: _,
}, info) => {
  const folder = info.outputPath("logs");
  await mkdir(folder);
  await writeFile(`${folder}/monday.csv`, orders(0));
  const [first, second] = [info.outputPath("first"), info.outputPath("second")];
  const analyze = (...args: string[]) =>
    spawnSync(process.execPath, ["e2e/run.mjs", "e2e/analyze.ts", folder, ...args], { cwd: ROOT, encoding: "utf8" });
  expect(analyze("--out", first, "--workers", "2").stderr).toBe("");
  expect(analyze("--out", second, "--workers", "1", "--recipe", `${first}/recipe.json`).stderr).toBe("");
  const [one, other] = await Promise.all(
    [first, second].map(async (out) => ({
      recipe: await readFile(`${out}/recipe.json`, "utf8"),
      hash: JSON.parse(await readFile(`${out}/summary.json`, "utf8")).modelHash as string,
    })),
  );
  expect(JSON.parse(one.recipe).classes.map.length).toBe(2);
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(other).toEqual(one);

  // What the recipe lacks is told in one line.
  await writeFile(`${first}/broken.json`, one.recipe.replace('"root": ["', '"root": [1, "'));
  const broken = analyze("--out", second, "--recipe", `${first}/broken.json`);
  expect(broken.status).toBe(1);
  expect(broken.stderr.trimEnd()).toMatch(/^broken\.json: classes\.map\[0\]\.root/);
});
