import { expect, test } from "vitest";
import type { AnalysisReport } from "./analysis-report.ts";
import type { SummaryInput } from "./summary-document.ts";
import { summaryDocument } from "./summary-document.ts";

const COUNTS = { lines: 9, records: 6, continuations: 0, blank: 1, duplicates: 0, rejects: 2 };
const INPUT: SummaryInput = {
  report: { requests: 20, partialRequests: 3, classes: [] } as unknown as AnalysisReport,
  files: ["a.csv", "b.csv"].map((name) => ({
    name,
    bytes: 500,
    format: "csv",
    report: {
      counts: COUNTS,
      rejects: [{ code: "T_NONE", count: 2, samples: [] }],
      warnings: [{ code: "S_NEG_DUR", count: 1 }],
    },
  })),
  skipped: [],
  cut: null,
  timingsMs: {},
  accountedBytes: 30,
};

test("a complete reading has no cut", () => {
  const summary = JSON.parse(summaryDocument(INPUT, 12));
  expect(summary.cut).toBe(null);
  expect(summary.rejects).toEqual({ T_NONE: 4 });
  expect(summary.warnings).toEqual({ S_NEG_DUR: 2, S_PARTIAL: 3 });
  const whole = { ...INPUT, report: { ...INPUT.report, partialRequests: 0 } };
  expect(JSON.parse(summaryDocument(whole, 0)).warnings).toEqual({ S_NEG_DUR: 2 });
  expect(summary.accountedBytes).toBe(42);
  const formats = [
    { format: "text" as const, records: 5 },
    { format: "ndjson" as const, records: 1 },
  ];
  const [mixed] = JSON.parse(summaryDocument({ ...INPUT, files: [{ ...INPUT.files[0], formats }] }, 0)).files;
  expect(mixed).toMatchObject({ format: "csv", formats, records: 6 });
});

test("a cut tells bytes, partial requests and files that were not read; sizes of files stay", () => {
  const cut = { bytesRead: 430, bytesTotal: 1000, unreadFiles: ["b.csv"] };
  const summary = JSON.parse(summaryDocument({ ...INPUT, cut }, 0));
  expect(summary.cut).toEqual({ bytesRead: 430, bytesTotal: 1000, requests: 3, unreadFiles: ["b.csv"] });
  expect(summary.files[0]).toEqual({ name: "a.csv", bytes: 500, format: "csv", ...COUNTS });
});
