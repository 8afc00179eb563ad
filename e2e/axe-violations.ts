import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { THEMES } from "./screens.ts";

/**
 * What axe finds on the page, one sentence each. In the dark theme colours alone: names, roles and structure are those of the
 * light one.
 */
export async function axeViolations(page: Page, theme: (typeof THEMES)[number] = "light"): Promise<string[]> {
  await endTransitions(page);
  // Rules that pass need not list where.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const { violations } = await (theme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}

/** Colours half way between two states are nobody's: a button that has just been enabled is still grey under white text. */
async function endTransitions(page: Page): Promise<void> {
  // None begins from here on.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((animation) => !(animation instanceof CSSTransition) || animation.playState !== "running"),
  );
}
