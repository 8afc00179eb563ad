import { csvField } from "../core/present/requests-csv.ts";
import { timestampText } from "../core/present/timestamp-text.ts";
import type { CsvReader } from "../protocol/packer-api.ts";
import type { ResultBatch, ResultColumn } from "./result-rows.ts";

/** The first line of a CSV file (RFC 4180). */
export function csvHeader(names: readonly string[], reader: CsvReader): string {
  return `${names.map((name) => textField(name, reader)).join(",")}\r\n`;
}

/** Rows as lines of a CSV file. NULL is nothing between two commas, the empty text is "". */
export function csvRows({ columns, rowCount, values }: ResultBatch, reader: CsvReader): string {
  const cells = columns.map(({ type }, column) => fieldsOf(type, values[column], rowCount, reader));
  const lines: string[] = [];
  for (let row = 0; row < rowCount; row++) {
    let line = cells[0][row];
    for (let column = 1; column < cells.length; column++) line += `,${cells[column][row]}`;
    lines.push(line);
  }
  return rowCount === 0 ? "" : `${lines.join("\r\n")}\r\n`;
}

function fieldsOf(
  type: ResultColumn["type"],
  values: readonly unknown[],
  rowCount: number,
  reader: CsvReader,
): string[] {
  const field = fieldOf(type, reader);
  const fields: string[] = [];
  for (let row = 0; row < rowCount; row++) {
    const value = values[row];
    fields.push(value === null || value === undefined ? "" : field(value));
  }
  return fields;
}

function fieldOf(type: ResultColumn["type"], reader: CsvReader): (value: unknown) => string {
  switch (type) {
    case "bigint":
    case "number":
      return String;
    case "boolean":
      return reader === "database" ? (value) => (value ? "1" : "0") : (value) => (value ? "true" : "false");
    case "timestamp":
      return (value) => timestampText(Number(value));
    case "text":
    case "other":
      return (value) => textField(String(value), reader);
  }
}

function textField(text: string, reader: CsvReader): string {
  if (text === "") return '""';
  if (reader === "spreadsheet") return csvField(text);
  // PostgreSQL has no texts with a NUL.
  const plain = text.replaceAll("\0", "\uFFFD");
  return /[",\r\n]/.test(plain) || /^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
