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
const REPORT = {
  requests: 41_877,
  latencyNs: { p50: 408e6, p95: 603e6, p99: 900e6 },
  relations: RELATIONS,
  classes: [{ id: 0, name: "GET /home", requests: 41_877, relations: RELATIONS }],
  criticalPath: [
    { class: 0, kind: "segment", name: "browser · load js", onPathShare: 0.71, meanNs: 106e6, meanShare: 0.3 },
    { class: 0, kind: "segment", name: "rest", onPathShare: 1, meanNs: 321e6, meanShare: 0.7 },
  ],
} as unknown as AnalysisReport;

const text = (report: AnalysisReport, classId: number) =>
  summaryPhrases(report, classId)
    .map((phrase) => phrase.text)
    .join("")
    .replaceAll("\u00a0", " ");

test("the summary names latency, the dominating segment and what was refuted", () => {
  expect(text(REPORT, 0)).toBe(
    "Half of 41,877 requests finish within 408 ms, 95 % within 603 ms. Of the mean 427 ms of GET /home, 106 ms is " +
      "critical in browser · load js, on the critical path of 71 % of its requests. 5 orders of events were never violated " +
      "there, 15 were refuted.",
  );
});

test("without a path the summary says what is left", () => {
  expect(text({ ...REPORT, criticalPath: [] }, 0)).toBe(
    "Half of 41,877 requests finish within 408 ms, 95 % within 603 ms. 5 orders of events were never violated there, 15 were refuted.",
  );
});

test("every line is accounted for", () => {
  const counts = { lines: 10, records: 7, continuations: 1, blank: 1, duplicates: 0, rejects: 1 };
  expect(conservationSentence(counts)).toBe("10 lines = 7 records + 1 continuation + 1 blank or header + 1 reject");
  expect(
    conservationSentence({ ...counts, lines: 0, records: 0, continuations: 0, blank: 0, rejects: 0 }, "span"),
  ).toBe("0 spans = 0 records");
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
  expect(said([], 1)).toBe(`${first} 1 request near the cut may lack events.`);
  expect(said(["b.csv"], 1204)).toBe(
    `${first} 1,204 requests near the cut may lack events. No event was read of b.csv: any request may lack theirs.`,
  );
  expect(said(["b", "c", "d", "e", "f"], 0)).toBe(
    `${first} No event was read of b, c, d and 2 other files: any request may lack theirs.`,
  );
});
