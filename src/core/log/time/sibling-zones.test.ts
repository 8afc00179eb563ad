import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { detectSource } from "../detect.ts";
import { type NamedReading, siblingZones } from "./sibling-zones.ts";

const START = Date.UTC(2023, 0, 29, 8);

function reading(name: string, zone: string, offsetHours: number, rows = 40): NamedReading {
  const lines = Array.from({ length: rows }, (_, i) => {
    const local = new Date(START + i * 60_000 + offsetHours * 3_600_000).toISOString().slice(0, 23);
    return `${local}${zone},r${i >> 2},e${i % 4}`;
  });
  const head = encodeUtf8(`time,request_id,event\n${lines.join("\n")}\n`);
  const detected = detectSource({ name, size: head.length, head });
  if (!detected.ok) throw new Error(detected.failure.message);
  return { name, reading: detected.value };
}

test("a file without a zone gets the one of the files it was written beside", () => {
  const patches = siblingZones([reading("a", "Z", 0), reading("b", "+05:30", 5.5), reading("c", "", 8)]);
  expect(patches).toEqual(new Map([["c", { assume: { zone: 480 } }]]));
});

test("files that tell their zone, and files alone, are left as they are", () => {
  expect(siblingZones([reading("a", "Z", 0), reading("b", "+05:30", 5.5)])).toEqual(new Map());
  expect(siblingZones([reading("c", "", 8)])).toEqual(new Map());
});
