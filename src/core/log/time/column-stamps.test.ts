import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { parseSlice } from "../parse-slice.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";
import { StampReader } from "../time-stamp.ts";
import { ColumnStamps } from "./column-stamps.ts";
import { epochUnitOf } from "./epoch-magnitude.ts";

const MIXED = [{ unit: "ms" }, { unit: "s" }, { unit: "iso" }, { unit: "stamp", stamp: "dd/MM/yyyy HH:mm" }] as const;

function readMixed(stamps: ColumnStamps, text: string): number | string {
  const bytes = encodeUtf8(text);
  const ns = stamps.read(bytes, 0, bytes.length);
  return Number.isNaN(ns) ? stamps.problem : ns / 1e9;
}

test("a column of several forms: epochs by magnitude, the others by their form", () => {
  const stamps = new ColumnStamps(MIXED, 1_674_981_742_000_000_000n);
  expect(readMixed(stamps, "1674981742383")).toBe(0.383);
  expect(readMixed(stamps, "1674981742.5")).toBe(0.5);
  expect(readMixed(stamps, "1674981742")).toBe(0);
  expect(readMixed(stamps, "2023-01-29T08:42:23Z")).toBe(1);
  expect(readMixed(stamps, "29/01/2023 08:42")).toBe(-22);
  expect(readMixed(stamps, "1674981742383000")).toBe("T_UNPARSED");
  expect(readMixed(stamps, "32/01/2023 08:42")).toBe("T_RANGE");
  expect(readMixed(stamps, " ")).toBe("T_NONE");
  expect(new Map(stamps.warnings)).toEqual(
    new Map([
      ["T_NO_ZONE", 1],
      ["T_NO_YEAR", 0],
      ["T_NO_DATE", 0],
      ["T_DST_FOLD", 0],
      ["T_MIXED_UNIT", 4],
    ]),
  );
});

test("magnitudes of the years 1995 to 2099 tell the unit, and only they do", () => {
  const unit = (text: string) => epochUnitOf(encodeUtf8(text), 0, text.length);
  expect(unit("1674981742")).toBe("s");
  expect(unit(" 1674981742.125 ")).toBe("s");
  expect(unit("1674981742383")).toBe("ms");
  expect(unit("1674981742383150")).toBe("us");
  expect(unit("1674981742383150913")).toBe("ns");
  for (const text of ["20230129084222", "123456", "-1674981742", "1674981742x", "", ".", "1.6e9"]) {
    expect(unit(text)).toBeUndefined();
  }
});

test("with one form the column reads as its reader", () => {
  const column = new ColumnStamps([{ unit: "us" }], 5n);
  const reader = new StampReader("us", 5n);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.nat(2 ** 31).map(String)), (text) => {
      const bytes = encodeUtf8(text);
      expect(column.read(bytes, 0, bytes.length)).toBe(reader.read(bytes, 0, bytes.length));
    }),
  );
});

const roles: Roles = {
  request: [{ column: "rid" }],
  time: { column: "text", unit: "stamp", stamp: "HH:mm:ss.SSS…" },
  outerTime: { column: "at", unit: "iso" },
  task: [],
  label: [{ column: "what" }],
  keys: [],
  attributes: [],
};
const plan: SourcePlan = {
  format: "csv",
  compression: "none",
  columns: ["at", "rid", "what", "text"],
  roles,
  assume: { zone: 480 },
};

function slices(bytes: Uint8Array, cuts: readonly number[], used: SourcePlan): ParsedSlice[] {
  const parsed: ParsedSlice[] = [];
  const bounds = [0, ...[...new Set(cuts)].sort((a, b) => a - b), bytes.length];
  let expected = 0;
  for (let i = 0; i + 1 < bounds.length; i++) {
    if (bounds[i + 1] <= expected && bounds[i + 1] < bytes.length) continue;
    const start = Math.max(bounds[i], expected);
    const input = { fileIndex: 0, sliceIndex: i, bytes, byteOffset: 0, start, end: bounds[i + 1], atEnd: true };
    const slice = parseSlice(used, { ...input, startIsRecord: true, originNs: 0n, keepPartitions: 64 });
    if ("needMoreBytes" in slice) throw new Error("all bytes are there");
    parsed.push(slice);
    expected = slice.nextRecordOffset;
  }
  return parsed;
}

function text(seconds: number, zone: number): string {
  return new Date((seconds + zone) * 1000).toISOString();
}

test("the inner stamp takes its date from the outer one of its record, whatever the slicing", () => {
  const record = fc.tuple(fc.integer({ min: 1_674_900_000, max: 1_675_100_000 }), fc.integer({ min: -2, max: 2 }));
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(900), { maxLength: 4 }),
      (rows, cuts) => {
        const lines = rows.map(([outer, shift], i) => {
          const inner = text(outer + shift, 8 * 3600).slice(11, 23);
          return `${text(outer, 0)},r${i % 3},e${i},${inner} INFO it happened`;
        });
        const bytes = encodeUtf8(`${lines.join("\n")}\n`);
        const parsed = slices(
          bytes,
          cuts.filter((cut) => cut < bytes.length),
          plan,
        );
        const times = parsed.flatMap((slice) => [...slice.timeNs]).sort((a, b) => a - b);
        expect(times.map((ns) => Math.round(ns / 1e9))).toEqual(
          rows.map(([outer, shift]) => outer + shift).sort((a, b) => a - b),
        );
        expect(parsed.flatMap((slice) => slice.warnings)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

test("what is assumed is counted; what cannot be known is rejected and says why", () => {
  const lines = ["2023-01-29T08:42:22,r,e,16:42:22.382 x", ",r,e,16:42:22.382 x", "-,r,e,16:42:22;382 x"];
  const bytes = encodeUtf8(`${lines.join("\n")}\n`);
  const [bare] = slices(bytes, [], plan);
  expect(bare.rejectCounts).toEqual([
    { code: "T_NO_DATE", count: 1 },
    { code: "T_UNPARSED", count: 1 },
  ]);
  expect(bare.rejects[0].reason).toBe('"text" tells no date, and "at", which tells it, is empty');
  const [assumed] = slices(bytes, [], { ...plan, assume: { latest: "2023-01-29T20:00:00" } });
  expect(assumed.warnings).toEqual([
    { code: "T_NO_DATE", count: 1 },
    { code: "T_NO_ZONE", count: 2 },
  ]);
  const { lines: all, records, rejects } = assumed.counts;
  expect([all, records, rejects]).toEqual([3, 2, 1]);
});

test("a date that the outer stamp should tell, but does not, is rejected with that stamp", () => {
  const lines = ["-6795364578871345152,r,e,16:42:22.382 x", "soon,r,e,16:42:22.382 x"];
  const epoch: SourcePlan = { ...plan, roles: { ...roles, outerTime: { column: "at", unit: "ns" } } };
  const [slice] = slices(encodeUtf8(`${lines.join("\n")}\n`), [], epoch);
  expect(slice.rejects.map(({ reason }) => reason)).toEqual([
    '"text" tells no date, and "at", which tells it, is "-6795364578871345152": outside the years 1970 to 9999',
    '"text" tells no date, and "at", which tells it, is "soon": not of the form of the plan',
  ]);
});

test("the end of a span without a date is the one close to its start", () => {
  const { outerTime, ...others } = roles;
  const span: SourcePlan = {
    ...plan,
    roles: {
      ...others,
      time: { column: "at", unit: "iso" },
      endTime: { column: "text", unit: "stamp", stamp: "HH:mm:ss" },
    },
    assume: { zone: 0 },
  };
  expect(outerTime).toBeDefined();
  const [slice] = slices(encodeUtf8("2023-01-29T23:59:58,r,e,00:00:01\n"), [], span);
  expect(slice.timeNs[1] - slice.timeNs[0]).toBe(3e9);
});
