import { AppDriver } from "./app-driver.ts";
import { axeViolations } from "./axe-violations.ts";
import { expect, test } from "./fixture.ts";
import { SCREENS, THEMES } from "./screens.ts";

for (const colorScheme of THEMES) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("every view passes axe, with names for all controls and no overflow", async ({ page, appAddress }) => {
      test.setTimeout(240_000);
      const app = new AppDriver(page);
      await app.open(appAddress);
      expect(await axeViolations(page, colorScheme), "landing").toEqual([]);
      await app.openSample();
      await app.whenIdle();
      for (const { name, hash } of SCREENS) {
        await app.goTo(hash);
        expect.soft(await axeViolations(page, colorScheme), name).toEqual([]);
        expect.soft(await app.layoutProblems(), name).toEqual([]);
      }
    });
  });
}
