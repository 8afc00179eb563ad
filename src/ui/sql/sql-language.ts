import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { PostgreSQL, SQLDialect, sql } from "@codemirror/lang-sql";
import { LanguageSupport } from "@codemirror/language";
import type { TableState } from "../../app/database.ts";
import type { FunctionName } from "../../app/sql-console.ts";
import { columnDetail, tableDetail } from "./schema-words.ts";

/** Words of the database's SQL that PostgreSQL does not have. */
const OWN_KEYWORDS = "qualify pivot unpivot summarize describe asof exclude replace columns semi anti positional";

/** The language with the tables and functions there are: for colours and completion. */
export function sqlLanguage(tables: readonly TableState[], functions: readonly FunctionName[]): LanguageSupport {
  const dialect = SQLDialect.define({
    ...PostgreSQL.spec,
    keywords: keywordsBeside(tables),
    builtin: functions.map(({ name }) => name).join(" "),
    doubleDollarQuotedStrings: true,
    caseInsensitiveIdentifiers: true,
  });
  const language = sql({
    dialect,
    schema: Object.fromEntries(
      tables.map((table) => [
        table.name,
        {
          self: { label: table.name, type: "class", detail: tableDetail(table), info: table.meaning, boost: 2 },
          children: table.columns.map((column): Completion => {
            const { name, meaning } = column;
            const apply = /^[a-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
            return { label: name, apply, type: "property", detail: columnDetail(column), info: meaning, boost: 1 };
          }),
        },
      ]),
    ),
  });
  const names = columnNames(tables);
  return new LanguageSupport(language.language, [
    language.support,
    language.language.data.of({ autocomplete: (context: CompletionContext) => wordsAt(context, names, functions) }),
  ]);
}

/** Words of the language but those that are columns here: "class" and "start" are no keywords of a query. */
function keywordsBeside(tables: readonly TableState[]): string {
  const taken = new Set(tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]));
  const words = `${PostgreSQL.spec.keywords ?? ""} ${OWN_KEYWORDS}`.split(" ");
  return words.filter((word) => !taken.has(word)).join(" ");
}

/** Columns of all tables and functions, where a word is being typed that does not follow a point. */
function wordsAt(
  context: CompletionContext,
  columns: readonly Completion[],
  functions: readonly FunctionName[],
): CompletionResult | null {
  const word = context.matchBefore(/\w+/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  if (context.state.sliceDoc(word.from - 1, word.from) === ".") return null;
  const calls = functions.map(
    ({ name, kind, description }): Completion => ({
      label: name,
      apply: `${name}(`,
      type: "function",
      detail: kind,
      ...(description !== "" && { info: description }),
    }),
  );
  return { from: word.from, options: [...columns, ...calls], validFor: /^\w*$/ };
}

/** Each column name once, with the tables that have it. */
function columnNames(tables: readonly TableState[]): Completion[] {
  const tablesOf = new Map<string, string[]>();
  for (const { name, columns } of tables) {
    for (const column of columns) tablesOf.set(column.name, [...(tablesOf.get(column.name) ?? []), name]);
  }
  return [...tablesOf].map(([label, owners]) => ({
    label,
    apply: /^[a-z_]\w*$/.test(label) ? label : `"${label.replaceAll('"', '""')}"`,
    type: "property",
    detail: owners.length > 2 ? `${owners.length} tables` : owners.join(", "),
    boost: 1,
  }));
}
