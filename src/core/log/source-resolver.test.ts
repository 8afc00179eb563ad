import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { eventLines } from "./event-lines.ts";
import { parseSlice } from "./parse-slice.ts";
import type { FieldReference, Roles, SourcePlan } from "./source-plan.ts";

const SIDE_BY_SIDE = ["rid", "t", "end", "host", "task", "label", "status"];

function parse(columns: readonly string[], roles: Roles, rows: readonly ReadonlyMap<string, string>[]) {
  const plan: SourcePlan = { format: "csv", compression: "none", columns, roles, outcomeInLabel: true };
  const bytes = encodeUtf8(rows.map((row) => `${columns.map((name) => row.get(name) ?? "").join(",")}\n`).join(""));
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  return { events: eventLines(slice), warnings: slice.warnings, counts: slice.counts };
}

function rolesOf(field: (column: string) => FieldReference, isSpan: boolean): Roles {
  return {
    request: [{ column: "rid" }],
    time: { column: "t", unit: "ns" },
    ...(isSpan && { endTime: { column: "end", unit: "ns" } }),
    host: field("host"),
    task: [field("task")],
    label: [field("label")],
    outcome: field("status"),
    keys: [],
    attributes: [],
  };
}

const row = fc
  .record({
    t: fc.nat(9),
    end: fc.nat(9),
    host: fc.constantFrom("web-1", "web-2", " db", ""),
    task: fc.constantFrom("w-1", "w-2", "439bc949a9eeb0cc", "-", ""),
    label: fc.constantFrom("a", "a b", "", '"q,"'),
    status: fc.constantFrom("200", "500", ""),
  })
  .map((values) => new Map([["rid", "r"], ...Object.entries(values).map(([k, v]) => [k, String(v)] as const)]));

test("the memo of columns side by side gives what looking at each column gives", () => {
  // A pattern that takes everything, and columns in another order, leave nothing to memoise.
  const plain = (column: string): FieldReference => ({ column });
  const looked = (column: string): FieldReference => ({ column, pattern: "^[^]*$" });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.boolean(), (rows, isSpan) => {
      const expected = parse([...SIDE_BY_SIDE].reverse(), rolesOf(looked, isSpan), rows);
      expect(parse(SIDE_BY_SIDE, rolesOf(plain, isSpan), rows)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test("a memo that never hits is given up without a trace in the result", () => {
  const many = Array.from(
    { length: 9000 },
    (_, i) =>
      new Map([
        ["rid", `r${i >> 3}`],
        ["t", `${i}`],
        ["end", `${i + 1}`],
        ["host", "h"],
        ["task", `s${i}`],
        ["label", `l${i % 3}`],
      ]),
  );
  const roles = rolesOf((column) => ({ column }), true);
  const { events } = parse(SIDE_BY_SIDE, roles, many);
  expect(events).toHaveLength(18_000);
  expect(events.slice(-2)).toEqual([
    "8999 r1124 8999 h h l2 start task=s8999 –",
    "8999 r1124 9000 h h l2 end task=s8999 –",
  ]);
});
