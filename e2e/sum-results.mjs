/**
 * Prints "N passed, N failed, N skipped" over the JSON reports of Vitest and Playwright (in this order).
 * A report that is missing or names no test counts as one failure; any failure makes the exit code 1.
 */
import { readFileSync } from "node:fs";

const [vitestReport, playwrightReport] = process.argv.slice(2);
const totals = [
  count(vitestReport, (report) => {
    const brokenFiles = report.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  }),
  count(playwrightReport, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  })),
];
const sum = (key) => totals.reduce((total, one) => total + one[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exitCode = sum("failed") > 0 ? 1 : 0;

function count(path, read) {
  try {
    const result = read(JSON.parse(readFileSync(path, "utf8")));
    return result.passed + result.failed + result.skipped === 0 ? { passed: 0, failed: 1, skipped: 0 } : result;
  } catch (error) {
    console.error(`no usable report at ${path}: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
