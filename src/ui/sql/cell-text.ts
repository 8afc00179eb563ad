import type { UserColumn } from "../../app/result-table.ts";
import { formatDuration } from "../../core/present/number-format.ts";
import { epochText, timestampText } from "../../core/present/timestamp-text.ts";

export interface CellText {
  readonly text: string;
  /** Everything the cell holds, where the text does not say it. */
  readonly title: string | null;
}

/** Epoch ns of logs have 19 digits; no duration does. */
const LEAST_EPOCH_NS = 10n ** 17n;

const MOST_CHARACTERS = 400;

/** A cell as the grid shows it: numbers with commas, instants as dates, texts on one line. Not for NULL. */
export function cellText(value: unknown, column: UserColumn): CellText {
  switch (column.cell) {
    case "bigint":
      return bigintText(BigInt(value as bigint), column.name);
    case "number":
      return numberText(Number(value));
    case "timestamp":
      return { text: timestampText(Number(value)), title: null };
    case "boolean":
      return { text: value ? "true" : "false", title: null };
    default: {
      const text = String(value);
      if (column.isNumeric) return { text: /^-?\d+$/.test(text) ? grouped(text) : text, title: null };
      const line = text.slice(0, MOST_CHARACTERS).replaceAll(/\r?\n|\r/g, " ↵ ");
      return { text: line, title: line === text && text.length < 24 ? null : text.slice(0, 4 * MOST_CHARACTERS) };
    }
  }
}

/** Columns of whole nanoseconds say so in their names. */
export function isNanoseconds({ name, cell, isNumeric }: UserColumn): boolean {
  return name.endsWith("_ns") && (cell === "bigint" || isNumeric);
}

/** Whether a cell of such a column is an instant, not a duration. */
export function isEpoch(value: unknown): boolean {
  return typeof value === "bigint" && (value >= LEAST_EPOCH_NS || value <= -LEAST_EPOCH_NS);
}

function bigintText(value: bigint, name: string): CellText {
  if (!name.endsWith("_ns")) return { text: grouped(value.toString()), title: null };
  if (isEpoch(value)) {
    const text = epochText(value);
    if (text !== null) return { text, title: value.toString() };
  }
  return { text: grouped(value.toString()), title: formatDuration(Number(value)) };
}

function numberText(value: number): CellText {
  if (!Number.isFinite(value)) return { text: String(value), title: null };
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return { text: grouped(value.toString()), title: null };
  const short = String(Number(value.toPrecision(6)));
  const [whole, ...rest] = short.split(".");
  const text = /e/.test(short) ? short : [grouped(whole), ...rest].join(".");
  return { text, title: short === String(value) ? null : String(value) };
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
