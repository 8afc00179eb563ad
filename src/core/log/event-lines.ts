import { decodeUtf8 } from "../bytes.ts";
import type { Dictionary } from "../dictionary.ts";
import type { ParsedSlice } from "./parsed-slice.ts";

/** The entries of a dictionary as strings. Allocates them all: for small dictionaries and tests. */
export function dictionaryTexts({ bytes, offsets }: Dictionary): string[] {
  return Array.from({ length: offsets.length - 1 }, (_, i) => decodeUtf8(bytes, offsets[i], offsets[i + 1]));
}

/**
 * The events of a slice in file order, one readable line each, for golden tests and debugging:
 * "line request timeNs host taskName label[ task=…][ attribute …]", "–" for an attribute without a value.
 */
export function eventLines(slice: ParsedSlice): string[] {
  const requests = dictionaryTexts(slice.requests);
  const hosts = dictionaryTexts(slice.hosts);
  const names = dictionaryTexts(slice.taskNames);
  const labels = dictionaryTexts(slice.labels);
  const tasks = dictionaryTexts(slice.tasks);
  const values = slice.attributeValues.map(dictionaryTexts);
  const rows = Array.from({ length: slice.eventCount }, (_, row) => {
    const source = slice.source[row];
    const parts = [
      slice.line[row],
      requests[slice.request[row]],
      slice.timeNs[row],
      hosts[slice.sourceHost[source]],
      names[slice.sourceTaskName[source]],
      labels[slice.sourceLabel[source]],
      ...(slice.task[row] < 0 ? [] : [`task=${tasks[slice.task[row]]}`]),
      ...slice.attributes.map((column, i) => values[i][column[row]] ?? "–"),
    ];
    return { line: slice.line[row], row, text: parts.join(" ") };
  });
  return rows.sort((a, b) => a.line - b.line || a.row - b.row).map(({ text }) => text);
}
