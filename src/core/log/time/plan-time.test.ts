import { expect, test } from "vitest";
import { berlin } from "../../../testing/zones.ts";
import { applyPatch } from "../plan-warning.ts";
import type { SourcePlan } from "../source-plan.ts";
import { planTime } from "./plan-time.ts";
import { settleTime } from "./settle-time.ts";

const ROLES = { request: [{ column: "id" }], task: [], label: [], keys: [], attributes: [] };
const PLAN: SourcePlan = {
  format: "csv",
  compression: "none",
  roles: { ...ROLES, time: { column: "at", unit: "iso" } },
};
const HEAD = { columns: ["at"], rows: [["2023-01-29 08:00:00.5"], ["soon"]] };
const LATE = { columns: ["at"], rows: [["2023-01-29 09:00:00.25"]] };
const HOUR_NS = 3_600_000_000_000n;

test("a settled plan is read again as it was settled", () => {
  const settled = settleTime(PLAN, HEAD, LATE, { zones: [berlin] });
  const { warnings, stampRangeNs } = planTime(settled.plan, HEAD, LATE, [berlin]);
  expect(warnings).toEqual(settled.warnings);
  expect(stampRangeNs).toEqual(settled.stampRangeNs);
});

test("a change of the zone moves every stamp, and the warning says what is read now", () => {
  const before = planTime(PLAN, HEAD, LATE, [berlin]);
  expect(before.stampsNs).toEqual([1674979200500000000n, null]);
  expect(before.warnings[0]).toMatchObject({ code: "T_NO_ZONE", sentence: expect.stringContaining("read as UTC") });
  const moved = applyPatch(PLAN, before.warnings[0].changes[0].apply);
  const after = planTime(moved, HEAD, LATE, [berlin]);
  expect(after.stampsNs).toEqual([1674979200500000000n - HOUR_NS, null]);
  expect(after.stampRangeNs.max).toBe(before.stampRangeNs.max - HOUR_NS);
  expect(after.warnings[0].sentence).toContain("read as Europe/Berlin");
});

test("a plan whose format fixes its roles tells nothing", () => {
  expect(planTime({ format: "jaeger", compression: "none" }, HEAD, LATE, [])).toEqual({
    warnings: [],
    stampRangeNs: { min: 0n, max: 0n },
    stampsNs: [],
  });
});
