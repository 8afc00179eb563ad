import { expect, test } from "vitest";
import { readSliced, readWhole } from "../../../testing/sliced-reading.ts";
import { encodeUtf8 } from "../../bytes.ts";
import { compilePlan } from "../field-plan.ts";
import { previewRecords } from "../preview.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";

function plan(roles: Partial<Roles>, pattern = "{time:number} {request} {path:route} {took}"): SourcePlan {
  const base: Roles = {
    request: [{ column: "request" }],
    time: { column: "time", unit: "s" },
    task: [],
    label: [{ column: "path" }],
    keys: [],
    attributes: [],
  };
  return { format: "text", compression: "none", pattern, roles: { ...base, ...roles } };
}

const lines = encodeUtf8("100 r1 /a/7?x 0.25\n101 r2 /b -\n102.5 r3 /c 3\n103 r4 /d 0\n");

test("a stamp may be the end of a span: it starts a duration before", () => {
  const duration = { column: "took", unit: "s" as const };
  expect(readWhole(plan({ duration, stampIs: "end" }), lines).events).toEqual([
    "0 r1 99750000000  host /a/# start",
    "0 r1 100000000000  host /a/# end",
    "1 r2 101000000000  host /b end",
    "2 r3 99500000000  host /c start",
    "2 r3 102500000000  host /c end",
    "3 r4 103000000000  host /d start",
    "3 r4 103000000000  host /d end",
  ]);
  expect(readWhole(plan({ duration }), lines).events.slice(0, 3)).toEqual([
    "0 r1 100000000000  host /a/# start",
    "0 r1 100250000000  host /a/# end",
    "1 r2 101000000000  host /b start",
  ]);
});

test.each(["start", "end"] as const)("a duration that leads out of all years is refused: from its %s", (stampIs) => {
  const duration = { column: "took", unit: "s" as const };
  const far = stampIs === "start" ? 253_402_300_799 : 100;
  const took = [far - (stampIs === "start" ? 100 : 0), 300_000_000_000, `1${"0".repeat(400)}`, `1${"0".repeat(400)}h`];
  const text = took.map((length, row) => `100 r${row} /a ${length}\n`).join("");
  const { events, rejects } = readWhole(plan({ duration, stampIs }), encodeUtf8(text));
  expect(events.map((event) => event.slice(0, 4))).toEqual(["0 r0", "0 r0"]);
  expect(rejects).toEqual(["1 T_RANGE", "2 T_RANGE", "3 T_RANGE"]);
});

test.each([
  ["", { records: 0, blank: 4 }],
  ["\u001b[31m100\u001b[0m r1 /a 1\n\u001b[m\n", { records: 1, blank: 4 }],
])("escapes are taken out wherever slices begin: before %j", (rest, counts) => {
  // Without a record, reading goes back to where the slice begins.
  const bytes = encodeUtf8(`\n\u001b[\n\u001b\n${rest === "" ? "\u001b" : rest}`);
  const whole = readWhole(plan({}), bytes);
  expect(whole).toMatchObject({ rejects: [], counts });
  for (let cut = 1; cut < bytes.length; cut++) {
    for (const reach of [0, 1, 7]) expect(readSliced(plan({}), bytes, [cut], reach)).toEqual(whole);
  }
});

test("plans are checked against their pattern", () => {
  const problem = (of: SourcePlan) => {
    const compiled = compilePlan(of);
    return compiled.ok ? "none" : `${compiled.failure.code} ${compiled.failure.message}`;
  };
  const { pattern: _, ...bare } = plan({});
  expect(problem(plan({}))).toBe("none");
  expect(problem(bare)).toBe("R_PATTERN a text plan needs the pattern of its lines");
  expect(problem(plan({}, "{a"))).toMatch(/^R_PATTERN the pattern, character 1/);
  expect(problem(plan({ host: { column: "node" } }))).toBe('R_COLUMN no field "node" among time, request, path, took');
});

test("a preview shows the fields of the first records", () => {
  const preview = previewRecords(plan({}), lines, 2);
  expect(preview.ok && preview.value).toEqual({
    columns: ["time", "request", "path", "took"],
    rows: [
      ["100", "r1", "/a/#", "0.25"],
      ["101", "r2", "/b", "-"],
    ],
  });
});
