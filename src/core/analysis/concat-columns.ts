import type { Dictionary } from "../dictionary.ts";
import { entryCount } from "../dictionary.ts";
import type { DatabaseColumn } from "./database-column.ts";

/** Rows of several parts below each other. The parts have the same columns; dictionaries are joined, not merged. */
export function concatColumns(parts: readonly (readonly DatabaseColumn[])[]): DatabaseColumn[] {
  if (parts.length === 1) return [...parts[0]];
  return parts[0].map((first, at) => {
    const columns = parts.map((part) => part[at]);
    if (first.kind === "text") return concatText(first.name, columns as (DatabaseColumn & { kind: "text" })[]);
    const arrays = columns.map((column) => (column as Exclude<DatabaseColumn, { kind: "text" }>).values);
    return { ...first, values: concatArrays(arrays) } as DatabaseColumn;
  });
}

function concatText(name: string, columns: readonly (DatabaseColumn & { kind: "text" })[]): DatabaseColumn {
  const shared = columns.every(({ dictionary }) => dictionary === columns[0].dictionary);
  const ids = concatArrays(columns.map((column) => column.ids)) as Int32Array;
  if (shared) return { name, kind: "text", dictionary: columns[0].dictionary, ids };
  let row = 0;
  let base = 0;
  for (const column of columns) {
    for (let i = 0; i < column.ids.length; i++, row++) if (ids[row] >= 0) ids[row] += base;
    base += entryCount(column.dictionary);
  }
  return { name, kind: "text", dictionary: concatDictionaries(columns.map(({ dictionary }) => dictionary)), ids };
}

function concatDictionaries(dictionaries: readonly Dictionary[]): Dictionary {
  const entries = dictionaries.reduce((sum, dictionary) => sum + entryCount(dictionary), 0);
  const offsets = new Uint32Array(entries + 1);
  let entry = 0;
  let base = 0;
  for (const dictionary of dictionaries) {
    for (let i = 1; i < dictionary.offsets.length; i++) offsets[++entry] = base + dictionary.offsets[i];
    base = offsets[entry];
  }
  return { bytes: concatArrays(dictionaries.map(({ bytes }) => bytes)) as Uint8Array, offsets };
}

type Values = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

function concatArrays(parts: readonly Values[]): Values {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = new (parts[0].constructor as new (length: number) => Values)(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
