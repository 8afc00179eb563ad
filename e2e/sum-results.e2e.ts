import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

const SCRIPT = join(import.meta.dirname, "sum-results.mjs");
const BROWSER = { stats: { expected: 5, flaky: 1, unexpected: 0, skipped: 1 }, errors: [] };

/** What is printed of unit tests with these statuses, a file each. */
async function summed(files: readonly string[][], failedSteps: readonly string[] = []) {
  const testResults = files.map((statuses, file) => ({
    name: `${file}.test.ts`,
    status: statuses.includes("failed") || statuses.length === 0 ? "failed" : "passed",
    message: "does not compile",
    assertionResults: statuses.map((status, at) => ({ status, fullName: `test ${at}` })),
  }));
  const folder = await mkdtemp(join(tmpdir(), "results-"));
  try {
    const paths = [join(folder, "vitest.json"), join(folder, "playwright.json")];
    await writeFile(paths[0], JSON.stringify({ testResults }));
    await writeFile(paths[1], JSON.stringify(BROWSER));
    const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, ...paths, ...failedSteps], {
      encoding: "utf8",
    });
    return { line: stdout.trim(), told: stderr.trim().split("\n").filter(Boolean), status };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("results are summed, and what did not end, does not compile or failed without a test is a failure", async () => {
  const fine = [
    ["passed", "passed", "skipped"],
    ["passed", "todo"],
  ];
  expect(await summed(fine)).toEqual({ line: "9 passed, 0 failed, 3 skipped", told: [], status: 0 });
  expect(await summed([...fine, ["passed", "failed"]])).toEqual({
    line: "10 passed, 1 failed, 3 skipped",
    told: ["FAILED: 2.test.ts: test 1"],
    status: 1,
  });
  // Its process died while the second ran.
  expect(await summed([["passed", "run", "pending"]])).toMatchObject({
    line: "7 passed, 2 failed, 1 skipped",
    told: ["DID NOT END: 0.test.ts: test 1", "DID NOT END: 0.test.ts: test 2"],
    status: 1,
  });
  expect(await summed([...fine, []])).toMatchObject({
    line: "9 passed, 1 failed, 3 skipped",
    told: ["FAILED: 2.test.ts: does not compile"],
  });
  const step = "npm run bench -- --quick";
  expect(await summed(fine, [step])).toEqual({
    line: "9 passed, 1 failed, 3 skipped",
    told: [`FAILED: ${step}`],
    status: 1,
  });
  expect((await summed([])).line).toBe("6 passed, 1 failed, 1 skipped");
});
