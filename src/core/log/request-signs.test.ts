import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { type Detection, detectSource } from "./detect.ts";

/** Which column is the request where addresses, ids and texts stand side by side, and how sure that is. */

const LINES = 300;
const two = (n: number) => String(n).padStart(2, "0");
const clock = (n: number) => `09:${two(Math.floor(n / 60))}:${two(n % 60)}`;
const id = (n: number) => ((n * 2654435761) >>> 0).toString(16).padStart(8, "a");

function detect(line: (n: number) => string): Detection {
  const head = encodeUtf8(Array.from({ length: LINES }, (_, n) => `${line(n)}\n`).join(""));
  const outcome = detectSource({ name: "file", size: head.length, head, lastModifiedMs: 1_717_200_000_000 });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

const access = (n: number, tail: string) =>
  `10.0.0.${n % 9} - - [04/Mar/2024:${clock(n)} +0000] "GET /checkout/${n} HTTP/1.1" 200 ${500 + n} "-" "curl/8.0"${tail}`;

describe("access logs", () => {
  test.each(["rid", "req", "trace", "request_id"])("the id behind %s= is the request, not the address", (key) => {
    const { plan, confidence } = detect((n) => access(n, ` rt=0.1${n % 10} ${key}=${id(n >> 1)}`));
    expect(plan.roles?.request).toEqual([{ column: key }]);
    expect(confidence).toBeGreaterThanOrEqual(0.9);
  });

  test("so it is where the ends of the lines differ", () => {
    const { plan, columns } = detect((n) => access(n, `${n % 3 === 0 ? " HIT" : ""} rid=${id(n >> 1)}`));
    expect(plan.roles?.request[0]).toMatchObject({ column: "rest", pattern: expect.stringContaining("rid") });
    expect(columns.find(({ name }) => name === "client")?.role).toBe("ignore");
  });

  test("an address alone must be confirmed", () => {
    const { plan, confidence } = detect((n) => access(n, ""));
    expect(plan.roles?.request).toEqual([{ column: "client" }]);
    expect(confidence).toBeLessThan(0.6);
  });
});

test("of a table, too, an address goes after what looks like an id", () => {
  const row = (n: number) =>
    JSON.stringify({ time: `2024-03-04T${clock(n)}Z`, peer: `10.0.0.${n % 9}`, ref: id(n >> 2), op: `step ${n % 4}` });
  expect(detect(row).plan.roles?.request).toEqual([{ column: "ref" }]);
});

describe("texts that repeat are no request", () => {
  const texts = (n: number) =>
    ["price computed", `loading cart for user ${n}`, `stock check sku=${n * 7}`, "response sent status=200"][n % 4];

  test.each([
    ["lines of text", (n: number) => `2024-03-04 ${clock(n)}.251 INFO cart - ${texts(n)}`, "message"],
    [
      "a table",
      (n: number) => JSON.stringify({ time: `2024-03-04T${clock(n)}.251Z`, level: "INFO", said: texts(n) }),
      "said",
    ],
  ])("%s", (_, line, text) => {
    const { plan, confidence, columns, reasons } = detect(line);
    expect(confidence).toBe(0);
    expect(columns.filter(({ role }) => role === "request")).toEqual([]);
    expect(columns.find(({ role }) => role === "label")?.name).toBe(text);
    expect(plan.roles?.label).toEqual([{ column: text, mined: true }]);
    expect(reasons).toContain("request: no column looks like an id that several records share");
  });
});
