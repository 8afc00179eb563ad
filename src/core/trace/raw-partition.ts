import type { Dictionary } from "../dictionary.ts";

/**
 * The rows of one partition as they came, canonically renumbered but neither grouped nor sorted: what the store hands
 * to a worker that makes an `EventTable` of it. Rows stand in file and line order.
 */
export interface RawPartition {
  readonly partition: number;
  /** In order of first appearance. */
  readonly requests: Dictionary;
  readonly requestHash: Uint32Array;
  /** Task instances of this partition only. */
  readonly tasks: Dictionary;
  readonly timeNs: Float64Array;
  readonly request: Int32Array;
  /** Canonical base kind. */
  readonly base: Int32Array;
  readonly host: Uint16Array;
  /** → tasks, −1 = none. */
  readonly task: Int32Array;
  /** 1-based. */
  readonly line: Uint32Array;
  readonly file: Uint16Array;
  /** Order among equal stamps (a phase). */
  readonly order: Uint8Array;
  readonly resolution: Uint8Array;
  readonly attributes: readonly Int32Array[];
}
