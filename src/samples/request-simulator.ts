import { Rng } from "../core/rng.ts";
import { NONE } from "../core/units.ts";
import type { SystemPlan } from "./system-plan.ts";
import type { DurationSpec } from "./system-spec.ts";

/** Marks the streams of random numbers that do not belong to a single request. */
const USER_STREAM = 0x75736572;

/**
 * Runs one request at a time; the result stays in its public fields until the next run.
 * Request k of a seed is always the same. Times are ns since the spec's origin, whole numbers.
 * Cost: steps · (steps ready at once), without locks and pipelines one pass over the steps.
 */
export class RequestSimulator {
  readonly plan: SystemPlan;
  requestIndex = NONE;
  classIndex = 0;
  /** Index of the user; NONE without users. */
  userIndex = NONE;
  /** When the request ends: the end of its last step. */
  endNs = 0;
  recordCount = 0;
  /** By record, in an order in which no record comes before one that caused it. Stamps of the host's clock. */
  readonly timeNsOfRecord: Float64Array;
  readonly eventOfRecord: Int32Array;
  readonly hostOfRecord: Int32Array;
  readonly stepOfRecord: Int32Array;
  /** By step, true time; NaN = the step is missing. A repeated step: start of the first run, end of the last. */
  readonly startNsOfStep: Float64Array;
  readonly endNsOfStep: Float64Array;
  /** By step: the step whose end it waited for last; NONE = it started with the request. */
  readonly boundByOfStep: Int32Array;
  /** By pipeline: indices of the items present, in their order in this request. */
  readonly itemOrders: Int32Array[];

  readonly #seed: number;
  readonly #rng = new Rng(0);
  /** The persistent factor by which a user's own tasks take longer. */
  readonly #speedOfUser: Float64Array;
  readonly #hostOfRole: Int32Array;
  readonly #optionDrawn: Uint8Array;
  readonly #classLimits: Float64Array;
  readonly #lockFreeNs: Float64Array;
  readonly #lockHolder: Int32Array;
  /** When each step's predecessors have all ended, and which ended last. */
  readonly #readyNs: Float64Array;
  readonly #waitsFor: Int32Array;
  readonly #fifoSuccessor: Int32Array;
  readonly #candidates: number[] = [];

  constructor(plan: SystemPlan, seed: number) {
    this.plan = plan;
    this.#seed = seed;
    const { spec } = plan;
    const stepCount = plan.steps.length;
    this.timeNsOfRecord = new Float64Array(plan.mostRecords);
    this.eventOfRecord = new Int32Array(plan.mostRecords);
    this.hostOfRecord = new Int32Array(plan.mostRecords);
    this.stepOfRecord = new Int32Array(plan.mostRecords);
    this.startNsOfStep = new Float64Array(stepCount);
    this.endNsOfStep = new Float64Array(stepCount);
    this.boundByOfStep = new Int32Array(stepCount);
    this.itemOrders = plan.pipelines.map(() => new Int32Array(0));
    this.#readyNs = new Float64Array(stepCount);
    this.#waitsFor = new Int32Array(stepCount);
    this.#fifoSuccessor = new Int32Array(stepCount);
    this.#hostOfRole = new Int32Array(spec.roles.length);
    this.#optionDrawn = new Uint8Array(spec.options?.length ?? 0);
    this.#lockFreeNs = new Float64Array(plan.lockCount);
    this.#lockHolder = new Int32Array(plan.lockCount);
    const weights = (spec.classes ?? [{ weight: 1 }]).map((item) => item.weight);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.#classLimits = Float64Array.from(weights, (weight) => (sum += weight / total));
    this.#speedOfUser = new Float64Array(spec.users?.count ?? 0);
    for (let user = 0; user < this.#speedOfUser.length; user++) {
      this.#rng.reseed(seed, USER_STREAM, user);
      this.#speedOfUser[user] = this.#rng.lognormal(1, spec.users!.sigma);
    }
  }

  /** Id of a request: the spec's prefix and the padded number. */
  idOf(requestIndex: number): string {
    const { idPrefix, idDigits } = this.plan.spec;
    return idPrefix + String(requestIndex).padStart(idDigits, "0");
  }

  /** The host that ran the step in this request. */
  hostOfStep(step: number): number {
    return this.#hostOfRole[this.plan.roleOfStep[step]!]!;
  }

  /** Runs request `requestIndex`, which arrives at `arrivalNs`. Throws if steps and pipelines wait for each other in a circle. */
  run(requestIndex: number, arrivalNs: number): void {
    const { plan } = this;
    const rng = this.#rng;
    rng.reseed(this.#seed, requestIndex);
    this.requestIndex = requestIndex;
    this.recordCount = 0;
    this.endNs = arrivalNs;
    this.#drawCircumstances();
    this.#readyNs.fill(arrivalNs);
    this.boundByOfStep.fill(NONE);
    if (plan.lockCount === 0 && plan.pipelines.length === 0) {
      for (let step = 0; step < plan.steps.length; step++) this.#runStep(step);
      return;
    }
    this.#lockFreeNs.fill(0);
    this.#lockHolder.fill(NONE);
    this.#fifoSuccessor.fill(NONE);
    for (let step = 0; step < plan.steps.length; step++) this.#waitsFor[step] = plan.predecessorsOfStep[step]!.length;
    this.#drawItemOrders();
    this.#runByReadiness();
  }

  #drawCircumstances(): void {
    const { plan } = this;
    const rng = this.#rng;
    const { options, users } = plan.spec;
    this.classIndex = 0;
    if (this.#classLimits.length > 1) {
      const chance = rng.next();
      while (this.classIndex < this.#classLimits.length - 1 && chance >= this.#classLimits[this.classIndex]!) {
        this.classIndex++;
      }
    }
    this.userIndex = users === undefined ? NONE : rng.integer(0, users.count - 1);
    for (let option = 0; option < this.#optionDrawn.length; option++) {
      this.#optionDrawn[option] = rng.chance(options![option]!.probability) ? 1 : 0;
    }
    for (let role = 0; role < this.#hostOfRole.length; role++) {
      this.#hostOfRole[role] = rng.integer(plan.firstHostOfRole[role]!, plan.firstHostOfRole[role + 1]! - 1);
    }
  }

  #isPresent(step: number): boolean {
    const { plan } = this;
    const option = plan.optionOfStep[step]!;
    if (option !== NONE && this.#optionDrawn[option] === 0) return false;
    return plan.stepInClass[this.classIndex * plan.steps.length + step] === 1;
  }

  #drawItemOrders(): void {
    for (const [index, pipeline] of this.plan.pipelines.entries()) {
      const first = pipeline.firstStep[0]!;
      const order = Int32Array.from(first.keys()).filter((item) => this.#isPresent(first[item]!));
      this.#rng.shuffle(order);
      this.itemOrders[index] = order;
      for (let stage = 0; stage < pipeline.firstStep.length; stage++) {
        for (let k = 1; k < order.length; k++) {
          const next = pipeline.firstStep[stage]![order[k]!]!;
          this.#fifoSuccessor[pipeline.lastStep[stage]![order[k - 1]!]!] = next;
          this.#waitsFor[next]!++;
        }
      }
    }
  }

  /** Always takes the step that became ready first, so that a lock goes to who asked first. */
  #runByReadiness(): void {
    const candidates = this.#candidates;
    candidates.length = 0;
    const stepCount = this.plan.steps.length;
    for (let step = 0; step < stepCount; step++) if (this.#waitsFor[step] === 0) candidates.push(step);
    for (let done = 0; done < stepCount; done++) {
      if (candidates.length === 0) throw new Error(`${this.plan.spec.name}: steps and pipelines wait in a circle`);
      let best = 0;
      for (let k = 1; k < candidates.length; k++) {
        const difference = this.#readyNs[candidates[k]!]! - this.#readyNs[candidates[best]!]!;
        if (difference < 0 || (difference === 0 && candidates[k]! < candidates[best]!)) best = k;
      }
      const step = candidates[best]!;
      candidates[best] = candidates[candidates.length - 1]!;
      candidates.length--;
      this.#runStep(step);
      for (const successor of this.plan.successorsOfStep[step]!) {
        if (--this.#waitsFor[successor]! === 0) candidates.push(successor);
      }
      const fifo = this.#fifoSuccessor[step]!;
      if (fifo !== NONE && --this.#waitsFor[fifo]! === 0) candidates.push(fifo);
    }
  }

  #runStep(step: number): void {
    const { plan } = this;
    const spec = plan.steps[step]!;
    const ready = this.#readyNs[step]!;
    if (!this.#isPresent(step)) {
      // Whoever waits for a missing step waits for what it would have waited for.
      this.startNsOfStep[step] = Number.NaN;
      this.endNsOfStep[step] = Number.NaN;
      this.#release(step, ready, this.boundByOfStep[step]!);
      return;
    }
    const task = plan.spec.tasks[plan.taskOfStep[step]!]!;
    const factor = task.scaledByUser === true && this.userIndex !== NONE ? this.#speedOfUser[this.userIndex]! : 1;
    const host = this.hostOfStep(step);
    const lock = plan.lockOfStep[step]!;
    let now = ready;
    if (spec.delay !== undefined) now += this.#draw(spec.delay, 1);
    if (lock !== NONE && this.#lockFreeNs[lock]! > now) {
      now = this.#lockFreeNs[lock]!;
      this.boundByOfStep[step] = this.#lockHolder[lock]!;
    }
    this.startNsOfStep[step] = now;
    const runs = spec.repeat === undefined ? 1 : this.#rng.integer(spec.repeat[0], spec.repeat[1]);
    for (let run = 0; run < runs; run++) {
      this.#record(plan.beginEventOfStep[step]!, host, step, now);
      now += this.#draw(spec.duration, factor);
      this.#record(plan.endEventOfStep[step]!, host, step, now);
    }
    this.endNsOfStep[step] = now;
    if (now > this.endNs) this.endNs = now;
    if (lock !== NONE) {
      this.#lockFreeNs[lock] = now;
      this.#lockHolder[lock] = step;
    }
    this.#release(step, now, step);
  }

  #release(step: number, ns: number, bound: number): void {
    const successors = this.plan.successorsOfStep[step]!;
    for (let k = 0; k < successors.length; k++) this.#releaseOne(successors[k]!, ns, bound);
    if (this.plan.pipelines.length > 0 && this.#fifoSuccessor[step] !== NONE) {
      this.#releaseOne(this.#fifoSuccessor[step]!, ns, bound);
    }
  }

  #releaseOne(successor: number, ns: number, bound: number): void {
    if (bound === NONE || ns < this.#readyNs[successor]!) return;
    this.#readyNs[successor] = ns;
    this.boundByOfStep[successor] = bound;
  }

  #record(event: number, host: number, step: number, ns: number): void {
    if (event === NONE) return;
    const row = this.recordCount++;
    this.timeNsOfRecord[row] = ns + this.plan.clockOffsetNsOfHost[host]!;
    this.eventOfRecord[row] = event;
    this.hostOfRecord[row] = host;
    this.stepOfRecord[row] = step;
  }

  #draw(duration: DurationSpec, factor: number): number {
    const ns =
      "medianNs" in duration
        ? this.#rng.lognormal(duration.medianNs, duration.sigma)
        : this.#rng.uniform(duration.lowNs, duration.highNs);
    return Math.round(ns * factor);
  }
}
