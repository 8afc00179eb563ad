import { describe, expect, it } from "vitest";
import { generateRequests } from "./generate-requests.ts";
import { planSystem } from "./system-plan.ts";
import { exactly, type StepSpec, type SystemSpec } from "./system-spec.ts";

const STEP: StepSpec = { name: "s", task: "t", after: [], duration: exactly(1000), begin: "b", end: "e" };

function system(rest: Partial<SystemSpec>): SystemSpec {
  return {
    name: "test",
    originNs: 0n,
    idPrefix: "r",
    idDigits: 2,
    roles: [{ name: "role", hosts: ["h1", "h2"] }],
    tasks: ["t", "u", "v"].map((name) => ({ name, role: "role", component: "c", scaledByUser: true })),
    steps: [STEP],
    ...rest,
  };
}

function run(spec: SystemSpec, requests = 500, seed = 6) {
  return [...generateRequests(planSystem(spec), { requests, seed, meanGapNs: 1e6 })];
}

describe("generateRequests", () => {
  it("is decided by the seed alone: the same requests, also when fewer are asked for", () => {
    const many = run(system({}), 20);
    expect(run(system({}), 20)).toEqual(many);
    expect(run(system({}), 5)).toEqual(many.slice(0, 5));
    expect(run(system({}), 20, 7)).not.toEqual(many);
    expect(many[0]!.id).toBe("r00");
  });

  it("spaces arrivals evenly or at random around the mean gap", () => {
    const arrivals = (kind: "poisson" | "even") =>
      Array.from(
        generateRequests(planSystem(system({})), { requests: 2000, seed: 1, meanGapNs: 1e6, arrivals: kind }),
        (request) => request.arrivalNs,
      );
    expect(arrivals("even").slice(0, 3)).toEqual([0, 1e6, 2e6]);
    const random = arrivals("poisson");
    expect(Math.abs(random.at(-1)! / 1999 / 1e6 - 1)).toBeLessThan(0.1);
    expect(random.every((ns, index) => index === 0 || ns >= random[index - 1]!)).toBe(true);
  });

  it("gives a user one speed in all requests", () => {
    const factors = new Map<string, Set<number>>();
    for (const request of run(system({ users: { prefix: "u", count: 10, sigma: 0.5 } }))) {
      const duration = request.endNsOfStep[0]! - request.startNsOfStep[0]!;
      factors.set(request.user, (factors.get(request.user) ?? new Set()).add(duration));
    }
    expect(factors.size).toBe(10);
    for (const durations of factors.values()) expect(durations.size).toBe(1);
    expect(new Set([...factors.values()].map((durations) => [...durations][0])).size).toBe(10);
  });

  it("draws classes by weight and hosts evenly, one host of a role per request", () => {
    const requests = run(
      system({
        classes: [
          { name: "rare", weight: 1 },
          { name: "common", weight: 4 },
        ],
        steps: [STEP, { ...STEP, name: "only", task: "u", classes: ["rare"] }],
      }),
    );
    const rare = requests.filter((request) => request.className === "rare");
    expect(Math.abs(rare.length - 100)).toBeLessThan(30);
    for (const request of requests) {
      expect(request.records.length).toBe(request.className === "rare" ? 4 : 2);
      expect(new Set(request.records.map((record) => record.host)).size).toBe(1);
    }
    expect(Math.abs(requests.filter((request) => request.records[0]!.host === "h1").length - 250)).toBeLessThan(50);
  });

  it("adds the clock's offset to the stamps and nothing else", () => {
    const [request] = run(system({ roles: [{ name: "role", hosts: ["h"], clockOffsetsNs: [-700] }] }), 1);
    expect(request!.records.map((record) => record.timeNs)).toEqual([-700, 300]);
    expect([request!.startNsOfStep[0], request!.endNsOfStep[0], request!.endNs]).toEqual([0, 1000, 1000]);
  });

  it("joins: a step starts when the last of those it waits for has ended", () => {
    const [request] = run(
      system({
        steps: [
          { ...STEP, name: "a" },
          { ...STEP, name: "b", task: "u", duration: exactly(3000) },
          { ...STEP, name: "c", task: "v", after: ["a", "b"], delay: exactly(50) },
        ],
      }),
      1,
    );
    expect(request!.startNsOfStep[2]).toBe(3050);
    expect([...request!.boundByOfStep]).toEqual([-1, -1, 1]);
  });

  it("says when steps and a pipeline wait in a circle", () => {
    const spec = system({
      steps: [
        { ...STEP, name: "a", task: "t" },
        { ...STEP, name: "b", task: "u", after: ["a"] },
      ],
      pipelines: [{ name: "p", items: ["x", "y"], stages: [{ taskName: "n", tasks: ["u", "t"] }] }],
    });
    expect(() => run(spec, 50)).toThrow("wait in a circle");
  });
});

describe("planSystem", () => {
  it.each([
    ["step s occurs twice", { steps: [STEP, STEP] }],
    ['task of step s: "x" is not defined', { steps: [{ ...STEP, task: "x" }] }],
    ['"after" of step s: "x" is not defined', { steps: [{ ...STEP, after: ["x"] }] }],
    [
      "step s is listed before z",
      {
        steps: [
          { ...STEP, after: ["z"] },
          { ...STEP, name: "z" },
        ],
      },
    ],
    ['option of s: "x" is not defined', { steps: [{ ...STEP, option: "x" }] }],
    ["repeat must be 1 ≤ least ≤ most", { steps: [{ ...STEP, repeat: [2, 1] as const }] }],
    ["role role has no host", { roles: [{ name: "role", hosts: [] }] }],
  ])("refuses: %s", (message, rest) => {
    expect(() => planSystem(system(rest))).toThrow(message);
  });
});
