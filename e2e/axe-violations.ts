import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { THEMES } from "./screens.ts";

/**
 * What axe finds on the page, one sentence each. In the dark theme colours alone: names, roles and structure are those of the
 * light one.
 */
export async function axeViolations(page: Page, theme: (typeof THEMES)[number] = "light"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}
