import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readDocument } from "../../../testing/document-reading.ts";
import { detectSource } from "../detect.ts";
import { isDocumentFormat } from "../source-plan.ts";

const FOLDER = `${import.meta.dirname}/samples`;
const SAMPLES = [
  ["jaeger.json", "jaeger"],
  ["zipkin.json", "zipkin"],
  ["otlp.ndjson", "otlp"],
  ["otlp-logs.json", "otlp"],
  ["chrome-trace.json", "chrome-trace"],
  ["har.har", "har"],
  ["xes.xes", "xes"],
] as const;

test.each(SAMPLES)("%s is found out and read as its golden file says", async (name, format) => {
  const bytes = Uint8Array.from(readFileSync(`${FOLDER}/${name}`));
  const detected = detectSource({ name, size: bytes.length, head: bytes });
  if (!detected.ok) throw new Error(detected.failure.message);
  const { plan, confidence, reasons, stampRangeNs } = detected.value;
  expect([plan.format, isDocumentFormat(plan.format)]).toEqual([format, true]);
  const originNs = stampRangeNs.min - (stampRangeNs.min % 1_000_000_000n);
  const { events, rejects, warnings, counts } = readDocument(format, bytes, null, originNs);
  expect(readDocument(format, bytes, { chunkBytes: 100, blockBytes: 300 }, originNs).events).toEqual(events);
  const stamps = { min: String(stampRangeNs.min), max: String(stampRangeNs.max), origin: String(originNs) };
  const told = { plan, confidence, reasons, stamps, counts, warnings, rejects, events: events.slice(0, 40) };
  await expect(`${JSON.stringify(told, null, 2)}\n`).toMatchFileSnapshot(`${FOLDER}/${name}.golden.json`);
});
