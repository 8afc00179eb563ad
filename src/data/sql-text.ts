/** Values that may take the place of a `$name` in a named query. */
export type SqlValue = string | number | bigint | boolean | null;

/** `name` as an SQL identifier: any text is safe, `a"b` becomes `"a""b"`. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * `value` as an SQL literal: any text is safe, as DuckDB's plain strings know no escapes but the doubled quote.
 * Throws a `RangeError` for numbers that SQL cannot write (NaN, infinities).
 */
export function literal(value: SqlValue): string {
  switch (typeof value) {
    case "string":
      // A NUL would end the text for the parser; it cannot occur in any column either.
      return `'${value.replaceAll("'", "''").replaceAll("\0", "\uFFFD")}'`;
    case "number":
      if (!Number.isFinite(value)) throw new RangeError(`${value} is no SQL number.`);
      return Number.isInteger(value) ? BigInt(value).toString() : `${value}::DOUBLE`;
    case "bigint":
      return value.toString();
    case "boolean":
      return value ? "true" : "false";
    default:
      return "NULL";
  }
}

/**
 * Replaces every `$name` in our own SQL by the literal of its value. Prepared statements of the browser build take
 * neither BigInt nor dates and cannot be cancelled while they run, so values become text, here and only here.
 * Throws when a value is missing or left over.
 */
export function bind(sql: string, values: Readonly<Record<string, SqlValue>>): string {
  const used = new Set<string>();
  const text = sql.replace(/\$([a-z_]+)/g, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new RangeError(`No value for $${name}.`);
    used.add(name);
    return literal(values[name]);
  });
  for (const name of Object.keys(values)) if (!used.has(name)) throw new RangeError(`The query has no $${name}.`);
  return text;
}
