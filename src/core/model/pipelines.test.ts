import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allInOneClass, engineDataset } from "../../testing/engine-dataset.ts";
import { byRequest, type OracleEvent } from "../../testing/oracle-event.ts";
import { compareEvents } from "../../testing/oracle-order.ts";
import { pipelineTally } from "../../testing/oracle-pipeline.ts";
import { textsOf } from "../dictionary-text.ts";
import { PHASE_END, PHASE_START } from "../units.ts";
import { buildCausalModel } from "./causal-model.ts";
import type { PipelineTallies } from "./pipelines.ts";
import { PipelineCounter } from "./pipelines.ts";
import { Sieve } from "./sieve.ts";

const TASKS = ["make", "send", "take"];
const ITEMS = ["ash", "elm", "fir"];

interface Handling {
  readonly task: string;
  readonly item: string;
  readonly startNs: number;
  readonly lengthNs: number;
}

/** One span per task name and item: what each task of a request does with each item, if anything. */
function handlings(): fc.Arbitrary<Handling[][]> {
  const one = fc.array(
    fc.option(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 40 })), { freq: 6, nil: null }),
    { minLength: 9, maxLength: 9 },
  );
  return fc.array(one, { minLength: 1, maxLength: 6 }).map((requests) =>
    requests.map((cells) =>
      cells.flatMap((cell, at) =>
        cell === null
          ? []
          : [
              {
                task: TASKS[Math.floor(at / 3)],
                item: ITEMS[at % 3],
                startNs: 40 * Math.floor(at / 3) + cell[0],
                lengthNs: cell[1],
              },
            ],
      ),
    ),
  );
}

function eventsOf(requests: readonly (readonly Handling[])[], resNs: number): OracleEvent[] {
  let line = 0;
  return requests.flatMap((handled, index) => {
    const rank = (at: number) =>
      1 +
      handled.filter(
        (other, position) =>
          other.task === handled[at].task && (other.startNs - handled[at].startNs || position - at) < 0,
      ).length;
    return handled.flatMap(({ task, item, startNs, lengthNs }, at) => {
      const common = {
        request: `r${index}`,
        host: "h",
        task: `span ${at}`,
        taskName: task,
        label: "x",
        ordinal: rank(at),
        resNs,
        file: 0,
        line: ++line,
        item,
      };
      return [
        { ...common, phase: PHASE_START, order: PHASE_START, timeNs: startNs },
        { ...common, phase: PHASE_END, order: PHASE_END, timeNs: startNs + lengthNs },
      ];
    });
  });
}

function talliesOf(events: readonly OracleEvent[]) {
  const data = engineDataset(events);
  const sieve = new Sieve(data.catalog, [data.classTable], [data.index], { widthMinutes: 1, firstMinute: 0, count: 1 });
  data.tables.forEach((table, at) => {
    sieve.addTable(table, allInOneClass(table), data.firstRanks[at]);
  });
  const model = sieve.finish();
  return { data, model, tallies: model.classes[0].pipelines, names: textsOf(data.catalog.taskNames) };
}

describe("pipelines", () => {
  it("are tallied as defined, request by request", () => {
    fc.assert(
      fc.property(handlings(), fc.constantFrom(1, 10), (requests, resNs) => {
        const events = eventsOf(requests, resNs);
        const { data, tallies, names } = talliesOf(events);
        const groups = byRequest(events);
        for (const first of TASKS) {
          for (const second of TASKS) {
            if (first === second) continue;
            const expected = {
              support: 0,
              violations: 0,
              undecided: 0,
              reordered: 0,
              lost: 0,
              spurious: 0,
              firstRefuter: 0xffffffff,
            };
            for (const [id, group] of groups) {
              const whole = itemColumnOf(group) ? pipelineTally(group, first, second) : null;
              if (whole === null || whole.requests === 0) continue;
              expected.lost += whole.lost;
              expected.spurious += whole.spurious;
              const verdict = verdictOf(group, first, second);
              expected[verdict]++;
              if (verdict === "support") expected.reordered += whole.notIdentity;
              if (verdict === "violations") {
                expected.firstRefuter = Math.min(expected.firstRefuter, data.requests.indexOf(id));
              }
            }
            const at = Array.from(tallies.from).findIndex(
              (from, i) => names[from] === first && names[tallies.to[i]] === second,
            );
            const { support, violations, undecided, reordered, lost, spurious, firstRefuter } = tallies;
            const columns = { support, violations, undecided, reordered, lost, spurious, firstRefuter };
            const fast = Object.entries(columns).map(([name, column]) => [name, at < 0 ? EMPTY.get(name) : column[at]]);
            expect(Object.fromEntries(fast)).toEqual(expected);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stay vacuous while only the order of the sorted items is seen", () => {
    const pass = (items: readonly string[]): Handling[] =>
      items.flatMap((item, at) => [
        { task: "make", item, startNs: 10 * at, lengthNs: 5 },
        { task: "take", item, startNs: 100 + 10 * at, lengthNs: 5 },
      ]);
    const statusOf = (requests: readonly (readonly Handling[])[]) => {
      const { data, model, names } = talliesOf(eventsOf(requests, 1));
      const [{ pipelines }] = buildCausalModel(data.catalog, [data.classTable], model);
      const found = pipelines.find(({ from, to }) => names[from] === "make" && names[to] === "take")!;
      return `${found.status}, ${found.orders} orders`;
    };
    const sorted = Array.from({ length: 30 }, () => pass(ITEMS));
    expect(statusOf(sorted)).toBe("vacuous, 1 orders");
    expect(statusOf([...sorted, pass(ITEMS.toReversed())])).toBe("tentative, 2 orders");
  });

  it("finds a certain inversion that is not against the latest start", () => {
    // In t1: ash at 0, elm at 95, fir at 100. In t2: fir 300, ash 400, elm 405. Resolution 10: only ash and fir are sure.
    const requests: Handling[][] = [
      [
        { task: "make", item: "ash", startNs: 0, lengthNs: 1 },
        { task: "make", item: "elm", startNs: 95, lengthNs: 1 },
        { task: "make", item: "fir", startNs: 100, lengthNs: 1 },
        { task: "take", item: "fir", startNs: 300, lengthNs: 1 },
        { task: "take", item: "ash", startNs: 400, lengthNs: 1 },
        { task: "take", item: "elm", startNs: 405, lengthNs: 1 },
      ],
    ];
    const { tallies, names } = talliesOf(eventsOf(requests, 10));
    const at = Array.from(tallies.from).findIndex((from) => names[from] === "make");
    expect([tallies.support[at], tallies.violations[at], tallies.undecided[at]]).toEqual([0, 1, 0]);
  });
});

describe("merging tallies", () => {
  it("keeps the orders of the 64 smallest hashes, whatever the order of the parts", () => {
    const items = Array.from({ length: 6 }, (_, at) => `item ${at}`);
    const { data } = talliesOf(eventsOf([[]], 1));
    const part = (seed: number): PipelineTallies => ({
      from: Int32Array.of(0),
      to: Int32Array.of(1),
      support: Float64Array.of(items.length),
      violations: Float64Array.of(1),
      undecided: Float64Array.of(0),
      reordered: Float64Array.of(2),
      lost: Float64Array.of(3),
      spurious: Float64Array.of(4),
      firstRefuter: Uint32Array.of(100 - seed),
      orderOffsets: Uint32Array.of(0, 40),
      orderHash: Uint32Array.from({ length: 40 }, (_, at) => (at * 7 + seed * 11) * 1000).sort(),
      orderRequests: new Float64Array(40).fill(seed + 1),
    });
    const merged = (seeds: readonly number[]) => {
      const counter = new PipelineCounter(data.catalog, data.classTable);
      for (const seed of seeds) counter.merge(part(seed));
      return counter.finish();
    };
    const expected = merged([0, 1, 2, 3]);
    expect(expected.orderHash.length).toBe(64);
    expect([...expected.orderHash]).toEqual([...expected.orderHash].sort((a, b) => a - b));
    expect(expected.firstRefuter[0]).toBe(97);
    for (const seeds of [
      [3, 2, 1, 0],
      [1, 3, 0, 2],
    ])
      expect(merged(seeds)).toEqual(expected);
  });
});

const EMPTY = new Map<string, number>(
  ["support", "violations", "undecided", "reordered", "lost", "spurious"].map((name) => [name, 0]),
).set("firstRefuter", 0xffffffff);

/** Items match by their column only where the request has at least two values. */
function itemColumnOf(group: readonly OracleEvent[]): boolean {
  return new Set(group.map(({ item }) => item)).size >= 2;
}

/** (a) each element ends in the first task before it starts in the second, (b) no two certainly change places. */
function verdictOf(
  group: readonly OracleEvent[],
  first: string,
  second: string,
): "support" | "violations" | "undecided" {
  const at = (task: string, item: string, phase: number) =>
    group.find((event) => event.taskName === task && event.item === item && event.phase === phase)!;
  const shared = ITEMS.filter((item) => at(first, item, PHASE_START) && at(second, item, PHASE_START));
  let isSure = true;
  for (const item of shared) {
    const comparison = compareEvents(at(first, item, PHASE_END), at(second, item, PHASE_START));
    if (comparison === "after") return "violations";
    if (comparison === "undecided") isSure = false;
  }
  for (const a of shared) {
    for (const b of shared) {
      const position = (task: string, item: string) => group.indexOf(at(task, item, PHASE_START));
      if (position(first, a) >= position(first, b) || position(second, a) <= position(second, b)) continue;
      const inFirst = compareEvents(at(first, a, PHASE_START), at(first, b, PHASE_START));
      const inSecond = compareEvents(at(second, b, PHASE_START), at(second, a, PHASE_START));
      if (inFirst === "before" && inSecond === "before") return "violations";
      isSure = false;
    }
  }
  return isSure ? "support" : "undecided";
}
