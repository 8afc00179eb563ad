import fc from "fast-check";
import { expect, test } from "vitest";
import { berlin } from "../../../testing/zones.ts";
import { encodeUtf8 } from "../../bytes.ts";
import { parseStampNs } from "../exact-stamp.ts";
import type { TimeAssumptions } from "../source-plan.ts";
import { StampReader } from "../time-stamp.ts";

const ORIGIN = 1_674_950_400_000_000_000n; // 2023-01-29T00:00:00Z

function read(stamp: string, text: string, assume: TimeAssumptions = {}, near = Number.NaN): string {
  const reader = new StampReader({ unit: "stamp", stamp }, ORIGIN, assume);
  reader.near = near;
  const bytes = encodeUtf8(`7${text}7`);
  const ns = reader.read(bytes, 1, bytes.length - 1);
  if (Number.isNaN(ns)) return reader.problem;
  expect(((ns % 1e9) + 1e9) % 1e9).toBe(reader.nanos);
  return new Date(Number(ORIGIN / 1_000_000n) + Math.floor(ns / 1e6)).toISOString();
}

test.each([
  ["yyyy-MM-dd HH:mm:ss,SSS", "2023-01-29 08:42:22,382", "2023-01-29T08:42:22.382Z"],
  ["yyyy-MM-dd HH:mm:ss:SSS", "2023-01-29 08:42:22:382", "2023-01-29T08:42:22.382Z"],
  ["dd/MMM/yyyy:HH:mm:ss Z", "29/Jan/2023:16:42:22 +0800", "2023-01-29T08:42:22.000Z"],
  ["yyyy/MM/dd HH:mm:ss", "2023/01/29 08:42:22", "2023-01-29T08:42:22.000Z"],
  ["dd.MM.yyyy HH:mm:ss.SSS", "29.01.2023 08:42:22.5", "2023-01-29T08:42:22.500Z"],
  ["MM/dd/yyyy hh:mm:ss a", "01/29/2023 08:42:22 PM", "2023-01-29T20:42:22.000Z"],
  ["M/d/yyyy h:mm:ss a", "1/29/2023 12:02:22 am", "2023-01-29T00:02:22.000Z"],
  ["EEE, d MMM yyyy HH:mm:ss Z", "Sun, 29 Jan 2023 08:42:22 GMT", "2023-01-29T08:42:22.000Z"],
  ["EEE MMM d HH:mm:ss yyyy", "Sun Jan  9 08:42:22 2023", "2023-01-09T08:42:22.000Z"],
  ["EEE MMM d HH:mm:ss Z yyyy", "Sun Jan 29 08:42:22 EST 2023", "2023-01-29T13:42:22.000Z"],
  ["yyMMdd HHmmss SSS", "230129 084222 123", "2023-01-29T08:42:22.123Z"],
  ["yyyyMMdd-H:mm:ss:SSS", "20230129-8:02:22:123", "2023-01-29T08:02:22.123Z"],
  ["yyyy-MM-dd-HH.mm.ss.SSSSSS", "2023-01-29-08.42.22.363779", "2023-01-29T08:42:22.363Z"],
  ["MMMM d, yyyy HH:mm", "January 29, 2023 08:42", "2023-01-29T08:42:00.000Z"],
  ["yyyy-MM-dd", "2023-01-29", "2023-01-29T00:00:00.000Z"],
  ["HH:mm:ss[.SSS] Z yyyy-MM-dd", "08:42:22 +08 2023-01-29", "2023-01-29T00:42:22.000Z"],
  ["'['yyyy-MM-dd'T'HH:mm:ss[Z]']'…", "[2023-01-29T08:42:22] INFO up", "2023-01-29T08:42:22.000Z"],
  ["dd/MMM/yyyy HH:mm", "29/Foo/2023 08:42", "T_UNPARSED"],
  ["dd/MM/yyyy HH:mm", "29/13/2023 08:42", "T_RANGE"],
  ["dd/MM/yyyy HH:mm", "9/12/2023 08:42", "T_UNPARSED"],
  ["dd/MM/yyyy HH:mm", "09/12/2023 24:42", "T_RANGE"],
  ["hh:mm a dd/MM/yyyy", "13:42 am 09/12/2023", "T_RANGE"],
  ["HH:mm:ss", "08:42:22", "T_NO_DATE"],
  ["MMM d HH:mm:ss", "Jan 29 08:42:22", "T_NO_YEAR"],
])("%s reads %j as %s", (stamp, text, expected) => {
  expect(read(stamp, text)).toBe(expected);
});

test("a year-less stamp is the last such moment not after the latest one", () => {
  const assume = { latest: "2023-02-03T12:00:00" };
  expect(read("MMM d HH:mm:ss", "Feb  3 11:59:59", assume)).toBe("2023-02-03T11:59:59.000Z");
  expect(read("MMM d HH:mm:ss", "Feb  3 12:00:01", assume)).toBe("2022-02-03T12:00:01.000Z");
  expect(read("MMM d HH:mm:ss", "Dec 31 23:59:59", assume)).toBe("2022-12-31T23:59:59.000Z");
  expect(read("MMM d HH:mm:ss", "Feb 29 00:00:00", assume)).toBe("2020-02-29T00:00:00.000Z");
  expect(read("MMM d HH:mm:ss", "Feb 30 00:00:00", assume)).toBe("T_RANGE");
});

test("a date-less stamp is the last such moment not after the latest one, or the one closest to the outer stamp", () => {
  const assume = { latest: "2023-01-29T06:00:00", zone: 480 };
  expect(read("HH:mm:ss.SSS", "05:59:59.999", assume)).toBe("2023-01-28T21:59:59.999Z");
  expect(read("HH:mm:ss.SSS", "23:00:00.000", assume)).toBe("2023-01-28T15:00:00.000Z");
  const outer = Date.UTC(2023, 0, 29, 15, 59, 58) / 1000;
  expect(read("HH:mm:ss.SSS", "23:59:57.250", { zone: 480 }, outer)).toBe("2023-01-29T15:59:57.250Z");
  expect(read("HH:mm:ss.SSS", "00:00:01.250", { zone: 480 }, outer)).toBe("2023-01-29T16:00:01.250Z");
});

test("a zone whose clock changes: folds, gaps, and what a near moment says", () => {
  const form = "yyyy-MM-dd HH:mm:ss";
  expect(read(form, "2023-01-29 09:42:22", { zone: berlin })).toBe("2023-01-29T08:42:22.000Z");
  expect(read(form, "2023-07-29 10:42:22", { zone: berlin })).toBe("2023-07-29T08:42:22.000Z");
  expect(read(form, "2023-10-29 02:30:00", { zone: berlin })).toBe("2023-10-29T00:30:00.000Z");
  expect(read(form, "2023-10-29 02:30:00", { zone: berlin, fold: "second" })).toBe("2023-10-29T01:30:00.000Z");
  const near = Date.UTC(2023, 9, 29, 1, 30, 0) / 1000;
  expect(read(form, "2023-10-29 02:30:00", { zone: berlin }, near)).toBe("2023-10-29T01:30:00.000Z");
  expect(read(form, "2023-03-26 02:30:00", { zone: berlin })).toBe("2023-03-26T01:30:00.000Z");
});

const FORMS = [
  "yyyy-MM-dd HH:mm:ss,SSS",
  "dd/MMM/yyyy:HH:mm:ss Z",
  "MMM d HH:mm:ss",
  "HH:mm:ss.SSS",
  "MMdd HH:mm:ss.SSSSSS",
  "yyMMdd HHmmss",
  "M/d/yyyy h:mm:ss a",
  "EEE, d MMM yyyy HH:mm:ss[ Z]",
  "yyyy-MM-dd'T'HH:mm:ss[.SSSSSSSSS][Z]…",
  "MMMM d, yyyy H:mm[ Z]",
];
const two = fc.integer({ min: 0, max: 61 }).map((value) => String(value).padStart(2, "0"));
const piece = fc.oneof(
  { weight: 6, arbitrary: two },
  { weight: 6, arbitrary: fc.constantFrom(":", "-", "/", " ", ",", ".", "T", "Z", "  ") },
  fc.constantFrom(
    "Jan",
    "feb",
    "March",
    "Oct",
    "2023",
    "2024",
    "1999",
    "Mon",
    "AM",
    "pm",
    "+0800",
    "-03:30",
    "UTC",
    "CEST",
  ),
  fc.constantFrom("IST", "+08", "+8", "7", "123456", "1234567890123", "é", "+9900", "+08:"),
);
const assumptions: fc.Arbitrary<TimeAssumptions> = fc.record(
  {
    zone: fc.constantFrom(0, 480, -210, berlin),
    fold: fc.constantFrom<"first" | "second">("first", "second"),
    latest: fc.constantFrom("2023-10-29T02:30:00", "2024-02-29T00:00:00", "1999-12-31T23:59:59"),
  },
  { requiredKeys: [] },
);
const nears = fc.option(fc.integer({ min: 900_000_000, max: 1_800_000_000 }), { nil: undefined });

function agree(stamp: string, text: string, assume: TimeAssumptions, near: number | undefined): void {
  const reader = new StampReader({ unit: "stamp", stamp }, ORIGIN, assume);
  reader.near = near ?? Number.NaN;
  const bytes = encodeUtf8(text);
  const fast = reader.read(bytes, 0, bytes.length);
  const slow = parseStampNs(
    bytes,
    0,
    bytes.length,
    { unit: "stamp", stamp },
    { assume, ...(near !== undefined && { near }) },
  );
  expect(Number.isNaN(fast) ? reader.problem : fast).toBe(slow.ok ? Number(slow.value - ORIGIN) : slow.failure.code);
}

/** A stamp as the form wants it, from random parts. */
function written(form: string, parts: readonly number[]): string {
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  const [year, month, day, hour, minute, second, fraction] = parts;
  const name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1] ?? "Xyz";
  const fields: readonly (readonly [RegExp, string])[] = [
    [/^yyyy/, String(year)],
    [/^yy/, pad(year % 100, 2)],
    [/^MMMM/, `${name}uary`],
    [/^MMM/, name],
    [/^MM/, pad(month, 2)],
    [/^M/, String(month)],
    [/^dd/, pad(day, 2)],
    [/^d/, String(day)],
    [/^HH/, pad(hour, 2)],
    [/^H/, String(hour)],
    [/^h/, String(hour % 13)],
    [/^mm/, pad(minute, 2)],
    [/^ss/, pad(second, 2)],
    [/^S+/, String(fraction)],
    [/^a/, hour > 12 ? "PM" : "am"],
    [/^EEE/, "Fri"],
    [/^Z/, fraction % 2 === 0 ? "+0530" : "CET"],
    [/^'(.)'/, "T"],
    [/^[[\]]/, ""],
    [/^./, ""],
  ];
  let text = "";
  for (let rest = form; rest !== ""; ) {
    for (const [pattern, value] of fields) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      text += pattern.source === "^." ? match[0] : value;
      rest = rest.slice(match[0].length);
      break;
    }
  }
  return text;
}

test("fast agrees with slow on stamps of their form, whatever is assumed", () => {
  const parts = fc.tuple(
    fc.integer({ min: 1970, max: 2069 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 0, max: 24 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 2 ** 40 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...FORMS), parts, assumptions, nears, (form, values, assume, near) => {
      agree(form, written(form, values), assume, near);
    }),
    { numRuns: 3000 },
  );
});

test("fast agrees with slow on anything", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FORMS),
      fc.array(piece, { minLength: 1, maxLength: 16 }),
      assumptions,
      nears,
      (form, pieces, assume, near) => agree(form, pieces.join("").trim(), assume, near),
    ),
    { numRuns: 3000 },
  );
});
