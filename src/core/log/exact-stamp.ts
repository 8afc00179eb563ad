import { decodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import type { TimeUnit } from "./source-plan.ts";

const NS_OF_UNIT = { s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n, ns: 1n } as const;
const FRACTION_DIGITS = { s: 9, ms: 6, us: 3, ns: 0 } as const;
const MAX_SECONDS = 253_402_300_799n;
const ISO = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

/**
 * The stamp in bytes[start, end) as exact ns since 1970. Slow and obvious: for the origin of a dataset, for previews,
 * and as the definition that `StampReader` must agree with. Failures: T_NONE, T_UNPARSED, T_RANGE.
 */
export function parseStampNs(bytes: Uint8Array, start: number, end: number, unit: TimeUnit): Outcome<bigint> {
  const text = decodeUtf8(bytes, start, end).replace(/^[\0- ]+|[\0- ]+$/g, "");
  if (text === "") return failure("T_NONE", "the time is empty");
  return unit === "iso" ? parseIso(text) : parseEpoch(text, unit);
}

function parseEpoch(text: string, unit: "s" | "ms" | "us" | "ns"): Outcome<bigint> {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || (unit === "ns" && match[3] !== undefined)) {
    return failure("T_UNPARSED", `"${text}" is not an epoch in ${unit}`);
  }
  const places = FRACTION_DIGITS[unit];
  const fraction = (match[3] ?? "").slice(0, places).padEnd(places, "0");
  const ns = BigInt(match[2]) * NS_OF_UNIT[unit] + BigInt(fraction === "" ? 0 : fraction);
  if (match[1] === "-" || ns / 1_000_000_000n > MAX_SECONDS) {
    return failure("T_RANGE", `"${text}" is no time if read as an epoch in ${unit}`);
  }
  return success(ns);
}

function parseIso(text: string): Outcome<bigint> {
  const match = ISO.exec(text);
  if (!match) return failure("T_UNPARSED", `"${text}" is not like 2023-01-29T08:42:22.383Z`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 60) return failure("T_RANGE", `"${text}" is no possible time`);
  const east = (match[8] === "-" ? -60 : 60) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const seconds = BigInt(date.getTime() / 1000 + hour * 3600 + minute * 60 + second - east);
  return success(seconds * 1_000_000_000n + BigInt((match[7] ?? "").slice(0, 9).padEnd(9, "0")));
}
