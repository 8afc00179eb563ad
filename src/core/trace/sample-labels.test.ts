import { expect, test } from "vitest";
import { basicRoles } from "../../testing/basic-roles.ts";
import { encodeUtf8 } from "../bytes.ts";
import { parseSlice } from "../log/parse-slice.ts";
import { linesOfSample } from "../log/sample-lines.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { sampleLabels } from "./sample-labels.ts";

const plan: SourcePlan = {
  format: "ndjson",
  compression: "none",
  roles: basicRoles({ label: [{ column: "l" }, { column: "m", mined: true }] }),
};

test("the labels and the lines of a sample are told as those of everything", () => {
  const lines = [
    ...["page 5 done", "page 7 done", "Page 9 done."].map((m, t) => JSON.stringify({ r: "a", t, m })),
    '{"r":"a","t":5,"l":"native"}',
    "junk",
    '{"t":5}',
    "more junk",
  ];
  const bytes = encodeUtf8(lines.join("\n"));
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  const overview = sampleLabels(slice, {}, 10);
  expect(overview.mined?.eventCount).toBe(4);
  expect(overview.native).toEqual([]);
  expect(linesOfSample(slice)).toMatchObject({
    counts: { lines: 7, records: 4, rejects: 3 },
    rejects: [
      { code: "P_SYNTAX", count: 2, samples: [{ line: 5, sample: "junk" }, { line: 7 }] },
      { code: "K_NO_REQ", count: 1, samples: [{ line: 6 }] },
    ],
  });
});
