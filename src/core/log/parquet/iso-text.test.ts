import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8 } from "../../bytes.ts";
import { parseStampNs } from "../exact-stamp.ts";
import { appendDate, IsoWriter, isWritableDay } from "./iso-text.ts";
import { TextArena } from "./text-arena.ts";

const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

test("days are those of the calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST_DAY, max: LAST_DAY }), (day) => {
      const arena = new TextArena();
      appendDate(arena, day);
      expect(decodeUtf8(arena.bytes, 0, arena.length)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
    }),
  );
  expect([FIRST_DAY - 1, FIRST_DAY, LAST_DAY, LAST_DAY + 1].map(isWritableDay)).toEqual([false, true, true, false]);
});

test("stamps are read back as the same instant, one after the other", () => {
  const stamp = fc.record({ second: fc.nat(2 ** 32), nanos: fc.nat(999_999_999), again: fc.boolean() });
  fc.assert(
    fc.property(fc.array(stamp, { minLength: 1, maxLength: 20 }), (stamps) => {
      const writer = new IsoWriter();
      for (const { second, nanos, again } of stamps) {
        const arena = new TextArena();
        for (let i = 0; i <= Number(again); i++) {
          const start = arena.length;
          writer.append(arena, second, nanos, 9, true);
          const found = parseStampNs(arena.bytes, start, arena.length, "iso");
          expect(found).toEqual({ ok: true, value: BigInt(second) * 1_000_000_000n + BigInt(nanos) });
        }
      }
    }),
  );
});
