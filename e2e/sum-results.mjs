/**
 * Prints "N passed, N failed, N skipped" over the JSON reports of Vitest and Playwright (in this order).
 * A report that is missing or names no test counts as one failure, and so does each test that was begun or planned and
 * never ended, as when its process died; any failure makes the exit code 1.
 * Steps that failed are given after the two reports: where no test tells why, each counts as one failure.
 */
import { readFileSync } from "node:fs";

const [vitestReport, playwrightReport, ...failedSteps] = process.argv.slice(2);
const totals = [
  count(vitestReport, ({ testResults }) => {
    const result = { passed: 0, failed: 0, skipped: 0 };
    for (const { name, status, assertionResults, message } of testResults) {
      if (status === "failed" && assertionResults.length === 0) {
        result.failed++;
        console.error(`FAILED: ${name}: ${message}`);
      }
      for (const test of assertionResults) {
        if (test.status === "passed") result.passed++;
        else if (test.status === "skipped" || test.status === "todo") result.skipped++;
        else {
          result.failed++;
          const how = test.status === "failed" ? "FAILED" : "DID NOT END";
          console.error(`${how}: ${name}: ${test.fullName}`);
        }
      }
    }
    return result;
  }),
  count(playwrightReport, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  })),
];
const sum = (key) => totals.reduce((total, one) => total + one[key], 0);
for (const step of failedSteps) console.error(`FAILED: ${step}`);
const failed = sum("failed") || failedSteps.length;
console.log(`${sum("passed")} passed, ${failed} failed, ${sum("skipped")} skipped`);
process.exitCode = failed > 0 ? 1 : 0;

function count(path, read) {
  try {
    const result = read(JSON.parse(readFileSync(path, "utf8")));
    return result.passed + result.failed + result.skipped === 0 ? { passed: 0, failed: 1, skipped: 0 } : result;
  } catch (error) {
    console.error(`no usable report at ${path}: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
