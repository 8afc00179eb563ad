import { encodeUtf8 } from "../bytes.ts";
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
  const sha = new Sha256();
  const text = (value: string) => sha.update(encodeUtf8(`${value}\n`));
  const numbers = (column: Uint32Array | Int32Array | Float32Array | Float64Array) =>
    sha.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  text(`causal-model/1 ${windows.widthMinutes} ${windows.firstMinute} ${windows.count}`);
  model.classes.forEach((statistics, id) => {
    const table = tables[id];
    text(`class ${classNames[id]} ${statistics.requests}`);
    for (const code of table.kindCode) text(names.event(code));
    for (let kind = 0; kind < table.segmentStart.length; kind++) text(names.segment(table, kind));
    numbers(table.kindRequests);
    numbers(table.segmentRequests);
    const { orders, overlaps, pipelines } = statistics;
    for (const column of [orders.before, orders.tie, orders.undecided, orders.first, orders.margins]) numbers(column);
    numbers(orders.resolutionNs);
    for (const column of [overlaps.before, overlaps.overlap, overlaps.inside, overlaps.maybeBefore]) numbers(column);
    for (const column of [overlaps.unknown, overlaps.firstBefore, overlaps.firstOverlap]) numbers(column);
    for (const column of [overlaps.firstMaybe, overlaps.margins, overlaps.occupancyChange]) numbers(column);
    for (let i = 0; i < pipelines.from.length; i++) {
      text(`${names.taskNames[pipelines.from[i]]} >> ${names.taskNames[pipelines.to[i]]}`);
    }
    for (const column of [pipelines.support, pipelines.violations, pipelines.undecided]) numbers(column);
    for (const column of [pipelines.reordered, pipelines.lost, pipelines.spurious]) numbers(column);
    for (const column of [pipelines.firstRefuter, pipelines.orderHash]) numbers(column);
    for (const column of [pipelines.orderRequests, statistics.segmentOccurrences]) numbers(column);
    for (const column of [statistics.durationHigh, statistics.durationLow]) numbers(column);
  });
  return sha.digestHex();
}
