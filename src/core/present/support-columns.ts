import type { DistinctCounts } from "../analysis/distinct-counts.ts";
import type { CatalogNames } from "../analysis/names.ts";
import type { PairEvidence } from "../analysis/pair-evidence.ts";
import { textOf } from "../dictionary-text.ts";

/** Who is behind the support: values of a column by supporting requests. */
export interface SupportColumn {
  readonly name: string;
  readonly kind: "host" | "minute" | "outcome" | "key" | "attribute";
  /** Distinct values; at least so many where `isCut`. */
  readonly distinct: number;
  /** There are too many values to tell apart: `top` is of a sample of them. */
  readonly isCut: boolean;
  /** The eight most frequent, ties by value; of minutes none. */
  readonly top: readonly { readonly value: string; readonly requests: number }[];
}

const MOST_TOP = 8;

/** Hosts, minutes, and every column that the mapping keeps. */
export function supportColumns(names: CatalogNames, evidence: PairEvidence): SupportColumn[] {
  const { attributes } = names.catalog;
  return [
    { name: "host", kind: "host", ...distinctOf(evidence.hosts, (host) => names.hosts[host]) },
    { name: "minute", kind: "minute", ...distinctOf(evidence.minutes, String), top: [] },
    ...attributes.map(({ name, role, values }, at) => ({
      name,
      kind: role,
      ...distinctOf(evidence.attributes[at], (value) => textOf(values, value)),
    })),
  ];
}

function distinctOf(
  { values, requests, isCut }: DistinctCounts,
  textOfValue: (value: number) => string,
): Pick<SupportColumn, "distinct" | "isCut" | "top"> {
  // Ids ascend by their texts, so that ties are in the order of the texts.
  const order = Array.from(values, (_, at) => at).sort((a, b) => requests[b] - requests[a] || a - b);
  const top = order.slice(0, MOST_TOP).map((at) => ({ value: textOfValue(values[at]), requests: requests[at] }));
  return { distinct: values.length, isCut, top };
}
