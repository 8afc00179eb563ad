import type { Outcome } from "../outcome.ts";
import { failure, success } from "../outcome.ts";

/** A condition on one request. Of a term that names things, `has: false` keeps the requests that have none of them. */
export type FilterTerm =
  | { readonly on: "class"; readonly has: boolean; readonly classes: readonly number[] }
  /** Start of the request in [from, to), ns since the dataset's origin; null = open. */
  | { readonly on: "start"; readonly fromNs: number | null; readonly toNs: number | null }
  /** Latency in [from, to) in ns; null = open. */
  | { readonly on: "latency"; readonly fromNs: number | null; readonly toNs: number | null }
  /** An event of this task name and label, whatever its ordinal. */
  | { readonly on: "event"; readonly has: boolean; readonly task: string; readonly label: string }
  /** A segment of this task name between events of these labels. */
  | { readonly on: "segment"; readonly has: boolean; readonly task: string; readonly from: string; readonly to: string }
  /** An event on one of these hosts. */
  | { readonly on: "host"; readonly has: boolean; readonly values: readonly string[] }
  /** An event with one of these values in a column that the mapping keeps: attribute, key or outcome. */
  | { readonly on: "attribute"; readonly has: boolean; readonly name: string; readonly values: readonly string[] }
  /** Request ids that begin so. */
  | { readonly on: "id"; readonly has: boolean; readonly prefix: string };

/** A predicate on requests: all terms hold. Plain data; without terms it keeps every request. */
export interface RequestFilter {
  readonly terms: readonly FilterTerm[];
}

/**
 * A filter in its printed form, by which filtered analyses are known; "" keeps every request.
 * Two filters of the same terms in any order print alike.
 */
export type FilterText = string;

/** Number of the printed form; a later form gets another and reads this one. */
const VERSION = "1";

/**
 * `1;class=0,3;!host=db1;latency=1200000000..`: fit for a URL hash. Terms and values are sorted and told once; whole ns.
 * Law: `parseFilter` of it gives a filter that prints the same.
 */
export function printFilter({ terms }: RequestFilter): FilterText {
  if (terms.length === 0) return "";
  return [VERSION, ...distinct(terms.map(printTerm))].join(";");
}

/** Reads a printed filter; fails with `F_FILTER` and says what was seen. */
export function parseFilter(text: FilterText): Outcome<RequestFilter> {
  if (text === "") return success({ terms: [] });
  const [version, ...parts] = text.split(";");
  if (version !== VERSION) return failure("F_FILTER", `filter "${text}": expected it to begin with "${VERSION};"`);
  const terms: FilterTerm[] = [];
  for (const part of parts) {
    const term = parseTerm(part);
    if (term === null) return failure("F_FILTER", `filter term "${part}" is none of those that version 1 knows`);
    terms.push(term);
  }
  return success({ terms });
}

/** The terms of a printed filter that is known to be one; throws for any other text. */
export function filterOf(text: FilterText): RequestFilter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value;
}

function printTerm(term: FilterTerm): string {
  switch (term.on) {
    case "start":
    case "latency":
      return `${term.on}=${bound(term.fromNs)}..${bound(term.toNs)}`;
    case "class":
      return `${sign(term)}class=${distinct(term.classes.map(String)).join(",")}`;
    case "event":
      return `${sign(term)}event=${encode(term.task)}/${encode(term.label)}`;
    case "segment":
      return `${sign(term)}segment=${encode(term.task)}/${encode(term.from)}/${encode(term.to)}`;
    case "host":
      return `${sign(term)}host${list(term.values)}`;
    case "attribute":
      return `${sign(term)}attribute:${encode(term.name)}${list(term.values)}`;
    case "id":
      return `${sign(term)}id=${encode(term.prefix)}`;
  }
}

function parseTerm(text: string): FilterTerm | null {
  const has = !text.startsWith("!");
  const [subject, tail] = splitOnce(has ? text : text.slice(1), "=");
  const [on, name] = splitOnce(subject, ":");
  if (name !== null && on !== "attribute") return null;
  switch (on) {
    case "start":
    case "latency": {
      const range = tail === null || !has ? null : parseRange(tail);
      return range === null ? null : { on, ...range };
    }
    case "class": {
      const numbers = tail === null || tail === "" ? [] : tail.split(",");
      if (tail === null || !numbers.every((number) => /^\d{1,9}$/.test(number))) return null;
      return { on, has, classes: numbers.map(Number) };
    }
    case "event": {
      const parts = decodeAll(tail, "/");
      return parts?.length === 2 ? { on, has, task: parts[0], label: parts[1] } : null;
    }
    case "segment": {
      const parts = decodeAll(tail, "/");
      return parts?.length === 3 ? { on, has, task: parts[0], from: parts[1], to: parts[2] } : null;
    }
    case "host": {
      const values = parseList(tail);
      return values === null ? null : { on, has, values };
    }
    case "attribute": {
      const column = name === null ? null : decode(name);
      const values = parseList(tail);
      return column === null || values === null ? null : { on, has, name: column, values };
    }
    case "id": {
      const prefix = tail === null ? null : decode(tail);
      return prefix === null ? null : { on, has, prefix };
    }
    default:
      return null;
  }
}

function sign({ has }: { readonly has: boolean }): string {
  return has ? "" : "!";
}

/** Nothing stands for no value, "=" for the empty one. */
function list(values: readonly string[]): string {
  return values.length === 0 ? "" : `=${distinct(values.map(encode)).join(",")}`;
}

function parseList(tail: string | null): string[] | null {
  return tail === null ? [] : decodeAll(tail, ",");
}

function bound(ns: number | null): string {
  if (ns === null || Number.isNaN(ns)) return "";
  return String(Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Math.round(ns))));
}

function parseRange(text: string): { fromNs: number | null; toNs: number | null } | null {
  const bounds = text.split("..");
  if (bounds.length !== 2 || !bounds.every((number) => /^(-?\d{1,16})?$/.test(number))) return null;
  const [fromNs, toNs] = bounds.map((number) => (number === "" ? null : Number(number)));
  return [fromNs, toNs].every((ns) => ns === null || Number.isSafeInteger(ns)) ? { fromNs, toNs } : null;
}

function splitOnce(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** Half a pair of UTF-16 has no bytes and cannot be in a log: it becomes U+FFFD, as it would on reading. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function decodeAll(text: string | null, separator: string): string[] | null {
  if (text === null) return null;
  const parts: string[] = [];
  for (const part of text.split(separator)) {
    const decoded = decode(part);
    if (decoded === null) return null;
    parts.push(decoded);
  }
  return parts;
}
