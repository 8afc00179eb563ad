import type { Rng } from "../core/rng.ts";
import type { OptionSpec, StepSpec, SystemSpec, TaskSpec } from "./system-spec.ts";

export interface RandomSystemOptions {
  readonly steps: number;
  /** Probability that a step waits for any one of the earlier steps. */
  readonly edgeProbability: number;
  readonly tasks: number;
  readonly hosts: number;
  /** Probability that a step is optional (present in half of the requests). */
  readonly optionalProbability?: number;
  /** Probability that a step runs one to three times. */
  readonly repeatProbability?: number;
  /** Steps that share one lock; they are drawn from those that exist. */
  readonly lockedSteps?: number;
}

/** A random system: each step in a random task, waiting for random earlier steps. Every step writes begin and end. */
export function randomSystem(rng: Rng, options: RandomSystemOptions): SystemSpec {
  const tasks: TaskSpec[] = Array.from({ length: options.tasks }, (_, index) => {
    const host = rng.integer(0, options.hosts - 1);
    return { name: `task-${letters(index)}`, role: `host-${letters(host)}`, component: `host-${letters(host)}` };
  });
  const stepOptions: OptionSpec[] = [];
  const locked = new Set(
    rng.shuffle(Array.from({ length: options.steps }, (_, index) => index)).slice(0, options.lockedSteps ?? 0),
  );
  const steps: StepSpec[] = [];
  for (let index = 0; index < options.steps; index++) {
    const name = `s${index}`;
    const isOptional = rng.chance(options.optionalProbability ?? 0);
    if (isOptional) stepOptions.push({ name, probability: 0.5 });
    steps.push({
      name,
      task: rng.pick(tasks).name,
      after: steps.filter(() => rng.chance(options.edgeProbability)).map((step) => step.name),
      duration: { medianNs: rng.uniform(1e5, 1e7), sigma: 0.8 },
      begin: `${name}.begin`,
      end: `${name}.end`,
      ...(isOptional ? { option: name } : {}),
      ...(rng.chance(options.repeatProbability ?? 0) ? { repeat: [1, 3] as const } : {}),
      ...(locked.has(index) ? { lock: "lock" } : {}),
    });
  }
  return {
    name: "random",
    originNs: 1_700_000_000_000_000_000n,
    idPrefix: "r",
    idDigits: 6,
    roles: Array.from({ length: options.hosts }, (_, index) => ({
      name: `host-${letters(index)}`,
      hosts: [`host-${letters(index)}`],
    })),
    tasks,
    steps,
    options: stepOptions,
  };
}

/** 0 → a, 25 → z, 26 → ba: names without digits, which masking would remove. */
function letters(value: number): string {
  const last = String.fromCharCode(97 + (value % 26));
  return value < 26 ? last : letters(Math.floor(value / 26)) + last;
}
