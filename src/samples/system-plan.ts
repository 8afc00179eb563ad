import { NONE } from "../core/units.ts";
import type { StepSpec, SystemSpec } from "./system-spec.ts";

/** A distinct record that the system can write, apart from time, request, host and user. */
export interface PlannedEvent {
  readonly task: string;
  readonly role: number;
  readonly component: string;
  readonly label: string;
  /** "" = none */
  readonly item: string;
}

/** A specification checked and numbered: everything a run needs by index. */
export interface SystemPlan {
  readonly spec: SystemSpec;
  readonly steps: readonly StepSpec[];
  readonly indexOfStep: ReadonlyMap<string, number>;
  /** → `spec.tasks`, by step */
  readonly taskOfStep: Int32Array;
  /** → `spec.roles`, by step */
  readonly roleOfStep: Int32Array;
  /** By step: indices of the steps it waits for, program order included. */
  readonly predecessorsOfStep: readonly Int32Array[];
  readonly successorsOfStep: readonly Int32Array[];
  /** → `spec.options`, by step; NONE = always */
  readonly optionOfStep: Int32Array;
  /** Lock number by step; NONE = none */
  readonly lockOfStep: Int32Array;
  readonly lockCount: number;
  /** 1 if class c runs step s, at [c · steps + s]. Without classes there is one. */
  readonly stepInClass: Uint8Array;
  readonly classNames: readonly string[];
  readonly events: readonly PlannedEvent[];
  /** → `events`, by step; NONE = the step writes no such record */
  readonly beginEventOfStep: Int32Array;
  readonly endEventOfStep: Int32Array;
  /** Hosts of all roles in one list; those of role r start at firstHostOfRole[r]. */
  readonly hosts: readonly string[];
  readonly firstHostOfRole: Int32Array;
  readonly clockOffsetNsOfHost: Float64Array;
  /** By pipeline, stage and item: first and last step of the item's task. */
  readonly pipelines: readonly PlannedPipeline[];
  /** Records that one request can have at most. */
  readonly mostRecords: number;
}

export interface PlannedPipeline {
  /** firstStep[stage][item], lastStep[stage][item] */
  readonly firstStep: readonly Int32Array[];
  readonly lastStep: readonly Int32Array[];
}

/** Checks a specification and numbers its parts. Throws an error that names the offending part. */
export function planSystem(spec: SystemSpec): SystemPlan {
  const indexOfStep = numbered(spec.steps, "step");
  const indexOfTask = numbered(spec.tasks, "task");
  const indexOfRole = numbered(spec.roles, "role");
  const indexOfOption = numbered(spec.options ?? [], "option");
  const classNames = (spec.classes ?? [{ name: "all", weight: 1 }]).map((item) => item.name);
  const indexOfClass = numbered(
    classNames.map((name) => ({ name })),
    "class",
  );
  const stepCount = spec.steps.length;
  const locks = new Map<string, number>();
  const eventIndex = new Map<string, number>();
  const events: PlannedEvent[] = [];
  const lastStepOfTask = new Map<string, number>();
  const firstStepOfTask = new Map<string, number>();

  const taskOfStep = new Int32Array(stepCount);
  const roleOfStep = new Int32Array(stepCount);
  const optionOfStep = new Int32Array(stepCount).fill(NONE);
  const lockOfStep = new Int32Array(stepCount).fill(NONE);
  const beginEventOfStep = new Int32Array(stepCount).fill(NONE);
  const endEventOfStep = new Int32Array(stepCount).fill(NONE);
  const stepInClass = new Uint8Array(stepCount * classNames.length);
  const predecessorsOfStep: Int32Array[] = [];
  let mostRecords = 0;

  for (const [index, step] of spec.steps.entries()) {
    const task = spec.tasks[find(indexOfTask, step.task, `task of step ${step.name}`)]!;
    const role = find(indexOfRole, task.role, `role of task ${task.name}`);
    taskOfStep[index] = indexOfTask.get(step.task)!;
    roleOfStep[index] = role;
    const before = new Set<number>();
    for (const name of step.after) {
      const predecessor = find(indexOfStep, name, `"after" of step ${step.name}`);
      if (predecessor >= index) throw new Error(`step ${step.name} is listed before ${name}, which it waits for`);
      before.add(predecessor);
    }
    const previous = lastStepOfTask.get(step.task);
    if (previous !== undefined) before.add(previous);
    else firstStepOfTask.set(step.task, index);
    lastStepOfTask.set(step.task, index);
    predecessorsOfStep.push(Int32Array.from([...before].sort((a, b) => a - b)));

    if (step.option !== undefined) optionOfStep[index] = find(indexOfOption, step.option, `option of ${step.name}`);
    if (step.lock !== undefined) {
      if (!locks.has(step.lock)) locks.set(step.lock, locks.size);
      lockOfStep[index] = locks.get(step.lock)!;
    }
    for (const name of step.classes ?? classNames) {
      stepInClass[find(indexOfClass, name, `class of step ${step.name}`) * stepCount + index] = 1;
    }
    const [least, most] = step.repeat ?? [1, 1];
    if (least < 1 || most < least) throw new Error(`step ${step.name}: repeat must be 1 ≤ least ≤ most`);
    const eventOf = (label: string | undefined): number => {
      if (label === undefined) return NONE;
      mostRecords += most;
      const item = step.item ?? "";
      const key = JSON.stringify([task.name, label, item]);
      if (!eventIndex.has(key)) {
        eventIndex.set(key, events.length);
        events.push({ task: task.name, role, component: task.component, label, item });
      }
      return eventIndex.get(key)!;
    };
    beginEventOfStep[index] = eventOf(step.begin);
    endEventOfStep[index] = eventOf(step.end);
  }

  const hosts: string[] = [];
  const offsets: number[] = [];
  const firstHostOfRole = new Int32Array(spec.roles.length + 1);
  for (const [index, role] of spec.roles.entries()) {
    if (role.hosts.length === 0) throw new Error(`role ${role.name} has no host`);
    for (const [k, host] of role.hosts.entries()) {
      hosts.push(host);
      offsets.push(role.clockOffsetsNs?.[k] ?? 0);
    }
    firstHostOfRole[index + 1] = hosts.length;
  }

  const pipelines = (spec.pipelines ?? []).map((pipeline) => ({
    firstStep: pipeline.stages.map((stage) =>
      Int32Array.from(stage.tasks, (task) => find(firstStepOfTask, task, `pipeline ${pipeline.name}`)),
    ),
    lastStep: pipeline.stages.map((stage) =>
      Int32Array.from(stage.tasks, (task) => find(lastStepOfTask, task, `pipeline ${pipeline.name}`)),
    ),
  }));

  return {
    spec,
    steps: spec.steps,
    indexOfStep,
    taskOfStep,
    roleOfStep,
    predecessorsOfStep,
    successorsOfStep: invert(predecessorsOfStep),
    optionOfStep,
    lockOfStep,
    lockCount: locks.size,
    stepInClass,
    classNames,
    events,
    beginEventOfStep,
    endEventOfStep,
    hosts,
    firstHostOfRole,
    clockOffsetNsOfHost: Float64Array.from(offsets),
    pipelines,
    mostRecords,
  };
}

function numbered(items: readonly { readonly name: string }[], what: string): Map<string, number> {
  const result = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    if (result.has(item.name)) throw new Error(`${what} ${item.name} occurs twice`);
    result.set(item.name, index);
  }
  return result;
}

function find(index: ReadonlyMap<string, number>, name: string, where: string): number {
  const found = index.get(name);
  if (found === undefined) throw new Error(`${where}: "${name}" is not defined`);
  return found;
}

function invert(predecessorsOfStep: readonly Int32Array[]): Int32Array[] {
  const successors: number[][] = predecessorsOfStep.map(() => []);
  for (const [step, predecessors] of predecessorsOfStep.entries()) {
    for (const predecessor of predecessors) successors[predecessor]!.push(step);
  }
  return successors.map((list) => Int32Array.from(list));
}
