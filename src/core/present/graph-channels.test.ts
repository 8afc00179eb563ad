import fc from "fast-check";
import { expect, test } from "vitest";
import { assignChannels, type VerticalRun } from "./graph-channels.ts";
import { entryHeights, exitHeight } from "./graph-ports.ts";
import { assignTracks } from "./graph-tracks.ts";

const run = (source: number, from: number, to: number): VerticalRun => ({
  source,
  y0: from,
  y1: to,
  leftY: [from],
  rightY: [to],
});

test("of one source the farther target takes the channel nearer the source", () => {
  const { channel, count } = assignChannels([run(0, 0, 100), run(0, 0, 200), run(0, 0, 300)]);
  expect([...channel]).toEqual([2, 1, 0]);
  expect(count).toBe(3);
});

test("runs that are apart share a channel", () => {
  expect(assignChannels([run(0, 0, 50), run(1, 100, 150), run(2, 200, 250)]).count).toBe(1);
});

test("a line that comes in at the height of one that goes out takes the channel left of it", () => {
  // 0 leaves at height 50 to the right, 1 comes from the left at height 50.
  const { channel } = assignChannels([run(0, 0, 50), run(1, 50, 100)]);
  expect(channel[1]).toBeLessThan(channel[0]);
});

test("runs that overlap never share a channel, and none is left empty", () => {
  const height = fc.integer({ min: 0, max: 30 }).map((step) => step * 10);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), height, height), { maxLength: 12 }), (list) => {
      const runs = list.map(([source, from, to]) => run(source, from, to));
      const { channel, count } = assignChannels(runs);
      for (let a = 0; a < runs.length; a++) {
        for (let b = 0; b < a; b++) {
          const overlap =
            Math.min(runs[a].y0, runs[a].y1) <= Math.max(runs[b].y0, runs[b].y1) &&
            Math.min(runs[b].y0, runs[b].y1) <= Math.max(runs[a].y0, runs[a].y1);
          if (overlap) expect(channel[a]).not.toBe(channel[b]);
        }
      }
      expect(new Set(channel).size).toBe(count);
    }),
  );
});

test("ways along one gutter that share a gap have tracks of their own, those that turn up above", () => {
  const { track, count } = assignTracks([
    { firstGap: 1, lastGap: 4, turns: [1, 1] },
    { firstGap: 2, lastGap: 3, turns: [-1, -1] },
    { firstGap: 6, lastGap: 8, turns: [1, -1] },
  ]);
  expect(track[1]).toBeLessThan(track[0]);
  expect(count).toBe(2);
});

test("a way around others lies outside of them", () => {
  const { track } = assignTracks([
    { firstGap: 1, lastGap: 6, turns: [-1, -1] },
    { firstGap: 2, lastGap: 3, turns: [-1, -1] },
  ]);
  expect(track[1]).toBeLessThan(track[0]);
});

test("lines enter in the order in which they arrive, a straight one in the middle", () => {
  const use = (link: number, fromY: number, isStraight = false) => ({
    link,
    nodeY: 100,
    fromY,
    otherY: fromY,
    isStraight,
  });
  const heights = entryHeights([use(0, 300), use(1, 100, true), use(2, 20), use(3, 10)], 42);
  expect(heights.get(1)).toBe(100);
  expect([3, 2, 1, 0].map((link) => heights.get(link)!)).toEqual(
    [3, 2, 1, 0].map((link) => heights.get(link)!).toSorted((a, b) => a - b),
  );
  expect(entryHeights([use(7, 300)], 42).get(7)).toBe(100);
  const many = [
    ...entryHeights(
      Array.from({ length: 30 }, (_, link) => use(link, link)),
      42,
    ).values(),
  ];
  expect(Math.max(...many) - Math.min(...many)).toBeLessThanOrEqual(42 - 10);
});

test("lines leave in the middle, above or below where something lies straight ahead", () => {
  expect(exitHeight(100, 42, 300, false)).toBe(100);
  expect(exitHeight(100, 42, 100, true)).toBe(100);
  expect(exitHeight(100, 42, 300, true)).toBeGreaterThan(105);
  expect(exitHeight(100, 42, 0, true)).toBeLessThan(95);
});
