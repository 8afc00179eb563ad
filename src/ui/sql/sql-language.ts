import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { PostgreSQL, SQLDialect, schemaCompletionSource } from "@codemirror/lang-sql";
import { LanguageSupport } from "@codemirror/language";
import type { TableState } from "../../app/database.ts";
import type { FunctionName } from "../../app/sql-console.ts";
import { columnDetail, tableDetail } from "./schema-words.ts";

/** Words of the database's SQL that PostgreSQL does not have. */
const OWN_KEYWORDS = "qualify pivot unpivot summarize describe asof exclude replace columns semi anti positional";

/** Words of queries that are offered, in the order of the alphabet; the language knows more. */
const OFFERED_WORDS =
  "all and as asc between by case create desc describe distinct else end except exists explain false filter " +
  "from group having ilike in intersect interval is join last left like limit not null nulls on or order " +
  "over partition pivot qualify select summarize table temp then true union unpivot using view when where " +
  "with";

/** The language with the tables and functions there are: for colours and completion. */
export function sqlLanguage(tables: readonly TableState[], functions: readonly FunctionName[]): LanguageSupport {
  const dialect = SQLDialect.define({
    ...PostgreSQL.spec,
    keywords: keywordsBeside(tables),
    builtin: functions.map(({ name }) => name).join(" "),
    doubleDollarQuotedStrings: true,
    caseInsensitiveIdentifiers: true,
  });
  const schema = {
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
  };
  const names = columnNames(tables);
  const { language } = dialect;
  return new LanguageSupport(language, [
    language.data.of({ autocomplete: schemaCompletionSource(schema) }),
    language.data.of({
      autocomplete: (context: CompletionContext) =>
        wordsAt(context, tables, [...names, ...words(), ...calls(functions)]),
    }),
  ]);
}

/** Words of the language but those that are columns here: "class" and "start" are no keywords of a query. */
function keywordsBeside(tables: readonly TableState[]): string {
  const taken = new Set(tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]));
  const words = `${PostgreSQL.spec.keywords ?? ""} ${OWN_KEYWORDS}`.split(" ");
  return words.filter((word) => !taken.has(word)).join(" ");
}

/**
 * What may stand where a word is being typed: columns, functions, words of the language. After a point the columns of the
 * table, which the other source gives; all of them while nothing says yet which table is meant.
 */
function wordsAt(
  context: CompletionContext,
  tables: readonly TableState[],
  options: readonly Completion[],
): CompletionResult | null {
  const word = context.matchBefore(/\w*/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  const owner = context.matchBefore(/(\w+)\.\w*/)?.text.split(".")[0];
  if (owner === undefined) return { from: word.from, options, validFor: /^\w*$/ };
  const named = context.state.doc.toString().match(new RegExp(`\\b(\\w+)\\s+(?:as\\s+)?${owner}\\b`, "i"))?.[1];
  const isKnown = tables.some(({ name }) => name === owner || name === named?.toLowerCase());
  if (isKnown) return null;
  return { from: word.from, options: options.filter(({ type }) => type === "property"), validFor: /^\w*$/ };
}

function words(): Completion[] {
  return [...new Set(OFFERED_WORDS.split(" "))].map((label) => ({ label, type: "keyword" }));
}

function calls(functions: readonly FunctionName[]): Completion[] {
  return functions.map(({ name, kind, description }) => ({
    label: name,
    apply: `${name}(`,
    type: "function",
    detail: kind,
    boost: -1,
    ...(description !== "" && { info: description }),
  }));
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
