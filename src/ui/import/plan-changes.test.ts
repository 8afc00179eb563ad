import { expect, test } from "vitest";
import type { SourcePlan } from "../../core/log/source-plan.ts";
import type { ListedRule } from "../../core/present/rule-list.ts";
import { basePlan, inspectedFile, mappingFile, withPlan } from "./mapping-file.ts";
import { rulesOfFiles, withChanges, withContinued, withIgnored, withLabelRule } from "./plan-changes.ts";

const plan: SourcePlan = { format: "jaeger", compression: "none" };
const detection = { plan, columns: [], confidence: 1, reasons: [], warnings: [] };
const file = mappingFile({
  file: new File([], "a"),
  detection: detection as never,
  problem: null,
  plan: { ...plan, ignored: [{ prefix: "#" }], labelRules: { merges: [{ labels: ["a", "b"], into: "c" }] } },
  origin: "recipe",
});

test("changes of a plan are shown as it has them, and go back into it", () => {
  const rule: ListedRule = { kind: "apart", rule: ["x", "X"] };
  const more = withContinued(withIgnored(withLabelRule(file, rule, "added"), { pattern: "^y" }, "added"), true);
  expect(inspectedFile(more).plan).toEqual({
    ...plan,
    ignored: [{ prefix: "#" }, { pattern: "^y" }],
    unmatched: "continuation",
    labelRules: { merges: [{ labels: ["a", "b"], into: "c" }], apart: [["x", "X"]] },
  });
  // Trials tell plans apart by identity.
  expect(basePlan(more)).not.toBe(basePlan(file));
  const less = withContinued(withIgnored(withLabelRule(more, rule, "removed"), { pattern: "^y" }, "removed"), false);
  expect(inspectedFile(less).plan).toEqual(inspectedFile(file).plan);
  const none = withIgnored(
    withLabelRule(less, { kind: "merges", rule: { labels: ["a", "b"], into: "c" } }, "removed"),
    { prefix: "#" },
    "removed",
  );
  expect(inspectedFile(none).plan).toEqual(plan);
});

test("rules of labels are those of all files that are read", () => {
  const other = withLabelRule(withPlan(file, withChanges(plan, {})), { kind: "unmasked", rule: "path" }, "added");
  expect(rulesOfFiles([file, other, { ...other, isIncluded: false }])).toMatchObject({
    merges: [{ into: "c" }],
    unmasked: ["path"],
  });
  expect(rulesOfFiles([{ ...file, isIncluded: false }])).toEqual({});
});
