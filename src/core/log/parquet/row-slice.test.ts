import { expect, test } from "vitest";
import { decodeUtf8 } from "../../bytes.ts";
import { eventLines } from "../event-lines.ts";
import { compilePlan } from "../field-plan.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";
import { type RowTexts, rowSlice, type SlotTexts } from "./row-slice.ts";
import { TextArena } from "./text-arena.ts";

const ROLES: Roles = {
  request: [{ column: "id" }],
  time: { column: "ts", unit: "ms" },
  task: [],
  label: [{ column: "ctx.name" }],
  keys: [{ column: "ctx.user", name: "user" }],
  attributes: [],
};

type Column = Partial<Pick<SlotTexts, "path" | "isFloating" | "isToken">> & {
  readonly values: readonly (string | null)[];
};

function textsOf(columns: readonly Column[]): RowTexts {
  const arena = new TextArena();
  const places = new Map<readonly (string | null)[], { starts: Int32Array; ends: Int32Array }>();
  const slots = columns.map(({ values, path, isFloating = false, isToken = false }): SlotTexts => {
    const spans = places.get(values) ?? { starts: new Int32Array(values.length), ends: new Int32Array(values.length) };
    if (!places.has(values)) {
      values.forEach((value, row) => {
        spans.starts[row] = value === null ? -1 : arena.length;
        arena.appendText(value ?? "");
        spans.ends[row] = arena.length;
      });
      places.set(values, spans);
    }
    return { ...spans, path, isFloating, isToken };
  });
  return { rows: columns[0].values.length, bytes: arena.bytes.subarray(0, arena.length), slots };
}

function parse(columns: readonly Column[], changes: Partial<SourcePlan> = {}) {
  const compiled = compilePlan({ format: "parquet", compression: "none", roles: ROLES, ...changes });
  if (!compiled.ok) throw new Error(compiled.failure.message);
  const context = { fileIndex: 2, originNs: 1_000_000_000n, keepPartitions: 64 };
  return rowSlice(compiled.value, textsOf(columns), { sliceIndex: 3, firstRow: 100 }, context);
}

const context = ['{"name":"a \\u0062","user":7}', '{"name":"c"}', "null", null, "[]"];
const SLOTS: readonly Column[] = [
  { values: ["r1", "r1", "r2", null, "r2"] },
  { values: ["1000", "1001", "x", "1003", null], isToken: true },
  { values: context, path: "name", isToken: true },
  { values: context, path: "user", isToken: true },
];

test("rows become events as records do; values are found inside JSON", () => {
  const slice = parse(SLOTS);
  expect(eventLines(slice)).toEqual(["0 r1 0  host a b 7", "1 r1 1000000  host c –"]);
  expect([slice.fileIndex, slice.sliceIndex, slice.firstRecordOffset, slice.nextRecordOffset]).toEqual([
    2, 3, 100, 105,
  ]);
});

test("every row is a record or a reject, which is shown with the columns that were looked for", () => {
  const { counts, rejects } = parse(SLOTS);
  expect(counts).toEqual({ lines: 5, records: 2, continuations: 0, blank: 0, duplicates: 0, rejects: 3 });
  expect(rejects.map(({ code, line, sample }) => `${line} ${code} ${sample}`)).toEqual([
    '2 T_UNPARSED {"id":"r2","ts":x,"ctx":null}',
    '3 K_NO_REQ {"id":null,"ts":1003,"ctx":null}',
    '4 T_NONE {"id":"r2","ts":null,"ctx":[]}',
  ]);
});

test("ids of floating-point numbers are taken only while they are exact", () => {
  const ids = { values: ["12", "9007199254740992", "1.5", "1e+21", "-3"], isFloating: true, isToken: true };
  const { requests, rejectCounts, warnings } = parse([ids, { values: ["1", "2", "3", "4", "5"] }, ...SLOTS.slice(2)]);
  expect(decodeUtf8(requests.bytes)).toBe("12-3");
  expect(rejectCounts).toEqual([{ code: "K_NO_REQ", count: 3 }]);
  expect(warnings).toContainEqual({ code: "K_DOUBLE_ID", count: 3 });
});

test("stamps, their order and labels from free text are read as those of lines", () => {
  const time = { column: "ts", unit: "stamp", stamp: "yyyy-MM-dd HH:mm:ss" } as const;
  const roles: Roles = { ...ROLES, time, label: [{ column: "text", mined: true }], keys: [] };
  const columns = [
    { values: ["r1", "r1"] },
    { values: ["1970-01-01 01:00:02", "1970-01-01 01:00:01"] },
    { values: ["took 12 ms", "took 7 ms"] },
  ];
  const slice = parse(columns, { roles, newestFirst: true, assume: { zone: 60 } });
  expect(slice).toMatchObject({ newestFirst: true, hasFreeText: true });
  expect([...slice.timeNs]).toEqual([1e9, 0]);
  expect(parse(columns, { roles }).warnings).toContainEqual({ code: "T_NO_ZONE", count: 2 });
});

test("a plan of rows has no other formats", () => {
  const plan: SourcePlan = { format: "parquet", compression: "none", roles: ROLES };
  const others = [{ format: "ndjson" as const, roles: ROLES }];
  expect(compilePlan({ ...plan, others })).toMatchObject({ ok: false, failure: { code: "R_ENVELOPE" } });
  const mixed = { ...plan, format: "ndjson" as const, others: [{ format: "parquet" as const, roles: ROLES }] };
  expect(compilePlan(mixed)).toMatchObject({ ok: false, failure: { code: "R_OTHERS" } });
});
