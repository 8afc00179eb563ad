import { expect, test } from "vitest";
import type { DocumentFormat } from "../core/log/source-plan.ts";
import { readDocument } from "../testing/document-reading.ts";
import { analyseInThread, ordersOf } from "../testing/in-thread-analysis.ts";
import { jaegerBytes } from "./jaeger-writer.ts";
import { otlpBytes } from "./otlp-writer.ts";
import { circularClasses, optionalMiddle, sharedLock, siblings } from "./scenarios.ts";
import { planSystem } from "./system-plan.ts";
import type { SystemSpec } from "./system-spec.ts";
import { zipkinBytes } from "./zipkin-writer.ts";

const OPTIONS = { requests: 150, seed: 4, meanGapNs: 3e6 };

function bytesOf(chunks: Iterable<Uint8Array>): Uint8Array {
  return Uint8Array.from(Buffer.concat([...chunks]));
}

/** One generated system in three formats, µs in all of them. */
function documentsOf(spec: SystemSpec): [DocumentFormat, Uint8Array][] {
  const plan = planSystem(spec);
  return [
    ["jaeger", bytesOf(jaegerBytes(plan, OPTIONS))],
    ["zipkin", bytesOf(zipkinBytes(plan, OPTIONS))],
    ["otlp", bytesOf(otlpBytes(plan, { ...OPTIONS, resolutionNs: 1000n }))],
  ];
}

const twoHosts = (spec: SystemSpec): SystemSpec => ({
  ...spec,
  roles: spec.roles.map((role, i) => (i === 0 ? { ...role, hosts: ["a-1", "b-1"], clockOffsetsNs: [0, 7e9] } : role)),
});

test.each([
  ["siblings", siblings()],
  ["classes", circularClasses()],
  ["a lock", sharedLock()],
  ["two hosts", twoHosts(optionalMiddle())],
])("%s: formats of traces give the same events", (_, spec) => {
  const [jaeger, ...others] = documentsOf(spec).map(([format, bytes]) => {
    const { events, rejects, counts } = readDocument(format, bytes, null, spec.originNs);
    expect([rejects.length, counts.records, events.length]).toEqual([0, counts.lines, 2 * counts.lines]);
    // Exports are grouped by resource, so lines differ.
    return events.map((event) => event.replace(/^\d+ /, "")).sort();
  });
  for (const other of others) expect(other).toEqual(jaeger);
});

test("formats of traces give the same requests, kinds and relations", async () => {
  const spec = twoHosts(siblings());
  const results = [];
  for (const [format, bytes] of documentsOf(spec)) {
    const files = [{ plan: { format, compression: "none" } as const, bytes }];
    results.push(await analyseInThread(files, { originNs: spec.originNs, sliceBytes: 20_000 }));
  }
  // The hash covers names of kinds, counts per kind and all cells of all relations.
  const [jaeger, ...others] = results.map(({ analysis, report, ...rest }) => ({
    hash: analysis.hash,
    requests: report.classes.map(({ requests, eventKinds, relations }) => ({ requests, eventKinds, relations })),
    orders: ordersOf({ analysis, report, ...rest }),
  }));
  expect(jaeger.orders.length).toBeGreaterThan(10);
  for (const other of others) expect(other).toEqual(jaeger);
});
