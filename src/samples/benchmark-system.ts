import { type CsvOptions, csvBytes } from "./csv-writer.ts";
import { planSystem, type SystemPlan } from "./system-plan.ts";
import { aroundMs, type ClassSpec, type StepSpec, type SystemSpec, type TaskSpec } from "./system-spec.ts";

/** Every request of the benchmark writes exactly this many records. */
export const BENCHMARK_EVENTS_PER_REQUEST = 60;

/** Event kinds of the variants: each request class has 60 labels of its own. */
export type BenchmarkKinds = 60 | 120 | 240;

export interface BenchmarkOptions {
  readonly requests: number;
  readonly seed: number;
  readonly kinds: BenchmarkKinds;
}

/** 2,000 requests a second: some two hundred are in flight at any time, so that their records interleave. */
const MEAN_GAP_NS = 500_000;

/**
 * Steps by task: what each waits for besides the step before it in its own task. Two records a step.
 *
 *     browser.main  0 navigate ─ 1 wait ─────────────────────────────── 2 parse ─ 3 layout ─ 4 paint
 *     edge.proxy       └ 5 accept ─ 6 route ─────────── 7 reply ──────┘ ─ 8 log
 *     app.render              └ 9 … 14 (joins db and cache) ┘
 *     app.fetch               └ 15 … 19 ┘
 *     db.query                   └ 20 … 24 ┘
 *     app.audit                     └ 25 … 29 (asynchronous: nobody waits for it)
 */
const STEPS: readonly { task: string; after: readonly number[]; medianMs: number }[] = [
  { task: "browser.main", after: [], medianMs: 2 },
  { task: "browser.main", after: [], medianMs: 3 },
  { task: "browser.main", after: [7], medianMs: 8 },
  { task: "browser.main", after: [], medianMs: 5 },
  { task: "browser.main", after: [], medianMs: 4 },
  { task: "edge.proxy", after: [0], medianMs: 1 },
  { task: "edge.proxy", after: [], medianMs: 1 },
  { task: "edge.proxy", after: [14], medianMs: 2 },
  { task: "edge.proxy", after: [], medianMs: 1 },
  { task: "app.render", after: [6], medianMs: 2 },
  { task: "app.render", after: [], medianMs: 3 },
  { task: "app.render", after: [17], medianMs: 4 },
  { task: "app.render", after: [24], medianMs: 4 },
  { task: "app.render", after: [19], medianMs: 3 },
  { task: "app.render", after: [], medianMs: 2 },
  { task: "app.fetch", after: [6], medianMs: 1 },
  { task: "app.fetch", after: [], medianMs: 6 },
  { task: "app.fetch", after: [], medianMs: 3 },
  { task: "app.fetch", after: [22], medianMs: 2 },
  { task: "app.fetch", after: [], medianMs: 2 },
  { task: "db.query", after: [15], medianMs: 1 },
  { task: "db.query", after: [], medianMs: 5 },
  { task: "db.query", after: [], medianMs: 4 },
  { task: "db.query", after: [9], medianMs: 6 },
  { task: "db.query", after: [], medianMs: 1 },
  { task: "app.audit", after: [20], medianMs: 10 },
  { task: "app.audit", after: [], medianMs: 10 },
  { task: "app.audit", after: [], medianMs: 20 },
  { task: "app.audit", after: [], medianMs: 5 },
  { task: "app.audit", after: [], medianMs: 5 },
];

/** A listing order in which every step comes after what it waits for. */
const LISTING = [
  0, 1, 5, 6, 9, 10, 15, 16, 17, 20, 21, 22, 23, 24, 11, 12, 18, 19, 13, 14, 7, 8, 2, 3, 4, 25, 26, 27, 28, 29,
];

const TASKS: readonly TaskSpec[] = [
  { name: "browser.main", role: "front-1", component: "browser" },
  { name: "edge.proxy", role: "proxy-1", component: "edge" },
  { name: "app.render", role: "logic-1", component: "app" },
  { name: "app.fetch", role: "logic-1", component: "app" },
  { name: "app.audit", role: "logic-1", component: "app" },
  { name: "db.query", role: "store-1", component: "db" },
];

/** The benchmark as a system: 6 tasks on 4 hosts, kinds / 60 request classes with equal shape and distinct labels. */
export function benchmarkSystem(kinds: BenchmarkKinds): SystemSpec {
  const classes: ClassSpec[] = [];
  const steps: StepSpec[] = [];
  for (let variant = 0; variant < kinds / BENCHMARK_EVENTS_PER_REQUEST; variant++) {
    classes.push({ name: `variant ${variant}`, weight: 1 });
    const nameOf = (step: number) => `v${variant}s${step}`;
    for (const index of LISTING) {
      const { task, after, medianMs } = STEPS[index]!;
      const label = variant * BENCHMARK_EVENTS_PER_REQUEST + 2 * index;
      steps.push({
        name: nameOf(index),
        task,
        after: after.map(nameOf),
        duration: aroundMs(medianMs, 0.4),
        delay: { lowNs: 1_000, highNs: 100_000 },
        begin: `e${label}`,
        end: `e${label + 1}`,
        classes: [`variant ${variant}`],
      });
    }
  }
  return {
    name: `benchmark ${kinds}`,
    originNs: 1_700_000_000_000_000_000n,
    idPrefix: "q",
    idDigits: 7,
    roles: ["front-1", "proxy-1", "logic-1", "store-1"].map((name) => ({ name, hosts: [name] })),
    tasks: TASKS,
    steps,
    classes,
  };
}

/** Settings that `csvBytes` needs for a benchmark file. */
export function benchmarkCsvOptions(options: BenchmarkOptions): CsvOptions {
  return { requests: options.requests, seed: options.seed, meanGapNs: MEAN_GAP_NS, unit: "us" };
}

/** The benchmark's log: header, then 60 lines of about 49 bytes per request, epoch µs. Streams in bounded memory. */
export function benchmarkCsv(options: BenchmarkOptions): Generator<Uint8Array> {
  const plan: SystemPlan = planSystem(benchmarkSystem(options.kinds));
  return csvBytes(plan, benchmarkCsvOptions(options));
}
