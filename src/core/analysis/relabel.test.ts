import fc from "fast-check";
import { expect, test } from "vitest";
import { statementMessages } from "../../samples/statement-messages.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { LabelRules } from "../label/label-rules.ts";
import { parseSlice } from "../log/parse-slice.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { AnalysisStore } from "./analysis-store.ts";
import { StoreService } from "./store-service.ts";

const plan: SourcePlan = {
  format: "ndjson",
  compression: "none",
  roles: {
    request: [{ column: "rid" }],
    time: { column: "ts", unit: "ms" },
    task: [],
    label: [{ column: "msg", mined: true }],
    keys: [],
    attributes: [],
  },
};
const MESSAGES = [...statementMessages(5, 600).map(({ text }) => text), ...Array<string>(40).fill("")];

function slices(): ParsedSlice[] {
  return [0, 1, 2].map((sliceIndex) => {
    const part = MESSAGES.filter((_, row) => row % 3 === sliceIndex);
    const lines = part.map((msg, row) =>
      JSON.stringify({ ts: 1e12 + row * 7, rid: `r${row % 40}`, ...(msg && { msg }) }),
    );
    const bytes = encodeUtf8(`${lines.join("\n")}\n`);
    const place = { fileIndex: 0, sliceIndex, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
    const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
    if ("needMoreBytes" in slice) throw new Error("needs more bytes");
    return slice;
  });
}

function storeOf(labelRules: LabelRules, memoryBudgetBytes: number): AnalysisStore {
  const store = new AnalysisStore({ originNs: 0n, attributesOfFile: [[]], memoryBudgetBytes, labelRules });
  for (const slice of slices()) store.addSlice(slice);
  return store;
}

test("rows whose labels are named anew are the rows of a reading under those rules, of samples too", () => {
  const known = storeOf({}, 1e9);
  known.finishReading();
  const templates = known.labelMining?.templates ?? [];
  const labels = [...templates.map(({ label }) => label), "(unlabelled)"];
  const splits = templates.flatMap(({ label, wildcards }) => wildcards.map((position) => ({ label, position })));
  expect(splits.length).toBeGreaterThan(3);
  const rules = fc.record({
    splits: fc.subarray(splits, { maxLength: 4 }),
    merges: fc.array(
      fc.record({ labels: fc.subarray(labels, { minLength: 2, maxLength: 4 }), into: fc.constantFrom("x", "y") }),
      {
        maxLength: 3,
      },
    ),
  });
  fc.assert(
    fc.property(rules, rules, fc.constantFrom(1e9, 27 * 300), (before, after, budget) => {
      const relabelled = storeOf(before, budget);
      relabelled.finishReading();
      const taken = relabelled.takeSlices();
      relabelled.releaseRows();
      const reading = relabelled.relabel(taken, after);
      const fresh = storeOf(after, budget);
      expect(reading).toEqual(fresh.finishReading());
      expect(reading.keptPartitions < 64).toBe(budget < 1e9);
      for (let part = 0; part < reading.keptPartitions; part++) {
        expect(relabelled.rawPartition(part)).toEqual(fresh.rawPartition(part));
      }
      expect(relabelled.labelMining).toEqual(fresh.labelMining);
    }),
    { numRuns: 25 },
  );
});

test("rows are named anew as often as is wished, once they have been put aside", async () => {
  const service = new StoreService();
  const dataset = service.open({ originNs: 0n, attributesOfFile: [[]], memoryBudgetBytes: 1e9 });
  expect(await service.relabel({})).toBeNull();
  for (const slice of slices()) service.addSlice(dataset, slice);
  service.finishReading();
  expect(await service.relabel({})).toBeNull();
  service.releaseRows();
  expect(await service.relabel({})).toMatchObject({ eventCount: MESSAGES.length });
  service.releaseRows();
  expect(await service.relabel({})).toMatchObject({ eventCount: MESSAGES.length });
});
