import fc from "fast-check";
import type { FilterTerm, RequestFilter } from "../core/analysis/request-filter.ts";
import { PHASE_END, PHASE_POINT, PHASE_START, type Phase } from "../core/units.ts";
import {
  compareText,
  consecutiveSegments,
  type OracleEvent,
  type OracleSegment,
  withPointOrdinals,
} from "./oracle-event.ts";

export interface OracleDataset {
  /** Ordinals set; in no particular order. */
  readonly events: readonly OracleEvent[];
  /** The spans, and the stretches between consecutive points of a task. */
  readonly segments: readonly OracleSegment[];
}

/** Few values each, so that equal stamps, repeats and shared hosts are the rule and not the exception. */
const REQUEST = fc.constantFrom("r1", "r2", "r3", "ü4", "r10");
const HOST = fc.constantFrom("h1", "h2", "H1");
const TASK_NAME = fc.constantFrom("a", "b", "c");
const LABEL = fc.constantFrom("x", "y", "z");
const ITEM = fc.option(fc.constantFrom("i", "j", "k"), { nil: null });
const PHASE: fc.Arbitrary<Phase> = fc.constantFrom<Phase>(PHASE_END, PHASE_POINT, PHASE_START);
/** ns; small steps around the resolutions below, and a few far apart. */
const TIME_NS = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }).map((step) => step * 10) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1e9 }) },
);
const RESOLUTION_NS = fc.constantFrom(1, 10, 100);

/**
 * Point events of a few requests: any phase, one or two files, tasks with and without instance. Lines are distinct
 * within a file. The resolution is one per (host, label), as in the engine, where it belongs to the event's source.
 */
export function pointDataset(maxEvents = 14): fc.Arbitrary<OracleDataset> {
  const raw = fc.record({
    request: REQUEST,
    host: HOST,
    instance: fc.option(fc.constantFrom("1", "2"), { nil: null }),
    taskName: TASK_NAME,
    label: LABEL,
    phase: PHASE,
    timeNs: TIME_NS,
    file: fc.integer({ min: 0, max: 1 }),
    item: ITEM,
  });
  return fc
    .tuple(fc.array(raw, { maxLength: maxEvents }), fc.array(RESOLUTION_NS, { minLength: 9, maxLength: 9 }))
    .map(([rows, resolutions]) => {
      const unnumbered = rows.map(
        ({ instance, ...row }, index): OracleEvent => ({
          ...row,
          task: instance === null ? null : `${row.taskName}${instance}`,
          ordinal: 1,
          order: row.phase,
          resNs: resolutionOf(row.host, row.label, resolutions),
          line: index + 1,
        }),
      );
      const events = withPointOrdinals(unnumbered);
      return { events, segments: consecutiveSegments(events) };
    });
}

/**
 * Spans of a few requests, each a task of its own, with a start and an end on one line; zero length occurs (the start
 * then comes first, see `order`). Ordinals by (task name, start, span id), shared by the two events.
 */
export function spanDataset(maxSpans = 8): fc.Arbitrary<OracleDataset> {
  const raw = fc.record({
    request: REQUEST,
    host: HOST,
    taskName: TASK_NAME,
    label: LABEL,
    startNs: TIME_NS,
    durationNs: fc.oneof(fc.constant(0), TIME_NS),
    item: ITEM,
  });
  return fc
    .tuple(fc.array(raw, { maxLength: maxSpans }), fc.array(RESOLUTION_NS, { minLength: 9, maxLength: 9 }))
    .map(([rows, resolutions]) => {
      const segments = rows.map(({ startNs, durationNs, ...row }, index): OracleSegment => {
        const earlier = rows.filter(
          (other, position) =>
            other.request === row.request &&
            other.taskName === row.taskName &&
            (other.startNs - startNs || compareText(`span ${position}`, `span ${index}`)) < 0,
        );
        const isEmpty = durationNs === 0;
        const common = {
          ...row,
          task: `span ${index}`,
          ordinal: 1 + earlier.length,
          resNs: resolutionOf(row.host, row.label, resolutions),
          file: 0,
          line: index + 1,
        };
        return {
          start: { ...common, phase: PHASE_START, order: isEmpty ? PHASE_POINT : PHASE_START, timeNs: startNs },
          end: {
            ...common,
            phase: PHASE_END,
            order: isEmpty ? PHASE_POINT : PHASE_END,
            timeNs: startNs + durationNs,
          },
        };
      });
      return { events: segments.flatMap((segment) => [segment.start, segment.end]), segments };
    });
}

/** A directed acyclic graph on 0 … n − 1, every edge upwards. */
export function acyclicEdges(maxVertices = 7): fc.Arbitrary<{ vertices: number; edges: [number, number][] }> {
  return fc.integer({ min: 1, max: maxVertices }).chain((vertices) => {
    const pairs = Array.from({ length: vertices }, (_, to) =>
      Array.from({ length: to }, (_, from) => [from, to]),
    ).flat();
    return fc
      .subarray(pairs as [number, number][])
      .map((edges) => ({ vertices, edges: edges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]) }));
  });
}

function resolutionOf(host: string, label: string, resolutions: readonly number[]): number {
  return resolutions[["h1", "h2", "H1"].indexOf(host) * 3 + ["x", "y", "z"].indexOf(label)]!;
}

/** Filters that name what the datasets above have, and what they lack. */
export function requestFilter(): fc.Arbitrary<RequestFilter> {
  const has = fc.boolean();
  const bound = fc.option(fc.integer({ min: 0, max: 60 }), { nil: null });
  const label = fc.constantFrom("x", "y", "z", "not in the logs");
  const task = fc.constantFrom("a", "b", "c", "not in the logs");
  const values = (known: readonly string[]) => fc.array(fc.constantFrom(...known, "not in the logs"), { maxLength: 3 });
  const term: fc.Arbitrary<FilterTerm> = fc.oneof(
    fc.record({ on: fc.constant("class" as const), has, classes: fc.array(fc.integer({ min: 0, max: 2 })) }),
    fc.record({ on: fc.constantFrom("start" as const, "latency" as const), fromNs: bound, toNs: bound }),
    fc.record({ on: fc.constant("event" as const), has, task, label }),
    fc.record({ on: fc.constant("segment" as const), has, task, from: label, to: label }),
    fc.record({ on: fc.constant("host" as const), has, values: values(["h1", "h2", "H1"]) }),
    fc.record({
      on: fc.constant("attribute" as const),
      has,
      name: fc.constantFrom("item", "item", "item", "not a column"),
      values: values(["i", "j", "k"]),
    }),
    fc.record({ on: fc.constant("id" as const), has, prefix: fc.constantFrom("", "r", "r1", "ü", "ü4", "r10", "R") }),
  );
  return fc.array(term, { maxLength: 3 }).map((terms) => ({ terms }));
}
