import type { ResultTable, UserColumn } from "../../app/result-table.ts";
import { formatCount, formatDuration } from "../../core/present/number-format.ts";
import { type Tick, timeTicks } from "../../core/present/time-ticks.ts";
import { durationTicks, linearTicks, roundDuration } from "../../core/present/value-ticks.ts";
import { cellText, isEpoch, isNanoseconds } from "./cell-text.ts";

/** Bars that are drawn: more cannot be told apart. */
export const MOST_BARS = 40;
const MOST_POINTS = 2000;
/** A result of more columns is a table to be read: which two of them to draw, nobody can tell. */
const MOST_COLUMNS = 6;

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** From zero, of the longest; negative to the left. */
  readonly share: number;
  readonly text: string;
}

export interface Point {
  /** Along the axes, 0 … 1; y from the bottom. */
  readonly x: number;
  readonly y: number;
}

/** What one numeric column over another column looks like. */
export type Chart =
  | { readonly kind: "bars"; readonly bars: readonly Bar[]; readonly hidden: number; readonly sentence: string }
  | {
      /** What is in the order of time is a line. */
      readonly kind: "line" | "points";
      readonly points: readonly Point[];
      readonly xTicks: readonly Tick[];
      readonly yTicks: readonly Tick[];
      readonly hidden: number;
      readonly sentence: string;
    };

export interface ChartAxes {
  readonly x: number;
  readonly y: number;
}

/** Columns that can be measured. */
export function numericColumns({ columns }: ResultTable): number[] {
  return columns.flatMap(({ isNumeric }, at) => (isNumeric ? [at] : []));
}

/**
 * What is drawn at first: the first number that is no instant, over the first instant, else the first text, else the first
 * other number. Null if there is nothing to draw.
 */
export function defaultAxes(table: ResultTable): ChartAxes | null {
  if (table.rowCount < 2 || table.columns.length > MOST_COLUMNS) return null;
  const y = numericColumns(table).find((at) => !isTime(table, at) && hasNumber(table, at));
  if (y === undefined) return null;
  const others = table.columns.map((_, at) => at).filter((at) => at !== y);
  const x =
    others.find((at) => isTime(table, at)) ??
    others.find((at) => !table.columns[at].isNumeric) ??
    others.find((at) => table.columns[at].isNumeric);
  return x === undefined ? null : { x, y };
}

/** @returns null if no row has both values */
export function chartOf(table: ResultTable, { x, y }: ChartAxes): Chart | null {
  const [across, up] = [table.columns[x], table.columns[y]];
  if (isTime(table, x)) return plotOf(table, { x, y }, true);
  return across.isNumeric ? plotOf(table, { x, y }, false) : barsOf(table, x, y, up);
}

function barsOf(table: ResultTable, x: number, y: number, column: UserColumn): Chart | null {
  const rows: { label: string; value: number; text: string }[] = [];
  let hidden = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const value = numberOf(table.cell(row, y));
    if (value === null) continue;
    if (rows.length >= MOST_BARS) {
      hidden++;
      continue;
    }
    const label = table.cell(row, x);
    rows.push({
      label: label === null ? "NULL" : cellText(label, table.columns[x]).text,
      value,
      text: valueText(column, value),
    });
  }
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)));
  const bars = rows.map((row) => ({ ...row, share: most === 0 ? 0 : row.value / most }));
  const top = bars.reduce((a, b) => (b.value > a.value ? b : a));
  const sentence = `${column.name} of ${formatCount(bars.length)} rows; the largest is ${top.text}, of ${top.label}.`;
  return { kind: "bars", bars, hidden, sentence };
}

/** Rows in the order of time are a line; in any other order each stands for itself. */
function plotOf(table: ResultTable, { x, y }: ChartAxes, isOverTime: boolean): Chart | null {
  const places: { x: number; y: number }[] = [];
  let hidden = 0;
  // Instants are told from the first, so that doubles keep their nanoseconds.
  const origin = isOverTime ? firstTime(table, x) : 0n;
  for (let row = 0; row < table.rowCount; row++) {
    const up = numberOf(table.cell(row, y));
    const across = isOverTime ? timeNs(table.cell(row, x), origin) : numberOf(table.cell(row, x));
    if (up === null || across === null) continue;
    if (places.length >= MOST_POINTS) hidden++;
    else places.push({ x: across, y: up });
  }
  if (places.length === 0) return null;
  const kind = isOverTime && places.every((place, at) => at === 0 || places[at - 1].x <= place.x) ? "line" : "points";
  const xs = range(places.map((place) => place.x));
  const ys = range([0, ...places.map((place) => place.y)]);
  const along = (value: number, { low, high }: Range) => (high === low ? 0.5 : (value - low) / (high - low));
  const [across, up] = [table.columns[x], table.columns[y]];
  const xTicks = isOverTime ? timeTicks(origin.toString(), xs.low, xs.high, 5) : ticksOf(xs, 5, across);
  const over = isOverTime ? "over time" : `over ${across.name}`;
  return {
    kind,
    points: places.map((place) => ({ x: along(place.x, xs), y: along(place.y, ys) })),
    xTicks,
    yTicks: ticksOf(ys, 4, up),
    hidden,
    sentence: `${up.name} ${over}: ${formatCount(places.length)} rows, from ${valueText(up, range(places.map((place) => place.y)).low)} to ${valueText(up, ys.high)}.`,
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function range(values: readonly number[]): Range {
  return values.reduce<Range>(({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }), {
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  });
}

/** Round values between two, from zero outwards. */
function ticksOf({ low, high }: Range, most: number, column: UserColumn): Tick[] {
  const text = (value: number) => tickText(column, value);
  if (low === high) return [{ share: 0.5, text: text(low) }];
  const reach = Math.max(Math.abs(low), Math.abs(high));
  const ticks = isNanoseconds(column) ? durationTicks(reach, most) : linearTicks(reach, most, () => "");
  const values = ticks.map(({ share }) => share * reach);
  const both = [...values.slice(1).map((value) => -value), ...values];
  const within = both.filter((value) => value >= low && value <= high);
  const shown = within.length >= 2 ? within : [low, high];
  return shown.map((value) => ({ share: (value - low) / (high - low), text: text(value) }));
}

/** Instants: timestamps, dates, and whole ns since 1970. */
function isTime(table: ResultTable, at: number): boolean {
  const column = table.columns[at];
  if (column.cell === "timestamp" || column.sqlType === "DATE") return true;
  return isNanoseconds(column) && isEpoch(firstValue(table, at));
}

function firstTime(table: ResultTable, at: number): bigint {
  for (let row = 0; row < table.rowCount; row++) {
    const ns = epochNs(table.cell(row, at));
    if (ns !== null) return ns;
  }
  return 0n;
}

function timeNs(value: unknown, origin: bigint): number | null {
  const ns = epochNs(value);
  return ns === null ? null : Number(ns - origin);
}

function epochNs(value: unknown): bigint | null {
  if (typeof value === "bigint") return value;
  const ms = typeof value === "string" ? Date.parse(value) : value;
  return typeof ms === "number" && Number.isFinite(ms) ? BigInt(Math.round(ms * 1000)) * 1000n : null;
}

function firstValue(table: ResultTable, at: number): unknown {
  for (let row = 0; row < table.rowCount; row++) {
    const value = table.cell(row, at);
    if (value !== null) return value;
  }
  return null;
}

function hasNumber(table: ResultTable, at: number): boolean {
  return numberOf(firstValue(table, at)) !== null;
}

function numberOf(value: unknown): number | null {
  if (value === null || value === undefined || typeof value === "boolean") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** On an axis: round values without digits that say nothing. */
function tickText(column: UserColumn, value: number): string {
  if (!isNanoseconds(column)) return valueText(column, value);
  return value < 0 ? `−${roundDuration(-value)}` : roundDuration(value);
}

function valueText(column: UserColumn, value: number): string {
  if (isNanoseconds(column)) return formatDuration(value);
  return cellText(value, { ...column, cell: "number" }).text;
}
