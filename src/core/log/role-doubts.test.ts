import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { type Detection, detectSource } from "./detect.ts";

/** Below this the user is asked first. */
const SURE = 0.6;
const SERVICES = ["gateway", "cart", "inventory", "pricing", "payment"];
const LINES = 900;

const id = (n: number) => ((n * 2654435761) >>> 0).toString(16).padStart(8, "a");
/** Two of five messages have numbers in them, so that about half of the texts are different. */
const message = (n: number) =>
  [
    "GET /checkout received",
    `loading cart for user ${n}`,
    `stock check sku=${n * 7}`,
    "price computed",
    "card charged",
  ][n % 5];
const clock = (n: number) => `09:${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}.251`;

function detectBytes(head: Uint8Array): Detection {
  const outcome = detectSource({ name: "file", size: head.length, head, lastModifiedMs: 1_717_200_000_000 });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

const detect = (line: (n: number) => string) =>
  detectBytes(encodeUtf8(Array.from({ length: LINES }, (_, n) => `${line(n)}\n`).join("")));

const doubtsOf = ({ reasons }: Detection) => reasons.filter((reason) => reason.includes("unsure"));

describe("messages some of which repeat", () => {
  test("JSON lines: the service is told, and nothing is unsure", () => {
    const record = (n: number) => ({
      ts: 1709542800.251 + n,
      svc: SERVICES[n % 5],
      lvl: "INFO",
      trace: id(Math.floor(n / 6)),
      message: message(n),
    });
    const found = detect((n) => JSON.stringify(record(n)));
    expect(found.confidence).toBeGreaterThanOrEqual(SURE);
    expect(found.plan.roles).toMatchObject({
      request: [{ column: "trace" }],
      service: { column: "svc" },
      label: [{ column: "message", mined: true }],
      attributes: [{ column: "lvl" }],
    });
    expect(doubtsOf(found)).toEqual([]);
  });

  test("a context of a logger: the service names the threads in it", () => {
    const found = detect((n) => {
      const service = SERVICES[n % 5];
      const context = `reqId=${id(Math.floor(n / 6))},svc=${service}`;
      return `2024-03-04 ${clock(n)} [http-nio-8080-exec-${n % 10}] INFO  com.shop.${service} [${context}] - ${message(n)}`;
    });
    expect(found.confidence).toBeGreaterThanOrEqual(SURE);
    expect(found.plan.roles).toMatchObject({
      request: [{ column: "reqId" }],
      service: { column: "svc" },
      task: [{ column: "svc" }, { column: "thread" }],
      label: [{ column: "message", mined: true }],
    });
  });

  test("a message stays the label beside a column of words that nobody knows", () => {
    const found = detect((n) =>
      JSON.stringify({ time: 1709542800251 + n, trace: id(n >> 3), verb: SERVICES[n % 5], message: message(n) }),
    );
    expect(found.plan.roles?.label).toEqual([{ column: "message", mined: true }]);
    expect(found.confidence).toBeGreaterThanOrEqual(SURE);
  });
});

describe("what is unsure says why", () => {
  test("of the request: two columns that look alike, or none that looks like one", () => {
    const twins = detect((n) =>
      JSON.stringify({ time: 1709542800251 + n, left: id(n >> 3), right: id((n >> 3) + 9999), event: `e${n % 4}` }),
    );
    expect(twins.confidence).toBeLessThan(SURE);
    expect(doubtsOf(twins)).toEqual(['request: unsure, for "right" looks as much like one']);
    const peers = detect((n) =>
      JSON.stringify({ time: 1709542800251 + n, peer: `10.0.0.${n % 9}`, event: `e${n % 4}` }),
    );
    expect(doubtsOf(peers)).toEqual(["request: unsure, for requests share network addresses"]);
  });

  test("of the label: two columns of words", () => {
    const found = detect((n) =>
      JSON.stringify({
        time: 1709542800251 + n,
        trace: id(n >> 3),
        left: SERVICES[n % 5],
        right: SERVICES[(n + 1) % 5],
      }),
    );
    expect(found.confidence).toBeLessThan(SURE);
    expect(doubtsOf(found)).toEqual(['label: unsure, for "right" may as well be what happened']);
  });

  const folder = join(import.meta.dirname, "formats/samples");
  const samples = readdirSync(folder).filter((name) => !name.includes(".golden.") && !name.endsWith(".parquet"));
  test.each(samples)("%s", (name) => {
    const found = detectBytes(new Uint8Array(readFileSync(join(folder, name))));
    expect(doubtsOf(found).length > 0).toBe(found.confidence < SURE);
  });
});
