import type { ParsedSlice } from "../log/parsed-slice.ts";
import { NONE } from "../units.ts";

/**
 * The rows of one partition by their lines: what was written, when, by which host, in which request. Open addressing over
 * columns; one table serves all partitions, one after the other.
 *
 *     key      lineHash  timeNs  request  host       a copy agrees in all four
 *     entry    holder    line    most     file  seen
 *              the file with the most copies so far, its first line, how many; the file in hand, how many of it
 */
export class LineCopies {
  /** Of the line looked up last: the earlier file that holds as many copies of it, NONE if it is new. */
  holder = NONE;
  /** Where that file holds it first. */
  holderLine = 0;

  private readonly mask: number;
  private readonly slots: Int32Array;
  private readonly lineHash: Float64Array;
  private readonly timeNs: Float64Array;
  private readonly request: Uint32Array;
  private readonly host: Uint32Array;
  private readonly holders: Int32Array;
  private readonly lines: Float64Array;
  private readonly most: Uint32Array;
  private readonly files: Int32Array;
  private readonly firstLines: Float64Array;
  private readonly seen: Uint32Array;
  private count = 0;

  /** @param rows that one partition has at most; memory is about 80 bytes a row */
  constructor(rows: number) {
    let slots = 16;
    while (slots < rows * 2) slots *= 2;
    this.mask = slots - 1;
    this.slots = new Int32Array(slots);
    this.lineHash = new Float64Array(rows);
    this.timeNs = new Float64Array(rows);
    this.request = new Uint32Array(rows);
    this.host = new Uint32Array(rows);
    this.holders = new Int32Array(rows);
    this.lines = new Float64Array(rows);
    this.most = new Uint32Array(rows);
    this.files = new Int32Array(rows);
    this.firstLines = new Float64Array(rows);
    this.seen = new Uint32Array(rows);
  }

  /** Begins a partition. */
  clear(): void {
    this.slots.fill(NONE);
    this.count = 0;
  }

  /** Takes a row; those of a file come together, files in their order. `line` is that of the file. */
  take(lineHash: number, timeNs: number, request: number, host: number, file: number, line: number): void {
    const entry = this.entryOf(lineHash, timeNs, request, host);
    if (this.files[entry] !== file) {
      if (this.seen[entry] > this.most[entry]) {
        this.most[entry] = this.seen[entry];
        this.holders[entry] = this.files[entry];
        this.lines[entry] = this.firstLines[entry];
      }
      this.files[entry] = file;
      this.firstLines[entry] = line;
      this.seen[entry] = 0;
    }
    this.seen[entry]++;
    const isCopy = this.seen[entry] <= this.most[entry];
    this.holder = isCopy ? this.holders[entry] : NONE;
    this.holderLine = this.lines[entry];
  }

  private entryOf(lineHash: number, timeNs: number, request: number, host: number): number {
    let slot = (lineHash % 4_294_967_296) & this.mask;
    for (let entry = this.slots[slot]; entry !== NONE; entry = this.slots[slot]) {
      const isSame =
        this.lineHash[entry] === lineHash &&
        this.timeNs[entry] === timeNs &&
        this.request[entry] === request &&
        this.host[entry] === host;
      if (isSame) return entry;
      slot = (slot + 1) & this.mask;
    }
    const entry = this.count++;
    this.slots[slot] = entry;
    this.lineHash[entry] = lineHash;
    this.timeNs[entry] = timeNs;
    this.request[entry] = request;
    this.host[entry] = host;
    this.holders[entry] = NONE;
    this.most[entry] = 0;
    this.files[entry] = NONE;
    this.seen[entry] = 0;
    return entry;
  }
}

/** Per source of a slice: a number for its host, the same for the same name. */
export function hostKeys(
  { hosts, sourceHost }: ParsedSlice,
  keyOf: (start: number, end: number) => number,
): Uint32Array {
  return Uint32Array.from(sourceHost, (host) => keyOf(hosts.offsets[host], hosts.offsets[host + 1]));
}
