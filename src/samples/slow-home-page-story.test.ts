import { beforeAll, describe, expect, it } from "vitest";
import type { RequestDetail } from "../core/analysis/request-detail.ts";
import { entersGraph } from "../core/model/status.ts";
import { largestClass } from "../core/present/path-rows.ts";
import { analyseInThread, type InThreadResult, ordersOf, sampleCsvPlan } from "../testing/in-thread-analysis.ts";
import { generateRequests } from "./generate-requests.ts";
import { slowHomePage, slowHomePageCsv, slowHomePageOptions } from "./slow-home-page.ts";
import { planSystem } from "./system-plan.ts";
import { truePath } from "./true-path.ts";

/** What the sample is for, seen through the analysis: from the bytes of the log to the first screen. */

const REQUESTS = 800;
const COLUMNS = ["request", "time", "host", "task", "event", "item", "user"];
const SPEC = slowHomePage();
const PLAN = planSystem(SPEC);

let result: InThreadResult;
let mainClass: number;
/** Requests of the main class, in full. */
let details: RequestDetail[];

beforeAll(async () => {
  const bytes = Buffer.concat([...slowHomePageCsv(REQUESTS)]);
  result = await analyseInThread([{ plan: sampleCsvPlan(COLUMNS), bytes }], { originNs: SPEC.originNs });
  mainClass = largestClass(result.report)!;
  const { store, scanner, sources } = result;
  details = [];
  for (let rank = 0; rank < store.requests.requestCount; rank++) {
    const { partition, index } = store.requests.locate(rank);
    const detail = await scanner.detail(sources[partition]!, index);
    if (detail.classId === mainClass) details.push(detail);
  }
}, 60_000);

function pathLines() {
  return result.report.criticalPath.filter((line) => line.class === mainClass);
}

/** Time on the path, mean over the requests, of lines that are so. */
function pathNs(isSo: (line: ReturnType<typeof pathLines>[number]) => boolean): number {
  return pathLines()
    .filter(isSo)
    .reduce((sum, { meanNs }) => sum + meanNs, 0);
}

describe("the story of the slow home page", () => {
  it("is told by one class with nearly all requests", () => {
    expect(details.length).toBeGreaterThan(0.97 * REQUESTS);
  });

  it("begins with the ranking of posts, twice as long on the path as anything else", () => {
    const [top, second] = pathLines();
    expect(top).toMatchObject({ kind: "segment", name: "server · posts.found → posts.ranked" });
    expect(top!.meanNs).toBeGreaterThan(2 * second!.meanNs);
    expect(second!.name).toBe("script · js.loaded → js.compiled");
  });

  it("shows that the segment with most time in total hardly matters", () => {
    const totals = new Map<string, number>();
    for (const { segments, events } of details) {
      for (const { name, start, end } of segments) {
        totals.set(name, (totals.get(name) ?? 0) + events[end]!.timeNs - events[start]!.timeNs);
      }
    }
    const [[largest]] = [...totals].sort((a, b) => b[1] - a[1]) as [[string, number]];
    expect(largest).toBe("cache · warm-up.begun → warm-up.done");
    const line = pathLines().find(({ name }) => name === largest);
    expect(line?.onPathShare ?? 0).toBeLessThan(0.1);
  });

  it("names waiting and work: hand-offs take little of the path", () => {
    const all = pathNs(() => true);
    expect(pathNs(({ kind }) => kind === "hand-off")).toBeLessThan(0.05 * all);
    const waits = pathNs(({ name }) => /^(worker|network|screen)-queue · \w+\.\w+ → \w+\.taken$/.test(name));
    expect(waits).toBeGreaterThan(0.03 * all);
  });

  it("charges at least 85 % of the time to segments that really made the requests slow", () => {
    const stepsOf = new Map<string, Set<string>>();
    for (const request of generateRequests(PLAN, slowHomePageOptions(REQUESTS))) {
      const names = truePath(request).map((step) => segmentEnd(PLAN.steps[step]!.task, PLAN.steps[step]!.end ?? ""));
      stepsOf.set(request.id, new Set(names));
    }
    let right = 0;
    let all = 0;
    for (const { id, hops } of details) {
      for (const hop of hops) {
        all += hop.lagNs;
        const [task, labels] = hop.name.split(" · ");
        const end = labels?.split(" → ")[1];
        if (hop.kind === "segment" && stepsOf.get(id)!.has(segmentEnd(task!, end!))) right += hop.lagNs;
      }
    }
    expect(right / all).toBeGreaterThan(0.85);
    expect(right / all).toBeLessThanOrEqual(1);
  });

  it("keeps both pipelines of the pagelets", () => {
    const { names, models } = result.analysis;
    const kept = models[mainClass]!.pipelines.filter(({ status }) => entersGraph(status));
    const named = kept.map(({ from, to }) => `${names.taskNames[from]} ≫ ${names.taskNames[to]}`);
    expect(named).toEqual(expect.arrayContaining(["generate ≫ send", "send ≫ draw"]));
  });

  it("refutes that side tasks come before or after what goes on beside them", () => {
    const kept = ordersOf(result)
      .filter(({ classId, status }) => classId === mainClass && entersGraph(status))
      .map(({ from, to }) => `${from} ⪯ ${to}`);
    expect(kept).toContain("clicked ⪯ connected");
    for (const [a, b] of [
      ["warm-up.begun", "name.resolved"],
      ["warm-up.begun", "connected"],
      ["warm-up.begun", "decrypted"],
      ["beacon.asked", "css.cached"],
      ["js.asked", "posts.ranked"],
    ]) {
      expect(kept).not.toContain(`${a} ⪯ ${b}`);
      expect(kept).not.toContain(`${b} ⪯ ${a}`);
    }
  });
});

/** Steps and segments alike: the task without its number, and the label at the end. */
function segmentEnd(task: string, label: string): string {
  return `${task.replace(/\d+$/, "")} ${label}`;
}
