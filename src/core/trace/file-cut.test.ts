import fc from "fast-check";
import { expect, test } from "vitest";
import { pointDataset } from "../../testing/arbitraries.ts";
import { slicesOf } from "../../testing/engine-dataset.ts";
import { fileCuts } from "./file-cut.ts";
import type { StoredSlice } from "./stored-slice.ts";

test("a cut knows the greatest stamp and the last record of its file", () => {
  fc.assert(
    fc.property(pointDataset(), fc.subarray([0, 1]), ({ events }, cut) => {
      const slices = slicesOf(events).map((slice): StoredSlice => {
        return { slice, hostOf: new Int32Array(0), baseOf: new Int32Array(0) };
      });
      const cuts = fileCuts(
        slices,
        cut.map((fileIndex) => ({ fileIndex, bytesRead: 5 })),
      );
      expect(cuts).toEqual(
        cut.map((fileIndex) => {
          const own = events.filter(({ file }) => file === fileIndex).sort((a, b) => a.line - b.line);
          const latestNs = own.length === 0 ? null : Math.max(...own.map(({ timeNs }) => timeNs));
          return { fileIndex, bytesRead: 5, latestNs, lastRequest: own.at(-1)?.request ?? null };
        }),
      );
    }),
  );
});

test("the last record of a file is that of its last slice with events", () => {
  const [event] = fc.sample(pointDataset(1), { numRuns: 40, seed: 1 }).flatMap(({ events }) => events);
  const sliceWith = (request: string, timeNs: number, sliceIndex: number) => {
    const [slice] = slicesOf([{ ...event, file: 0, line: 1, request, timeNs }]);
    return { slice: { ...slice, sliceIndex }, hostOf: new Int32Array(0), baseOf: new Int32Array(0) };
  };
  const [empty] = slicesOf([]);
  const silent = { slice: { ...empty, sliceIndex: 2 }, hostOf: new Int32Array(0), baseOf: new Int32Array(0) };
  const slices = [sliceWith("first", 90, 0), sliceWith("second", 70, 1), silent];
  expect(fileCuts(slices, [{ fileIndex: 0, bytesRead: 3 }])).toEqual([
    { fileIndex: 0, bytesRead: 3, latestNs: 90, lastRequest: "second" },
  ]);
});
