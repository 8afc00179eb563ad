import { describe, expect, it } from "vitest";
import { type CsvOptions, csvBytes, csvBytesByHost } from "../../samples/csv-writer.ts";
import { randomSystem } from "../../samples/random-system.ts";
import { circularClasses, optionalMiddle, siblings, touching } from "../../samples/scenarios.ts";
import {
  CLIENT_SEGMENT_KINDS,
  DELIVERY_SEGMENT_KINDS,
  slowHomePage,
  slowHomePageCsv,
} from "../../samples/slow-home-page.ts";
import { planSystem } from "../../samples/system-plan.ts";
import type { SystemSpec } from "../../samples/system-spec.ts";
import {
  analyseInThread,
  type InThreadOptions,
  type InThreadResult,
  ordersOf,
  sampleCsvPlan,
} from "../../testing/in-thread-analysis.ts";
import { hypothesisCount } from "../model/causal-model.ts";
import { entersGraph } from "../model/status.ts";
import { Rng } from "../rng.ts";
import type { RequestDetail } from "./request-detail.ts";

/** The oracles that any build must pass (semantics §13), each by its number. */

function concatenated(chunks: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat([...chunks]);
}

const SLOW_HOME_PAGE_COLUMNS = ["request", "time", "host", "task", "event", "item", "user"];

const RUN: CsvOptions = { requests: 300, seed: 4, meanGapNs: 1e7 };

async function analysed(spec: SystemSpec, run: Partial<CsvOptions> = {}, options: InThreadOptions = {}) {
  const plan = planSystem(spec);
  const bytes = concatenated(csvBytes(plan, { ...RUN, ...run }));
  const result = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs: spec.originNs, ...options });
  return { plan, result };
}

/** Every request in full. */
async function details({ sources, scanner, store }: InThreadResult): Promise<RequestDetail[]> {
  const all: RequestDetail[] = [];
  for (let rank = 0; rank < store.requests.requestCount; rank++) {
    const { partition, index } = store.requests.locate(rank);
    all.push(await scanner.detail(sources[partition], index));
  }
  return all;
}

describe("oracle 1: any split of the input gives the same bytes", () => {
  const spec = slowHomePage();
  const plan = sampleCsvPlan(SLOW_HOME_PAGE_COLUMNS);
  const shuffled = (seed: number) => {
    const rng = new Rng(seed);
    return <T>(items: T[]): T[] => rng.shuffle([...items]);
  };

  it("workers, slice size, group size and order of arrival", async () => {
    const bytes = concatenated(slowHomePageCsv(150));
    const options = { originNs: spec.originNs };
    const expected = await analyseInThread([{ plan, bytes }], options);
    expect(expected.report.requests).toBe(150);
    for (const [seed, other] of [
      { scanners: 2, sliceBytes: 1 << 16, groupSize: 7 },
      { scanners: 3, sliceBytes: 10_007, groupSize: 1 },
      { scanners: 5, sliceBytes: 300_001, groupSize: 13 },
    ].entries()) {
      const result = await analyseInThread([{ plan, bytes }], { ...options, ...other, shuffle: shuffled(seed) });
      expect(result.report).toEqual(expected.report);
    }
  });

  it("one file per host: the same model as one file, whatever the order of slices", async () => {
    const system = planSystem(
      randomSystem(new Rng(5), { steps: 14, edgeProbability: 0.15, tasks: 5, hosts: 3, optionalProbability: 0.2 }),
    );
    const whole = concatenated(csvBytes(system, RUN));
    const pieces = new Map<string, Uint8Array[]>();
    for (const { host, bytes } of csvBytesByHost(system, RUN)) pieces.set(host, [...(pieces.get(host) ?? []), bytes]);
    const files = [...pieces].sort().map(([, parts]) => ({ plan: sampleCsvPlan(), bytes: concatenated(parts) }));
    const options = { originNs: system.spec.originNs };
    const one = await analyseInThread([{ plan: sampleCsvPlan(), bytes: whole }], options);
    const many = await analyseInThread(files, { ...options, scanners: 2, groupSize: 9, shuffle: shuffled(3) });
    const again = await analyseInThread(files, { ...options, sliceBytes: 4099, shuffle: shuffled(4) });
    expect(many.report.modelHash).toBe(one.report.modelHash);
    expect(again.report).toEqual(many.report);
  });
});

describe("oracle 2: charges sum to the latency", () => {
  it("in every request of random systems, to the nanosecond", async () => {
    for (let seed = 0; seed < 6; seed++) {
      const spec = randomSystem(new Rng(seed), {
        steps: 14,
        edgeProbability: 0.15,
        tasks: 5,
        hosts: 3,
        optionalProbability: 0.2,
        repeatProbability: 0.2,
      });
      const { result } = await analysed(spec, { seed, requests: 150 });
      const { latencyNs, pathNs } = result.store.requests.columns();
      expect(pathNs).toEqual(latencyNs);
      let total = 0;
      for (const { segments, handOffs } of result.analysis.paths) {
        for (const { nsHigh, nsLow } of [segments, handOffs]) {
          nsLow.forEach((low, at) => {
            total += low + nsHigh[at] * 2 ** 52;
          });
        }
      }
      expect(total).toBe(latencyNs.reduce((a, b) => a + b, 0));
      for (const detail of await details(result)) {
        expect(detail.hops.reduce((sum, { lagNs }) => sum + lagNs, 0)).toBe(detail.latencyNs);
      }
    }
  });
});

describe("oracle 3: the size of the hypothesis space", () => {
  it("42 segment kinds give 2,583 hypotheses, 84 give 10,458; the sample has both", async () => {
    expect(hypothesisCount(42)).toBe(2583);
    expect(hypothesisCount(84)).toBe(10_458);
    expect([CLIENT_SEGMENT_KINDS, DELIVERY_SEGMENT_KINDS]).toEqual([42, 84]);
    const spec = slowHomePage();
    const bytes = concatenated(slowHomePageCsv(400));
    const { analysis, report } = await analyseInThread([{ plan: sampleCsvPlan(SLOW_HOME_PAGE_COLUMNS), bytes }], {
      originNs: spec.originNs,
    });
    const componentOf = new Map(planSystem(spec).spec.tasks.map(({ name, component }) => [masked(name), component]));
    const kinds = new Map<string, number>();
    const [table] = analysis.tables;
    for (const start of table.segmentStart) {
      const { task } = analysis.names.eventKind(table.kindCode[start]);
      const side = componentOf.get(task.split(" ").at(-1)!) === "client" ? "client" : "delivery";
      kinds.set(side, (kinds.get(side) ?? 0) + 1);
    }
    expect(Object.fromEntries(kinds)).toEqual({ client: 42, delivery: 84 });
    const { segmentHappensBefore, mutualExclusion } = report.classes[0].relations;
    expect(segmentHappensBefore.hypotheses + mutualExclusion.hypotheses).toBe(hypothesisCount(126));
  });
});

/** A task name with its digits masked, as tasks are named. */
function masked(name: string): string {
  return name.replace(/\d+/g, "");
}

describe("oracle 4: siblings", () => {
  it("foo2 → foo3 is refuted; the path is foo1, gap, foo3 whenever foo3 ends last", async () => {
    const { result } = await analysed(siblings());
    const status = new Map(ordersOf(result).map(({ from, to, status }) => [`${from} → ${to}`, status]));
    for (const pair of ["foo2.begin → foo3.begin", "foo3.begin → foo2.begin", "foo2.end → foo3.begin"]) {
      expect(status.get(pair)).toBe("refuted");
    }
    expect(entersGraph(status.get("spawn → foo3.begin")!)).toBe(true);
    let last3 = 0;
    for (const { events, hops } of await details(result)) {
      const last = events.at(-1)!.label === "foo3.end" ? "foo3" : "foo2";
      if (last === "foo3") last3++;
      // Starting the siblings takes up to a millisecond, in which none of the three need run.
      const charged = hops.filter(({ lagNs }) => lagNs > 1e6).map(({ name }) => name);
      expect(charged.reverse()).toEqual([
        "main · foo1.begin → foo1.end",
        "main · foo1.end → spawn",
        `foo · ${last}.begin → ${last}.end`,
      ]);
    }
    expect(last3).toBeGreaterThan(150);
  });
});

describe("oracle 5: touching segments", () => {
  it("are both on the path", async () => {
    const { result } = await analysed(touching());
    const names = new Map(
      result.report.criticalPath.map(({ name, onPathShare, meanNs }) => [name, [onPathShare, meanNs]]),
    );
    expect(Object.fromEntries(names)).toEqual({
      "first · first.begin → first.end": [1, 100e6],
      "left · left.begin → left.end": [1, 50e6],
      "right · right.begin → right.end": [1, 50e6],
    });
  });
});

describe("oracle 6: circular classes", () => {
  it("A < B, B < C, C < A: every request has a graph and a full path", async () => {
    for (const rule of [{ by: "shape" }, { by: "none" }] as const) {
      const { result } = await analysed(circularClasses(), { requests: 600 }, { rule });
      for (const { edges, hops, latencyNs } of await details(result)) {
        for (const [from, to] of edges) expect(from).toBeLessThan(to);
        expect(hops.reduce((sum, { lagNs }) => sum + lagNs, 0)).toBe(latencyNs);
      }
    }
  });

  it("keeps each order in its class, where kinds of several classes meet in one", async () => {
    const { result } = await analysed(circularClasses(), { requests: 600 }, { rule: { by: "none" } });
    const surviving = ordersOf(result)
      .filter(({ status }) => entersGraph(status))
      .map(({ from, to }) => `${from} → ${to}`);
    expect(surviving).toEqual(expect.arrayContaining(["A.begin → B.end", "B.begin → C.end", "C.begin → A.end"]));
  });
});

describe("oracle 7: an optional step", () => {
  it("A → B → C, and requests without B keep A → C", async () => {
    // With a pause between the steps: at equal stamps two points of different tasks are undecided.
    const spec = optionalMiddle();
    const delay = { lowNs: 10_000, highNs: 100_000 };
    const steps = spec.steps.map((step) => (step.name === "A" ? step : { ...step, delay }));
    const { result } = await analysed({ ...spec, steps }, {}, { rule: { by: "none" } });
    const surviving = new Set(
      ordersOf(result)
        .filter(({ status }) => entersGraph(status))
        .map(({ from, to }) => `${from} → ${to}`),
    );
    expect([...surviving]).toEqual(expect.arrayContaining(["A.end → B.begin", "B.end → C.begin", "A.end → C.begin"]));
    let without = 0;
    for (const { events, edges } of await details(result)) {
      const labels = edges.map(([from, to]) => `${events[from].label} → ${events[to].label}`);
      const hasB = events.some(({ label }) => label === "B.begin");
      if (!hasB) without++;
      expect(labels.filter((edge) => edge.endsWith("C.begin"))).toEqual([hasB ? "B.end → C.begin" : "A.end → C.begin"]);
    }
    expect(without).toBeGreaterThan(100);
  });
});
