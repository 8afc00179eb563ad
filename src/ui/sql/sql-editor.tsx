import { useEffect, useRef, useState } from "preact/hooks";
import type { TableState } from "../../app/database.ts";
import type { FunctionName } from "../../app/sql-console.ts";
import type { CodeEditor } from "./code-editor.ts";

interface SqlEditorProps {
  /** Shown when it changes; what is typed comes back through `onChange`. */
  readonly text: string;
  readonly problem: { readonly at: number; readonly message: string } | null;
  readonly tables: readonly TableState[];
  readonly functions: readonly FunctionName[];
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  /** Receives what puts a word at the cursor. */
  readonly onReady: (insert: (word: string) => void) => void;
}

/** The statement. Until the editor has been loaded, and if it cannot be, a plain field takes its place. */
export function SqlEditor(props: SqlEditorProps) {
  const { text, problem, tables, functions } = props;
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const [isPlain, setPlain] = useState(false);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let isCurrent = true;
    let made: CodeEditor | null = null;
    import("./code-editor.ts").then(
      ({ CodeEditor: Editor }) => {
        if (!isCurrent || host.current === null) return;
        const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
        made = new Editor(root, {
          text: latest.current.text,
          onChange: (typed) => latest.current.onChange(typed),
          onRun: () => latest.current.onRun(),
        });
        setEditor(made);
        latest.current.onReady((word) => made?.insert(word));
      },
      () => isCurrent && setPlain(true),
    );
    return () => {
      isCurrent = false;
      made?.destroy();
    };
  }, []);

  useEffect(() => {
    if (editor !== null) editor.text = text;
  }, [editor, text]);
  useEffect(() => editor?.setProblem(problem), [editor, problem?.at, problem?.message]);
  useEffect(() => editor?.setNames(tables, functions), [editor, namesOf(tables), functions.length]);

  if (isPlain) {
    return (
      <textarea
        class="sql-plain"
        aria-label="SQL statement"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => props.onChange(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) props.onRun();
        }}
      />
    );
  }
  return <div class="sql-editor" ref={host} data-testid="sql-editor" aria-busy={editor === null} />;
}

/** Tables and columns change only with the dataset; their rows grow while the database is filled. */
function namesOf(tables: readonly TableState[]): string {
  return tables.map(({ name, columns }) => `${name} ${columns.length}`).join();
}
