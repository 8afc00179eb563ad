import { expect, test } from "vitest";
import { berlin } from "../../testing/zones.ts";
import type { PlanWarning } from "../log/plan-warning.ts";
import { repeatWarnings } from "../log/repeated-lines.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { planTime } from "../log/time/plan-time.ts";
import { settleTime } from "../log/time/settle-time.ts";
import { type PlanQuestion, planQuestions, revisePlan } from "./plan-questions.ts";

const NONE: ReadonlySet<string> = new Set();
const ROLES = { request: [{ column: "id" }], task: [], label: [], keys: [], attributes: [] };

function settled(stamps: readonly string[], time: Partial<NonNullable<SourcePlan["roles"]>["time"]> = {}, facts = {}) {
  const plan: SourcePlan = {
    format: "csv",
    compression: "none",
    roles: { ...ROLES, time: { column: "at", unit: "iso", ...time } },
  };
  const table = { columns: ["at"], rows: stamps.map((stamp) => [stamp]) };
  const reading = settleTime(plan, table, undefined, { zones: [berlin], ...facts });
  const ask = (now: SourcePlan, answered = NONE) =>
    planQuestions(reading, now, planTime(now, table, undefined, [berlin]).warnings, answered);
  return { reading, ask };
}

const shown = ({ options }: PlanQuestion) => options.map(({ label, isChosen }) => (isChosen ? `[${label}]` : label));

function choose(plan: SourcePlan, question: PlanQuestion | undefined, label: string): SourcePlan {
  const option = question?.options.find((one) => one.label === label);
  if (option === undefined) throw new Error(`no option ${label} among ${question && shown(question)}`);
  return revisePlan(plan, option.apply);
}

test("a zone is chosen, another one, and none again", () => {
  const { reading, ask } = settled(["2023-01-29 08:00:00.5", "2023-01-29 08:00:01.5"]);
  const [zone] = ask(reading.plan);
  expect(zone).toMatchObject({ code: "T_NO_ZONE", zone: "UTC", isOpen: false });
  expect(shown(zone)).toEqual(["[They are UTC]", "Read as Europe/Berlin"]);
  const plan = choose(reading.plan, zone, "Read as Europe/Berlin");
  expect(plan.assume).toEqual({ zone: berlin });
  const [after] = ask(plan);
  expect(shown(after)).toEqual(["They are UTC", "[Read as Europe/Berlin]"]);
  expect(after.sentence).toContain("read as Europe/Berlin");
  // It was told: a recipe must know.
  expect(choose(plan, after, "They are UTC")).toEqual({ ...reading.plan, assume: { zone: 0 } });
  expect(shown(ask(choose(plan, after, "They are UTC"))[0])[0]).toBe("[They are UTC]");
  // A zone of the user's own choice is none of the buttons.
  const [own] = ask(revisePlan(plan, { assume: { zone: 330 } }));
  expect([own.zone, ...shown(own)]).toEqual(["UTC+05:30", "They are UTC", "Read as Europe/Berlin"]);
});

test("day and month stay open until somebody says which is which, the present reading included", () => {
  const { reading, ask } = settled(["03/04/2023 08:00:00.500", "05/06/2023 08:00:01.500"], {
    unit: "stamp",
    stamp: "MM/dd/yyyy HH:mm:ss.SSS",
  });
  const [order] = ask(reading.plan);
  expect(order).toMatchObject({ code: "T_AMBIG_DM", isOpen: true });
  expect(shown(order)).toEqual(["[Read as MM/dd/yyyy HH:mm:ss.SSS]", "Read as dd/MM/yyyy HH:mm:ss.SSS"]);
  expect(ask(reading.plan, new Set(["T_AMBIG_DM"]))[0].isOpen).toBe(false);
  const other = choose(reading.plan, order, "Read as dd/MM/yyyy HH:mm:ss.SSS");
  expect(shown(ask(other)[0])).toEqual(["Read as MM/dd/yyyy HH:mm:ss.SSS", "[Read as dd/MM/yyyy HH:mm:ss.SSS]"]);
});

test("what an answer made go away can be taken back", () => {
  const { reading, ask } = settled(["2023-01-29T08:00:00.5Z", "1674979201500"], {
    also: [{ unit: "ms" }],
  });
  const forms = ask(reading.plan).find(({ code }) => code === "T_MIXED_UNIT");
  const plan = choose(reading.plan, forms, "Read only ISO stamps");
  expect(plan.roles?.time.also).toBeUndefined();
  const after = ask(plan).find(({ code }) => code === "T_MIXED_UNIT");
  expect(after && shown(after)).toContain("[Read only ISO stamps]");
  expect(choose(plan, after, "Read all forms")).toEqual(reading.plan);
});

test("a year is told by the last stamp, and changed by a click", () => {
  const { reading, ask } = settled(
    ["Jan 29 08:00:00", "Jan 29 08:00:01"],
    { unit: "stamp", stamp: "MMM d HH:mm:ss" },
    { lastModifiedMs: Date.UTC(2024, 5, 1) },
  );
  const year = ask(reading.plan).find(({ code }) => code === "T_NO_YEAR");
  expect(year && shown(year)).toEqual(["[The last is of 2024]", "A year earlier", "2 years earlier", "A year later"]);
  const plan = choose(reading.plan, year, "A year earlier");
  expect(plan.assume?.latest?.slice(0, 4)).toBe("2023");
  const after = ask(plan).find(({ code }) => code === "T_NO_YEAR");
  expect(after && shown(after)[1]).toBe("[A year earlier]");
});

test("questions of a column that is no longer the time are over; a clock that is set asks a new one", () => {
  const { reading, ask } = settled(["2023-10-29 02:30:00.5", "2023-10-29 02:30:01.5"]);
  expect(ask(reading.plan).map(({ code }) => code)).toEqual(["T_NO_ZONE"]);
  const berlinTime = revisePlan(reading.plan, { assume: { zone: berlin } });
  const questions = ask(berlinTime);
  expect(questions.map(({ code }) => code)).toEqual(["T_NO_ZONE", "T_DST_FOLD"]);
  const second = choose(berlinTime, questions[1], "They mean the second time");
  expect(shown(ask(second)[1])[0]).toBe("[They mean the second time]");
  expect(planQuestions(reading, reading.plan, [], NONE)).toEqual([]);
});

test("an encoding is no matter of stamps: it stays on offer", () => {
  const warning: PlanWarning = {
    code: "F_ENCODING",
    count: 3,
    sentence: "3 lines",
    changes: [{ label: "Read as windows-1252", apply: { encoding: "windows-1252" } }],
  };
  const plan: SourcePlan = { format: "jaeger", compression: "none" };
  const ask = (now: SourcePlan) => planQuestions({ plan, warnings: [warning] }, now, [], NONE)[0];
  const changed = choose(plan, ask(plan), "Read as windows-1252");
  expect(changed.encoding).toBe("windows-1252");
  expect(shown(ask(changed))).toEqual(["Read as UTF-8", "[Read as windows-1252]"]);
  expect(choose(changed, ask(changed), "Read as UTF-8")).toEqual(plan);
});

test("lines that stand twice in a row are counted once by a click, and each again by another", () => {
  const plan: SourcePlan = { format: "ndjson", compression: "none" };
  const warnings = repeatWarnings({ lines: 100, repeats: 50 });
  const ask = (now: SourcePlan) => planQuestions({ plan, warnings }, now, [], NONE)[0];
  expect(shown(ask(plan))).toEqual(["[Each is an event]", "Count them once"]);
  const once = choose(plan, ask(plan), "Count them once");
  expect(once).toEqual({ ...plan, repeats: "once" });
  expect(shown(ask(once))).toEqual(["Each is an event", "[Count them once]"]);
  expect(choose(once, ask(once), "Each is an event")).toEqual(plan);
});
