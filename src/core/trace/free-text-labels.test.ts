import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statementMessages } from "../../samples/statement-messages.ts";
import { analyseInThread } from "../../testing/in-thread-analysis.ts";
import { encodeUtf8 } from "../bytes.ts";
import { textsOf } from "../dictionary-text.ts";
import type { LabelRules } from "../label/label-rules.ts";
import { MessagePool } from "../label/message-pool.ts";
import { parseSlice } from "../log/parse-slice.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import type { LabelReference, SourcePlan } from "../log/source-plan.ts";
import { DatasetStore } from "./dataset-store.ts";
import { FreeTextLabels } from "./free-text-labels.ts";

const START = 1_690_000_000_000;

function planOf(label: readonly LabelReference[], more: Partial<SourcePlan> = {}): SourcePlan {
  const roles = {
    request: [{ column: "rid" }],
    time: { column: "ts", unit: "ms" as const },
    task: [],
    keys: [],
    attributes: [],
  };
  return { format: "ndjson", compression: "none", roles: { ...roles, host: { column: "host" }, label }, ...more };
}

const MINED: SourcePlan = planOf([{ column: "msg", mined: true }]);

function logOf(messages: readonly string[], more: (row: number) => object = () => ({})): Uint8Array {
  const lines = messages.map((msg, row) =>
    JSON.stringify({ ts: START + row * 7, rid: `r${row % 40}`, host: `h${row % 3}`, msg, ...more(row) }),
  );
  return encodeUtf8(`${lines.join("\n")}\n`);
}

function sliceOf(plan: SourcePlan, bytes: Uint8Array, keepPartitions = 64): ParsedSlice {
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions });
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  return slice;
}

function labelsOf(plan: SourcePlan, bytes: Uint8Array, rules: LabelRules = {}): string[] {
  const store = new DatasetStore(0n, [[]], 1e9, rules);
  store.add(sliceOf(plan, bytes));
  return textsOf(store.finish().catalog.labels);
}

const MESSAGES = statementMessages(3, 1500).map(({ text }) => text);

describe("labels from free text", () => {
  it("are the same for any slicing, any order of arrival and any number of workers", async () => {
    const files = [MESSAGES.slice(0, 700), MESSAGES.slice(700)].map((part) => ({ plan: MINED, bytes: logOf(part) }));
    const originNs = BigInt(START) * 1_000_000n;
    const expected = await analyseInThread(files, { originNs });
    expect(expected.reading.catalog.labels.offsets.length).toBeGreaterThan(50);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2000, max: 60_000 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        async (sliceBytes, scanners, seed) => {
          const shuffle = <T>(items: T[]) =>
            items.toSorted((a, b) => order(seed, items.indexOf(a)) - order(seed, items.indexOf(b)));
          const { reading, analysis, store } = await analyseInThread(files, {
            originNs,
            sliceBytes,
            scanners,
            shuffle,
          });
          expect(reading.catalog).toEqual(expected.reading.catalog);
          expect(analysis.hash).toBe(expected.analysis.hash);
          expect(store.labelMining).toEqual(expected.store.labelMining);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("do not depend on which file comes first", () => {
    const parts = [MESSAGES.slice(0, 700), MESSAGES.slice(700)].map((part) => sliceOf(MINED, logOf(part)));
    const labels = [parts, parts.toReversed()].map((slices) => {
      const store = new DatasetStore(0n, [[], []], 1e9);
      slices.forEach((slice, fileIndex) => {
        store.add({ ...slice, fileIndex });
      });
      return textsOf(store.finish().catalog.labels);
    });
    expect(labels[0]).toEqual(labels[1]);
  });

  it("are the same whether slices were parsed before or after the sample shrank", () => {
    const parts = Array.from({ length: 5 }, (_, i) => logOf(MESSAGES.slice(i * 300, i * 300 + 300)));
    const budget = 27 * 700;
    const datasetOf = (keep: (part: number) => number) => {
      const store = new DatasetStore(0n, [[]], budget);
      parts.forEach((bytes, sliceIndex) => {
        store.add({ ...sliceOf(MINED, bytes, keep(sliceIndex)), sliceIndex });
      });
      return store.finish();
    };
    const late = datasetOf(() => 64);
    expect(late.keptPartitions).toBeLessThan(64);
    const early = datasetOf((part) => (part > 1 ? late.keptPartitions : 64));
    expect(early.catalog).toEqual(late.catalog);
    expect(early.labelMining).toEqual(late.labelMining);
  });

  it("count every event once", () => {
    const store = new DatasetStore(0n, [[]], 1e9);
    store.add(sliceOf(MINED, logOf(MESSAGES)));
    const { labelMining, catalog } = store.finish();
    expect(labelMining?.templates.reduce((sum, { events }) => sum + events, 0)).toBe(MESSAGES.length);
    const labels = new Set(textsOf(catalog.labels));
    for (const { label } of labelMining?.templates ?? []) expect(labels.has(label)).toBe(true);
  });

  it("keep the parts around the message, and the outcome", () => {
    const plan = planOf([{ column: "logger" }, { column: "msg", mined: true }, { column: "phase" }], {
      outcomeInLabel: true,
    });
    const bytes = logOf(["took 5 ms", "took 7 s", "took 7 s"], (row) => ({
      logger: row === 2 ? "b\u001fc" : "a",
      phase: "end",
      code: row === 0 ? 200 : 500,
    }));
    const withOutcome = { ...plan, roles: { ...plan.roles!, outcome: { column: "code" } } };
    const store = new DatasetStore(0n, [[{ name: "code", role: "outcome" }]], 1e9);
    store.add(sliceOf(withOutcome, bytes));
    const texts = textsOf(store.finish().catalog.labels);
    expect(texts).toEqual(
      expect.arrayContaining(["a took <amount> end 200", "a took <amount> end 500", "b c took <amount> end 500"]),
    );
  });

  it("stand for themselves where the message is missing, and are none where everything is", () => {
    const plan = planOf([{ column: "logger" }, { column: "msg", mined: true }]);
    const bytes = encodeUtf8(
      [{ logger: "a" }, { logger: "a", msg: "x 5" }, {}]
        .map((fields) => JSON.stringify({ ts: START, rid: "r1", ...fields }))
        .join("\n"),
    );
    expect(labelsOf(plan, bytes)).toEqual(expect.arrayContaining(["a", "a x <num>", "(unlabelled)"]));
  });

  it("follow the rules of users, masks while parsing and merges when all is read", () => {
    const labelRules: LabelRules = {
      masks: [{ name: "user", pattern: "user (\\w+)" }],
      merges: [{ labels: ["user <user> left", "user <user> joined"], into: "user moves" }],
    };
    const plan = { ...MINED, labelRules };
    const bytes = logOf(["user bob left", "user eve left", "user bob joined", "user eve sings"]);
    expect(labelsOf(plan, bytes, labelRules)).toEqual(expect.arrayContaining(["user moves", "user <user> sings"]));
    expect(labelsOf(plan, bytes, labelRules).join()).not.toContain("bob");
  });

  it("are free text beyond the limit, counted", () => {
    const words = "abcdefghij".split("");
    const slice = sliceOf(MINED, logOf(words.flatMap((word) => [`say ${word}${word}`, `say ${word}${word}`])));
    const labels = new FreeTextLabels({}, new MessagePool(4));
    const { slices, mining } = labels.finish([labels.take(slice)]);
    expect(mining).toMatchObject({ freeTextEvents: 12, texts: { length: 4 } });
    expect(textsOf(slices[0].labels)).toContain("(free text)");
  });

  it("name the task of spans as masked, and points of other plans stay as they are", () => {
    const spans: SourcePlan = planOf([{ column: "msg", mined: true }]);
    const plan = { ...spans, roles: { ...spans.roles!, duration: { column: "ms", unit: "ms" as const } } };
    const { taskNames, hasFreeText } = sliceOf(
      plan,
      logOf(["load 17 rows", "load 4 rows"], () => ({ ms: 3 })),
    );
    expect(textsOf(taskNames)).toEqual(["h load <num> rows"]);
    expect(hasFreeText).toBeUndefined();
    expect(labelsOf(planOf([{ column: "msg" }]), logOf(["a\u001fb\u001fc 5"]))).toContain("a\u001fb\u001fc 5");
  });
});

/** A number for an item: sorts a list in one of many orders. */
function order(seed: number, at: number): number {
  return Math.imul(seed ^ (at * 0x9e3779b1), 0x85ebca6b) >>> 0;
}
