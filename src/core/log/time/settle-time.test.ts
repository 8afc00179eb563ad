import { expect, test } from "vitest";
import { berlin } from "../../../testing/zones.ts";
import { applyPatch, type PlanWarning } from "../plan-warning.ts";
import type { SourcePlan, TimeReference } from "../source-plan.ts";
import { learnStamp } from "./learn-stamp.ts";
import { type SettledTime, settleTime, type TimeFacts } from "./settle-time.ts";

const WRITTEN = Date.UTC(2023, 1, 3, 12);

function settle(
  stamps: readonly string[],
  { late, facts = {}, time }: { late?: readonly string[]; facts?: TimeFacts; time?: TimeReference } = {},
): SettledTime {
  const stamp = learnStamp(stamps, false)?.stamp ?? "";
  const plan: SourcePlan = {
    format: "csv",
    compression: "none",
    columns: ["rid", "at"],
    roles: {
      request: [{ column: "rid" }],
      time: time ?? { column: "at", unit: "stamp", stamp },
      task: [],
      label: [],
      keys: [],
      attributes: [],
    },
  };
  const table = (values: readonly string[]) => ({ columns: ["rid", "at"], rows: values.map((value) => ["r", value]) });
  return settleTime(plan, table(stamps), late && table(late), { lastModifiedMs: WRITTEN, ...facts });
}

function iso({ stampRangeNs: { min, max } }: SettledTime): string[] {
  return [min, max].map((ns) => new Date(Number(ns / 1_000_000n)).toISOString());
}

function codes({ warnings }: SettledTime): string[] {
  return warnings.map(({ code }) => code);
}

function warning(settled: SettledTime, code: string): PlanWarning {
  const found = settled.warnings.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no ${code} among ${codes(settled)}`);
  return found;
}

test("a year-less file that ends before it was written: its year, and the year before for its beginning", () => {
  const settled = settle(["Dec 30 10:00:00", "Dec 31 23:59:59"], { late: ["Jan  1 00:00:01", "Jan 20 08:00:00"] });
  expect(iso(settled)).toEqual(["2022-12-30T10:00:00.000Z", "2023-01-20T08:00:00.000Z"]);
  expect(codes(settled)).toEqual(["T_NO_YEAR", "T_NO_ZONE", "T_COARSE"]);
  const { changes, count } = warning(settled, "T_NO_YEAR");
  expect(count).toBe(4);
  expect(changes[0].label).toBe("A year earlier");
  const patched = applyPatch(settled.plan, changes[0].apply);
  expect(patched.assume?.latest?.slice(0, 4)).toBe(String(Number(settled.plan.assume?.latest?.slice(0, 4)) - 1));
});

test("a year-less file is not cut in two where it was written late", () => {
  const settled = settle(["Jan 20 08:00:00"], { late: ["Mar 20 08:00:00"] });
  expect(iso(settled)).toEqual(["2022-01-20T08:00:00.000Z", "2022-03-20T08:00:00.000Z"]);
  const newest = settle(
    Array.from({ length: 12 }, (_, i) => `Mar ${30 - i} 08:00:00`),
    { late: ["Jan 20 08:00:00"] },
  );
  expect(newest.plan.newestFirst).toBe(true);
  expect(iso(newest)).toEqual(["2022-01-20T08:00:00.000Z", "2022-03-30T08:00:00.000Z"]);
});

test("a date-less file ends on the day it was written; across midnight it began the day before", () => {
  const day = settle(["08:00:00.001", "09:00:00.002"], { late: ["11:00:00.003"] });
  expect(iso(day)).toEqual(["2023-02-03T08:00:00.001Z", "2023-02-03T11:00:00.003Z"]);
  expect(codes(day)).toEqual(["T_NO_DATE", "T_NO_ZONE"]);
  const night = settle(["22:00:00.001", "23:59:59.002"], { late: ["00:00:01.000", "03:00:00.003"] });
  expect(iso(night)).toEqual(["2023-02-02T22:00:00.001Z", "2023-02-03T03:00:00.003Z"]);
  const [earlier, later] = warning(night, "T_NO_DATE").changes;
  expect([earlier.label, later.label]).toEqual(["A day earlier", "A day later"]);
});

test("whole stamps need no assumption", () => {
  const settled = settle(["29/Jan/2023:08:42:22 +0800", "29/Jan/2023:08:42:23 +0800"]);
  expect(settled.plan.assume).toBeUndefined();
  expect(codes(settled)).toEqual(["T_COARSE"]);
  expect(warning(settled, "T_COARSE").changes).toEqual([]);
});

test("zones on offer become changes; the chosen one tells where its clock is set", () => {
  const stamps = ["2023-10-29 02:30:00,123", "2023-10-29 02:40:00,125"];
  const time = { column: "at", unit: "iso" } as const;
  const settled = settle(stamps, { facts: { zones: [berlin] }, time });
  const { changes, sentence } = warning(settled, "T_NO_ZONE");
  expect(sentence).toBe("2023-10-29 02:30:00,123: the stamps tell no zone; read as UTC, as nothing else is known");
  expect(changes.map(({ label }) => label)).toEqual(["Read as Europe/Berlin", "They are UTC"]);
  const table = { columns: ["rid", "at"], rows: stamps.map((stamp) => ["r", stamp]) };
  const patched = settleTime(applyPatch(settled.plan, changes[0].apply), table, undefined, { zones: [berlin] });
  expect(iso(patched)[0]).toBe("2023-10-29T00:30:00.123Z");
  const fold = warning(patched, "T_DST_FOLD");
  expect([fold.count, fold.changes[0].label]).toEqual([2, "They mean the second time"]);
  const second = settleTime(applyPatch(patched.plan, fold.changes[0].apply), table, undefined, {});
  expect(iso(second)[0]).toBe("2023-10-29T01:30:00.123Z");
});

test("an undecided order of day and month must be asked for, and is one click away", () => {
  const settled = settle(["03/04/2023 08:42:22.1 Z", "05/06/2023 08:42:22.2 Z"]);
  const { mustAsk, changes } = warning(settled, "T_AMBIG_DM");
  expect(mustAsk).toBe(true);
  expect(changes).toHaveLength(1);
  const other = applyPatch(settled.plan, changes[0].apply);
  expect(other.roles?.time.stamp).toBe("MM/dd/yyyy HH:mm:ss.S Z");
});

test("several units in one column are counted, and each may be the only one", () => {
  const time = { column: "at", unit: "ms", also: [{ unit: "s" }] } as const;
  const settled = settle(["1674981742383", "1674981742384", "1674981743"], { time });
  const { sentence, count, changes } = warning(settled, "T_MIXED_UNIT");
  expect(sentence).toBe('"at" holds stamps of several forms: 2 epochs in ms, 1 epochs in s');
  expect(count).toBe(1);
  expect(applyPatch(settled.plan, changes[1].apply).roles?.time).toEqual({ column: "at", unit: "s" });
});

test("coarse stamps offer the finer column beside them", () => {
  const table = {
    columns: ["rid", "at", "nanos"],
    rows: [1, 2, 3].map((i) => ["r", `167498174${i}`, `167498174${i}383150913`]),
  };
  const { plan } = settle(["1674981741"], { time: { column: "at", unit: "s" } });
  const { warnings } = settleTime({ ...plan, columns: table.columns }, table, undefined, {});
  expect(warnings.map(({ code }) => code)).toEqual(["T_COARSE"]);
  expect(warnings[0].changes).toEqual([
    { label: 'Take "nanos" as the time', apply: { time: { column: "nanos", unit: "ns" } } },
  ]);
});

test("an inner stamp that does not go with its envelope is none", () => {
  const rows = Array.from({ length: 20 }, (_, i) => ["r", `${1674981742000 + i}`, `${i}:00:00.123 was the best time`]);
  const { plan } = settle(["1674981741000"], { time: { column: "at", unit: "ms" } });
  const columns = ["rid", "at", "text"];
  const settled = settleTime({ ...plan, columns }, { columns, rows }, undefined, {});
  expect(settled.plan.roles?.outerTime).toBeUndefined();
  const together = rows.map(([rid, at], i) => [rid, at, `16:42:22.${String(i).padStart(3, "0")} up`]);
  const inner = settleTime({ ...plan, columns }, { columns, rows: together }, undefined, {});
  expect(inner.plan.roles?.time).toEqual({ column: "text", unit: "stamp", stamp: "HH:mm:ss.SSS…" });
  expect(inner.plan.assume).toEqual({ zone: 480 });
});
