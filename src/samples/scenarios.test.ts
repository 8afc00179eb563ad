import { describe, expect, it } from "vitest";
import { generateRequests, type SampleRequest } from "./generate-requests.ts";
import { circularClasses, itemPipeline, loop, optionalMiddle, sharedLock, siblings, touching } from "./scenarios.ts";
import { planSystem } from "./system-plan.ts";
import type { SystemSpec } from "./system-spec.ts";
import { truePath } from "./true-path.ts";
import { truthOf } from "./truth.ts";

function run(spec: SystemSpec) {
  const plan = planSystem(spec);
  const requests = [...generateRequests(plan, { requests: 300, seed: 4, meanGapNs: 1e9 })];
  const named = (request: SampleRequest) => truePath(request).map((step) => plan.steps[step]!.name);
  return { plan, requests, named, at: (name: string) => plan.indexOfStep.get(name)! };
}

describe("scenarios", () => {
  it.each([siblings, optionalMiddle, circularClasses, touching, sharedLock, itemPipeline])(
    "%o keeps its truth in every request",
    (spec) => {
      const { plan, requests } = run(spec());
      for (const request of requests) {
        const timeOf = new Map(request.records.map((record) => [record.eventIndex, record.timeNs]));
        const truth = truthOf(plan, request.className);
        expect(truth.orders.length).toBeGreaterThan(2);
        expect(truth.orders.filter(([a, b]) => timeOf.get(a)! > timeOf.get(b)!)).toEqual([]);
        const overlaps = truth.exclusions.filter(
          ([a, b]) =>
            request.startNsOfStep[a]! < request.endNsOfStep[b]! && request.startNsOfStep[b]! < request.endNsOfStep[a]!,
        );
        expect(overlaps).toEqual([]);
      }
    },
  );

  it("siblings: foo2 and foo3 are seen in both orders of their begins, and the path is foo1, gap, and the later one", () => {
    const { requests, named, at } = run(siblings());
    const foo2First = requests.filter((item) => item.startNsOfStep[at("foo2")]! < item.startNsOfStep[at("foo3")]!);
    expect(foo2First.length).toBeGreaterThan(50);
    expect(foo2First.length).toBeLessThan(250);
    for (const request of requests) {
      const last = request.endNsOfStep[at("foo3")]! > request.endNsOfStep[at("foo2")]! ? "foo3" : "foo2";
      expect(named(request)).toEqual(["foo1", "gap", last]);
      const ms = (request.endNsOfStep[at("foo1")]! - request.startNsOfStep[at("foo1")]!) / 1e6;
      expect(ms >= 70 && ms <= 130).toBe(true);
    }
  });

  it("circular classes: each class has its own order, and segments touch", () => {
    const { plan, requests } = run(circularClasses());
    expect(new Set(requests.map((request) => request.className)).size).toBe(3);
    for (const request of requests) {
      const [first, second] = request.className.split(" then ");
      const timeOf = new Map(request.records.map((record) => [record.label, record.timeNs]));
      expect(timeOf.get(`${first}.end`)).toBe(timeOf.get(`${second}.begin`));
      expect(timeOf.size).toBe(6);
    }
    expect(plan.events.length).toBe(8);
  });

  it("touching: constant times, everything on the path", () => {
    const { requests, named } = run(touching());
    for (const request of requests) {
      expect(request.endNs - request.arrivalNs).toBe(200e6);
      expect(named(request)).toEqual(["first", "left", "right"]);
    }
  });

  it("loop: one to five visits, each between open and close", () => {
    const { requests } = run(loop());
    const visits = requests.map((request) => request.records.filter((record) => record.label === "visit.begin").length);
    expect([...new Set(visits)].sort()).toEqual([1, 2, 3, 4, 5]);
    for (const request of requests) {
      const labels = request.records.toSorted((a, b) => a.timeNs - b.timeNs).map((record) => record.label);
      expect(labels.slice(0, 2)).toEqual(["open.begin", "open.end"]);
      expect(labels.slice(-2)).toEqual(["close.begin", "close.end"]);
    }
  });

  it("shared lock: the one that waited is bound by the other", () => {
    const { requests, named } = run(sharedLock());
    const paths = new Set(requests.map((request) => named(request).join(" ")));
    expect(paths).toContain("root left wait left right");
    expect(paths).toContain("root right wait right left");
  });

  it("item pipeline: many orders, the same in both stages", () => {
    const { requests, plan } = run(itemPipeline());
    expect(truthOf(plan).pipelines).toEqual([["make", "take"]]);
    expect(new Set(requests.map((request) => request.itemOrders[0]!.join())).size).toBe(24);
    for (const request of requests) {
      for (const stage of ["make", "take"]) {
        const begins = request.records.filter((record) => record.label.endsWith(`${stage}.begin`));
        const order = begins.toSorted((a, b) => a.timeNs - b.timeNs).map((record) => record.item);
        expect(order).toEqual(request.itemOrders[0]);
      }
    }
  });
});
