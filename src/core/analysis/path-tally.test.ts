import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanDataset } from "../../testing/arbitraries.ts";
import { allInOneClass, engineDataset } from "../../testing/engine-dataset.ts";
import type { ClassPaths } from "./class-paths.ts";
import { PathMerger } from "./class-paths.ts";
import { PathTally } from "./path-tally.ts";

describe("merging paths", () => {
  it("gives the same in any order and grouping, with nothing as identity", () => {
    fc.assert(
      fc.property(spanDataset(14), fc.boolean(), ({ events }, everything) => {
        const { catalog, tables, classTable, index } = engineDataset(events);
        const [kinds, segments] = [classTable.kindCode.length, classTable.segmentStart.length];
        const relations = {
          allowed: new Uint8Array(kinds * kinds).fill(everything ? 1 : 0),
          segmentAllowed: new Uint8Array(segments * segments).fill(everything ? 1 : 0),
          pipelines: [],
        };
        const tallied = (which: typeof tables) => {
          const tally = new PathTally(catalog, [classTable], [index], [relations]);
          const rows = which.map((table) => tally.addTable(table, allInOneClass(table)));
          return { paths: tally.finish(), rows };
        };
        const merged = (parts: readonly (readonly ClassPaths[])[]) => {
          const merger = new PathMerger([classTable]);
          for (const part of parts) merger.add(part);
          return merger.finish();
        };
        const { paths, rows } = tallied(tables);
        const whole = merged([paths]);
        const parts = tables.map((table) => tallied([table]).paths);
        expect(merged(parts)).toEqual(whole);
        expect(merged(parts.toReversed())).toEqual(whole);
        expect(merged([merged(parts.slice(0, 1)), merged([]), merged(parts.slice(1))])).toEqual(whole);
        for (const { pathNs, latencyNs } of rows) expect(pathNs).toEqual(latencyNs);
        const charged = [whole[0].segments, whole[0].handOffs].flatMap(({ nsLow }) => [...nsLow]);
        const latency = rows.flatMap(({ latencyNs }) => [...latencyNs]);
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(charged)).toBe(sum(latency));
      }),
    );
  });
});
