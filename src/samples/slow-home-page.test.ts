import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { generateRequests, type SampleRequest } from "./generate-requests.ts";
import {
  CLIENT_SEGMENT_KINDS,
  DELIVERY_SEGMENT_KINDS,
  SLOW_HOME_PAGE_REQUESTS,
  slowHomePage,
  slowHomePageCsv,
  slowHomePageOptions,
} from "./slow-home-page.ts";
import { PAGELETS } from "./slow-home-page-parts.ts";
import { planSystem } from "./system-plan.ts";
import { truePath } from "./true-path.ts";
import { truthOf } from "./truth.ts";

const PLAN = planSystem(slowHomePage());
const REQUESTS: SampleRequest[] = [...generateRequests(PLAN, slowHomePageOptions(600))];

/** Segments as an analysis finds them: consecutive records of one task instance, the digits of the task masked. */
function segmentsOf(request: SampleRequest): { kind: string; component: string; ns: number }[] {
  const segments: { kind: string; component: string; ns: number }[] = [];
  for (const task of new Set(request.records.map((record) => record.task))) {
    const own = request.records.filter((record) => record.task === task).toSorted((a, b) => a.timeNs - b.timeNs);
    for (let k = 1; k < own.length; k++) {
      const [start, end] = [own[k - 1]!, own[k]!];
      segments.push({
        kind: `${task.replace(/\d+/g, "")} ${start.label} ${end.label}`,
        component: PLAN.events[start.eventIndex]!.component,
        ns: end.timeNs - start.timeNs,
      });
    }
  }
  return segments;
}

describe("slow home page", () => {
  it("has exactly 42 client and 84 delivery segment kinds", () => {
    const kinds = { server: new Set<string>(), network: new Set<string>(), client: new Set<string>() };
    for (const request of REQUESTS) {
      for (const { kind, component } of segmentsOf(request)) kinds[component as keyof typeof kinds].add(kind);
    }
    expect([CLIENT_SEGMENT_KINDS, DELIVERY_SEGMENT_KINDS]).toEqual([42, 84]);
    expect(kinds.client.size).toBe(CLIENT_SEGMENT_KINDS);
    expect(kinds.server.size + kinds.network.size).toBe(DELIVERY_SEGMENT_KINDS);
  });

  it("keeps its truth in every request", () => {
    const truth = truthOf(PLAN);
    for (const request of REQUESTS) {
      const timeOf = new Map(request.records.map((record) => [record.eventIndex, record.timeNs]));
      expect(truth.orders.filter(([a, b]) => timeOf.get(a)! > timeOf.get(b)!)).toEqual([]);
      const overlaps = truth.exclusions.filter(
        ([a, b]) =>
          request.startNsOfStep[a]! < request.endNsOfStep[b]! && request.startNsOfStep[b]! < request.endNsOfStep[a]!,
      );
      expect(overlaps).toEqual([]);
    }
    expect(truth.pipelines).toEqual([
      ["gen", "send"],
      ["send", "draw"],
    ]);
  });

  it("passes pagelets through all stages in the request's own order", () => {
    const orders = new Set<string>();
    for (const request of REQUESTS) {
      const order = request.itemOrders[0]!;
      orders.add(order.join());
      for (const stage of ["gen", "send", "draw"]) {
        const seen = request.records
          .filter((record) => record.task.replace(/\d+/, "") === stage)
          .toSorted((a, b) => a.timeNs - b.timeNs);
        expect([...new Set(seen.map((record) => record.item))]).toEqual(order);
      }
    }
    expect(orders.size).toBeGreaterThan(300);
  });

  it("takes the cache lock in either order", () => {
    const [style, font] = ["style/css.cached", "font/font.cached"].map((name) => PLAN.indexOfStep.get(name)!);
    expect(truthOf(PLAN).exclusions).toContainEqual([style, font]);
    const styleFirst = REQUESTS.filter((item) => item.startNsOfStep[style!]! < item.startNsOfStep[font!]!).length;
    expect(styleFirst / REQUESTS.length).toBeGreaterThan(0.2);
    expect(styleFirst / REQUESTS.length).toBeLessThan(0.8);
  });

  it("has its biggest bar of total time off the critical path, always", () => {
    const totals = new Map<string, number>();
    for (const request of REQUESTS) {
      for (const { kind, ns } of segmentsOf(request)) totals.set(kind, (totals.get(kind) ?? 0) + ns);
    }
    const ranked = [...totals].sort((a, b) => b[1] - a[1]);
    expect(ranked[0]![0]).toBe("warm warm.begin warm.end");
    expect(ranked[0]![1]).toBeGreaterThan(1.5 * ranked[1]![1]);
    const warm = PLAN.indexOfStep.get("warm/warm.end")!;
    expect(REQUESTS.filter((request) => truePath(request).includes(warm))).toEqual([]);
  });

  it("has the server decide for fast users, and the drawing for slow ones", () => {
    const generated = (request: SampleRequest) =>
      truePath(request).filter((step) => PLAN.steps[step]!.task.startsWith("gen")).length;
    const drawn = (request: SampleRequest) =>
      truePath(request).filter((step) => PLAN.steps[step]!.task.startsWith("draw")).length;
    const serverBound = REQUESTS.filter((request) => generated(request) > drawn(request)).length;
    expect(serverBound / REQUESTS.length).toBeGreaterThan(0.25);
    expect(serverBound / REQUESTS.length).toBeLessThan(0.85);
  });

  it("shows every pagelet about as often as stated, and is one class of similar shapes", () => {
    for (const { name, share } of PAGELETS) {
      const seen = REQUESTS.filter((request) => request.itemOrders[0]!.includes(name)).length / REQUESTS.length;
      expect(Math.abs(seen - share)).toBeLessThan(0.08);
    }
    const shapes = REQUESTS.map((request) => new Set(request.records.map((record) => record.eventIndex)));
    const counts = new Map<string, number>();
    const keyOf = (shape: Set<number>) => [...shape].sort((a, b) => a - b).join();
    for (const shape of shapes) counts.set(keyOf(shape), (counts.get(keyOf(shape)) ?? 0) + 1);
    const [largest] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    const model = new Set(largest.split(",").map(Number));
    const similar = shapes.filter((shape) => {
      const common = [...shape].filter((event) => model.has(event)).length;
      return common / (shape.size + model.size - common) >= 0.6;
    });
    expect(similar.length / shapes.length).toBeGreaterThan(0.99);
  });

  it("is a file of reasonable size", () => {
    const share = 10;
    const chunks = [...slowHomePageCsv(SLOW_HOME_PAGE_REQUESTS / share)];
    const raw = Buffer.concat(chunks);
    expect(raw.toString("utf8", 0, 41)).toBe("request,time,host,task,event,item,user\nh0");
    expect(raw.length * share).toBeLessThan(26e6);
    expect(gzipSync(raw, { level: 9 }).length * share).toBeLessThan(6e6);
  });
});
