import { NONE } from "../core/units.ts";
import { userName } from "./generate-requests.ts";
import type { RecordBlock } from "./record-merge.ts";
import { StampEncoder, type StampUnit } from "./stamp-encoder.ts";
import type { SystemPlan } from "./system-plan.ts";

const DIGIT_ZERO = 48;

/**
 * The text around what varies from row to row:
 *
 *     beforeId  ID  beforeTime  TIME  tail(event, host)  beforeUser  USER  end
 *
 * USER and the text before it are left out where `beforeUser` is null.
 */
export interface RowTemplate {
  readonly unit: StampUnit;
  readonly beforeId: string;
  readonly beforeTime: string;
  readonly tail: (eventIndex: number, hostIndex: number) => string;
  readonly beforeUser: string | null;
  readonly end: string;
}

/** Longest id and stamp that a row can hold, in bytes. */
const VARYING_BYTES = 48;

/** Writes rows as UTF-8 bytes; the constant parts are encoded once and lie in one arena. */
export class RowEncoder {
  readonly #plan: SystemPlan;
  readonly #template: RowTemplate;
  readonly #stamps: StampEncoder;
  readonly #encode: (text: string) => Uint8Array;
  #arena = new Uint8Array(1 << 14);
  #arenaView = new DataView(this.#arena.buffer);
  #arenaEnd = 0;
  readonly #idPrefix: number;
  readonly #beforeTime: number;
  readonly #end: number;
  /** Arena slot of the tail at [event · hosts + host]; NONE until first used. */
  readonly #tailSlots: Int32Array;
  /** Arena slot by user. */
  readonly #userSlots: Int32Array;
  /** Start and end in the arena, by slot. */
  readonly #slotStart: number[] = [];
  readonly #slotEnd: number[] = [];
  #longestSlot = 0;
  #out = new Uint8Array(0);
  #outView = new DataView(this.#out.buffer);

  /** `encode` turns text into UTF-8. */
  constructor(plan: SystemPlan, template: RowTemplate, encode: (text: string) => Uint8Array) {
    this.#plan = plan;
    this.#template = template;
    this.#encode = encode;
    this.#stamps = new StampEncoder(plan.spec.originNs, template.unit);
    this.#idPrefix = this.#addSlot(template.beforeId + plan.spec.idPrefix);
    this.#beforeTime = this.#addSlot(template.beforeTime);
    this.#end = this.#addSlot(template.end);
    this.#tailSlots = new Int32Array(plan.events.length * plan.hosts.length).fill(NONE);
    const userCount = template.beforeUser === null ? 0 : (plan.spec.users?.count ?? 0);
    this.#userSlots = Int32Array.from({ length: userCount }, (_, user) =>
      this.#addSlot(template.beforeUser + userName(plan, user)),
    );
  }

  /** Rows `rows[0]`, `rows[1]`, … of the block, or all of them in order. The bytes are the caller's. */
  encode(block: RecordBlock, rows?: Uint32Array): Uint8Array {
    const hostCount = this.#plan.hosts.length;
    const idDigits = this.#plan.spec.idDigits;
    const count = rows === undefined ? block.count : rows.length;
    const { eventIndex, hostIndex, requestIndex, userIndex, timeNs } = block;
    for (let k = 0; k < block.count; k++) this.#reserveTail(eventIndex[k]! * hostCount + hostIndex[k]!);
    const most = 4 + count * (5 * this.#longestSlot + idDigits + VARYING_BYTES);
    if (this.#out.length < most) {
      this.#out = new Uint8Array(most);
      this.#outView = new DataView(this.#out.buffer);
    }
    const out = this.#out;
    const tailSlots = this.#tailSlots;
    const hasUsers = this.#userSlots.length > 0;
    let at = 0;
    for (let k = 0; k < count; k++) {
      const row = rows === undefined ? k : rows[k]!;
      at = this.#put(at, this.#idPrefix);
      at = putDigits(out, at, requestIndex[row]!, idDigits);
      at = this.#put(at, this.#beforeTime);
      at = this.#stamps.write(out, at, timeNs[row]!);
      at = this.#put(at, tailSlots[eventIndex[row]! * hostCount + hostIndex[row]!]!);
      if (hasUsers && userIndex[row] !== NONE) at = this.#put(at, this.#userSlots[userIndex[row]!]!);
      at = this.#put(at, this.#end);
    }
    return out.slice(0, at);
  }

  #reserveTail(index: number): void {
    if (this.#tailSlots[index] !== NONE) return;
    const hostCount = this.#plan.hosts.length;
    this.#tailSlots[index] = this.#addSlot(this.#template.tail(Math.floor(index / hostCount), index % hostCount));
  }

  #addSlot(text: string): number {
    const bytes = this.#encode(text);
    while (this.#arenaEnd + bytes.length + 4 > this.#arena.length) {
      const grown = new Uint8Array(2 * this.#arena.length);
      grown.set(this.#arena);
      this.#arena = grown;
      this.#arenaView = new DataView(grown.buffer);
    }
    this.#arena.set(bytes, this.#arenaEnd);
    this.#slotStart.push(this.#arenaEnd);
    this.#arenaEnd += bytes.length;
    this.#slotEnd.push(this.#arenaEnd);
    this.#longestSlot = Math.max(this.#longestSlot, bytes.length);
    return this.#slotStart.length - 1;
  }

  /** Copies four bytes at a time, three too many at most: what follows overwrites them. Twice as fast as single bytes. */
  #put(at: number, slot: number): number {
    const start = this.#slotStart[slot]!;
    const length = this.#slotEnd[slot]! - start;
    for (let k = 0; k < length; k += 4) this.#outView.setUint32(at + k, this.#arenaView.getUint32(start + k));
    return at + length;
  }
}

/** Decimal digits of a whole number below 2^31, padded with zeros to `width`; longer numbers are written in full. */
function putDigits(out: Uint8Array, at: number, value: number, width: number): number {
  let digits = 1;
  for (let limit = 10; limit <= value; limit *= 10) digits++;
  const end = at + Math.max(digits, width);
  let rest = value | 0;
  for (let position = end - 1; position >= at; position--) {
    const next = (rest / 10) | 0;
    out[position] = DIGIT_ZERO + rest - next * 10;
    rest = next;
  }
  return end;
}
