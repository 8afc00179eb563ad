import type { ColumnProfile } from "./column-profile.ts";
import { isNetworkAddress } from "./network-address.ts";

/** What the values of columns say about their roles, whatever the columns are called. */

const MAX_ATTRIBUTE_VALUES = 200;

/** Share of the records that have a value. */
export function fill(column: ColumnProfile): number {
  return column.values.length === 0 ? 0 : column.filled / column.values.length;
}

/** One value in all records. */
export function isConstant(column: ColumnProfile): boolean {
  return column.distinct < 2 && column.values.length > 1;
}

/** A constant host is a host all the same, unless it is a word like "server" in a column named so. */
export function isConstantText(column: ColumnProfile): boolean {
  return isConstant(column) && column.examples[0]?.toLowerCase() === column.name.toLowerCase();
}

/** Nearly all values are network addresses. */
export function isAddresses(column: ColumnProfile): boolean {
  const distinct = new Set(column.values.filter((value) => value !== "" && value !== "-"));
  const addresses = [...distinct].filter(isNetworkAddress).length;
  return addresses > 0 && addresses >= distinct.size * 0.9;
}

/** Most values are three words or more. */
export function isProse(column: ColumnProfile): boolean {
  const sentences = column.values.filter((value) => /\S\s+\S+\s+\S/.test(value)).length;
  return sentences > column.filled / 2;
}

/** Few values that repeat: fit for a breakdown. */
export function isLow(column: ColumnProfile): boolean {
  return column.distinct <= MAX_ATTRIBUTE_VALUES && column.repeats >= 1.5;
}

/** Share of records whose pair of id and label is the only one. */
export function uniquePairs(request: ColumnProfile, label: ColumnProfile): number {
  const pairs = new Set(request.values.map((id, row) => `${id}\u001f${label.values[row]}`));
  return request.values.length === 0 ? 0 : pairs.size / request.values.length;
}

/** Whether a request has one task on several hosts: then only both together name it. */
export function isShared(task: ColumnProfile, host: ColumnProfile, request: ColumnProfile | undefined): boolean {
  const hostOf = new Map<string, string>();
  return task.values.some((value, row) => {
    const key = `${request?.values[row]}\u001f${value}`;
    const known = hostOf.get(key);
    if (known === undefined) hostOf.set(key, host.values[row]);
    return known !== undefined && known !== host.values[row];
  });
}

/** Whether one column of stamps follows another in nearly every record, and not by being equal. */
export function isAfter(end: ColumnProfile, start: ColumnProfile): boolean {
  const later = end.values.filter(
    (value, row) => value.length === start.values[row].length && value >= start.values[row],
  );
  const equal = end.values.filter((value, row) => value === start.values[row]).length;
  return later.length >= 0.95 * end.values.length && equal <= 0.5 * end.values.length;
}
