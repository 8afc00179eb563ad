import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointDataset, spanDataset } from "../../testing/arbitraries.ts";
import { allInOneClass, engineDataset } from "../../testing/engine-dataset.ts";
import {
  byRequest,
  consecutiveSegments,
  kindOf,
  type OracleEvent,
  type OracleSegment,
  segmentKindOf,
  withPointOrdinals,
} from "../../testing/oracle-event.ts";
import { endPrecedesStart } from "../../testing/oracle-exclusion.ts";
import { type OracleGraph, requestGraph, transitiveReduction } from "../../testing/oracle-graph.ts";
import { bindingOf, criticalPath, type PathContext } from "../../testing/oracle-path.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";
import { CriticalPath } from "./critical-path.ts";
import { PaperPath } from "./paper-path.ts";
import { PathTally } from "./path-tally.ts";
import { RequestGraph } from "./request-graph.ts";

interface Traces {
  readonly events: readonly OracleEvent[];
  readonly segments: readonly OracleSegment[];
}

const TASK_NAMES = new Map([
  ["a", "a client"],
  ["b", "b server"],
  ["c", "c"],
]);

/** Spans of few requests, those of task "a" client and those of task "b" server spans. */
const SPANS: fc.Arbitrary<Traces> = spanDataset(8).map(({ segments }) => {
  const renamed = segments.map(({ start, end }) => {
    const common = { request: start.request.length > 2 ? "r2" : "r1", taskName: TASK_NAMES.get(start.taskName)! };
    return { start: { ...start, ...common }, end: { ...end, ...common } };
  });
  return numbered(renamed);
});

const POINTS: fc.Arbitrary<Traces> = pointDataset(10).map(({ events }) => {
  const points = withPointOrdinals(
    events.map((event) => ({
      ...event,
      request: event.request.length > 2 ? "r2" : "r1",
      phase: PHASE_POINT,
      order: PHASE_POINT,
    })),
  );
  return { events: points, segments: consecutiveSegments(points) };
});

/** The same few points in several requests, some of them moved: reductions repeat, and requests disagree with them. */
const REPEATED: fc.Arbitrary<Traces> = fc
  .tuple(pointDataset(9), fc.array(fc.constantFrom(0, 0, 0, 0, 10, 25, 60), { minLength: 54, maxLength: 54 }))
  .map(([{ events }, shifts]) => {
    const copies = Array.from({ length: 6 }, (_, copy) =>
      events.map(
        (event, at): OracleEvent => ({
          ...event,
          request: `r${copy}`,
          phase: PHASE_POINT,
          order: PHASE_POINT,
          line: event.line + 100 * copy,
          timeNs: event.timeNs + (copy === 0 ? 0 : shifts[copy * 9 + at]),
        }),
      ),
    );
    const points = withPointOrdinals(copies.flat());
    return { events: points, segments: consecutiveSegments(points) };
  });

/** Ordinals of spans: rank among those of the request and task name by (start, span id). */
function numbered(segments: readonly OracleSegment[]): Traces {
  const result = segments.map(({ start, end }) => {
    const before = segments.filter(
      (other) =>
        other.start.request === start.request &&
        other.start.taskName === start.taskName &&
        (other.start.timeNs - start.timeNs || (other.start.task! < start.task! ? -1 : 1)) < 0 &&
        other.start !== start,
    );
    const ordinal = 1 + before.length;
    return { start: { ...start, ordinal }, end: { ...end, ordinal } };
  });
  return { events: result.flatMap(({ start, end }) => [start, end]), segments: result };
}

/** Whether "a before b" is in the model: any answer will do, as long as it is always the same. */
function isInModel(a: string, b: string, salt: number): boolean {
  let hash = salt;
  for (const character of `${a} ${b}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) ^ (hash >>> 13);
  return (hash & 3) !== 0;
}

/** Every name under which an event takes part: its kind, unless it is too late a repeat, and the alias "last". */
function namesOf(event: OracleEvent, group: readonly OracleEvent[]): string[] {
  const same = group.filter(
    ({ taskName, label, phase }) => taskName === event.taskName && label === event.label && phase === event.phase,
  );
  const names = event.ordinal <= 8 ? [kindOf(event)] : [];
  if (same.length > 1 && same.at(-1) === event) names.push(kindOf({ ...event, ordinal: 0 }));
  return names;
}

/** Calls `check` with the engine's view and graph of each request beside the slow graph. */
function forEachRequest(
  { events, segments }: Traces,
  salt: number,
  check: (request: {
    slow: OracleGraph;
    own: readonly OracleSegment[];
    view: RequestView;
    graph: RequestGraph;
    data: ReturnType<typeof engineDataset>;
  }) => void,
): void {
  const data = engineDataset(events);
  const { kindCode } = data.classTable;
  const kinds = kindCode.length;
  const allowed = new Uint8Array(kinds * kinds);
  for (let a = 0; a < kinds; a++) {
    for (let b = 0; b < kinds; b++) {
      allowed[a * kinds + b] = isInModel(data.nameOf(kindCode[a]), data.nameOf(kindCode[b]), salt) ? 1 : 0;
    }
  }
  const groups = byRequest(events);
  const view = new RequestView(data.catalog);
  const graph = new RequestGraph({ kinds, allowed });
  data.tables.forEach((table, at) => {
    for (let request = 0; request < requestCountOf(table); request++) {
      const id = data.requests[data.firstRanks[at] + request];
      const group = groups.get(id)!;
      view.load(table, request);
      view.classify(data.index);
      graph.build(view);
      const aliases = new Map(group.map((event) => [kindOf(event), namesOf(event, group)]));
      const slow = requestGraph(group, (earlier, later) =>
        aliases.get(earlier)!.some((a) => aliases.get(later)!.some((b) => isInModel(a, b, salt))),
      );
      const own = segments.filter(({ start }) => start.request === id);
      check({ slow, own, view, graph, data });
    }
  });
}

/** What the engine counts: requests per edge of their reductions, by names. */
function tallied({ events }: Traces, salt: number): { events: Map<string, number>; segments: Map<string, number> } {
  const { catalog, tables, classTable, index, nameOf } = engineDataset(events);
  const { kindCode, segmentStart, segmentEnd } = classTable;
  const kinds = Array.from(kindCode, nameOf);
  const segments = Array.from(segmentStart, (start, at) => {
    const [first, last] = [kinds[start], kinds[segmentEnd[at]]];
    return JSON.stringify([JSON.parse(first)[0], first, last]);
  });
  const allowed = Uint8Array.from(kinds.flatMap((a) => kinds.map((b) => (isInModel(a, b, salt) ? 1 : 0))));
  const segmentAllowed = new Uint8Array(segments.length ** 2).fill(1);
  const tally = new PathTally(catalog, [classTable], [index], [{ allowed, segmentAllowed, pipelines: [] }]);
  for (const table of tables) tally.addTable(table, allInOneClass(table));
  const [{ reducedIn, segmentReducedIn }] = tally.finish();
  const named = (counts: Uint32Array, names: readonly string[]) => {
    const found = new Map<string, number>();
    counts.forEach((requests, cell) => {
      const [a, b] = [names[Math.floor(cell / names.length)], names[cell % names.length]];
      if (requests > 0) found.set(`${a} ${b}`, requests);
    });
    return found;
  };
  return { events: named(reducedIn, kinds), segments: named(segmentReducedIn, segments) };
}

const SALT = fc.integer();

describe.each([
  ["spans", SPANS],
  ["points", POINTS],
  ["requests much alike", REPEATED],
])("of %s", (_, traces) => {
  it("the graph is the transitive reduction, and the latest predecessor binds", () => {
    fc.assert(
      fc.property(traces, SALT, (dataset, salt) => {
        forEachRequest(dataset, salt, ({ slow, graph, view }) => {
          const reduced = transitiveReduction(slow.edges);
          const fast: [number, number][] = [];
          for (let j = 0; j < graph.count; j++) {
            expect(graph.binding[j]).toBe(bindingOf(slow, j) ?? -1);
            for (let at = graph.predecessorOffsets[j]; at < graph.predecessorOffsets[j + 1]; at++) {
              fast.push([graph.predecessors[at], j]);
            }
          }
          const byEnds = (a: readonly [number, number], b: readonly [number, number]) => a[0] - b[0] || a[1] - b[1];
          expect(fast.sort(byEnds)).toEqual([...reduced].sort(byEnds));
          expect(slow.events.map(({ timeNs }) => timeNs)).toEqual([...view.timeNs.subarray(0, view.count)]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("the requests that keep an edge are counted, of events and of the segments it leads between", () => {
    fc.assert(
      fc.property(traces, SALT, (dataset, salt) => {
        const events = new Map<string, number>();
        const segments = new Map<string, number>();
        const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
        const groups = byRequest(dataset.events);
        forEachRequest(dataset, salt, ({ slow, own }) => {
          for (const [i, j] of transitiveReduction(slow.edges)) {
            const [earlier, later] = [slow.events[i], slow.events[j]];
            const group = groups.get(earlier.request)!;
            for (const a of namesOf(earlier, group)) {
              for (const b of namesOf(later, group)) if (isInModel(a, b, salt)) count(events, `${a} ${b}`);
            }
            const before = own.find(({ start, end }) => end === earlier && start.ordinal <= 8 && end.ordinal <= 8);
            const after = own.find(({ start, end }) => start === later && start.ordinal <= 8 && end.ordinal <= 8);
            if (before !== undefined && after !== undefined) {
              count(segments, `${segmentKindOf(before)} ${segmentKindOf(after)}`);
            }
          }
        });
        expect(tallied(dataset, salt)).toEqual({ events, segments });
      }),
      { numRuns: 200 },
    );
  });

  it("the charges of the critical path are those of the rules, and sum to the latency", () => {
    const context: Omit<PathContext, "segments"> = {
      isExchange: (from, to) =>
        from.phase === to.phase &&
        ((from.phase === PHASE_START && from.taskName === "a client" && to.taskName === "b server") ||
          (from.phase === PHASE_END && from.taskName === "b server" && to.taskName === "a client")),
      isClientSide: ({ start }) => start.taskName === "a client" && start.phase === PHASE_START,
    };
    const rules = new Set<number>();
    fc.assert(
      fc.property(traces, SALT, (dataset, salt) => {
        forEachRequest(dataset, salt, ({ slow, graph, view, own, data }) => {
          const path = new CriticalPath(data.catalog);
          path.walk(view, graph);
          const hops = criticalPath(slow, { ...context, segments: own }).reverse();
          expect(path.hops).toBe(hops.length);
          expect(path.lagNs.subarray(0, path.hops).reduce((a, b) => a + b, 0)).toBe(path.latencyNs);
          hops.forEach((hop, at) => {
            rules.add(hop.rule);
            expect([path.from[at], path.to[at], path.lagNs[at]]).toEqual([hop.from, hop.to, hop.ns]);
            const charged = own.find((segment) => segmentKindOf(segment) === hop.charge);
            const segment = path.segment[at];
            expect(segment >= 0).toBe(charged !== undefined);
            if (charged === undefined) return;
            // Several may be equally far in: then any of them, with the same stamps.
            const stamps = [view.timeNs[view.segmentStart[segment]], view.timeNs[view.segmentEnd[segment]]];
            expect(stamps).toEqual([charged.start.timeNs, charged.end.timeNs]);
          });
        });
      }),
      { numRuns: 200 },
    );
    expect([...rules]).toEqual(expect.arrayContaining([1, 3, 4, 5]));
  });

  it("the paper's path is the heaviest chain of segments", () => {
    fc.assert(
      fc.property(traces, SALT, (dataset, salt) => {
        forEachRequest(dataset, salt, ({ view, own, slow, data }) => {
          const { segmentStart } = data.classTable;
          const kinds = segmentStart.length;
          const allowed = new Uint8Array(kinds * kinds);
          for (let at = 0; at < allowed.length; at++) allowed[at] = isInModel(String(at), "", salt) ? 1 : 0;
          const runs = Array.from({ length: view.runCount }, (_, run) => {
            const event = slow.events[view.runStart[run]];
            return own.find(({ start }) => start === event)!;
          });
          const weight = runs.map(({ start, end }) => end.timeNs - start.timeNs);
          const leads = (a: number, b: number) =>
            allowed[view.runKind[a] * kinds + view.runKind[b]] === 1 &&
            endPrecedesStart(runs[a].end, runs[b].start) === "certain";
          const heaviest = (b: number): number => {
            let best = 0;
            for (let a = 0; a < b; a++) if (leads(a, b)) best = Math.max(best, heaviest(a));
            return best + weight[b];
          };
          const paper = new PaperPath(kinds, allowed);
          paper.find(view);
          expect(paper.lengthNs).toBe(Math.max(0, ...runs.map((_, run) => heaviest(run))));
          const chain = paper.runs.toReversed();
          expect(chain.reduce((sum, run) => sum + weight[run], 0)).toBe(paper.lengthNs);
          chain.slice(1).forEach((run, at) => {
            expect(leads(chain[at], run)).toBe(true);
          });
        });
      }),
      { numRuns: 300 },
    );
  });
});
