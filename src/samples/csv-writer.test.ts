import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng.ts";
import { csvBytes, csvBytesByHost, csvCell } from "./csv-writer.ts";
import { generateRequests } from "./generate-requests.ts";
import { encodeUtf8 } from "./log-writer.ts";
import { ndjsonBytes } from "./ndjson-writer.ts";
import { randomSystem } from "./random-system.ts";
import { StampEncoder } from "./stamp-encoder.ts";
import { planSystem } from "./system-plan.ts";
import type { SystemSpec } from "./system-spec.ts";

const SPEC: SystemSpec = {
  ...randomSystem(new Rng(5), { steps: 8, edgeProbability: 0.2, tasks: 4, hosts: 3, optionalProbability: 0.2 }),
  originNs: 1_699_999_999_999_999_000n,
  users: { prefix: "u", count: 7, sigma: 0.2 },
};
const PLAN = planSystem(SPEC);
const OPTIONS = { requests: 700, seed: 9, meanGapNs: 3e6 };

function text(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder();
  let result = "";
  for (const chunk of chunks) result += decoder.decode(chunk, { stream: true });
  return result + decoder.decode();
}

/** The rows that the log must hold, written naively from the generated requests, in no particular order. */
function expectedRows(): string[] {
  const rows: string[] = [];
  for (const request of generateRequests(PLAN, OPTIONS)) {
    for (const record of request.records) {
      const stamp = SPEC.originNs + BigInt(record.timeNs);
      rows.push([request.id, stamp, record.host, record.task, record.label, request.user].join(","));
    }
  }
  return rows;
}

function rowsOf(log: string): string[] {
  return log.trimEnd().split("\n").slice(1);
}

describe("csvBytes", () => {
  const log = text(csvBytes(PLAN, { ...OPTIONS, unit: "ns" }));

  it("holds exactly the records of the requests, in the order of their stamps", () => {
    expect(log.startsWith("request,time,host,task,event,user\n")).toBe(true);
    const rows = rowsOf(log);
    expect(rows.toSorted()).toEqual(expectedRows().sort());
    const stamps = rows.map((row) => BigInt(row.split(",")[1]!));
    expect(stamps.every((stamp, index) => index === 0 || stamps[index - 1]! <= stamp)).toBe(true);
  });

  it("writes the same rows split by host, newest first, or shuffled", () => {
    const parts = new Map<string, string>();
    for (const piece of csvBytesByHost(PLAN, { ...OPTIONS, unit: "ns" })) {
      parts.set(piece.host, (parts.get(piece.host) ?? "") + text([piece.bytes]));
    }
    expect([...parts.keys()]).toEqual(["host-a", "host-b", "host-c"]);
    for (const [host, part] of parts) {
      expect(rowsOf(part)).toEqual(rowsOf(log).filter((row) => row.split(",")[2] === host));
    }
    const newestFirst = rowsOf(text(csvBytes(PLAN, { ...OPTIONS, unit: "ns", order: "newest-first" })));
    expect(newestFirst.reverse()).toEqual(rowsOf(log));
    const shuffled = rowsOf(text(csvBytes(PLAN, { ...OPTIONS, unit: "ns", order: "shuffled" })));
    expect(shuffled).not.toEqual(rowsOf(log));
    expect(shuffled.sort()).toEqual(rowsOf(log).sort());
  });

  it("orders records of clocks that run behind by their own stamps", () => {
    const skewed = planSystem({
      ...SPEC,
      roles: SPEC.roles.map((role, index) => ({ ...role, clockOffsetsNs: [index === 1 ? -5e9 : 0] })),
    });
    const rows = rowsOf(text(csvBytes(skewed, { ...OPTIONS, requests: 3000, unit: "ns" })));
    const stamps = rows.map((row) => BigInt(row.split(",")[1]!));
    expect(stamps.every((stamp, index) => index === 0 || stamps[index - 1]! <= stamp)).toBe(true);
    expect(stamps[0]! < SPEC.originNs).toBe(true);
  });

  it("quotes what needs quotes", () => {
    expect(csvCell("plain")).toBe("plain");
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
  });
});

describe("ndjsonBytes", () => {
  it("holds the same records as objects", () => {
    const lines = text(ndjsonBytes(PLAN, { ...OPTIONS, unit: "ns" }))
      .trimEnd()
      .split("\n");
    const rows = lines.map((line) => {
      const row = JSON.parse(line.replace(/"time":(\d+)/, '"time":"$1"'));
      return [row.request, row.time, row.host, row.task, row.event, row.user].join(",");
    });
    expect(rows.sort()).toEqual(expectedRows().sort());
  });

  it("writes ISO stamps with nine digits by default", () => {
    const first = JSON.parse(text(ndjsonBytes(PLAN, { ...OPTIONS, requests: 1 })).split("\n")[0]!);
    expect(first.time).toBe("2023-11-14T22:13:19.999999000Z");
  });
});

describe("StampEncoder", () => {
  it("truncates to its unit and carries into the next second", () => {
    const at = (unit: "iso" | "ns" | "us" | "ms" | "s", ns: number) => new StampEncoder(SPEC.originNs, unit).text(ns);
    expect(at("us", 999)).toBe("1699999999999999");
    expect(at("us", 1000)).toBe("1700000000000000");
    expect(at("ns", 1001)).toBe("1700000000000000001");
    expect(at("ms", 1000 + 1_999_999)).toBe("1700000000001");
    expect(at("s", 999)).toBe("1699999999");
    expect(at("iso", 1000)).toBe("2023-11-14T22:13:20.000000000Z");
    expect(at("ns", -1_000_000_000)).toBe("1699999998999999000");
  });
});

describe("encodeUtf8", () => {
  it("agrees with TextEncoder", () => {
    const sample = "aé→😀\ud800x";
    expect([...encodeUtf8(sample)]).toEqual([...new TextEncoder().encode(sample)]);
  });
});
