import { expect, test } from "vitest";
import { fixedOffsets, zoneChoices } from "./zone-choices.ts";

const NAMES = ["America/New_York", "Asia/Tokyo", "Europe/Berlin", "UTC"];
const named = (text: string) => zoneChoices(NAMES, text).map(({ name }) => name);

test("without a text: UTC, the zones, the offsets in use", () => {
  expect(named("").slice(0, 5)).toEqual(["UTC", "America/New_York", "Asia/Tokyo", "Europe/Berlin", "UTC−12:00"]);
  expect(new Set(named("")).size).toBe(named("").length);
  expect(fixedOffsets()).toContainEqual({ name: "UTC+05:45", minutes: 345 });
});

test("words narrow, blanks stand for underscores, beginnings come first", () => {
  expect(named("new york")).toEqual(["America/New_York"]);
  expect(named("to")).toEqual(["Asia/Tokyo"]);
  expect(named("e")[0]).toBe("Europe/Berlin");
  expect(named("nowhere")).toEqual([]);
});

test("an offset that is written is a choice, used by anybody or not", () => {
  expect(zoneChoices(NAMES, "+5:30")[0]).toEqual({ name: "UTC+05:30", minutes: 330 });
  expect(zoneChoices(NAMES, "utc-3")[0]).toEqual({ name: "UTC−03:00", minutes: -180 });
  expect(zoneChoices(NAMES, "-0100")[0].minutes).toBe(-60);
  expect(named("+15")).toEqual([]);
});
