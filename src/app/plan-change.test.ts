import { expect, test } from "vitest";
import type { LabelRules } from "../core/label/label-rules.ts";
import type { InspectedFile } from "./phase.ts";
import { planChange } from "./plan-change.ts";

const file = new File([], "a.log");

function inspected(labelRules: LabelRules | undefined, more: object = {}): InspectedFile {
  const plan = { format: "ndjson", compression: "none", ...more, ...(labelRules && { labelRules }) } as const;
  return { file, detection: null, problem: null, plan, origin: "guess" };
}

test("merges, splits and what is kept apart take no reading; masks and everything else do", () => {
  const merges = [{ labels: ["a", "b"], into: "c" }];
  const plain = [inspected(undefined)];
  expect(planChange(plain, [{ ...plain[0], origin: "user" }])).toBe("none");
  expect(planChange(plain, [inspected({})])).toBe("none");
  expect(planChange(plain, [inspected({ merges })])).toBe("labels");
  expect(planChange([inspected({ merges })], [inspected({ splits: [{ label: "a <*>", position: 1 }] })])).toBe(
    "labels",
  );
  expect(planChange(plain, [inspected({ apart: [["a", "b"]], flagged: [["c", "d"]] })])).toBe("none");
  expect(planChange([inspected({ unmasked: ["path"] })], [inspected({ unmasked: ["path"], merges })])).toBe("labels");
  expect(planChange(plain, [inspected({ unmasked: ["path"] })])).toBe("reading");
  expect(planChange(plain, [inspected({ masks: [{ name: "x", pattern: "y" }], merges })])).toBe("reading");
  expect(planChange(plain, [inspected(undefined, { unmatched: "continuation" })])).toBe("reading");
});

test("other files, or one more or less of them, are read", () => {
  const plain = inspected(undefined);
  expect(planChange([plain], [])).toBe("reading");
  expect(planChange([plain], [{ ...plain, plan: null }])).toBe("reading");
  expect(planChange([plain], [{ ...plain, file: new File([], "a.log") }])).toBe("reading");
});
