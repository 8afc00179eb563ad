import { expect, test } from "vitest";
import { berlin } from "../../testing/zones.ts";
import type { Detection } from "../log/detect.ts";
import { repeatWarnings } from "../log/repeated-lines.ts";
import type { SourcePlan, TimeAssumptions } from "../log/source-plan.ts";
import { openAssumptions } from "./open-assumptions.ts";

const FOUND: SourcePlan = {
  format: "csv",
  compression: "none",
  roles: {
    request: [{ column: "id" }],
    time: { column: "at", unit: "stamp", stamp: "MMM d HH:mm:ss" },
    task: [],
    label: [],
    keys: [],
    attributes: [],
  },
  assume: { latest: "2024-06-01T00:00:00" },
};

const DETECTION: Detection = {
  plan: FOUND,
  confidence: 1,
  reasons: [],
  columns: [],
  stampRangeNs: { min: 0n, max: 0n },
  warnings: [
    { code: "T_AMBIG_DM", count: 3, sentence: "day or month", changes: [], mustAsk: true },
    {
      code: "T_NO_YEAR",
      count: 3,
      sentence: "no year",
      changes: [{ label: "A year earlier", apply: { assume: { latest: "2023-06-01T00:00:00" } } }],
    },
    {
      code: "T_NO_ZONE",
      count: 3,
      sentence: "no zone",
      changes: [{ label: "Read as Europe/Berlin", apply: { assume: { zone: berlin } } }],
    },
    { code: "T_COARSE", count: 3, sentence: "whole seconds", changes: [] },
  ],
};

function codes(assume: TimeAssumptions, decision: { isGuess?: boolean; answered?: string[]; zoneless?: number } = {}) {
  const plan = { ...FOUND, assume: { ...FOUND.assume, ...assume } };
  const all = { plan, isGuess: false, answered: [], zoneless: 0, ...decision };
  return openAssumptions(DETECTION, all).map(({ code }) => code);
}

test("of a guess everything that is taken for granted is open, until it is answered", () => {
  expect(codes({}, { isGuess: true })).toEqual(["T_AMBIG_DM", "T_NO_YEAR", "T_NO_ZONE", "T_COARSE"]);
  expect(codes({ zone: berlin }, { isGuess: true })).toContain("T_NO_ZONE");
  expect(codes({}, { isGuess: true, answered: ["T_NO_ZONE", "T_COARSE"] })).toEqual(["T_AMBIG_DM", "T_NO_YEAR"]);
});

test("of a plan that a recipe or the user made, what it does not tell stays open", () => {
  expect(codes({})).toEqual(["T_NO_YEAR", "T_NO_ZONE"]);
  expect(codes({ zone: 0 })).toEqual(["T_NO_YEAR"]);
  expect(codes({ zone: berlin, latest: "2023-06-01T00:00:00" })).toEqual([]);
  expect(codes({}, { answered: ["T_NO_YEAR", "T_NO_DATE"] })).toEqual(["T_NO_ZONE"]);
});

test("open assumptions have their words and answers", () => {
  const [, zone] = openAssumptions(DETECTION, { plan: FOUND, isGuess: false, answered: [], zoneless: 727 });
  expect(zone.words).toBe("no zone in the stamps: UTC assumed");
  expect(zone.options.map(({ label, isChosen }) => [label, isChosen])).toEqual([
    ["They are UTC", true],
    ["Read as Europe/Berlin", false],
  ]);
  expect(zone.options[0].apply.assume).toEqual({ zone: 0 });
});

test("of stamps in another place than was looked at, what reading found is told", () => {
  const roles = FOUND.roles && { ...FOUND.roles, time: { column: "other", unit: "iso" as const } };
  const plan: SourcePlan = { format: "csv", compression: "none", ...(roles && { roles }) };
  const decision = { plan, isGuess: false, answered: [] };
  expect(openAssumptions(DETECTION, { ...decision, zoneless: 0 })).toEqual([]);
  const [zone, ...more] = openAssumptions(DETECTION, { ...decision, zoneless: 5 });
  expect(more).toEqual([]);
  expect(zone.words).toBe("no zone in the stamps: UTC assumed");
  expect(zone.options.map(({ label }) => label)).toEqual(["They are UTC"]);
});

test("lines that stand twice in a row are told until they are counted once, or somebody says that each is an event", () => {
  const detection: Detection = { ...DETECTION, warnings: repeatWarnings({ lines: 100, repeats: 50 }) };
  const decision = { isGuess: false, answered: [], zoneless: 0 };
  const told = (plan: SourcePlan, answered: string[] = []) =>
    openAssumptions(detection, { ...decision, plan, answered }).map(({ words }) => words);
  expect(told(FOUND)).toEqual(["most lines stand twice in a row: each is taken for an event of its own"]);
  expect(told({ ...FOUND, repeats: "once" })).toEqual([]);
  expect(told(FOUND, ["S_REPEAT"])).toEqual([]);
});
