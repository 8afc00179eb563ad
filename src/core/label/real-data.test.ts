import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { groupingScore } from "../../samples/grouping-score.ts";
import { textsOf } from "../dictionary-text.ts";
import { BlockFramer } from "../log/framing.ts";
import { parseSlice } from "../log/parse-slice.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { FreeTextLabels } from "../trace/free-text-labels.ts";

const folder = process.env.REAL_DATA_DIR;
const skipNote = folder ? "" : " (skipped: REAL_DATA_DIR is not set)";

const PLAN: SourcePlan = {
  format: "csv",
  compression: "none",
  delimiter: ",",
  header: true,
  columns: "Timestamp,TimeUnixNano,Node,PodName,Container,TraceID,SpanID,Log".split(","),
  roles: {
    request: [{ column: "TraceID" }],
    time: { column: "TimeUnixNano", unit: "ns" },
    task: [],
    label: [
      { column: "Log", json: "log", pattern: "\\s([\\w.]+)#\\d+\\s" },
      { column: "Log", json: "log", pattern: "#\\d+\\s+(.*)", mined: true },
    ],
    keys: [],
    attributes: [{ name: "statement", column: "Log", json: "log", pattern: "\\s([\\w.]+#\\d+)\\s" }],
  },
};

// Each line names the class and line that wrote it, and several lines of a class write the very same text: no text can
// tell these apart, which bounds what can be reached here.
test.skipIf(!folder)(
  `messages of a real system are grouped by the statement that wrote them${skipNote}`,
  () => {
    const framer = new BlockFramer(PLAN);
    const pushed = framer.push(gunzipSync(readFileSync(`${folder}/nezha-tt-2023-01-29-logs.csv.gz`)));
    if (!pushed.ok) throw new Error(pushed.failure.message);
    const labels = new FreeTextLabels({});
    const slices = [...pushed.value, ...framer.finish()].map((block, sliceIndex) => {
      const end = block.byteOffset + block.bytes.length;
      const place = { fileIndex: 0, sliceIndex, start: block.byteOffset, end, originNs: 0n, keepPartitions: 64 };
      const slice = parseSlice(PLAN, { ...block, ...place });
      if ("needMoreBytes" in slice) throw new Error("needs more bytes");
      return labels.take(slice);
    });
    const found: string[] = [];
    const statements: string[] = [];
    const { slices: named, mining } = labels.finish(slices);
    for (const { source, sourceLabel, labels, attributes, attributeValues } of named) {
      const texts = textsOf(labels);
      const values = textsOf(attributeValues[0]);
      source.forEach((of, row) => {
        if (attributes[0][row] < 0) return;
        found.push(texts[sourceLabel[of]]);
        statements.push(values[attributes[0][row]]);
      });
    }
    const { accuracy, f1, groups, statements: count, mixed } = groupingScore(found, statements);
    console.log(
      `${found.length} lines, ${mining?.texts.length} masked texts: grouping accuracy ${accuracy.toFixed(3)}, ` +
        `F1 ${f1.toFixed(3)}, ${groups} groups of ${count} statements, ${mixed} mixed`,
    );
    expect(found.length).toBeGreaterThan(172_000);
    expect(accuracy).toBeGreaterThanOrEqual(0.7);
    expect(f1).toBeGreaterThanOrEqual(0.8);
  },
  240_000,
);
