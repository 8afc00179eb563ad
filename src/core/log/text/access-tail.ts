import type { RolePresets } from "../candidate.ts";
import { nameFit } from "../role-names.ts";

/** What servers were told to log behind the customary fields. */
export interface AccessTail {
  /** As part of a pattern, with its leading blank. */
  readonly pattern: string;
  readonly presets: RolePresets;
  readonly stampWords?: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\S+/g;
const SECONDS = /^(?:\d+\.\d{3}|-)$/;
const INTEGER = /^(?:\d+|-)$/;
const ID = /^(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
/** Lines whose tails look alike. */
const MAJORITY = 0.95;

/**
 * The fields behind the combined format: times of requests ("0.012" = seconds of nginx, whose stamp is the end; a single
 * whole number = µs of Apache's %D, whose stamp is the start), ids of requests, `key=value`, quoted texts.
 */
export function accessTail(rests: readonly string[]): AccessTail {
  const rows = rests.map((rest) => rest.match(TOKEN) ?? []);
  const width = mostCommon(rows.map((row) => row.length));
  const even = rows.filter((row) => row.length === width);
  if (even.length < rows.length * MAJORITY) return { pattern: "{? {rest:rest}}", presets: { ignore: ["rest"] } };
  if (width === 0) return { pattern: "", presets: {} };
  const columns = Array.from({ length: width }, (_, at) => even.map((row) => row[at]));
  const inner = columns.map((column) => valuesOf(column));
  const all = (at: number, fits: RegExp) =>
    inner[at].values.every((value) => fits.test(value)) && inner[at].values.some((value) => /\w/.test(value));
  // A key that says so is an id of requests whatever its form; then others may be ids of anything.
  const isNamed = inner.map(({ key }) => nameFit(key, "request") > 0);
  const seconds = inner.findIndex((_, at) => all(at, SECONDS));
  const integers = inner.flatMap((_, at) => (all(at, INTEGER) && !isNamed[at] ? [at] : []));
  const micros = seconds < 0 && integers.length === 1 ? integers[0] : -1;
  const request = inner.findIndex((_, at) => all(at, ID) && (isNamed[at] || !isNamed.includes(true)));
  const names = inner.map(({ key }, at) => {
    if (at === seconds) return "request_time";
    if (at === micros) return "duration_us";
    if (at === request) return "request_id";
    return key === "" ? `extra${at + 1}` : key;
  });
  const pattern = inner
    .map(({ key, quote }, at) => ` ${key === "" ? "" : `${key}=`}${quote[0] ?? ""}{${names[at]}}${quote[1] ?? ""}`)
    .join("");
  const ignore = names.filter((_, at) => at !== seconds && at !== micros && at !== request && !isNamed[at]);
  return {
    pattern,
    presets: {
      ignore,
      ...(seconds >= 0 && { duration: { column: "request_time", unit: "s" }, stampIs: "end" as const }),
      ...(micros >= 0 && { duration: { column: "duration_us", unit: "us" } }),
      ...(request >= 0 && { request: { column: "request_id" } }),
    },
    ...(seconds >= 0 && { stampWords: "request times of nginx: the stamp is the end of a request" }),
    ...(micros >= 0 && {
      stampWords: "whole numbers behind each line are read as µs (%D of Apache): the stamp is the start",
    }),
  };
}

/** Values of a column of tokens without the key and the quotes or brackets that all of them have. */
function valuesOf(tokens: readonly string[]): { key: string; quote: string; values: string[] } {
  const key = /^([A-Za-z_][\w.-]*)=/.exec(tokens[0])?.[1] ?? "";
  const keyed = key !== "" && tokens.every((token) => token.startsWith(`${key}=`));
  const bare = keyed ? tokens.map((token) => token.slice(key.length + 1)) : [...tokens];
  const quote = ['""', "[]"].find((pair) =>
    bare.every((token) => token.length > 1 && token[0] === pair[0] && token.endsWith(pair[1])),
  );
  return { key: keyed ? key : "", quote: quote ?? "", values: quote ? bare.map((token) => token.slice(1, -1)) : bare };
}

function mostCommon(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
