import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng.ts";
import { generateRequests, type SampleRequest } from "./generate-requests.ts";
import { randomSystem } from "./random-system.ts";
import { planSystem, type SystemPlan } from "./system-plan.ts";
import { exactly, type SystemSpec } from "./system-spec.ts";
import { truthOf } from "./truth.ts";

/** Sentences about requests that contradict the stated truth. */
function contradictions(plan: SystemPlan, requests: Iterable<SampleRequest>): string[] {
  const truths = new Map(plan.classNames.map((name) => [name, truthOf(plan, name)]));
  const found: string[] = [];
  for (const request of requests) {
    const truth = truths.get(request.className)!;
    for (const a of request.records) {
      for (const b of request.records) {
        if (truth.holds(a.eventIndex, b.eventIndex) && a.timeNs > b.timeNs) {
          found.push(`${request.id}: ${a.label} after ${b.label}`);
        }
      }
    }
    for (const [a, b] of truth.exclusions) {
      if (request.startNsOfStep[a]! < request.endNsOfStep[b]! && request.startNsOfStep[b]! < request.endNsOfStep[a]!) {
        found.push(`${request.id}: ${plan.steps[a]!.name} overlaps ${plan.steps[b]!.name}`);
      }
    }
  }
  return found;
}

const RUN = { requests: 60, seed: 3, meanGapNs: 1e6 };

describe("truthOf", () => {
  it("holds in every request of random systems", () => {
    for (let seed = 0; seed < 40; seed++) {
      const plan = planSystem(
        randomSystem(new Rng(seed), {
          steps: 12,
          edgeProbability: 0.15,
          tasks: 5,
          hosts: 3,
          optionalProbability: 0.3,
          repeatProbability: 0.2,
          lockedSteps: 4,
        }),
      );
      expect(contradictions(plan, generateRequests(plan, RUN))).toEqual([]);
    }
  });

  it("states nothing that the structure does not force: every other order is seen reversed", () => {
    // Durations span several powers of ten, so that with enough requests everything not forced happens.
    const spec: SystemSpec = {
      ...base(),
      tasks: ["a", "b", "c"].map((name) => ({ name, role: "host", component: "x" })),
      steps: ["a", "b", "c"].map((task) => ({
        name: task,
        task,
        after: task === "c" ? ["a"] : [],
        duration: { medianNs: 1e6, sigma: 2 },
        delay: { medianNs: 1e6, sigma: 2 },
        begin: `${task}.begin`,
        end: `${task}.end`,
      })),
    };
    const plan = planSystem(spec);
    const truth = truthOf(plan);
    const reversed = new Set<string>();
    for (const request of generateRequests(plan, { ...RUN, requests: 500 })) {
      for (const a of request.records) {
        for (const b of request.records) if (a.timeNs > b.timeNs) reversed.add(`${a.eventIndex},${b.eventIndex}`);
      }
    }
    for (const a of truth.events) {
      for (const b of truth.events) {
        if (a !== b) expect(reversed.has(`${a},${b}`)).toBe(!truth.holds(a, b));
      }
    }
    expect(truth.orders.length).toBe(1 + 1 + 1 + 4); // three begin → end, a's two events → c's two
  });

  it("keeps A → C when B between them is missing", () => {
    const spec: SystemSpec = {
      ...base(),
      tasks: ["a", "b", "c"].map((name) => ({ name, role: "host", component: "x" })),
      options: [{ name: "b", probability: 0.5 }],
      steps: [
        { name: "A", task: "a", after: [], duration: exactly(10), begin: "A0", end: "A1" },
        { name: "B", task: "b", after: ["A"], duration: exactly(10), begin: "B0", end: "B1", option: "b" },
        { name: "C", task: "c", after: ["B"], duration: exactly(10), begin: "C0", end: "C1" },
      ],
    };
    const plan = planSystem(spec);
    const requests = [...generateRequests(plan, RUN)];
    const without = requests.filter((request) => Number.isNaN(request.startNsOfStep[1]!));
    expect(without.length).toBeGreaterThan(10);
    expect(requests.length - without.length).toBeGreaterThan(10);
    for (const request of without) {
      expect(request.startNsOfStep[2]).toBe(request.endNsOfStep[0]);
      expect(request.boundByOfStep[2]).toBe(0);
    }
    expect(contradictions(plan, requests)).toEqual([]);
    const eventOf = (label: string) => plan.events.findIndex((event) => event.label === label);
    expect(truthOf(plan).holds(eventOf("A1"), eventOf("C0"))).toBe(true);
    expect(truthOf(plan).orders.length).toBe(15); // all pairs of the six events of a chain
  });

  it("sees both orders of a lock, and never an overlap", () => {
    const spec: SystemSpec = {
      ...base(),
      tasks: ["a", "b"].map((name) => ({ name, role: "host", component: "x" })),
      steps: ["a", "b"].flatMap((task) => [
        { name: `${task}.wait`, task, after: [], duration: { medianNs: 1e6, sigma: 1 } },
        {
          name: task,
          task,
          after: [],
          duration: { medianNs: 3e6, sigma: 0.2 },
          lock: "mutex",
          begin: `${task}0`,
          end: `${task}1`,
        },
      ]),
    };
    const plan = planSystem(spec);
    const [a, b] = [plan.indexOfStep.get("a")!, plan.indexOfStep.get("b")!];
    expect(truthOf(plan).exclusions).toEqual([[a, b]]);
    const requests = [...generateRequests(plan, RUN)];
    expect(contradictions(plan, requests)).toEqual([]);
    const firstIsA = requests.filter((request) => request.startNsOfStep[a]! < request.startNsOfStep[b]!).length;
    expect(firstIsA).toBeGreaterThan(5);
    expect(firstIsA).toBeLessThan(55);
  });
});

function base() {
  return {
    name: "test",
    originNs: 0n,
    idPrefix: "r",
    idDigits: 3,
    roles: [{ name: "host", hosts: ["host"] }],
  };
}
