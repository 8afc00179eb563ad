import { expect, test } from "vitest";
import type { LabelRules } from "../label/label-rules.ts";
import { type ListedRule, listedRules, withoutRule, withRule } from "./rule-list.ts";

const RULES: readonly ListedRule[] = [
  { kind: "masks", rule: { name: "user", pattern: "user (\\w+)" } },
  { kind: "unmasked", rule: "path" },
  { kind: "splits", rule: { label: "a <*>", position: 1 } },
  { kind: "merges", rule: { labels: ["a", "b"], into: "c" } },
  { kind: "apart", rule: ["a", "A"] },
  { kind: "flagged", rule: ["b", "B"] },
];

test("rules are added once, listed in the order in which they are applied, and taken back one by one", () => {
  let rules: LabelRules = {};
  for (const rule of [...RULES].reverse()) rules = withRule(withRule(rules, rule), rule);
  expect(listedRules(rules)).toEqual(RULES);
  for (const [at, rule] of RULES.entries()) {
    rules = withoutRule(rules, rule);
    expect(listedRules(rules)).toEqual(RULES.slice(at + 1));
  }
  expect(rules).toEqual({});
});
