import { decodeUtf8 } from "../bytes.ts";
import { Interner } from "../interner.ts";
import { NONE } from "../units.ts";
import type { EventSink } from "./event-sink.ts";
import { IntTupleInterner } from "./int-tuple-interner.ts";
import { hostRoleOf, taskNameOf } from "./task-name.ts";

const UNIT_SEPARATOR = "\u001f";
/** Not looked at yet; NONE means "looked at, and only an id". */
const UNKNOWN = -2;

/**
 * Gives every event its task name, as an id of `sink.taskNames`. Names are made once per distinct task, host or
 * (component, operation), never per record.
 */
export class TaskNamer {
  private readonly nameOfTask: number[] = [];
  private readonly nameOfHost: number[] = [];
  private readonly prefixOfHost: number[] = [];
  private readonly prefixes = new Interner();
  private readonly operations = new Interner();
  private readonly spans = new IntTupleInterner();
  private readonly nameOfSpan: number[] = [];
  private readonly outcomePairs = new IntTupleInterner();
  private readonly labelOfPair: number[] = [];

  constructor(private readonly sink: EventSink) {}

  /** The label id of a text. */
  label(text: string): number {
    return this.sink.labels.internText(text);
  }

  /** The label "<label> <outcome>". */
  labelWithOutcome(label: number, outcome: number, outcomes: Interner): number {
    const pair = this.outcomePairs.intern(label, outcome, 0, 0);
    if (pair === this.labelOfPair.length) {
      const text = `${decodeUtf8(this.sink.labels.entry(label))} ${decodeUtf8(outcomes.entry(outcome))}`;
      this.labelOfPair.push(this.label(text));
    }
    return this.labelOfPair[pair];
  }

  /**
   * Name of a point's task: the task with digits and ids masked; if nothing is left (or there is no task) the service
   * in bytes[start, end); without one (start = NONE) the host's role.
   */
  ofPoint(task: number, host: number, bytes: Uint8Array, start: number, end: number): number {
    if (task !== NONE) {
      while (this.nameOfTask.length <= task) this.nameOfTask.push(UNKNOWN);
      let name = this.nameOfTask[task];
      if (name === UNKNOWN) {
        name = this.maskedTask(task);
        this.nameOfTask[task] = name;
      }
      if (name !== NONE) return name;
    }
    if (start !== NONE) return this.sink.taskNames.intern(bytes, start, end);
    while (this.nameOfHost.length <= host) this.nameOfHost.push(NONE);
    if (this.nameOfHost[host] === NONE) {
      this.nameOfHost[host] = this.sink.taskNames.internText(this.roleOf(host));
    }
    return this.nameOfHost[host];
  }

  /** The component of a span: the service in bytes[start, end); without one (start = NONE) the host's role. */
  prefixOfSpan(host: number, bytes: Uint8Array, start: number, end: number): number {
    if (start !== NONE) return this.prefixes.intern(bytes, start, end);
    while (this.prefixOfHost.length <= host) this.prefixOfHost.push(NONE);
    if (this.prefixOfHost[host] === NONE) this.prefixOfHost[host] = this.prefixes.internText(this.roleOf(host));
    return this.prefixOfHost[host];
  }

  /** The id of an operation name, for `ofSpan`. */
  operation(bytes: Uint8Array, start: number, end: number): number {
    return this.operations.intern(bytes, start, end);
  }

  /** Name of a span's task: "<component> <operation>", or the component alone (operation = NONE). */
  ofSpan(prefix: number, operation: number): number {
    const span = this.spans.intern(prefix, operation, 0, 0);
    if (span === this.nameOfSpan.length) {
      const component = decodeUtf8(this.prefixes.entry(prefix));
      const text = operation === NONE ? component : `${component} ${decodeUtf8(this.operations.entry(operation))}`;
      this.nameOfSpan.push(this.sink.taskNames.internText(text));
    }
    return this.nameOfSpan[span];
  }

  private maskedTask(task: number): number {
    const name = taskNameOf(decodeUtf8(this.sink.tasks.entry(task)).split(UNIT_SEPARATOR));
    return name === "" ? NONE : this.sink.taskNames.internText(name);
  }

  private roleOf(host: number): string {
    return hostRoleOf(decodeUtf8(this.sink.hosts.entry(host)));
  }
}
