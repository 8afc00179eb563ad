import { NONE } from "../core/units.ts";
import type { SystemPlan } from "./system-plan.ts";

/** What holds in every run of a system, by construction, among the requests of one class. */
export interface SystemTruth {
  /** Record labels that the class can write, as indices → `plan.events`, ascending. */
  readonly events: readonly number[];
  /** [a, b]: every record a comes no later than every record b of the same request. Indices → `plan.events`. */
  readonly orders: readonly (readonly [number, number])[];
  /** Steps (→ `plan.steps`) that never overlap though neither always comes first. */
  readonly exclusions: readonly (readonly [number, number])[];
  /** Task names, each followed by the one that handles the same items in the same order afterwards. */
  readonly pipelines: readonly (readonly [string, string])[];
  /** True if every record of `a` comes no later than every record of `b`. */
  holds(a: number, b: number): boolean;
}

/**
 * Derives the truth from the structure alone, never from a run: transitive closure over "waits for" and program order;
 * locks and stages give exclusions. Durations are ignored: an order that merely always happens is not in it.
 * Of a repeated step the begin does not precede the end (the second begin follows the first end), so neither is stated.
 * Cost: steps³ / 32.
 */
export function truthOf(plan: SystemPlan, className: string = plan.classNames[0]!): SystemTruth {
  const classIndex = plan.classNames.indexOf(className);
  if (classIndex < 0) throw new Error(`${plan.spec.name} has no class "${className}"`);
  const stepCount = plan.steps.length;
  const exists = (step: number) => plan.stepInClass[classIndex * stepCount + step] === 1;
  const comesBefore = closure(plan);

  const moments: { event: number; step: number; isEnd: boolean }[] = [];
  for (let step = 0; step < stepCount; step++) {
    if (!exists(step)) continue;
    if (plan.beginEventOfStep[step] !== NONE) {
      moments.push({ event: plan.beginEventOfStep[step]!, step, isEnd: false });
    }
    if (plan.endEventOfStep[step] !== NONE) moments.push({ event: plan.endEventOfStep[step]!, step, isEnd: true });
  }
  const momentsOfEvent = new Map<number, typeof moments>();
  for (const moment of moments) {
    const list = momentsOfEvent.get(moment.event);
    if (list === undefined) momentsOfEvent.set(moment.event, [moment]);
    else list.push(moment);
  }
  const events = [...momentsOfEvent.keys()].sort((a, b) => a - b);
  const ordered = (a: (typeof moments)[number], b: (typeof moments)[number]) =>
    a.step === b.step
      ? !a.isEnd && b.isEnd && (plan.steps[a.step]!.repeat?.[1] ?? 1) === 1
      : comesBefore[a.step * stepCount + b.step] === 1;

  const orders: [number, number][] = [];
  const held = new Set<string>();
  for (const a of events) {
    for (const b of events) {
      if (a === b) continue;
      if (momentsOfEvent.get(a)!.every((x) => momentsOfEvent.get(b)!.every((y) => ordered(x, y)))) {
        orders.push([a, b]);
        held.add(`${a},${b}`);
      }
    }
  }
  return {
    events,
    orders,
    exclusions: exclusionsOf(plan, exists, comesBefore),
    pipelines: (plan.spec.pipelines ?? []).flatMap((pipeline) =>
      pipeline.stages.slice(1).map((stage, k) => [pipeline.stages[k]!.taskName, stage.taskName] as const),
    ),
    holds: (a, b) => held.has(`${a},${b}`),
  };
}

/** 1 at [a · steps + b] if step a always ends before step b starts. A missing step passes its own waiting on, so the closure stands. */
function closure(plan: SystemPlan): Uint8Array {
  const stepCount = plan.steps.length;
  const before = new Uint8Array(stepCount * stepCount);
  for (let step = 0; step < stepCount; step++) {
    for (const predecessor of plan.predecessorsOfStep[step]!) {
      before[predecessor * stepCount + step] = 1;
      for (let earlier = 0; earlier < step; earlier++) {
        if (before[earlier * stepCount + predecessor] === 1) before[earlier * stepCount + step] = 1;
      }
    }
  }
  return before;
}

function exclusionsOf(
  plan: SystemPlan,
  exists: (step: number) => boolean,
  comesBefore: Uint8Array,
): (readonly [number, number])[] {
  const stepCount = plan.steps.length;
  const stageOfStep = new Int32Array(stepCount).fill(NONE);
  let stageCount = 0;
  for (const pipeline of plan.spec.pipelines ?? []) {
    for (const stage of pipeline.stages) {
      const tasks = new Set(stage.tasks);
      for (const [step, spec] of plan.steps.entries()) if (tasks.has(spec.task)) stageOfStep[step] = stageCount;
      stageCount++;
    }
  }
  const result: [number, number][] = [];
  for (let a = 0; a < stepCount; a++) {
    for (let b = a + 1; b < stepCount; b++) {
      if (!exists(a) || !exists(b)) continue;
      if (comesBefore[a * stepCount + b] === 1 || comesBefore[b * stepCount + a] === 1) continue;
      const sameLock = plan.lockOfStep[a] !== NONE && plan.lockOfStep[a] === plan.lockOfStep[b];
      const sameStage = stageOfStep[a] !== NONE && stageOfStep[a] === stageOfStep[b];
      if (sameLock || sameStage) result.push([a, b]);
    }
  }
  return result;
}
