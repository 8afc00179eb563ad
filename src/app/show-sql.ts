import { type ParametersOf, QUERIES, type QueryName } from "../data/queries.ts";
import { bind } from "../data/sql-text.ts";
import type { Workspace } from "./workspace.ts";

/** The option of the SQL view that holds its statement. */
const SQL_TEXT = "sql.text";

/** Opens the SQL view with a named query, its values filled in. */
export function showSql<Name extends QueryName>(
  workspace: Workspace,
  name: Name,
  parameters: ParametersOf<Name>,
): void {
  workspace.go({ view: "sql", options: { ...workspace.view.value.options, [SQL_TEXT]: sqlTextOf(name, parameters) } });
}

/** A named query as the user would type it. */
export function sqlTextOf<Name extends QueryName>(name: Name, parameters: ParametersOf<Name>): string {
  const text = bind(QUERIES[name].sql, parameters);
  // The queries are indented as the code around them.
  const indents = [...text.matchAll(/\n( +)/g)].map(([, spaces]) => spaces.length);
  return indents.length === 0 ? text : text.replaceAll(`\n${" ".repeat(Math.min(...indents))}`, "\n");
}
