import { Rng } from "../core/rng.ts";
import { NONE } from "../core/units.ts";
import { RequestSimulator } from "./request-simulator.ts";
import type { SystemPlan } from "./system-plan.ts";

const ARRIVAL_STREAM = 0x61727276;

export interface GenerateOptions {
  readonly requests: number;
  readonly seed: number;
  /** Mean gap between arrivals, in ns. */
  readonly meanGapNs: number;
  /** "poisson" (default): exponential gaps; "even": constant gaps. */
  readonly arrivals?: "poisson" | "even";
}

/** One request with its records and what really happened. Arrays by step are indexed like `plan.steps`. */
export interface SampleRequest {
  readonly index: number;
  readonly id: string;
  /** "" without users */
  readonly user: string;
  readonly className: string;
  /** ns since the spec's origin, true time */
  readonly arrivalNs: number;
  readonly endNs: number;
  /** In an order in which no record comes before one that caused it (not by time). */
  readonly records: readonly SampleRecord[];
  /** True times; NaN = missing. A repeated step: start of its first run, end of its last. */
  readonly startNsOfStep: Float64Array;
  readonly endNsOfStep: Float64Array;
  /** The step whose end each step waited for last; NONE = the arrival. */
  readonly boundByOfStep: Int32Array;
  /** By pipeline: the items present, in the order of this request. */
  readonly itemOrders: readonly (readonly string[])[];
}

export interface SampleRecord {
  readonly host: string;
  /** Stamp of the host's clock, ns since the spec's origin. Epoch ns = spec.originNs + BigInt(timeNs). */
  readonly timeNs: number;
  readonly task: string;
  readonly label: string;
  /** "" without an item */
  readonly item: string;
  /** → `plan.events` */
  readonly eventIndex: number;
  /** → `plan.steps` */
  readonly stepIndex: number;
}

/** Arrival times in order, ns since the origin; the first is 0. Equal options give equal times. */
export function* arrivalTimes(options: GenerateOptions): Generator<number> {
  const rng = new Rng(options.seed, ARRIVAL_STREAM);
  let ns = 0;
  for (let index = 0; index < options.requests; index++) {
    yield ns;
    ns += Math.round(options.arrivals === "even" ? options.meanGapNs : rng.exponential(options.meanGapNs));
  }
}

/**
 * Runs the system, one request per step of the iteration, in order of arrival. Allocates objects per record:
 * for tests and small files. The writers stream the same requests without objects.
 */
export function* generateRequests(plan: SystemPlan, options: GenerateOptions): Generator<SampleRequest> {
  const simulator = new RequestSimulator(plan, options.seed);
  let index = 0;
  for (const arrivalNs of arrivalTimes(options)) {
    simulator.run(index, arrivalNs);
    index++;
    yield captured(simulator, arrivalNs);
  }
}

function captured(simulator: RequestSimulator, arrivalNs: number): SampleRequest {
  const { plan } = simulator;
  const records: SampleRecord[] = [];
  for (let row = 0; row < simulator.recordCount; row++) {
    const eventIndex = simulator.eventOfRecord[row]!;
    const event = plan.events[eventIndex]!;
    records.push({
      host: plan.hosts[simulator.hostOfRecord[row]!]!,
      timeNs: simulator.timeNsOfRecord[row]!,
      task: event.task,
      label: event.label,
      item: event.item,
      eventIndex,
      stepIndex: simulator.stepOfRecord[row]!,
    });
  }
  const user = simulator.userIndex;
  return {
    index: simulator.requestIndex,
    id: simulator.idOf(simulator.requestIndex),
    user: user === NONE ? "" : userName(plan, user),
    className: plan.classNames[simulator.classIndex]!,
    arrivalNs,
    endNs: simulator.endNs,
    records,
    startNsOfStep: simulator.startNsOfStep.slice(),
    endNsOfStep: simulator.endNsOfStep.slice(),
    boundByOfStep: simulator.boundByOfStep.slice(),
    itemOrders: simulator.itemOrders.map((order, index) =>
      Array.from(order, (item) => plan.spec.pipelines![index]!.items[item]!),
    ),
  };
}

/** Name of a user as written in the log. */
export function userName(plan: SystemPlan, user: number): string {
  return plan.spec.users!.prefix + String(user);
}
