import { expect, test } from "./fixture.ts";
import type { Harness } from "./harness.ts";

declare global {
  var harness: Harness;
}

test.beforeEach(async ({ page, harnessAddress }) => {
  await page.goto(harnessAddress);
  await page.waitForFunction(() => globalThis.harness !== undefined);
});

test("a real worker answers, and dies without leaving a call behind", async ({ page }) => {
  const result = await page.evaluate(async () => {
    const handle = harness.calculator();
    const name = (error: Error) => error.name;
    let restarts = 0;
    handle.onRestart(() => restarts++);
    const sum = await handle.call((api) => api.add(2, 3));
    const hung = await handle.call((api) => api.spin(), { deadlineMs: 300 }).then(() => "answered", name);
    const again = await handle.call((api) => api.add(4, 5));
    const waiting = handle
      .call((api) => api.hang())
      .then(
        () => "answered",
        (error: Error) => error.message,
      );
    await handle.call((api) => api.crashLater());
    const crashed = await waiting;
    const third = await handle.call((api) => api.add(1, 1));
    handle.terminate();
    return { sum, hung, again, crashed, third, restarts };
  });
  expect(result).toMatchObject({ sum: 5, hung: "DeadlineExceeded", again: 9, third: 2, restarts: 2 });
  expect(result.crashed).toMatch(/^the calculator died: .*crashed on request/);
});

test("only listed scripts become workers", async ({ page }) => {
  const result = await page.evaluate(() => {
    const attempt = (url: string) => {
      try {
        harness.startModuleWorker(url, "intruder");
        return "started";
      } catch (error) {
        return (error as Error).name;
      }
    };
    return ["./assets/other.js", "https://example.com/x.js", "data:text/javascript,1", `blob:${location.origin}/1`].map(
      attempt,
    );
  });
  expect(result).toEqual(["TypeError", "TypeError", "TypeError", "TypeError"]);
});

test("the policy refuses what does not pass the gate", async ({ page, trouble }) => {
  const refused = await page.evaluate(() => {
    try {
      new Worker("./assets/other.js");
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toBe(true);
  await expect.poll(() => trouble.length).toBeGreaterThan(0);
  expect(trouble.join("\n")).toMatch(/TrustedScriptURL/);
  trouble.length = 0;
});
