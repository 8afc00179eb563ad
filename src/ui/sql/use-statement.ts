import { useEffect, useRef, useState } from "preact/hooks";
import type { DatabaseState } from "../../app/database.ts";
import type { SqlConsole } from "../../app/sql-console.ts";
import type { Workspace } from "../../app/workspace.ts";

/** The option that holds the statement: other views open this one by setting it. */
const SQL_TEXT = "sql.text";

/** Typing reaches the address bar when it rests: browsers count how often that changes. */
const REST_MS = 400;

export interface Statement {
  readonly text: string;
  type(text: string): void;
  run(): void;
  /** Puts a statement into the editor and runs it. */
  show(sql: string): void;
}

/**
 * The text of the editor, which lives in the address bar. A statement that came from elsewhere (another view, the search
 * box, a link) is run by itself once the database can answer it; what is typed waits for Run.
 */
export function useStatement(
  workspace: Workspace,
  console: SqlConsole,
  database: DatabaseState,
  firstText: string,
): Statement {
  const given = workspace.option(SQL_TEXT) ?? firstText;
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pending = useRef<string | null>(null);
  const flush = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (pending.current !== null) workspace.setOption(SQL_TEXT, pending.current);
    pending.current = null;
  };
  useEffect(() => flush, []);
  useEffect(() => {
    // Something else has been put there: what was typed before is in the history of the address bar.
    if (given !== console.draft) setTyped(null);
    const state = console.state.peek();
    const wasRun = "sql" in state && state.sql === given;
    if (database.name === "ready" && !wasRun && given !== console.draft && given.trim() !== "") void console.run(given);
  }, [given, database.name]);

  const text = typed ?? given;
  return {
    text,
    type(next) {
      console.draft = next;
      setTyped(next);
      pending.current = next;
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(flush, REST_MS);
    },
    run() {
      console.draft = text;
      flush();
      void console.run(text);
    },
    show(sql) {
      console.draft = sql;
      pending.current = null;
      setTyped(sql);
      workspace.setOption(SQL_TEXT, sql, "push");
      void console.run(sql);
    },
  };
}
