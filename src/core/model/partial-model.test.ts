import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanDataset } from "../../testing/arbitraries.ts";
import { allInOneClass, type EngineDataset, engineDataset } from "../../testing/engine-dataset.ts";
import type { OracleEvent } from "../../testing/oracle-event.ts";
import type { PartialModel } from "./partial-model.ts";
import { addLimbs, LIMB, limbSum, PartialModelMerger } from "./partial-model.ts";
import { Sieve } from "./sieve.ts";

const WINDOW = { widthMinutes: 1, firstMinute: 0, count: 1 };

/** Spans with many requests, so that there are several partitions. */
function manyRequests(): fc.Arbitrary<readonly OracleEvent[]> {
  return fc.array(spanDataset(5), { minLength: 2, maxLength: 5 }).map((datasets) =>
    datasets.flatMap(({ events }, k) =>
      events.map((event) => ({
        ...event,
        request: `${event.request} ${k}`,
        task: `${k} ${event.task}`,
        // A resolution belongs to the source.
        resNs: 10,
        file: 0,
        line: event.line + 100 * k,
      })),
    ),
  );
}

/** One part per table. */
function partsOf(data: EngineDataset): PartialModel[] {
  return data.tables.map((table, at) => {
    const sieve = new Sieve(data.catalog, [data.classTable], [data.index], WINDOW);
    sieve.addTable(table, allInOneClass(table), data.firstRanks[at]);
    return sieve.finish();
  });
}

function whole(data: EngineDataset): PartialModel {
  const sieve = new Sieve(data.catalog, [data.classTable], [data.index], WINDOW);
  data.tables.forEach((table, at) => {
    sieve.addTable(table, allInOneClass(table), data.firstRanks[at]);
  });
  return sieve.finish();
}

function merged(data: EngineDataset, parts: readonly PartialModel[]): PartialModel {
  const merger = new PartialModelMerger(data.catalog, [data.classTable], WINDOW.count);
  for (const part of parts) merger.add(part);
  return merger.finish();
}

describe("merging partial models", () => {
  it("gives the same whatever the order and the grouping, and what one sieve gives", () => {
    fc.assert(
      fc.property(manyRequests(), fc.infiniteStream(fc.nat(1000)), (events, chance) => {
        const data = engineDataset(events);
        const parts = partsOf(data);
        const expected = whole(data);
        const shuffled = parts
          .map((part) => ({ part, key: chance.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ part }) => part);
        const cut = chance.next().value % (parts.length + 1);
        const grouped = [merged(data, shuffled.slice(0, cut)), merged(data, shuffled.slice(cut))];
        expect(merged(data, parts)).toEqual(expected);
        expect(merged(data, shuffled)).toEqual(expected);
        expect(merged(data, grouped)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("has the empty model as identity, and leaves its parts alone", () => {
    fc.assert(
      fc.property(manyRequests(), (events) => {
        const data = engineDataset(events);
        const [part] = partsOf(data);
        fc.pre(part !== undefined);
        const before = structuredClone(part);
        const empty = merged(data, []);
        expect(merged(data, [empty, part, empty])).toEqual(part);
        expect(part).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });
});

describe("sums in two limbs", () => {
  it("stay exact beyond 2^53", () => {
    const high = new Float64Array(1);
    const low = new Float64Array(1);
    let exact = 0n;
    for (const ns of [2 ** 53 - 1, 1, 3, LIMB - 1, 2 ** 40 + 1, LIMB - 1, LIMB - 1]) {
      const [top, rest] = [Math.floor(ns / LIMB), ns % LIMB];
      high[0] += top;
      addLimbs(high, low, 0, rest);
      exact += BigInt(ns);
    }
    expect(BigInt(high[0]) * BigInt(LIMB) + BigInt(low[0])).toBe(exact);
    expect(limbSum(high, low, 0)).toBe(Number(exact));
  });
});
