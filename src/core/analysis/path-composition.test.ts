import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvBytes } from "../../samples/csv-writer.ts";
import { randomSystem } from "../../samples/random-system.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { analyseInThread, type InThreadResult, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { compositionReport } from "../present/composition-report.ts";
import { Rng } from "../rng.ts";
import { latencyBinOf, latencyBins } from "./latency-bins.ts";
import { emptyComposition, mergeCompositions, type PathComposition } from "./path-composition.ts";

/** Requests of a random system of chains and forks over a few tasks and hosts. */
async function analysed(seed: number, requests: number): Promise<InThreadResult> {
  const spec = randomSystem(new Rng(seed), { steps: 9, edgeProbability: 0.2, tasks: 4, hosts: 3 });
  const plan = planSystem(spec);
  const bytes = Buffer.concat([...csvBytes(plan, { requests, seed, meanGapNs: 1e6 })]);
  return analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs: plan.spec.originNs, rule: { by: "none" } });
}

/** By definition: the requests of class 0 by latency, cut into equal parts, and the hops of each, one request at a time. */
async function slowComposition({ store, sources, scanner }: InThreadResult, bins: number) {
  const { requests } = store;
  const all = Array.from({ length: requests.requestCount }, (_, rank) => requests.summary(rank))
    .filter(({ classId, pathNs }) => classId === 0 && pathNs >= 0)
    .toSorted((a, b) => a.latencyNs - b.latencyNs || a.rank - b.rank);
  const told: Map<string, { ns: number; requests: number }>[] = Array.from({ length: bins }, () => new Map());
  for (const [k, { rank }] of all.entries()) {
    const bin = told[Math.floor((k * bins) / all.length)];
    const { partition, index } = requests.locate(rank);
    const { hops } = await scanner.detail(sources[partition], index);
    const own = new Map<string, number>();
    for (const { kind, name, lagNs } of hops) {
      const key = `${kind} ${name}`;
      own.set(key, (own.get(key) ?? 0) + lagNs);
    }
    for (const [key, ns] of own) {
      const sum = bin.get(key) ?? { ns: 0, requests: 0 };
      bin.set(key, { ns: sum.ns + ns, requests: sum.requests + 1 });
    }
  }
  return { all, told };
}

async function partsOf({ sources, scanner, store }: InThreadResult, groupSize: number): Promise<PathComposition[]> {
  const bins = latencyBins(store.requests, 0);
  const parts: PathComposition[] = [];
  for (let at = 0; at < sources.length; at += groupSize) {
    parts.push(await scanner.pathComposition(sources.slice(at, at + groupSize), 0, bins));
  }
  return parts;
}

describe("what paths are made of, by latency", () => {
  it("is what following one request after the other says, in bins of equal counts", async () => {
    const seeds = fc.record({ seed: fc.nat(1000), requests: fc.integer({ min: 1, max: 70 }) });
    await fc.assert(
      fc.asyncProperty(seeds, async ({ seed, requests }) => {
        const result = await analysed(seed, requests);
        const bins = latencyBins(result.store.requests, 0);
        const report = compositionReport(result.analysis, 0, bins, await partsOf(result, 7));
        const { all, told } = await slowComposition(result, bins.fromNs.length);
        expect(report.bins).toHaveLength(Math.min(20, all.length));
        report.bins.forEach((bin, at) => {
          const own = all.filter((_, k) => Math.floor((k * report.bins.length) / all.length) === at);
          const latencies = own.map(({ latencyNs }) => latencyNs);
          expect(bin.requests).toBe(own.length);
          expect([bin.fromNs, bin.toNs]).toEqual([Math.min(...latencies), Math.max(...latencies)]);
          const meanNs = latencies.reduce((sum, ns) => sum + ns, 0) / own.length;
          expect(bin.meanLatencyNs).toBeCloseTo(meanNs, 3);
          const lines = report.lines.filter(({ onPathShare }) => onPathShare[at] > 0);
          expect(lines.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([...told[at].keys()].sort());
          for (const { kind, name, meanNs: ns, onPathShare } of lines) {
            const expected = told[at].get(`${kind} ${name}`) ?? { ns: Number.NaN, requests: Number.NaN };
            expect(ns[at]).toBeCloseTo(expected.ns / own.length, 6);
            expect(onPathShare[at]).toBeCloseTo(expected.requests / own.length, 12);
          }
        });
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it("adds up over parts in any order, to what one scan says", async () => {
    const result = await analysed(5, 200);
    const kinds = result.analysis.tables[0].segmentStart.length;
    const merge = (parts: readonly PathComposition[]) => mergeCompositions(parts, emptyComposition(20, kinds));
    const parts = await partsOf(result, 5);
    const [whole] = await partsOf(result, 64);
    expect(whole.requests.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(merge(parts)).toEqual(merge([whole]));
    expect(merge(parts.toReversed())).toEqual(merge([whole]));
    expect(merge([...parts, emptyComposition(20, kinds)])).toEqual(whole);
  });
});

describe("bins of latency", () => {
  it("hold equal counts, and every request knows its own", () => {
    const latencies = fc.array(fc.nat(12), { minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(latencies, fc.integer({ min: 1, max: 25 }), (latencyNs, most) => {
        const columns = {
          classId: new Int32Array(latencyNs.length),
          latencyNs: Float64Array.from(latencyNs),
          pathNs: Float64Array.from(latencyNs),
        };
        const list = { ranks: null, columns: () => columns } as unknown as Parameters<typeof latencyBins>[0];
        const bins = latencyBins(list, 0, most);
        const counts = new Array<number>(bins.fromNs.length).fill(0);
        latencyNs.forEach((ns, rank) => {
          const bin = latencyBinOf(bins, ns, rank);
          counts[bin]++;
          expect(ns).toBeLessThanOrEqual(bins.toNs[bin]);
          expect(ns).toBeGreaterThanOrEqual(bins.fromNs[bin]);
        });
        expect(counts).toEqual([...bins.requests]);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("leave out requests of other classes and without a path", () => {
    const columns = {
      classId: Int32Array.of(0, 1, 0, 0),
      latencyNs: Float64Array.of(5, 6, 7, 8),
      pathNs: Float64Array.of(5, 6, -1, 8),
    };
    const list = { ranks: Uint32Array.of(3, 5, 7, 9), columns: () => columns };
    const bins = latencyBins(list as unknown as Parameters<typeof latencyBins>[0], 0);
    expect([...bins.fromRank]).toEqual([3, 9]);
    expect(latencyBinOf(bins, 4, 0)).toBe(-1);
  });
});
