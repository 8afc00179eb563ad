import { expect, test } from "vitest";
import { basicRoles } from "../../testing/basic-roles.ts";
import { encodeUtf8 } from "../bytes.ts";
import { textsOf } from "../dictionary-text.ts";
import { parseSlice } from "../log/parse-slice.ts";
import type { Roles, SourcePlan } from "../log/source-plan.ts";
import { mergedNativeLabels, nativeLabels } from "./native-labels.ts";
import type { PooledSlice } from "./pooled-slice.ts";

const ROLES: Roles = basicRoles({ label: [{ column: "m" }] });

function sliceOf(messages: readonly string[], roles: Partial<Roles> = {}): PooledSlice {
  const plan: SourcePlan = { format: "ndjson", compression: "none", roles: { ...ROLES, ...roles } };
  const bytes = encodeUtf8(messages.map((m, t) => JSON.stringify({ r: "a", t, m, d: 1 })).join("\n"));
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  return slice;
}

test("labels are counted over all slices; spans have none of their own", () => {
  const spans = sliceOf(["load", "load"], { duration: { column: "d", unit: "ms" } });
  expect(nativeLabels([sliceOf(["b", "a", "b"]), sliceOf(["c", "b"]), spans])).toEqual({
    labels: [
      { label: "b", events: 3 },
      { label: "a", events: 1 },
      { label: "c", events: 1 },
    ],
    spanEvents: 4,
  });
});

test("a merge renames labels letter by letter, the first merge that names one", () => {
  const merges = [
    { labels: ["#GeorgeFloyd", "x"], into: "tag" },
    { labels: ["x", "y"], into: "other" },
  ];
  const names = (slice: PooledSlice) => Array.from(slice.sourceLabel, (label) => textsOf(slice.labels)[label]);
  const slice = sliceOf(["#GeorgeFloyd", "#georgefloyd", "x", "y", "é"]);
  const [merged] = mergedNativeLabels([slice], merges);
  expect(names(merged)).toEqual(["tag", "#georgefloyd", "tag", "other", "é"]);
  expect(names(slice)[0]).toBe("#GeorgeFloyd");
  expect(mergedNativeLabels([slice], [])).toEqual([slice]);
});

test("labels of spans and of messages keep their names", () => {
  const merges = [{ labels: ["start", "end"], into: "both" }];
  const spans = sliceOf(["load"], { duration: { column: "d", unit: "ms" } });
  expect(mergedNativeLabels([spans], merges)).toEqual([spans]);
  const points = sliceOf(["start", "end"]);
  const ofMessages = { ...points, messageOfLabel: new Int32Array(points.labels.offsets.length - 1) };
  expect(mergedNativeLabels([ofMessages], merges)).toEqual([ofMessages]);
});
