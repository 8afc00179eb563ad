import { encodeUtf8 } from "../bytes.ts";
import { NO_REQUEST } from "../model/order-cells.ts";
import type { PartialModel } from "../model/partial-model.ts";
import type { Windows } from "../model/windows.ts";
import { Sha256 } from "../sha256.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { CatalogNames } from "./names.ts";

/**
 * SHA-256 over everything a causal model is read from: names of kinds, windows, and the integers of the partial model.
 * Equal input and recipe give an equal hash, whatever the workers, slices and order of files.
 */
export function modelHash(
  names: CatalogNames,
  classNames: readonly string[],
  tables: readonly ClassTable[],
  windows: Windows,
  model: PartialModel,
): string {
  const digest = new ColumnDigest();
  digest.text(`causal-model/1 ${windows.widthMinutes} ${windows.firstMinute} ${windows.count}`);
  model.classes.forEach((statistics, id) => {
    const table = tables[id];
    digest.text(`class ${classNames[id]} ${statistics.requests}`);
    for (const code of table.kindCode) digest.text(names.event(code));
    for (let kind = 0; kind < table.segmentStart.length; kind++) digest.text(names.segment(table, kind));
    digest.numbers(table.kindRequests);
    digest.numbers(table.segmentRequests);
    const { orders, overlaps, pipelines } = statistics;
    for (const column of [orders.before, orders.tie, orders.undecided, orders.resolutionNs]) digest.numbers(column);
    digest.numbers(orders.first, NO_REQUEST);
    digest.numbers(orders.margins, Number.POSITIVE_INFINITY);
    for (const column of [overlaps.before, overlaps.overlap, overlaps.inside]) digest.numbers(column);
    for (const column of [overlaps.maybeBefore, overlaps.unknown, overlaps.occupancyChange]) digest.numbers(column);
    for (const column of [overlaps.firstBefore, overlaps.firstOverlap, overlaps.firstMaybe]) {
      digest.numbers(column, NO_REQUEST);
    }
    digest.numbers(overlaps.margins, Number.POSITIVE_INFINITY);
    for (let i = 0; i < pipelines.from.length; i++) {
      digest.text(`${names.taskNames[pipelines.from[i]]} >> ${names.taskNames[pipelines.to[i]]}`);
    }
    for (const column of [pipelines.support, pipelines.violations, pipelines.undecided]) digest.numbers(column);
    for (const column of [pipelines.reordered, pipelines.lost, pipelines.spurious]) digest.numbers(column);
    for (const column of [pipelines.firstRefuter, pipelines.orderHash]) digest.numbers(column);
    for (const column of [pipelines.orderRequests, statistics.segmentOccurrences]) digest.numbers(column);
    for (const column of [statistics.durationHigh, statistics.durationLow]) digest.numbers(column);
  });
  return digest.sha.digestHex();
}

/**
 * Feeds SHA-256 with texts and, per column, its length and a 128-bit mix of the (index, value) pairs that differ from
 * the empty value. The mix makes a hash of hundreds of megabytes cheap; it guards against accident, not against malice.
 */
class ColumnDigest {
  readonly sha = new Sha256();
  private readonly value = new Float64Array(1);
  private readonly bits = new Uint32Array(this.value.buffer);
  private readonly lanes = new Uint32Array(4);

  text(value: string): void {
    this.sha.update(encodeUtf8(`${value}\n`));
  }

  numbers(column: ArrayLike<number>, empty = 0): void {
    const { value, bits, lanes } = this;
    let a = 0x9e3779b9;
    let b = 0x85ebca6b;
    let c = 0xc2b2ae35;
    let d = 0x27d4eb2f;
    for (let i = 0; i < column.length; i++) {
      if (column[i] === empty) continue;
      value[0] = column[i];
      a = Math.imul(a ^ i, 0x2c1b3c6d) ^ d;
      b = Math.imul(b ^ bits[0], 0x297a2d39) ^ (a >>> 15);
      c = Math.imul(c ^ bits[1], 0x165667b1) ^ (b >>> 13);
      d = Math.imul(d ^ c, 0x7feb352d) ^ (c >>> 16);
    }
    lanes.set([a, b, c, d]);
    this.text(`${column.length}`);
    this.sha.update(new Uint8Array(lanes.buffer));
  }
}
