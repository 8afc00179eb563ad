import { parseObject, type SampleTable } from "../sample-table.ts";
import type { FieldReference, TimeReference } from "../source-plan.ts";
import { learnStamp } from "./learn-stamp.ts";

/** Inner stamps coarser than this say less than the outer ones. */
const LEAST_DIGITS = 3;
const LEAST_SHARE = 0.99;
const MAX_MEMBERS = 20;

/**
 * The stamp that begins the text of a log line inside an envelope: in a column, or in a text of JSON that a column holds.
 * Of several the finest, then the first. Undefined if no text begins with stamps of at least milliseconds.
 */
export function innerStamp(table: SampleTable, outer: TimeReference): TimeReference | undefined {
  let best: { readonly reference: TimeReference; readonly digits: number } | undefined;
  for (const [position, column] of table.columns.entries()) {
    if (column === outer.column) continue;
    const values = table.rows.map((row) => row[position] ?? "");
    for (const { reference, texts } of textsOf(column, values)) {
      const learnt = learnStamp(texts, true);
      if (learnt === undefined || !learnt.stamp.endsWith("…")) continue;
      const filled = texts.filter((text) => text !== "").length;
      if (learnt.digits < LEAST_DIGITS || learnt.share * filled < texts.length * LEAST_SHARE) continue;
      if (best !== undefined && best.digits >= learnt.digits) continue;
      best = { reference: { ...reference, unit: "stamp", stamp: learnt.stamp }, digits: learnt.digits };
    }
  }
  return best?.reference;
}

interface Texts {
  readonly reference: FieldReference;
  readonly texts: readonly string[];
}

function textsOf(column: string, values: readonly string[]): Texts[] {
  if (!values.some((value) => value.trimStart().startsWith("{"))) return [{ reference: { column }, texts: values }];
  const members = new Map<string, string[]>();
  values.forEach((value, row) => {
    for (const [name, member] of Object.entries(parseObject(value) ?? {})) {
      if (typeof member !== "string" || name.includes(".") || name === "") continue;
      if (!members.has(name) && members.size === MAX_MEMBERS) continue;
      const texts = members.get(name) ?? new Array<string>(values.length).fill("");
      texts[row] = member;
      members.set(name, texts);
    }
  });
  return [...members].map(([json, texts]) => ({ reference: { column, json }, texts }));
}
