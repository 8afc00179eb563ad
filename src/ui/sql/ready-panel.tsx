import { useState } from "preact/hooks";
import {
  READY_DEFAULTS,
  READY_GROUPS,
  READY_STATUSES,
  type ReadyQuery,
  type ReadyValue,
  readyText,
} from "../../app/ready-queries.ts";
import type { PastStatement } from "../../app/sql-console.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import { latest, useAnswer } from "../shared/answer.ts";

interface ReadyPanelProps {
  /** Classes of requests, the one on screen first. */
  readonly classNames: readonly string[];
  readonly names: () => Promise<{ readonly tasks: readonly string[]; readonly labels: readonly string[] }>;
  /** The statement for the requests that the filter keeps, null without a filter. */
  readonly filterSql: string | null;
  readonly history: readonly PastStatement[];
  /** Shows a statement and runs it. */
  readonly onRun: (sql: string) => void;
}

/** Statements that are ready to be read, changed and run, and those of this session. */
export function ReadyPanel({ classNames, names, filterSql, history, onRun }: ReadyPanelProps) {
  const [asked, setAsked] = useState<string | null>(null);
  const choose = (query: ReadyQuery) => {
    if (query.parameters.some(({ value }) => isNamed(value))) {
      setAsked(asked === query.name ? null : query.name);
      return;
    }
    const values = query.parameters.map(({ name, value }): [string, string] => [name, defaultOf(value, classNames)]);
    onRun(readyText(query, new Map(values)));
  };
  return (
    <>
      <h2>Ready queries</h2>
      {filterSql !== null && (
        <ul class="sql-ready">
          <li>
            <button type="button" class="link" onClick={() => onRun(filterSql)}>
              The requests that the filter keeps
            </button>
          </li>
        </ul>
      )}
      {READY_GROUPS.map(({ title, queries }) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          <ul class="sql-ready">
            {queries.map((query) => {
              const asks = query.parameters.some(({ value }) => isNamed(value));
              return (
                <li key={query.name}>
                  <button
                    type="button"
                    class="link"
                    aria-expanded={asks ? asked === query.name : undefined}
                    onClick={() => choose(query)}
                  >
                    {query.title}
                    {asks && "…"}
                  </button>
                  {asked === query.name && (
                    <ReadyForm query={query} classNames={classNames} names={names} onRun={onRun} />
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {history.length > 0 && (
        <section aria-label="This session">
          <h2>This session</h2>
          <ul class="sql-ready sql-history" data-testid="sql-history">
            {history.map(({ sql, rowCount, truncated }) => (
              <li key={sql}>
                <button type="button" class="link" title={sql} onClick={() => onRun(sql)}>
                  {firstLine(sql)}
                </button>
                <span class="quiet">{outcomeOf(rowCount, truncated)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface ReadyFormProps {
  readonly query: ReadyQuery;
  readonly classNames: readonly string[];
  readonly names: ReadyPanelProps["names"];
  readonly onRun: (sql: string) => void;
}

function ReadyForm({ query, classNames, names, onRun }: ReadyFormProps) {
  const known = latest(useAnswer("names", names));
  const [entered, setEntered] = useState<ReadonlyMap<string, string>>(
    new Map(query.parameters.map(({ name, value }) => [name, defaultOf(value, classNames)])),
  );
  const isComplete = query.parameters.every(({ name }) => (entered.get(name) ?? "") !== "");
  return (
    <form
      class="sql-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) onRun(readyText(query, entered));
      }}
    >
      {query.parameters.map(({ name, value }) => {
        const options =
          value === "task" ? known?.tasks : value === "label" ? known?.labels : optionsOf(value, classNames);
        const set = (text: string) => setEntered(new Map(entered).set(name, text));
        return (
          <label key={name} for={`${query.name}-${name}`}>
            <span>{name.replaceAll("_", " ")}</span>
            {options === undefined ? (
              <input
                id={`${query.name}-${name}`}
                class="input"
                value={entered.get(name)}
                inputMode={value === "count" || value === "share" ? "decimal" : "text"}
                onInput={({ currentTarget }) => set(currentTarget.value)}
              />
            ) : (
              <select
                id={`${query.name}-${name}`}
                class="select"
                value={entered.get(name)}
                onChange={({ currentTarget }) => set(currentTarget.value)}
              >
                {(value === "task" || value === "label") && <option value="">choose</option>}
                {options.map((option) => (
                  <option key={option} value={option}>
                    {option}
                  </option>
                ))}
              </select>
            )}
          </label>
        );
      })}
      <button type="submit" class="button" disabled={!isComplete}>
        Run
      </button>
    </form>
  );
}

/** Values that nobody can guess. */
function isNamed(value: ReadyValue): boolean {
  return value === "task" || value === "label" || value === "request" || value === "status";
}

function optionsOf(value: ReadyValue, classNames: readonly string[]): readonly string[] | undefined {
  if (value === "class") return classNames;
  return value === "status" ? READY_STATUSES : undefined;
}

function defaultOf(value: ReadyValue, classNames: readonly string[]): string {
  if (value === "class") return classNames[0] ?? "";
  return value === "count" || value === "share" || value === "status" ? READY_DEFAULTS[value] : "";
}

/** The first line that is no comment, or the comment in front. */
function firstLine(sql: string): string {
  const lines = sql.split("\n").filter((line) => line.trim() !== "");
  const comment = lines[0]?.match(/^--\s*(.+)/)?.[1];
  return comment ?? lines.join(" ").slice(0, 120);
}

function outcomeOf(rowCount: number | null, truncated: boolean): string {
  if (rowCount === null) return "no result";
  return `${truncated ? "more than " : ""}${formatCountOf(rowCount, "row")}`;
}
