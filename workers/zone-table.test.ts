import { expect, test } from "vitest";
import { berlin } from "../src/testing/zones.ts";
import { localZones, zoneTableOf, zoneUntil } from "./zone-table.ts";

test("the clocks of a zone are set when they are", () => {
  const table = zoneTableOf("Europe/Berlin", Date.UTC(2022, 0, 1), Date.UTC(2024, 5, 1));
  expect(table?.offsets.slice(1)).toEqual(berlin.offsets.slice(1));
  expect(table?.offsets[0].minutes).toBe(60);
});

test("zones without changes, of half hours, and none at all", () => {
  const offsets = (name: string) => zoneTableOf(name, Date.UTC(2020, 0, 1), Date.UTC(2023, 0, 1))?.offsets;
  expect(offsets("Asia/Shanghai")?.map(({ minutes }) => minutes)).toEqual([480]);
  expect(offsets("Asia/Kolkata")?.map(({ minutes }) => minutes)).toEqual([330]);
  expect(offsets("America/St_Johns")?.map(({ minutes }) => minutes)).toEqual([
    -210, -150, -210, -150, -210, -150, -210,
  ]);
  expect(zoneTableOf("No/Where", 0, 1)).toBeNull();
});

test("the zone of this computer is offered unless it is UTC", () => {
  const zones = localZones(Date.UTC(2023, 0, 29));
  const name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(zones.map((zone) => zone.name)).toEqual(/^(Etc\/)?(UTC|GMT)$|^Africa\/Abidjan$/.test(name) ? [] : [name]);
});

test("a zone chosen for a file reaches beyond the year it was written in", () => {
  const table = zoneUntil("Europe/Berlin", Date.UTC(2023, 5, 1));
  const last = table?.offsets.at(-1);
  expect(new Date((last?.fromSeconds ?? 0) * 1000).getUTCFullYear()).toBe(2024);
  expect(
    table?.offsets.filter(({ fromSeconds }) => berlin.offsets.some((one) => one.fromSeconds === fromSeconds)),
  ).toEqual(berlin.offsets.filter(({ fromSeconds }) => fromSeconds < Date.UTC(2025, 0, 1) / 1000));
  expect(zoneUntil("No/Where", 0)).toBeNull();
});
