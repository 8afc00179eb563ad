import { expect, test } from "vitest";
import { emptyStatusCounts } from "../model/status.ts";
import type { AnalysisReport } from "./analysis-report.ts";
import { conservationSentence, cutSentence, isConserved, summaryPhrases, tooFewSentence } from "./summary-words.ts";

const COUNTS = { ...emptyStatusCounts(), hypotheses: 20, holds: 5, refuted: 15 };
const RELATIONS = {
  happensBefore: COUNTS,
  segmentHappensBefore: emptyStatusCounts(),
  mutualExclusion: emptyStatusCounts(),
  pipeline: emptyStatusCounts(),
};
const LATENCY = { p50: 408e6, p95: 603e6, p99: 900e6 };
const ADS = { component: 1, name: "ads", totalNs: 197e6 * 41_877 };
const BROWSER = { component: 0, name: "browser", totalNs: 150e6 * 41_877 };
const REPORT = {
  requests: 48_000,
  latencyNs: { p50: 300e6, p95: 500e6, p99: 800e6 },
  relations: RELATIONS,
  classes: [
    {
      id: 0,
      name: "GET /home",
      requests: 41_877,
      latencyNs: LATENCY,
      relations: RELATIONS,
      components: [BROWSER, { ...ADS, totalNs: 1 }],
    },
  ],
  criticalPath: [
    line("browser · load js", 0, 106e6, 0.71),
    line("browser · rest", 0, 281e6, 1),
    line("ads · auction", 1, 40e6, 0.2),
  ],
} as unknown as AnalysisReport;

function line(name: string, component: number, meanNs: number, onPathShare: number) {
  const components = { from: component, to: component };
  return {
    class: 0,
    kind: "segment",
    name,
    segmentKind: component,
    components,
    onPathShare,
    meanNs,
    meanShare: meanNs / 427e6,
  };
}

const text = (report: AnalysisReport, classId: number) =>
  summaryPhrases(report, classId)
    .map((phrase) => phrase.text)
    .join("")
    .replaceAll("\u00a0", " ");

const FIRST =
  "Of the mean 427 ms of GET /home, 106 ms is critical in browser · load js, on the critical path of 71 % of its " +
  "requests; then come browser · rest with 281 ms and ads · auction with 40.0 ms. ";
const SECOND = "Half of 41,877 requests finish within 408 ms, 95 % within 603 ms. ";
const LAST = "5 orders of events were never violated, 15 were refuted.";

test("the summary names the dominating segment first, then latency and what was refuted", () => {
  expect(text(REPORT, 0)).toBe(FIRST + SECOND + LAST);
  expect(summaryPhrases(REPORT, 0).flatMap(({ names }) => (names === null ? [] : [names.name]))).toEqual([
    "browser · load js",
    "browser · rest",
    "ads · auction",
  ]);
});

test("the component with the longest sum is told where another one has more of the path", () => {
  const [home] = REPORT.classes;
  const told = text({ ...REPORT, classes: [{ ...home, components: [ADS, BROWSER] }] }, 0);
  expect(told).toBe(
    `${FIRST}${SECOND}ads takes most time in all, 197 ms a request, but only 40.0 ms of that is critical. ${LAST}`,
  );
});

test("without a path or a class the summary says what is left", () => {
  expect(text({ ...REPORT, criticalPath: [] }, 0)).toBe(SECOND + LAST);
  expect(text({ ...REPORT, classes: [] }, 0)).toBe(
    `Half of 48,000 requests finish within 300 ms, 95 % within 500 ms. ${LAST}`,
  );
});

test("every line is accounted for", () => {
  const counts = { lines: 10, records: 7, continuations: 1, blank: 1, duplicates: 0, rejects: 1 };
  expect(conservationSentence(counts)).toBe("10 lines = 7 records + 1 continuation + 1 blank or header + 1 reject");
  expect(
    conservationSentence({ ...counts, lines: 0, records: 0, continuations: 0, blank: 0, rejects: 0 }, "span"),
  ).toBe("0 spans = 0 records");
  expect(conservationSentence({ ...counts, extra: 2 })).toMatch(/ 1 reject, and 2 further records on their lines$/);
  expect(isConserved(counts)).toBe(true);
  expect(isConserved({ ...counts, rejects: 2 })).toBe(false);
});

test("few requests are called few", () => {
  expect(tooFewSentence(12)).toMatch(/^12 requests: too few to say\./);
  expect(tooFewSentence(50)).toBe(null);
});

test("a stopped reading tells how far it came and who may lack events", () => {
  const cut = { bytesRead: 43, bytesTotal: 100, unreadFiles: [] };
  const said = (unreadFiles: readonly string[], partial: number) =>
    cutSentence({ ...cut, unreadFiles }, partial).replaceAll("\u00a0", " ");
  const first = "Reading was stopped at 43 % of the bytes: all numbers are about these.";
  expect(said([], 0)).toBe(first);
  expect(said([], 1)).toBe(`${first} 1 request near the cut, or near an end of a host's log, may lack events.`);
  expect(said(["b.csv"], 1204)).toBe(
    `${first} 1,204 requests near the cut, or near an end of a host's log, may lack events. No event was read of b.csv: any request may lack theirs.`,
  );
  expect(said(["b", "c", "d", "e", "f"], 0)).toBe(
    `${first} No event was read of b, c, d and 2 other files: any request may lack theirs.`,
  );
});

test("files that could not be read to their ends are named, with the reason", () => {
  const problem = (name: string) => ({ name, readShare: 0.43, problem: "the archive was cut short." });
  const cut = { bytesRead: 43, bytesTotal: 100, unreadFiles: [], problems: [problem("a.gz")] };
  const [sentence] = [cutSentence(cut, 2).replaceAll("\u00a0", " ")];
  expect(sentence).toMatch(
    /^a\.gz was read up to 43\s% of its bytes: the archive was cut short\. All numbers are about what was read\. 2 requests near/,
  );
  const end = { ...cut, problems: [{ ...problem("a.gz"), readShare: 0.9999 }] };
  expect(cutSentence(end, 0)).toMatch(/^a\.gz breaks off: the archive was cut short\./);
  const many = { ...cut, problems: ["a", "b", "c", "d", "e"].map(problem) };
  expect(cutSentence(many, 0)).toContain("2 other files could not be read to the end either.");
});
