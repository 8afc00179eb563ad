import { expect, test } from "vitest";
import { stretchWords, stripSentence } from "./strip-words.ts";

/** 2026-03-12 00:00 UTC. */
const ORIGIN = "1773273600000000000";
const AT = (hours: number, minutes = 0, seconds = 0) => ((hours * 60 + minutes) * 60 + seconds) * 1e9;

test("a stretch of time is told as shortly as it can be", () => {
  expect(stretchWords(ORIGIN, AT(14, 2), AT(14, 58, 24))).toBe("14:02:00 – 14:58:24");
  expect(stretchWords(ORIGIN, AT(14, 2), AT(14, 2, 1.25))).toBe("14:02:00.000 – 14:02:01.250");
  expect(stretchWords(ORIGIN, AT(14, 2), AT(33))).toBe("03-12 14:02 – 03-13 09:00");
});

test("the strip says how much there is and when the most", () => {
  const bins = { fromNs: AT(14), widthNs: 60e9, count: 4 };
  expect(stripSentence(ORIGIN, bins, [3, 8, 1, 8]).replaceAll("\u00a0", " ")).toBe(
    "20 events over 4 min 0 s; the most, 8 events in 1 min 0 s, at 2026-03-12 14:01:00 UTC.",
  );
  expect(stripSentence(ORIGIN, bins, [0, 0, 0, 0])).toBe("No events.");
});
