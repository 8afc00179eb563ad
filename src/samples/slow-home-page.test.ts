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
import { PAGELETS, STAGES } from "./slow-home-page-parts.ts";
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

function shareOf(isSo: (request: SampleRequest) => boolean): number {
  return REQUESTS.filter(isSo).length / REQUESTS.length;
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
      ["generate", "send"],
      ["send", "draw"],
    ]);
  });

  it("passes pagelets through all stages in the request's own order", () => {
    const orders = new Set<string>();
    for (const request of REQUESTS) {
      const order = request.itemOrders[0]!;
      orders.add(order.join());
      for (const { task: stage } of STAGES) {
        const seen = request.records
          .filter((record) => record.task.replace(/\d+/, "") === stage)
          .toSorted((a, b) => a.timeNs - b.timeNs);
        expect([...new Set(seen.map((record) => record.item))]).toEqual(order);
      }
    }
    expect(orders.size).toBeGreaterThan(150);
  });

  it("takes the cache lock in either order", () => {
    const [style, font] = ["style/css.cached", "font/font.cached"].map((name) => PLAN.indexOfStep.get(name)!);
    expect(truthOf(PLAN).exclusions).toContainEqual([style, font]);
    const styleFirst = REQUESTS.filter((item) => item.startNsOfStep[style!]! < item.startNsOfStep[font!]!).length;
    expect(styleFirst / REQUESTS.length).toBeGreaterThan(0.2);
    expect(styleFirst / REQUESTS.length).toBeLessThan(0.8);
  });

  it("has its biggest bar of total time off the critical path, almost always", () => {
    const totals = new Map<string, number>();
    for (const request of REQUESTS) {
      for (const { kind, ns } of segmentsOf(request)) totals.set(kind, (totals.get(kind) ?? 0) + ns);
    }
    const ranked = [...totals].sort((a, b) => b[1] - a[1]);
    expect(ranked[0]![0]).toBe("cache warm-up.begun warm-up.done");
    expect(ranked[0]![1]).toBeGreaterThan(1.15 * ranked[1]![1]);
    const warmUp = PLAN.indexOfStep.get("cache/warm-up.done")!;
    expect(shareOf((request) => truePath(request).includes(warmUp))).toBeLessThan(0.05);
  });

  it("starts side tasks before and after what goes on beside them", () => {
    const begins = (request: SampleRequest, step: string) => request.startNsOfStep[PLAN.indexOfStep.get(step)!]!;
    for (const [side, beside] of [
      ["cache/warm-up.done", "browser/connected"],
      ["cache/warm-up.done", "server/decrypted"],
      ["beacon/beacon.sent", "style/css.cached"],
      ["flush/first.byte", "server/privacy.read"],
      ["script/js.loaded", "server/posts.ranked"],
    ] as const) {
      const first = shareOf((request) => begins(request, side) < begins(request, beside));
      expect([side, beside, first > 0.05 && first < 0.95]).toEqual([side, beside, true]);
    }
  });

  it("has the server decide for fast users, and the scripts for slow ones", () => {
    const ranking = PLAN.indexOfStep.get("server/posts.ranked")!;
    const compiling = PLAN.indexOfStep.get("script/js.compiled")!;
    expect(shareOf((request) => truePath(request).includes(ranking))).toBeGreaterThan(0.5);
    expect(shareOf((request) => truePath(request).includes(compiling))).toBeGreaterThan(0.2);
    const timesOf = new Map<string, number[]>();
    for (const request of REQUESTS) {
      const ns = request.endNsOfStep[compiling]! - request.startNsOfStep[compiling]!;
      timesOf.set(request.user, [...(timesOf.get(request.user) ?? []), ns]);
    }
    const meanNs = (user: string) => timesOf.get(user)!.reduce((sum, ns) => sum + ns, 0) / timesOf.get(user)!.length;
    const bySpeed = [...timesOf.keys()].sort((a, b) => meanNs(a) - meanNs(b));
    const fastest = new Set(bySpeed.slice(0, bySpeed.length / 4));
    const slowest = new Set(bySpeed.slice((3 * bySpeed.length) / 4));
    const byServer = (users: ReadonlySet<string>) => {
      const own = REQUESTS.filter(({ user }) => users.has(user));
      return own.filter((request) => truePath(request).includes(ranking)).length / own.length;
    };
    expect(byServer(fastest)).toBeGreaterThan(0.85);
    expect(byServer(slowest)).toBeLessThan(0.4);
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
    expect(gzipSync(raw, { level: 9 }).length * share).toBeLessThan(4.5e6);
  });
});
