import {
  NS_PER_DAY,
  NS_PER_HOUR,
  NS_PER_MICROSECOND,
  NS_PER_MILLISECOND,
  NS_PER_MINUTE,
  NS_PER_SECOND,
} from "../units.ts";

/** Joins a number and its unit: the pair never breaks over two lines. */
const NBSP = "\u00a0";
const MINUS = "\u2212";

export type DurationUnit = "ns" | "µs" | "ms" | "s" | "min" | "h" | "d";

export interface ScaledUnit {
  readonly unit: DurationUnit;
  readonly ns: number;
  /** A column is in the first unit that its largest value holds so many times. */
  readonly columnFrom: number;
}

/** Largest first. */
export const DURATION_UNITS: readonly ScaledUnit[] = [
  { unit: "d", ns: NS_PER_DAY, columnFrom: 2 },
  { unit: "h", ns: NS_PER_HOUR, columnFrom: 2 },
  { unit: "min", ns: NS_PER_MINUTE, columnFrom: 10 },
  { unit: "s", ns: NS_PER_SECOND, columnFrom: 10 },
  { unit: "ms", ns: NS_PER_MILLISECOND, columnFrom: 10 },
  { unit: "µs", ns: NS_PER_MICROSECOND, columnFrom: 10 },
  { unit: "ns", ns: 1, columnFrom: 0 },
];
export const NANOSECONDS: ScaledUnit = DURATION_UNITS[DURATION_UNITS.length - 1];

/** Whole numbers with all digits: 41,877. */
export function formatCount(count: number): string {
  const digits = Math.abs(Math.round(count)).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ",");
  return count < 0 && grouped !== "0" ? MINUS + grouped : grouped;
}

/** A count and its noun: "1 request", "41,877 requests". */
export function formatCountOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/**
 * A duration in ns with three significant digits in the largest unit that leaves at least 1: "842 ns", "61.3 ms",
 * "1.00 s"; from one minute "3 min 20 s", from one hour "2 h 15 min", from one day "3 d 4 h"; "0" for none.
 */
export function formatDuration(ns: number): string {
  if (!Number.isFinite(ns)) return "unknown";
  if (ns < 0) return MINUS + formatDuration(-ns);
  if (ns === 0) return "0";
  // Rounded first: 999.7 ms is 1.00 s, and 59.96 s is a minute.
  const rounded = Number(ns.toPrecision(3));
  if (rounded >= NS_PER_MINUTE) return formatMinutes(ns);
  const { unit, ns: size } = DURATION_UNITS.find((candidate) => rounded >= candidate.ns) ?? NANOSECONDS;
  return threeDigits(rounded / size) + NBSP + unit;
}

/** The one unit of a column of durations (ns): its largest value has at most four digits before the point (days: any). */
export function columnUnit(durationsNs: Iterable<number>): DurationUnit {
  let largest = 0;
  for (const ns of durationsNs) if (Number.isFinite(ns)) largest = Math.max(largest, Math.abs(ns));
  return (DURATION_UNITS.find(({ ns, columnFrom }) => largest >= columnFrom * ns) ?? NANOSECONDS).unit;
}

/** The number of a duration in a column whose header names the unit; "<0.001" rather than a zero that is none. */
export function formatInUnit(ns: number, unit: DurationUnit): string {
  if (!Number.isFinite(ns)) return "–";
  const size = DURATION_UNITS.find((candidate) => candidate.unit === unit)?.ns ?? 1;
  const value = Math.abs(ns) / size;
  if (value === 0) return "0";
  const sign = ns < 0 ? MINUS : "";
  if (value < 0.001) return ns < 0 ? `>${MINUS}0.001` : "<0.001";
  if (value >= 99.95) return sign + formatCount(value);
  if (value >= 1) return sign + threeDigits(value);
  return sign + value.toFixed(3);
}

/**
 * A share (0 … 1) in per cent: "71 %", "5.24 %", "0.0072 %"; never "0 %" for what occurred, nor "100 %" for what did not
 * always.
 */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const percent = share * 100;
  return shareDigits(percent) + NBSP + "%";
}

function shareDigits(percent: number): string {
  if (percent <= 0) return "0";
  if (percent >= 100) return Math.round(percent).toString();
  if (percent >= 99.995) return ">99.99";
  if (percent >= 99.95) return (Math.floor(percent * 100) / 100).toString();
  if (percent >= 99.5) return (Math.floor(percent * 10) / 10).toFixed(1);
  if (percent >= 9.995) return Math.round(percent).toString();
  if (percent >= 0.9995) return percent.toFixed(2);
  if (percent < 1e-6) return "<0.000001";
  const decimals = 1 - Math.floor(Math.log10(percent));
  return percent.toFixed(decimals);
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB"];

/** Bytes with three significant digits in decimal units: "71.2 MB". */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return "unknown";
  let value = bytes < 1000 ? bytes : Number(bytes.toPrecision(3));
  let power = 0;
  while (value >= 1000 && power < BYTE_UNITS.length - 1) {
    value /= 1000;
    power++;
  }
  return (power === 0 ? Math.round(value).toString() : threeDigits(value)) + NBSP + BYTE_UNITS[power];
}

/** Bytes over milliseconds as "61 MB/s"; empty before there is anything to divide. */
export function formatRate(bytes: number, elapsedMs: number): string {
  if (bytes <= 0 || elapsedMs <= 0) return "";
  const megabytes = bytes / 1000 / elapsedMs;
  return (megabytes >= 9.95 ? formatCount(megabytes) : megabytes.toFixed(1)) + NBSP + "MB/s";
}

/** Long hexadecimal ids by their first eight digits, as people quote them; any other id in full. */
export function shortId(id: string): string {
  return /^[0-9a-f]{16,}$/i.test(id) ? id.slice(0, 8) : id;
}

function formatMinutes(ns: number): string {
  const seconds = Math.round(ns / NS_PER_SECOND);
  const pair = (large: number, unit: string, small: number, smallUnit: string) =>
    `${formatCount(large)}${NBSP}${unit}${NBSP}${small}${NBSP}${smallUnit}`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** 842, 61.3, 9.50: trailing zeros stay, digits are precision. */
function threeDigits(value: number): string {
  if (value >= 99.95) return formatCount(value);
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}
