import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { CsvCoder } from "./csv-coder.ts";
import { eventLines } from "./event-lines.ts";
import { compilePlan } from "./field-plan.ts";
import type { SliceInput } from "./format.ts";
import { parseCsv } from "./formats/csv.ts";
import type { SourcePlan, TimeUnit } from "./source-plan.ts";

const CODER = CsvCoder.create();

function planOf(unit: TimeUnit, more: Partial<SourcePlan> = {}): SourcePlan {
  return {
    format: "csv",
    compression: "none",
    delimiter: ",",
    header: false,
    columns: ["rid", "t", "host", "thread", "label", "code"],
    roles: {
      request: [{ column: "rid" }],
      time: { column: "t", unit },
      host: { column: "host" },
      task: [{ column: "thread" }],
      label: [{ column: "label" }],
      keys: [],
      attributes: [{ column: "code", name: "code" }],
    },
    ...more,
  };
}

/** What a slice is read as: with the coder, and without. */
function bothWays(plan: SourcePlan, text: string, more: Partial<SliceInput> = {}) {
  const compiled = compilePlan(plan);
  if (!compiled.ok || CODER === null) throw new Error("no plan, or no WebAssembly with SIMD here");
  const bytes = encodeUtf8(text);
  const byteOffset = more.byteOffset ?? 0;
  const end = byteOffset + bytes.length;
  const place = { fileIndex: 0, sliceIndex: 0, bytes, byteOffset, start: byteOffset, end, startIsRecord: true };
  const input = { ...place, atEnd: true, originNs: 1_690_000_000_500_000_000n, keepPartitions: 64, ...more };
  return {
    coded: parseCsv(compiled.value, input, CODER),
    plain: parseCsv(compiled.value, input, null),
  };
}

const UNITS: readonly [TimeUnit, fc.Arbitrary<string>][] = [
  ["s", fc.integer({ min: 1_000_000_000, max: 1_800_000_000 }).map(String)],
  ["ms", fc.integer({ min: 1_000_000_000_000, max: 1_800_000_000_000 }).map(String)],
  ["us", fc.integer({ min: 1_000_000_000_000_000, max: 1_800_000_000_000_000 }).map(String)],
  ["ns", fc.bigInt({ min: 10n ** 18n, max: 18n * 10n ** 17n }).map(String)],
  [
    "iso",
    fc
      .tuple(
        fc.date({ min: new Date("1970-01-02"), max: new Date("2199-12-30"), noInvalidDate: true }),
        fc.constantFrom("", "5", "25", "001", "123456", "123456789", "1234567891"),
        fc.constantFrom("Z", "z", "+02:00", "-0330", "", "+2", "+24:00"),
        fc.constantFrom("T", " "),
        fc.constantFrom(".", ","),
      )
      .map(([date, fraction, zone, gap, point]) => {
        const [day, time] = date.toISOString().split("T");
        return `${day}${gap}${time.slice(0, 8)}${fraction === "" ? "" : point + fraction}${zone}`;
      }),
  ],
];

const odd = fc.constantFrom(
  "",
  "-",
  "x",
  "0",
  " 12",
  "17000000000000000000000",
  "1700000000.5",
  "2024-02-29T00:00:00Z",
);
const id = fc.constantFrom("r1", "r2", "request-0000001", "request-0000002", "-", "", " r1 ", "0000", '"r1"', "rid");
const word = fc.constantFrom(
  "a",
  "b",
  "web-1",
  "a longer value than a word",
  " a",
  "",
  "é",
  '"a,b"',
  '"x\ny"',
  '"',
  "host",
);

test.each(UNITS)("coded records are those read field by field: %s", (unit, stamp) => {
  const row = fc.tuple(id, fc.oneof({ weight: 9, arbitrary: stamp }, odd), word, word, word, word);
  const line = fc.oneof(
    { weight: 12, arbitrary: row.map((cells) => cells.join(",")) },
    fc.constantFrom("", "  ", "a,b", "rid,t,host,thread,label,code", "1,2,3,4,5,6,7"),
  );
  const text = fc
    .tuple(fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\n")), { maxLength: 40 }), fc.boolean())
    .map(([lines, isCut]) =>
      lines
        .map((parts) => parts.join(""))
        .join("")
        .slice(0, isCut ? -1 : undefined),
    );
  const keep = fc.constantFrom(64, 64, 20);
  const zone = fc.constantFrom(undefined, 90, 0);
  const rest = fc.record({
    atEnd: fc.boolean(),
    hashLines: fc.boolean(),
    byteOffset: fc.constantFrom(0, 5000),
    keepPartitions: keep,
  });
  fc.assert(
    fc.property(text, rest, zone, (content, more, minutes) => {
      const plan = planOf(unit, minutes === undefined ? {} : { assume: { zone: minutes } });
      const { coded, plain } = bothWays(plan, content, more);
      expect(coded).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["columns apart", { host: { column: "host" }, task: [], label: [{ column: "code" }], attributes: [] }],
  ["no column but request and time", { task: [], label: [], attributes: [] }],
  ["a label of two columns", { task: [], label: [{ column: "label" }, { column: "host" }], attributes: [] }],
])("coded likewise: %s", (_, roles) => {
  const base = { request: [{ column: "rid" }], time: { column: "t", unit: "us" as const }, keys: [] };
  const plan = planOf("us", { roles: { ...base, ...roles } });
  const text = Array.from(
    { length: 5000 },
    (_, i) => `r${i % 97},${1_690_000_000_000_000 + i * 7},h${i % 3},t${i % 5},l${i % 11},${i % 2}\n`,
  );
  const { coded, plain } = bothWays(plan, text.join(""));
  if ("needMoreBytes" in coded) throw new Error("needs more bytes");
  expect(coded.eventCount).toBe(5000);
  expect(coded).toEqual(plain);
});

test("values that hardly repeat, and records most of which are odd, are read field by field", () => {
  const unique = Array.from({ length: 9000 }, (_, i) => `r${i},${1_690_000_000_000_000 + i},h,t${i},l,${i}\n`).join("");
  const quoted = Array.from({ length: 1500 }, (_, i) => `"r${i % 9}",${1_690_000_000_000_000 + i},h,t,l,5\n`).join("");
  for (const text of [unique, quoted, `${quoted}${unique}`]) {
    const { coded, plain } = bothWays(planOf("us"), text);
    expect(coded).toEqual(plain);
  }
});

test("a stamp without zone is told, if the plan names none", () => {
  const text = "r1,2024-05-05 10:00:00.5,h,t,a,1\nr1,2024-05-05 10:00:01.5,h,t,b,1\n".repeat(50);
  const { coded } = bothWays(planOf("iso"), text, { byteOffset: 100, originNs: 1_714_903_200_000_000_000n });
  if ("needMoreBytes" in coded) throw new Error("needs more bytes");
  expect(coded.warnings).toEqual([{ code: "T_NO_ZONE", count: 100 }]);
  expect(eventLines(coded).slice(0, 2)).toEqual(["0 r1 500000000 h t a task=t 1", "1 r1 1500000000 h t b task=t 1"]);
});
