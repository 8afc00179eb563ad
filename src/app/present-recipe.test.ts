import { expect, test } from "vitest";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { InspectedFile } from "./phase.ts";
import { isSameReading } from "./present-recipe.ts";

const FILE = new File(["x"], "a.log");
const PLAN: SourcePlan = { format: "text", compression: "none", pattern: "{a:rest}", assume: { zone: 60 } };

function inspected(change: Partial<InspectedFile> = {}): InspectedFile[] {
  return [{ file: FILE, detection: null, problem: null, plan: PLAN, origin: "guess", ...change }];
}

test("the same plans of the same files are the same reading, in whatever order their names stand", () => {
  const { format, compression, pattern, assume } = PLAN;
  const turned = { assume, pattern, compression, format } as SourcePlan;
  expect(isSameReading(inspected(), inspected({ plan: turned, origin: "user" }))).toBe(true);
});

test("another plan, a file left out, and another file are not", () => {
  expect(isSameReading(inspected(), inspected({ plan: { ...PLAN, assume: { zone: 120 } } }))).toBe(false);
  expect(isSameReading(inspected(), inspected({ plan: null }))).toBe(false);
  expect(isSameReading(inspected(), inspected({ file: new File(["x"], "a.log") }))).toBe(false);
  expect(isSameReading(inspected(), [...inspected(), ...inspected()])).toBe(false);
});
