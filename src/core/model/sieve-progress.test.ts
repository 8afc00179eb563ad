import { expect, test } from "vitest";
import { csvBytes } from "../../samples/csv-writer.ts";
import { randomSystem } from "../../samples/random-system.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { analyseInThread, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { Rng } from "../rng.ts";
import { PartialModelMerger } from "./partial-model.ts";
import { sieveProgress } from "./sieve-progress.ts";

test("survivors only become fewer as requests are merged, and end where the model does", async () => {
  const plan = planSystem(randomSystem(new Rng(8), { steps: 12, edgeProbability: 0.15, tasks: 4, hosts: 3 }));
  const bytes = Buffer.concat([...csvBytes(plan, { requests: 300, seed: 8, meanGapNs: 1e6 })]);
  const { originNs } = plan.spec;
  const result = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs, rule: { by: "none" } });
  const { names, tables, windows } = result.analysis;
  const merger = new PartialModelMerger(names.catalog, tables, windows.count);
  const progress = () => sieveProgress(names.catalog, tables, merger.present, 300);
  const seen = [progress()];
  for (let at = 0; at < 64; at += 4) {
    merger.add(await result.scanner.sieve(result.sources.slice(at, at + 4)));
    seen.push(progress());
  }
  expect(seen[0]).toMatchObject({ requests: 0, ofRequests: 300, tested: 0, refuted: 0 });
  for (const { curve, tested, refuted } of seen) {
    const surviving = curve.map((point) => point.surviving);
    expect(surviving).toEqual(surviving.toSorted((a, b) => b - a));
    expect(surviving.at(-1)).toBe(tested - refuted);
  }
  for (let at = 1; at < seen.length; at++) {
    expect(seen[at].requests).toBeGreaterThan(seen[at - 1].requests);
    expect(seen[at].refuted).toBeGreaterThanOrEqual(seen[at - 1].refuted);
    expect(seen[at].tested).toBeGreaterThanOrEqual(seen[at - 1].tested);
  }
  const { hypotheses, vacuous, refuted, near } = result.report.relations.happensBefore;
  const last = seen[seen.length - 1];
  expect(last.requests).toBe(300);
  // Near ones have exceptions, which refute in the strict sense that is counted here.
  expect(last.refuted).toBe(refuted + near);
  expect([hypotheses, hypotheses - vacuous]).toContain(last.tested);
  expect(last.refuted).toBeGreaterThan(0);
  // Once all requests are merged, places are ranks: the curve is the number of refuters that come later.
  const { orders } = result.analysis.partial.classes[0];
  const fallen = (requests: number) =>
    Array.from(orders.first.keys()).filter((cell) => {
      const [a, b] = [Math.floor(cell / orders.kinds), cell % orders.kinds];
      const names = [a, b].map((kind) =>
        result.analysis.names.event(tables[0].kindCode[kind]).replace(/ ×.*| \(last\)/, ""),
      );
      return orders.first[cell] < requests && names[0] !== names[1];
    }).length;
  for (const { requests, surviving } of last.curve) expect(surviving).toBe(last.tested - fallen(requests));
});
