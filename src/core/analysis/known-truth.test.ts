import { describe, expect, it } from "vitest";
import { csvBytes } from "../../samples/csv-writer.ts";
import { randomSystem } from "../../samples/random-system.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { truthOf } from "../../samples/truth.ts";
import { analyseInThread, type NamedOrder, ordersOf, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { Rng } from "../rng.ts";

/**
 * Orders found (holds or tentative) against those that the structure of the system forces, over requests: an order that
 * is forced can never be refuted, one that is not falls sooner or later.
 */
describe("oracle 8: known truth", () => {
  const system = () => {
    const spec = randomSystem(new Rng(2014), { steps: 24, edgeProbability: 0.08, tasks: 8, hosts: 3 });
    // Lengths of one wide distribution, so that what is not forced is seen reversed sooner or later.
    const duration = { medianNs: 1e6, sigma: 1 };
    const steps = spec.steps.map((step) => ({ ...step, duration, delay: duration }));
    return planSystem({ ...spec, steps });
  };
  /** Floors of precision and recall by requests: they may only rise. */
  const floors: readonly (readonly [requests: number, precision: number, recall: number, holdsPrecision: number])[] = [
    [10, 0.72, 1, 0],
    [100, 0.88, 1, 1],
    [1000, 1, 1, 1],
    [10_000, 1, 1, 1],
    [100_000, 1, 1, 1],
  ];

  it.each(floors.slice(0, -1))("%i requests", check);
  // Half a minute: part of the slow run only (WHYDUNIT_SLOW=1).
  it.skipIf(process.env.WHYDUNIT_SLOW !== "1").each(floors.slice(-1))("%i requests", check);

  async function check(requests: number, precisionFloor: number, recallFloor: number, holdsFloor: number) {
    const plan = system();
    const bytes = Buffer.concat([...csvBytes(plan, { requests, seed: 11, meanGapNs: 1e6 })]);
    const result = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], {
      originNs: plan.spec.originNs,
      rule: { by: "none" },
    });
    const truth = truthOf(plan);
    const name = (event: number) => plan.events[event].label;
    const forced = new Set(truth.orders.map(([a, b]) => `${name(a)} → ${name(b)}`));
    const precisionOf = (found: readonly NamedOrder[]) =>
      found.filter(({ from, to }) => forced.has(`${from} → ${to}`)).length / Math.max(1, found.length);
    const orders = ordersOf(result);
    const found = orders.filter(({ status }) => status === "holds" || status === "tentative");
    const precision = precisionOf(found);
    const recall = found.filter(({ from, to }) => forced.has(`${from} → ${to}`)).length / forced.size;
    const holds = orders.filter(({ status }) => status === "holds");
    const holdsPrecision = precisionOf(holds);
    console.log(
      `${requests} requests: ${found.length} orders, precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}; ` +
        `${holds.length} hold, precision ${holdsPrecision.toFixed(4)}`,
    );
    expect(precision).toBeGreaterThanOrEqual(precisionFloor);
    expect(recall).toBeGreaterThanOrEqual(recallFloor);
    expect(holdsPrecision).toBeGreaterThanOrEqual(holdsFloor);
  }
});
