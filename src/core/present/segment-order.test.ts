import { expect, test } from "vitest";
import { csvBytes } from "../../samples/csv-writer.ts";
import { siblings } from "../../samples/scenarios.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { analyseInThread, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { STATUSES } from "../model/status.ts";
import { segmentOrder } from "./segment-order.ts";

test("finds the verdict on every pair of segments, and none where there is no hypothesis", async () => {
  const spec = siblings();
  const bytes = Buffer.concat([...csvBytes(planSystem(spec), { requests: 200, seed: 4, meanGapNs: 1e8 })]);
  const { analysis } = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs: spec.originNs });
  const rows = analysis.models[0].segmentOrders;
  const known = new Map(Array.from(rows.from, (from, at) => [`${from}:${rows.to[at]}`, at]));
  const kinds = analysis.tables[0].segmentStart.length;
  const refuted = new Set<string>();
  for (let from = -1; from <= kinds; from++) {
    for (let to = -1; to <= kinds; to++) {
      const at = known.get(`${from}:${to}`);
      const found = segmentOrder(analysis, 0, from, to);
      if (at === undefined) expect(found).toBeNull();
      else {
        const [status, support, violations] = [STATUSES[rows.status[at]], rows.support[at], rows.violations[at]];
        expect(found).toMatchObject({ status, support, violations, undecided: rows.undecided[at] });
        if (status === "refuted") refuted.add(`${from}:${to}`);
      }
    }
  }
  expect(known.size).toBeGreaterThan(10);
  expect(refuted.size).toBeGreaterThan(0);
  expect(() => segmentOrder(analysis, 9, 0, 1)).toThrow("no class 9");
});
