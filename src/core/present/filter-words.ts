import type { FilterTerm } from "../analysis/request-filter.ts";
import { formatClock } from "./clock-time.ts";
import { formatDuration } from "./number-format.ts";

/** What the words of a filter name. */
export interface FilterNames {
  readonly classNames: readonly string[];
  /** Epoch ns of the dataset's origin, as digits. */
  readonly originNs: string;
}

/** A term as its chip shows it: "latency ≥ 1.20 s", "not host db1", "has web · render begin". */
export function filterWords(term: FilterTerm, names: FilterNames): string {
  switch (term.on) {
    case "latency":
      return rangeWords("latency", term.fromNs, term.toNs, formatDuration);
    case "start":
      return rangeWords("start", term.fromNs, term.toNs, (ns) => formatClock(names.originNs, ns));
    case "class": {
      const classNames = term.classes.map((id) => names.classNames[id] ?? `number ${id}`);
      return `${not(term)}class ${listWords(classNames)}`;
    }
    case "event":
      return `${term.has ? "has" : "lacks"} ${term.task} · ${term.label}`;
    case "segment":
      return `${term.has ? "has" : "lacks"} ${term.task} · ${term.from} → ${term.to}`;
    case "host":
      return `${not(term)}host ${listWords(term.values)}`;
    case "attribute":
      return `${not(term)}${term.name} ${listWords(term.values)}`;
    case "id":
      return `id ${term.has ? "begins" : "does not begin"} with ${quoted(term.prefix)}`;
  }
}

function not({ has }: { readonly has: boolean }): string {
  return has ? "" : "not ";
}

/** Half-open: the lower bound is meant, the upper one is not. */
function rangeWords(what: string, fromNs: number | null, toNs: number | null, words: (ns: number) => string): string {
  if (fromNs !== null && toNs !== null) return `${what} ${words(fromNs)} – ${words(toNs)}`;
  if (fromNs !== null) return `${what} ≥ ${words(fromNs)}`;
  return toNs === null ? `any ${what}` : `${what} < ${words(toNs)}`;
}

/** "db1", "db1 or db2", "db1, db2 or db3"; beyond three the number of the others. */
function listWords(values: readonly string[]): string {
  const shown = values.slice(0, 3).map(quoted);
  if (values.length === 0) return "of nothing";
  if (values.length > 3) return `${shown.join(", ")} or ${values.length - 3} more`;
  const last = shown.pop() ?? "";
  return shown.length === 0 ? last : `${shown.join(", ")} or ${last}`;
}

/** Texts that would be read as something else stand in quotes. */
function quoted(text: string): string {
  return text === "" || /^\s|\s$|,|"/.test(text) ? JSON.stringify(text) : text;
}
