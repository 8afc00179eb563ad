import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";
import { SCREENS, THEMES } from "./screens.ts";

/** What axe finds on the page, one sentence each. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}

for (const colorScheme of THEMES) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("every view passes axe, with names for all controls and no overflow", async ({ page, appAddress }) => {
      test.setTimeout(240_000);
      const app = new AppDriver(page);
      await app.open(appAddress);
      expect(await violations(page), "landing").toEqual([]);
      await app.openSample();
      await app.whenIdle();
      for (const { name, hash } of SCREENS) {
        await app.goTo(hash);
        expect.soft(await violations(page), name).toEqual([]);
        expect.soft(await app.layoutProblems(), name).toEqual([]);
      }
    });
  });
}
