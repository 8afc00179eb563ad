import fc from "fast-check";
import { expect, test } from "vitest";
import { type ZonePair, zoneFromOuter, zoneFromSiblings } from "./zone-evidence.ts";

const NOON = Date.UTC(2023, 0, 29, 12) / 1000;

test("any offset of whole quarters is found from late collectors", () => {
  const quarters = fc.integer({ min: -48, max: 56 });
  const delays = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(quarters, delays, (quarter, late) => {
      const pairs = late.map((delay, i): ZonePair => {
        const outerSeconds = NOON + i * 60;
        return { localSeconds: outerSeconds - delay + quarter * 900, hasDate: true, outerSeconds };
      });
      expect(zoneFromOuter(pairs)).toBe(quarter * 15);
    }),
  );
});

test("without dates the nearer of two zones a day apart, whatever the day", () => {
  const pair = (minutes: number, hour: number): ZonePair => {
    const outerSeconds = NOON + hour * 3600;
    const localSeconds = (((outerSeconds + minutes * 60) % 86_400) + 86_400) % 86_400;
    return { localSeconds, hasDate: false, outerSeconds };
  };
  for (let hour = 0; hour < 24; hour++) {
    expect(zoneFromOuter([pair(480, hour)])).toBe(480);
    expect(zoneFromOuter([pair(-660, hour)])).toBe(-660);
    expect(zoneFromOuter([pair(780, hour)])).toBe(-660);
  }
});

test("records that do not agree tell no zone", () => {
  const pairs = Array.from({ length: 10 }, (_, i) => {
    return { localSeconds: NOON + i * 3600, hasDate: true, outerSeconds: NOON };
  });
  expect(zoneFromOuter(pairs)).toBeUndefined();
  expect(zoneFromOuter([])).toBeUndefined();
  expect(zoneFromOuter([{ localSeconds: NOON + 40 * 3600, hasDate: true, outerSeconds: NOON }])).toBeUndefined();
});

test("a file without a zone gets the one under which it covers its siblings", () => {
  const file = (name: string, minHour: number, maxHour: number, hasZone = true) => ({
    name,
    hasZone,
    minSeconds: NOON + minHour * 3600,
    maxSeconds: NOON + maxHour * 3600,
  });
  const bare = file("bare", 8, 10, false);
  expect(zoneFromSiblings(bare, [bare, file("a", 0, 1), file("b", 1, 2)])).toBe(480);
  expect(zoneFromSiblings(bare, [bare])).toBeUndefined();
  expect(zoneFromSiblings(bare, [file("b", 0, 2, false)])).toBeUndefined();
  // Anywhere inside a long file would do.
  expect(zoneFromSiblings(bare, [file("long", -48, 48)])).toBeUndefined();
  expect(zoneFromSiblings(bare, [file("far", 1000, 1002)])).toBeUndefined();
});
