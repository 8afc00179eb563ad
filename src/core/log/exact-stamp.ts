import { decodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import type { StampForm, TimeAssumptions, TimeUnit } from "./source-plan.ts";
import { exactNs, exactParts } from "./time/exact-pattern.ts";
import { parseStampPattern } from "./time/stamp-pattern.ts";

const NS_OF_UNIT = { s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n, ns: 1n } as const;
const FRACTION_DIGITS = { s: 9, ms: 6, us: 3, ns: 0 } as const;
const MAX_SECONDS = 253_402_300_799n;
const ISO = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

/** What a stamp is read with besides its unit. */
export interface StampContext {
  readonly assume?: TimeAssumptions;
  /** A moment (s since 1970 UTC) known to be close: tells date, year and which of two folded times. */
  readonly near?: number;
}

/**
 * The stamp in bytes[start, end) as exact ns since 1970. Slow and obvious: for the origin of a dataset, for previews,
 * and as the definition that `StampReader` must agree with. Failures: T_NONE, T_UNPARSED, T_RANGE, T_NO_DATE, T_NO_YEAR,
 * and R_STAMP of a pattern that is none.
 */
export function parseStampNs(
  bytes: Uint8Array,
  start: number,
  end: number,
  form: TimeUnit | StampForm,
  context: StampContext = {},
): Outcome<bigint> {
  const text = decodeUtf8(bytes, start, end).replace(/^[\0- ]+|[\0- ]+$/g, "");
  if (text === "") return failure("T_NONE", "the time is empty");
  const { unit, stamp }: StampForm = typeof form === "string" ? { unit: form } : form;
  if (unit === "iso") return parseIso(text, context);
  if (unit !== "stamp") return parseEpoch(text, unit);
  const pattern = parseStampPattern(stamp ?? "");
  if (!pattern.ok) return pattern;
  const parts = exactParts(pattern.value, text);
  return parts.ok ? withText(exactNs(parts.value, context.assume, context.near), text) : parts;
}

function withText(ns: Outcome<bigint>, text: string): Outcome<bigint> {
  return ns.ok ? ns : failure(ns.failure.code, `"${text}": ${ns.failure.message}`);
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

function parseIso(text: string, { assume, near }: StampContext): Outcome<bigint> {
  const match = ISO.exec(text);
  if (!match) return failure("T_UNPARSED", `"${text}" is not like 2023-01-29T08:42:22.383Z`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (hour > 23 || minute > 59 || second > 60) return failure("T_RANGE", `"${text}" is no possible time`);
  const east = (match[8] === "-" ? -60 : 60) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const parts = {
    year,
    month,
    day,
    secondOfDay: hour * 3600 + minute * 60 + second,
    nanos: BigInt((match[7] ?? "").slice(0, 9).padEnd(9, "0")),
    offsetSeconds: match[8] !== undefined || /[Zz]$/.test(text) ? east : undefined,
  };
  return withText(exactNs(parts, assume, near), text);
}
