/**
 * A made-up distributed system, as data.
 *
 * A request runs its steps. A step starts when the steps it waits for (`after`) and the step before it in the same
 * task (tasks are single-threaded: steps of one task run in listing order) have ended; it then takes a random time.
 * A task writes a record when a step begins (`begin`) and when it ends (`end`), if those labels are given: consecutive
 * records of a task delimit its segments, as in a log written for causal analysis.
 *
 *     task web   step receive ──┐
 *     task db    step query     └──► ────┐         { name: "query", task: "db", after: ["receive"], … }
 *     task web   step render             └──► ──   { name: "render", task: "web", after: ["query"], … }
 */
export interface SystemSpec {
  readonly name: string;
  /** Epoch ns of the arrival clock's zero. */
  readonly originNs: bigint;
  /** Request ids are the prefix and the request number, padded with zeros to this many digits. */
  readonly idPrefix: string;
  readonly idDigits: number;
  readonly roles: readonly HostRole[];
  readonly tasks: readonly TaskSpec[];
  /** In an order in which every step comes after those it waits for. */
  readonly steps: readonly StepSpec[];
  readonly options?: readonly OptionSpec[];
  readonly classes?: readonly ClassSpec[];
  readonly pipelines?: readonly PipelineSpec[];
  readonly users?: UserSpec;
}

/** A group of interchangeable hosts; each request uses one of them for all its tasks of this role. */
export interface HostRole {
  readonly name: string;
  readonly hosts: readonly string[];
  /** What each host's clock adds to the true time, in ns; parallel to `hosts`; default 0. */
  readonly clockOffsetsNs?: readonly number[];
}

/** A thread of control within a request. Its name is the task column of the log. */
export interface TaskSpec {
  readonly name: string;
  readonly role: string;
  readonly component: string;
  /** Durations are multiplied by the speed factor of the request's user. */
  readonly scaledByUser?: boolean;
}

/** Time in ns: lognormal by median and sigma of the logarithm, or uniform between two bounds (equal: constant). */
export type DurationSpec =
  | { readonly medianNs: number; readonly sigma: number }
  | { readonly lowNs: number; readonly highNs: number };

export interface StepSpec {
  /** Unique in the system. */
  readonly name: string;
  readonly task: string;
  /** Names of earlier steps. A step without any, first in its task, starts with the request. */
  readonly after: readonly string[];
  readonly duration: DurationSpec;
  /** Time between being ready and beginning (a hop, a queue); default 0. */
  readonly delay?: DurationSpec;
  readonly begin?: string;
  readonly end?: string;
  /** The step happens only in requests in which this option is drawn. What waits for a missing step waits for what that step would have waited for. */
  readonly option?: string;
  /** The step exists only in requests of these classes; default all. */
  readonly classes?: readonly string[];
  /** The step runs k times in a row, k uniform in [least, most]; default once. */
  readonly repeat?: readonly [least: number, most: number];
  /** Steps of one lock never overlap within a request; who is ready first goes first. */
  readonly lock?: string;
  /** Value of the item column of the step's records. */
  readonly item?: string;
}

/** Drawn once per request; shared by all its steps. */
export interface OptionSpec {
  readonly name: string;
  readonly probability: number;
}

export interface ClassSpec {
  readonly name: string;
  readonly weight: number;
}

/**
 * Items pass through stages, each stage one item at a time, in one random order per request that all stages keep.
 *
 *     stage "send"    | b |  a | c |           tasks: send1 (item a), send2 (item b), send3 (item c)
 *     stage "paint"       |  b   |a|  c  |     tasks: paint1, paint2, paint3
 *
 * `tasks[k]` of each stage is the task instance of item k. The stage's tasks wait for each other only by this rule;
 * that a stage waits for the one before it is written as `after` of its steps.
 */
export interface PipelineSpec {
  readonly name: string;
  readonly items: readonly string[];
  readonly stages: readonly PipelineStage[];
}

export interface PipelineStage {
  /** The task name that digit masking leaves of all `tasks` ("send1" → "send"). */
  readonly taskName: string;
  readonly tasks: readonly string[];
}

/** Each request belongs to a user drawn evenly; a user's speed factor is lognormal around 1 and never changes. */
export interface UserSpec {
  readonly prefix: string;
  readonly count: number;
  readonly sigma: number;
}

/** A constant duration. */
export function exactly(ns: number): DurationSpec {
  return { lowNs: ns, highNs: ns };
}

/** A lognormal duration by its median in ms. */
export function aroundMs(medianMs: number, sigma = 0.3): DurationSpec {
  return { medianNs: medianMs * 1e6, sigma };
}

/** A uniform duration of ms ± share (0.3 = ± 30 %). */
export function withinMs(ms: number, share: number): DurationSpec {
  return { lowNs: ms * 1e6 * (1 - share), highNs: ms * 1e6 * (1 + share) };
}
