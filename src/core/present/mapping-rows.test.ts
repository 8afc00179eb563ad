import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { type Detection, detectSource } from "../log/detect.ts";
import { compilePlan } from "../log/field-plan.ts";
import type { Roles } from "../log/source-plan.ts";
import { mappingEffect } from "./mapping-effect.ts";
import {
  changeRow,
  effectProblems,
  type MappingRow,
  mappingProblems,
  mappingRows,
  planOfRows,
  rolesSentence,
  unusedRow,
} from "./mapping-rows.ts";

function detect(text: string): Detection {
  const head = encodeUtf8(text);
  const found = detectSource({ name: "x", size: head.length, head });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

const LINES = Array.from({ length: 60 }, (_, i) => {
  const request = `7f3a9c${10 + Math.floor(i / 6)}`;
  return `${request},${1_700_000_000_000 + i * 7},web-${i % 3},worker-${i % 2},step ${"abcdef"[i % 6]}`;
});
const CHECKOUT = detect(`request_id,ts,host,thread,event\n${LINES.join("\n")}\n`);

function row(change: Partial<MappingRow>): MappingRow {
  return { ...unusedRow("c", ["x"]), ...change };
}

test("rows show the guess, and give back the same plan when nothing is changed", () => {
  const rows = mappingRows(CHECKOUT, CHECKOUT.plan, true);
  expect(rows.map(({ column, role }) => `${column} ${role}`)).toContain("request_id request");
  expect(new Set(rows.map(({ column }) => column))).toEqual(new Set(["request_id", "ts", "host", "thread", "event"]));
  expect(mappingProblems(rows)).toEqual([]);
  expect(planOfRows(CHECKOUT.plan, rows)).toEqual(CHECKOUT.plan);
});

test("where no column is the request, it is asked for", () => {
  const lines = LINES.map((line, i) => `${line.split(",")[1]},INFO,item ${i >> 1} was stored`);
  const found = detect(`time,level,message\n${lines.join("\n")}\n`);
  expect(mappingProblems(mappingRows(found, found.plan, true))).toEqual([
    "No column is the request: choose the id that all lines of one request share.",
  ]);
});

const SAMPLES = join(import.meta.dirname, "../log/formats/samples");
const samples = readdirSync(SAMPLES).filter((name) => !name.includes(".golden.") && !name.endsWith(".parquet"));

test.each(samples)("%s: rows of a plan give back the plan", (name) => {
  const head = new Uint8Array(readFileSync(join(SAMPLES, name)));
  const found = detectSource({ name, size: head.length, head });
  if (!found.ok) throw new Error(found.failure.message);
  for (const reading of [found.value, ...(found.value.alternatives ?? [])]) {
    if (reading.plan.roles === undefined) continue;
    expect(planOfRows(reading.plan, mappingRows(reading, reading.plan, false))).toEqual(reading.plan);
  }
});

test("a column of stamps in a form of its own becomes the time in that form", () => {
  const rows = [row({ column: "at", examples: ["29/Jan/2023:08:42:22 +0000", "29/Jan/2023:08:42:23 +0000"] })];
  expect(changeRow(rows, 0, { role: "time" })[0]).toMatchObject({ unit: "stamp", stamp: "dd/MMM/yyyy:HH:mm:ss Z" });
  expect(changeRow([row({ examples: ["soon"] })], 0, { role: "time" })[0].unit).toBe("ms");
});

test("a label that is free text stays so, also where another part of the label goes before it", () => {
  const lines = Array.from({ length: 60 }, (_, i) =>
    JSON.stringify({
      request_id: `7f3a9c${10 + Math.floor(i / 6)}`,
      ts: 1_700_000_000_000 + i * 7,
      thread: `worker-${i % 2}`,
      logger: ["a.B", "a.C"][i % 2],
      message: `cart ${i} emptied in ${i} ms`,
    }),
  );
  const { plan } = detect(lines.join("\n"));
  expect(plan.roles?.label).toEqual([{ column: "logger" }, { column: "message", mined: true }]);
  expect(planOfRows(plan, mappingRows(detect(lines.join("\n")), plan, true))).toEqual(plan);
});

test("what no row tells stays: what the stamp means, parts of a duration, nanoseconds", () => {
  const roles = {
    ...CHECKOUT.plan.roles!,
    time: { column: "ts", unit: "ms" as const, nanos: "host" },
    duration: { column: "thread", unit: "ms" as const },
    stampIs: "end" as const,
    stages: [{ column: "thread", unit: "ms" as const, name: "connected" }],
    task: [],
  };
  const plan = { ...CHECKOUT.plan, roles };
  expect(planOfRows(plan, mappingRows(CHECKOUT, plan, true))).toEqual(plan);
});

test("a column that plays two roles has two rows, and joined parts keep their order", () => {
  const plan = {
    ...CHECKOUT.plan,
    roles: { ...CHECKOUT.plan.roles!, host: { column: "host" }, task: [{ column: "thread" }, { column: "host" }] },
  };
  const rows = mappingRows(CHECKOUT, plan, false);
  expect(rows.filter(({ column }) => column === "host").map(({ role }) => role)).toEqual(["host", "task"]);
  expect(planOfRows(plan, rows).roles?.task).toEqual([{ column: "thread" }, { column: "host" }]);
});

test("roles that the detection only filled in are left open", () => {
  const unsure = detect(`a,b\n${Array.from({ length: 30 }, (_, i) => `${i},${i * 3}`).join("\n")}\n`);
  const rows = mappingRows(unsure, unsure.plan, true);
  expect(rows.some(({ role }) => role === "time")).toBe(false);
  expect(mappingProblems(rows).join(" ")).toMatch(/No column is the time/);
});

test("a request that was found inside a text is no open question", () => {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const at = new Date(1_700_000_000_000 + i * 1007).toISOString().slice(0, 23).replace("T", " ");
    return `${at} INFO Store: step ${"abcdef"[i % 6]} of blk_16089996${87919862 + Math.floor(i / 6)} done`;
  });
  const found = detect(`${lines.join("\n")}\n`);
  expect(found.plan.roles?.request[0].pattern).toContain("blk_");
  const rows = mappingRows(found, found.plan, true);
  expect(mappingProblems(rows)).toEqual([]);
  expect(planOfRows(found.plan, rows)).toEqual(found.plan);
});

test("a role that only one column can have moves", () => {
  const rows = mappingRows(CHECKOUT, CHECKOUT.plan, true);
  const at = rows.findIndex(({ column }) => column === "thread");
  const changed = changeRow(rows, at, { role: "host" });
  expect(changed[at].role).toBe("host");
  expect(changed.filter(({ role }) => role === "host")).toHaveLength(1);
  const joined = changeRow(rows, at, { role: "label" });
  expect(joined.filter(({ role }) => role === "label")).toHaveLength(2);
});

test("an end time and a duration exclude each other", () => {
  const rows = [row({ role: "endTime" }), row({ column: "d", role: "ignore" })];
  expect(changeRow(rows, 1, { role: "duration" }).map(({ role }) => role)).toEqual(["ignore", "duration"]);
  expect(changeRow(changeRow(rows, 1, { role: "duration" }), 0, { role: "endTime" })[1].role).toBe("ignore");
});

test("choosing a time guesses its unit from the examples", () => {
  const unitOf = (example: string) => changeRow([row({ examples: [example] })], 0, { role: "time" })[0].unit;
  expect(unitOf("1700000000")).toBe("s");
  expect(unitOf("1700000000123")).toBe("ms");
  expect(unitOf("1700000000123456")).toBe("us");
  expect(unitOf("1700000000123456789")).toBe("ns");
  expect(unitOf("2026-03-12T14:02:11.482Z")).toBe("iso");
  // A pattern is not run where it could hang the page.
  const cut = row({ examples: ["1700000000"], pattern: "(.*)*$", unit: "us" });
  expect(changeRow([cut], 0, { role: "time" })[0].unit).toBe("us");
});

test("what is missing is said in words", () => {
  expect(mappingProblems([row({})])).toHaveLength(3);
  expect(mappingProblems([row({ role: "request" }), row({ role: "label" })])).toEqual([
    "No column is the time: choose the one with the stamps.",
  ]);
});

test("a path and a pattern show what they cut out", () => {
  const examples = ['{"log":"rid=abc done"}', '{"log":"nothing"}'];
  const effect = mappingEffect(row({ examples, role: "request", json: "log", pattern: "rid=(\\w+)" }));
  expect(effect).toEqual({ ok: true, values: ["abc", null] });
  const plan = planOfRows(CHECKOUT.plan, [row({ column: "event", role: "label", json: "log", pattern: "^\\w+" })]);
  expect(plan.roles?.label).toEqual([{ column: "event", json: "log", pattern: "^\\w+" }]);
});

test("a pattern that does not compile keeps the file from being read", () => {
  const broken = row({ role: "label", pattern: "(" });
  expect(mappingEffect(broken)).toMatchObject({ ok: false, message: expect.stringContaining("regular expression") });
  expect(mappingEffect({ ...broken, examples: [] }).ok).toBe(false);
  const problems = (rows: readonly MappingRow[]) =>
    effectProblems(
      rows,
      rows.map((one) => mappingEffect(one)),
    ).join(" ");
  expect(problems([broken])).toContain("regular expression");
  expect(problems([{ ...broken, role: "ignore" }])).toBe("");
  expect(mappingProblems([broken]).join(" ")).not.toContain("regular expression");
});

test("stamps are shown as clock times; a wrong unit is told", () => {
  const time = row({ role: "time", unit: "ms", examples: ["1700000000123"] });
  expect(mappingEffect(time)).toEqual({ ok: true, values: ["2023-11-14 22:13:20.123"] });
  expect(mappingEffect({ ...time, unit: "iso" })).toEqual({
    ok: false,
    message: "no example can be read as ISO date and time",
  });
});

test("every plan made of complete rows compiles, with unique attribute names", () => {
  const rows = [
    row({ column: "request_id", role: "request" }),
    row({ column: "ts", role: "time", unit: "ms" }),
    row({ column: "event", role: "label" }),
    row({ column: "event", role: "attribute", pattern: "a" }),
    row({ column: "event", role: "key", pattern: "b" }),
    row({ column: "host", role: "duration", unit: "us" }),
  ];
  const plan = planOfRows(CHECKOUT.plan, rows);
  expect(compilePlan(plan).ok).toBe(true);
  expect(plan.roles?.keys.map(({ name }) => name)).toEqual(["event"]);
  expect(plan.roles?.attributes.map(({ name }) => name)).toEqual(["event 2"]);
  expect(plan.roles?.duration).toEqual({ column: "host", unit: "us" });
});

test("roles are told in one line", () => {
  expect(rolesSentence(CHECKOUT.plan)).toContain("request = request_id, time = ts");
  const odd = { ...CHECKOUT.plan, roles: { ...(CHECKOUT.plan.roles as Roles), request: [{ column: "a, b" }] } };
  expect(rolesSentence(odd)).toContain("request = “a, b”, time = ts");
  expect(rolesSentence({ format: "jaeger", compression: "none" })).toBe("roles fixed by the format");
});
