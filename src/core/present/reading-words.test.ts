import { expect, test } from "vitest";
import { berlin } from "../../testing/zones.ts";
import type { PlanWarning } from "../log/plan-warning.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import {
  assumptionWords,
  hasSameTimes,
  linesWords,
  readingOfPlan,
  readingWords,
  spanName,
  spanWords,
  zoneSource,
} from "./reading-words.ts";

const time = (unit: "iso" | "us") => ({
  request: [{ column: "id" }],
  time: { column: "at", unit },
  task: [],
  label: [],
  keys: [],
  attributes: [],
});
const warning = (code: string): PlanWarning => ({ code, count: 3, sentence: code, changes: [] });

test("a reading in words: format, layers, other lines, encoding, compression", () => {
  const plan: SourcePlan = {
    format: "text",
    compression: "gzip",
    encoding: "utf-16le",
    envelopes: [{ kind: "csv", content: "log" }, { kind: "docker" }],
    others: [{ format: "logfmt" }],
  };
  expect(readingWords(plan)).toBe("text with a pattern in docker JSON in CSV, logfmt between, UTF-16LE, gzip");
  const table: SourcePlan = { format: "csv", compression: "stream", delimiter: "\t", header: false };
  expect(readingWords(table)).toBe("CSV, tab, no header, from an archive");
});

test("lines are exact, about, or more than", () => {
  expect(linesWords({ lines: 4312, share: 1 })).toBe("4,312");
  expect(linesWords({ lines: 4312, share: 0.01 })).toBe("about 431,000");
  expect(linesWords({ lines: 4312, share: null })).toBe("more than 4,312");
});

test("a span is called one of the file where all of it was looked at", () => {
  expect([1, 0.3, null].map((share) => spanName({ lines: 9, share }))).toEqual(["span", "sampled", "begins"]);
  expect(spanName(undefined)).toBe("sampled");
});

test("plans read stamps alike whatever else they say", () => {
  const plan: SourcePlan = { format: "csv", compression: "none", roles: time("iso") };
  expect(hasSameTimes(plan, { ...plan, unmatched: "continuation" })).toBe(true);
  expect(hasSameTimes(plan, { ...plan, assume: { zone: 60 } })).toBe(false);
  expect(hasSameTimes(plan, { ...plan, roles: time("us") })).toBe(false);
});

test("span and zone", () => {
  expect(spanWords({ min: 0n, max: 0n })).toBeNull();
  expect(spanWords({ min: 1674979200000000000n, max: 1674982800000000000n })).toBe("2023-01-29 08:00:00 – 09:00:00");
  const plan: SourcePlan = { format: "csv", compression: "none", roles: time("iso"), assume: { zone: berlin } };
  expect(zoneSource(plan, [warning("T_NO_ZONE")])).toBe("Europe/Berlin, assumed");
  expect(zoneSource(plan, [warning("T_NO_ZONE")], true)).toBe("Europe/Berlin, chosen");
  expect(zoneSource(plan, [])).toBe("in the stamps");
  expect(zoneSource({ ...plan, roles: time("us") }, [])).toBe("epoch in µs, UTC");
  expect(zoneSource({ format: "jaeger", compression: "none" }, [])).toBeNull();
});

test("what is taken for granted is named with what the plan makes of it", () => {
  const plan: SourcePlan = { format: "csv", compression: "none", roles: time("iso"), assume: { zone: 60 } };
  expect(assumptionWords(plan, [warning("T_NO_ZONE"), warning("T_NO_ZONE"), warning("T_MIXED_UNIT")])).toEqual([
    "no zone in the stamps: UTC+01:00 assumed",
  ]);
  expect(assumptionWords({ ...plan, assume: { latest: "2023-01-29T17:30:00" } }, [warning("T_NO_YEAR")])).toEqual([
    "no year in the stamps: the last is taken to be of 2023",
  ]);
});

test("a plan whose pattern was edited goes back to the reading of its format", () => {
  const reading = (plan: SourcePlan) => ({
    plan,
    confidence: 1,
    reasons: [],
    columns: [],
    stampRangeNs: { min: 0n, max: 0n },
  });
  const readings = [
    reading({ format: "csv", compression: "none", delimiter: "," }),
    reading({ format: "text", compression: "none", pattern: "{a:rest}" }),
  ];
  expect(readingOfPlan(readings, { format: "text", compression: "none", pattern: "{b:rest}" })).toBe(1);
  expect(readingOfPlan(readings, { format: "csv", compression: "none", delimiter: "," })).toBe(0);
  expect(readingOfPlan(readings, { format: "logfmt", compression: "none" })).toBe(0);
});

test("lines of other bytes are those of the sample", () => {
  expect(assumptionWords({ format: "csv", compression: "none" }, [warning("F_ENCODING")])).toEqual([
    "bytes that are no UTF-8 in 3 of the lines looked at",
  ]);
});
