import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { type Detection, detectSource } from "./detect.ts";
import { applyPatch } from "./plan-warning.ts";
import { shortenedRequest } from "./request-warnings.ts";

function detect(rows: readonly object[]): Detection {
  const head = encodeUtf8(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const outcome = detectSource({ name: "file", size: head.length, head });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

const hex = (n: number, length: number) =>
  (n * 2654435761 + 0x10000000).toString(16).padStart(length, "a1b2c3d4e5f60789").slice(-length);
const step = (i: number) => ["load", "save", "send", "done"][i % 4];
/** 200 records of 50 requests in the manner of pino. */
const pino = (ids: (i: number, request: number) => object) =>
  Array.from({ length: 200 }, (_, i) => ({
    level: 30,
    time: 1_690_000_000_000 + i * 20,
    pid: 7,
    hostname: "web-1",
    ...ids(i, i >> 2),
    msg: step(i),
  }));
const requestOf = ({ plan }: Detection) => plan.roles?.request;
const codesOf = ({ warnings = [] }: Detection) => warnings.map(({ code }) => code);

describe("ids that are none", () => {
  test.each(["-", "0", "null", "None", "00000000000000000000000000000000", "00000000-0000-0000-0000-000000000000"])(
    "%s is not taken for a request, and another column is",
    (placeholder) => {
      const found = detect(
        pino((i, request) => ({ trace_id: i % 20 === 0 ? hex(i, 32) : placeholder, reqId: hex(request, 16) })),
      );
      expect(requestOf(found)).toEqual([{ column: "reqId" }]);
      const table = Array.from({ length: 200 }, (_, i) => ({
        when: 1_690_000_000_000 + i * 20,
        trace_id: i % 50 === 0 ? hex(i, 32) : placeholder,
        request_id: hex(i >> 2, 16),
        event: step(i),
      }));
      expect(requestOf(detect(table))).toEqual([{ column: "request_id" }]);
    },
  );

  test("one id for everything is not a request: another is, or the user is asked", () => {
    const constant = hex(1, 32);
    const found = detect(pino((_, request) => ({ trace_id: constant, reqId: hex(request, 16) })));
    expect(requestOf(found)).toEqual([{ column: "reqId" }]);
    const nearly = detect(pino((i) => ({ trace_id: i < 195 ? constant : hex(i, 32) })));
    expect(codesOf(nearly)).toContain("K_REQ_CONSTANT");
    expect(nearly.confidence).toBeLessThanOrEqual(0.5);
    expect(nearly.warnings?.find(({ code }) => code === "K_REQ_CONSTANT")?.sentence).toContain("195 of 200 records");
  });

  test("an id for every record is told, for other files may hold the others; of spans it is nothing", () => {
    expect(codesOf(detect(pino((i) => ({ trace_id: hex(i, 32) }))))).toContain("K_REQ_UNIQUE");
    expect(codesOf(detect(pino((i) => ({ trace_id: hex(i, 32), responseTime: 5 + (i % 7) }))))).not.toContain(
      "K_REQ_UNIQUE",
    );
    expect(codesOf(detect(pino((_, request) => ({ trace_id: hex(request, 32) }))))).toEqual([]);
  });
});

describe("ids of 64 and of 128 bits", () => {
  const long = (request: number) => `4bf92f3577b34da6${hex(request, 16)}`;

  test("are joined by their last 16 digits, and one click keeps them apart", () => {
    const found = detect(pino((i, request) => ({ trace_id: i % 4 === 1 ? hex(request, 16) : long(request) })));
    expect(requestOf(found)).toEqual([{ column: "trace_id", pattern: "[0-9A-Fa-f]{16}$" }]);
    const warning = found.warnings?.find(({ code }) => code === "K_ID_WIDTH");
    expect(warning?.count).toBe(150);
    expect(applyPatch(found.plan, warning!.changes[0].apply).roles?.request).toEqual([{ column: "trace_id" }]);
  });

  test("are left alone where no id ends in another, or other ids would be lost", () => {
    const other = detect(pino((i, request) => ({ trace_id: i % 4 === 1 ? hex(request + 7000, 16) : long(request) })));
    expect(requestOf(other)).toEqual([{ column: "trace_id" }]);
    const request = [{ column: "trace_id" }];
    const ids = [long(1), hex(1, 16)];
    expect(shortenedRequest(request, ids)).toHaveLength(1);
    expect(shortenedRequest(request, [...ids, "-"])).toHaveLength(1);
    expect(shortenedRequest(request, [...ids, "order-17"])).toBeUndefined();
    expect(shortenedRequest([{ column: "a" }, { column: "b" }], ids)).toBeUndefined();
    // The short ones stand in another file, in upper case.
    expect(shortenedRequest(request, [long(1)], [hex(1, 16).toUpperCase()])).toHaveLength(1);
    expect(shortenedRequest(request, [hex(1, 16)], [long(1)])).toBeUndefined();
  });
});
