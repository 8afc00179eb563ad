import { encodeUtf8 } from "../core/bytes.ts";
import type { LineSplitter } from "../core/log/line-splitter.ts";
import { fieldText } from "../core/log/sample-table.ts";

/** What a splitter finds in a line, as "name<value>name<value>…", or why it refuses the line. @param names of its slots */
export function splitLine(splitter: LineSplitter, names: readonly string[], line: string): string {
  const bytes = encodeUtf8(line);
  if (!splitter.split(bytes, 0, bytes.length)) return splitter.reason(0);
  return names
    .map((name, slot) => ({ name, value: fieldText(bytes, splitter.fields, slot) }))
    .filter(({ value }) => value !== undefined)
    .map(({ name, value }) => `${name}<${value}>`)
    .join("");
}
