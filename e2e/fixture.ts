import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { ensureBuild } from "./fresh-build.ts";
import { serveFolder } from "./static-host.ts";

/** Neither host nor path is special: what works here works in any folder of any static host. */
const SUB_PATH = "/some/sub/path/";

/** What the tests serve themselves; every other port of this machine is another origin. */
const SERVED_ORIGINS = new Set<string>();

interface Addresses {
  /** Address of the built app, ending in "/". */
  readonly appAddress: string;
  /** Address of the page that tests the engine and the workers without the app. */
  readonly harnessAddress: string;
}

interface Guards {
  /** What the browser did wrong so far; a test that expects trouble removes its own entries. */
  readonly trouble: string[];
}

/**
 * The `test` of every browser test. It fails on a request to another origin, on a violation of the content security
 * policy, on a console error and on an uncaught exception, in the page and in its workers.
 */
export const test = base.extend<Guards, Addresses>({
  appAddress: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern.
    async ({}, use) => {
      const host = await serveFolder(await ensureBuild("app"), SUB_PATH);
      SERVED_ORIGINS.add(new URL(host.address).origin);
      await use(host.address);
      await host.close();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  harnessAddress: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const host = await serveFolder(await ensureBuild("harness"), SUB_PATH);
      SERVED_ORIGINS.add(new URL(host.address).origin);
      await use(host.address + "e2e/harness.html");
      await host.close();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  trouble: [
    async ({ context }, use, info) => {
      const trouble = await watchForTrouble(context);
      await use(trouble);
      if (info.status === info.expectedStatus && trouble.length > 0) {
        throw new Error(`The browser reported trouble:\n${trouble.join("\n")}`);
      }
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";

async function watchForTrouble(context: BrowserContext): Promise<string[]> {
  const trouble: string[] = [];
  await context.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    if (SERVED_ORIGINS.has(url.origin) || url.protocol === "blob:" || url.protocol === "data:") return route.continue();
    trouble.push(`request to another origin: ${url.href}`);
    return route.abort();
  });
  await context.exposeFunction("reportPolicyViolation", (text: string) => {
    trouble.push(`policy violation: ${text}`);
  });
  await context.addInitScript(() => {
    const report = (globalThis as unknown as { reportPolicyViolation(text: string): void }).reportPolicyViolation;
    document.addEventListener("securitypolicyviolation", (event) => {
      report(`${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const watchPage = (page: Page) => {
    page.on("console", (message) => {
      if (message.type() === "error" || /content security policy|trusted ?types?/i.test(message.text())) {
        trouble.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    page.on("pageerror", (error) => trouble.push(`uncaught: ${error.message}`));
    page.on("crash", () => trouble.push("the page crashed"));
  };
  context.pages().forEach(watchPage);
  context.on("page", watchPage);
  return trouble;
}
