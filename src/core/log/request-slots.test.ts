import { expect, test } from "vitest";
import { bestSlot, requestSlots } from "./request-slots.ts";

const hex = (n: number, length: number) =>
  (n * 2654435761 + 0x10000000).toString(16).padStart(length, "a1b2c3d4e5f60789").slice(-length);
const uuid = (n: number) => `${hex(n, 8)}-447d-46ea-8692-${hex(n * 7, 12)}`;

/** 120 messages, four of each request. */
function proposed(message: (request: string, line: number) => string, id: (n: number) => string): string[] {
  const ids = Array.from({ length: 30 }, (_, n) => id(n + 1));
  const texts = Array.from({ length: 120 }, (_, line) => message(ids[Math.floor(line / 8) * 2 + (line % 2)], line));
  const slot = bestSlot(requestSlots("message", texts))?.slot;
  if (slot === undefined) return ["none"];
  expect(slot.reference.column).toBe("message");
  const { name, values } = slot.profile;
  return [name, ...values.slice(0, 2).map((value, line) => (texts[line].includes(value) ? value : "?"))];
}

test.each([
  [
    "block ids",
    (id: string, line: number) => `Received block ${id} of size ${line * 1000} from /10.0.0.${line % 9}`,
    (n: number) => `blk_-${n}608999687919862906`,
    "blk",
  ],
  [
    "request ids in brackets",
    (id: string, line: number) => `[req-${id} ${hex(1, 32)} - -] GET took ${line}`,
    uuid,
    "req",
  ],
  [
    "keys",
    (id: string, line: number) => `handled step=${line % 3} trace_id=${id} took=${line}ms`,
    (n: number) => hex(n, 16),
    "trace_id",
  ],
  [
    "words before ids",
    (id: string, line: number) => `TraceID: ${id} SpanID: ${hex(line, 16)} item ${line}`,
    (n: number) => hex(n, 32),
    "TraceID",
  ],
  [
    "JSON in text",
    (id: string, line: number) => `body {"requestId":"${id}","n":${line}}`,
    (n: number) => `o${n}x`,
    "requestId",
  ],
  ["bare uuids", (id: string, line: number) => `${id} started ${line}`, uuid, "uuid"],
])("%s", (_, message, id, name) => {
  const [found, first, second] = proposed(message, id);
  expect(found).toBe(name);
  expect([first, second]).not.toContain("?");
  expect(first).not.toBe(second);
});

test("messages without ids propose none", () => {
  expect(proposed((_, line) => `item ${line} stored in ${line % 7} ms`, String)).toEqual(["none"]);
  expect(requestSlots("message", [])).toEqual([]);
});

test("names of keys are taken literally", () => {
  const texts = Array.from({ length: 20 }, (_, n) => `x.request.id=${n >> 2}aa y`);
  expect(requestSlots("m", texts).map(({ profile }) => profile.values[4])).toEqual(["1aa"]);
});
