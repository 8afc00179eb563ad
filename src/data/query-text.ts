import { QUERIES, type QueryName } from "./queries.ts";
import { bind, type SqlValue } from "./sql-text.ts";

/**
 * A named query as one would type it: values filled in, without the indent of the code around it.
 * Throws when a value is missing or left over.
 */
export function queryText(name: QueryName, values: Readonly<Record<string, SqlValue>>): string {
  const lines = QUERIES[name].sql.split("\n");
  const indents = lines.slice(1).map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  // Values are filled in last: their own lines keep their spaces.
  return bind([lines[0], ...lines.slice(1).map((line) => line.slice(shared))].join("\n"), values);
}
