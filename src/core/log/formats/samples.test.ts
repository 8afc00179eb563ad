import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isConserved, readSliced, readWhole } from "../../../testing/sliced-reading.ts";
import { detectSource } from "../detect.ts";
import { eventLines } from "../event-lines.ts";
import { parseSlice } from "../parse-slice.ts";
import type { Roles } from "../source-plan.ts";

/** 2023-01-29T08:42:22Z: the times in the files are ns since then. */
const ORIGIN_NS = 1674981742_000000000n;
const FOLDER = new URL("samples/", import.meta.url);
const SAMPLES = readdirSync(FOLDER).filter((name) => !name.endsWith(".golden"));

/** What is made of a sample, to be read by people: `samples/<name>.golden`. */
test.each(SAMPLES)("sample %s", async (name) => {
  const bytes = new Uint8Array(readFileSync(new URL(name, FOLDER)));
  const detection = detectSource({ name, size: bytes.length, head: bytes });
  if (!detection.ok) throw new Error(`${detection.failure.code} ${detection.failure.message}`);
  const { plan, reasons } = detection.value;
  const { roles, ...details } = plan;
  const reading = readWhole(plan, bytes);
  expect(isConserved(reading, bytes)).toBe(true);
  expect(readSliced(plan, bytes, [1000, 2500, 2501, 4000], 50)).toEqual(reading);
  const { rejects, counts } = reading;
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: ORIGIN_NS, keepPartitions: 64 });
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  const lines = [
    reasons[0],
    JSON.stringify(details),
    ...(roles ? roleLines(roles) : []),
    JSON.stringify(counts),
    ...rejects,
    ...eventLines(slice).slice(0, 12),
    `… ${slice.eventCount} events`,
  ];
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(new URL(`${name}.golden`, FOLDER).pathname);
});

function roleLines(roles: Roles): string[] {
  return Object.entries(roles).flatMap(([role, value]) => {
    const isEmpty = Array.isArray(value) && value.length === 0;
    return isEmpty ? [] : [`${role} ${JSON.stringify(value)}`];
  });
}
