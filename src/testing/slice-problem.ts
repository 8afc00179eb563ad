import { entryCount } from "../core/dictionary.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";

/** What of a slice contradicts its own description, null if nothing does: stores and scans take it at its word. */
export function sliceProblem(slice: ParsedSlice): string | null {
  const { eventCount, partitionOffsets, counts } = slice;
  const columns = [slice.timeNs, slice.request, slice.source, slice.task, slice.line, slice.order, ...slice.attributes];
  if (columns.some(({ length }) => length !== eventCount)) return "columns of different lengths";
  if (partitionOffsets.length !== 65 || partitionOffsets[64] !== eventCount) return "partitions that are not all rows";
  if (partitionOffsets.some((offset, i) => i > 0 && offset < partitionOffsets[i - 1])) return "partitions out of order";
  if (!slice.timeNs.every(Number.isFinite)) return "a time that is no number";
  if (!slice.line.every((line) => line < counts.lines)) return "an event behind the last line";
  if (!slice.rejects.every(({ line }) => line >= 0 && line < counts.lines)) return "a reject behind the last line";
  if (!slice.rejects.every(({ code, reason }) => code !== "" && reason.length > 3)) return "a reject without a reason";
  if (slice.rejectCounts.reduce((sum, { count }) => sum + count, 0) !== counts.rejects) return "rejects without a code";
  const ids: [ArrayLike<number>, number, number][] = [
    [slice.request, 0, entryCount(slice.requests)],
    [slice.source, 0, slice.sourceHost.length],
    [slice.task, -1, entryCount(slice.tasks)],
    [slice.sourceHost, 0, entryCount(slice.hosts)],
    [slice.sourceTaskName, 0, entryCount(slice.taskNames)],
    [slice.sourceLabel, 0, entryCount(slice.labels)],
    ...slice.attributes.map((column, i): [ArrayLike<number>, number, number] => {
      return [column, -1, entryCount(slice.attributeValues[i])];
    }),
  ];
  for (const [at, [column, least, count]] of ids.entries()) {
    for (let row = 0; row < column.length; row++) {
      if (column[row] < least || column[row] >= count) return `column ${at} names entry ${column[row]} of ${count}`;
    }
  }
  return null;
}
