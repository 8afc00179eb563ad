import { expect, test } from "vitest";
import { basicRoles } from "../../testing/basic-roles.ts";
import { analyseInThread, slicesOfFile } from "../../testing/in-thread-analysis.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { DatasetStore } from "./dataset-store.ts";

const PLAN: SourcePlan = {
  format: "ndjson",
  compression: "none",
  roles: basicRoles({ label: [{ column: "e" }] }),
  repeats: "once",
};
const CSV: SourcePlan = { ...PLAN, format: "csv", header: false, delimiter: ",", columns: ["r", "t", "e"] };

const json = (request: number, ms: number, label: string) =>
  `{"r":"request-${request}","t":${1_700_000_000_000 + ms},"e":"${label}"}\n`;
const csv = (request: number, ms: number, label: string) => `request-${request},${1_700_000_000_000 + ms},${label}\n`;

function events(of: typeof json): string[] {
  return Array.from({ length: 200 }, (_, i) => of(i >> 2, i * 3, "abcd"[i % 4]));
}

/** What a dataset holds: times by file, and the counts of lines. */
function read(plan: SourcePlan, texts: readonly string[], sliceBytes: number, budget = 1e9, reversed = false) {
  const none = texts.map(() => []);
  const store = new DatasetStore(0n, none, budget);
  const slices = texts.flatMap((text, fileIndex) => {
    const context = { fileIndex, originNs: 0n, keepPartitions: 64, hashLines: true };
    return slicesOfFile({ plan, bytes: encodeUtf8(text) }, context, sliceBytes);
  });
  for (const slice of reversed ? slices.reverse() : slices) store.add(slice);
  const dataset = store.finish();
  const rows: string[] = [];
  for (let partition = 0; partition < dataset.keptPartitions; partition++) {
    const { timeNs, file, line } = dataset.rawPartition(partition);
    timeNs.forEach((ns, row) => void rows.push(`${file[row]} ${line[row]} ${ns}`));
  }
  const [{ counts, warnings }] = dataset.fileReports;
  return { rows: rows.sort(), counts, warnings };
}

test.each([
  ["ndjson", PLAN, json],
  ["csv", CSV, csv],
] as const)("of equal lines in a row the first stays, wherever slices end (%s)", (_, plan, of) => {
  const single = events(of);
  const doubled = single.map((line) => line.repeat(2)).join("");
  const whole = read(plan, [doubled], 1 << 20);
  expect(whole.rows.length).toBe(200);
  expect(whole.counts).toMatchObject({ lines: 400, records: 200, duplicates: 200 });
  expect(whole.warnings).toEqual([{ code: "S_REPEAT", count: 200 }]);
  for (const sliceBytes of [37, 64, 130, 1000]) {
    expect(read(plan, [doubled], sliceBytes)).toEqual(whole);
    expect(read(plan, [doubled], sliceBytes, 1e9, true)).toEqual(whole);
  }
  const { repeats: __, ...counting } = plan;
  expect(read(counting, [doubled], 130).rows.length).toBe(400);
});

test("three in a row are one; equal lines with another between them are two", () => {
  const [a, b] = events(json);
  const { rows, counts } = read(PLAN, [a + a + a + b + a], 1 << 20);
  expect([rows.length, counts.duplicates]).toEqual([3, 2]);
});

test("the first line of a file repeats nothing of the file before", () => {
  const [a] = events(json);
  const other = json(9, 1, "x");
  const { repeats: _, ...plan } = PLAN;
  // Of the second file all but its first line are its own: it is no copy.
  const texts = [other + a, a + json(8, 5, "y") + json(7, 6, "z")];
  expect(read(PLAN, texts, 1 << 20).rows.length).toBe(read(plan, texts, 1 << 20).rows.length);
});

test("a sample of the requests leaves out the same lines", () => {
  const doubled = events(json)
    .map((line) => line.repeat(2))
    .join("");
  const all = new Set(read(PLAN, [doubled], 300).rows);
  const sample = read(PLAN, [doubled], 300, 9000);
  expect(sample.rows.length).toBeLessThan(all.size);
  expect(sample.rows.length).toBeGreaterThan(0);
  expect(sample.rows.every((row) => all.has(row))).toBe(true);
});

test("a doubled log that counts repeats once gives the model of the log that was written", async () => {
  const single = events(json);
  const doubled = single.map((line) => line.repeat(2)).join("");
  const { repeats: _, ...plain } = PLAN;
  const originNs = 1_700_000_000_000_000_000n;
  const written = await analyseInThread([{ plan: plain, bytes: encodeUtf8(single.join("")) }], { originNs });
  const read = await analyseInThread([{ plan: PLAN, bytes: encodeUtf8(doubled) }], { originNs, sliceBytes: 500 });
  expect(read.report).toEqual(written.report);
});
