import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from "@codemirror/autocomplete";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { Compartment, Prec } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { minimalSetup } from "codemirror";
import type { TableState } from "../../app/database.ts";
import type { FunctionName } from "../../app/sql-console.ts";
import { editorTheme } from "./editor-theme.ts";
import { sqlLanguage } from "./sql-language.ts";

export interface CodeEditorOptions {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** The editor of statements. Its own chunk: it is as large as the rest of the page. */
export class CodeEditor {
  private readonly view: EditorView;
  private readonly language = new Compartment();

  /** @param root in a shadow root styles are adopted sheets, which the page's policy allows */
  constructor(root: ShadowRoot, { text, onChange, onRun }: CodeEditorOptions) {
    const run = (view: EditorView) => {
      closeCompletion(view);
      onRun();
      return true;
    };
    this.view = new EditorView({
      root,
      parent: root,
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
        minimalSetup,
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ icons: false }),
        // Tab leaves the editor as it leaves every field.
        keymap.of([...closeBracketsKeymap, ...completionKeymap]),
        this.language.of(sqlLanguage([], [])),
        placeholder("Write SQL about the tables at the left"),
        EditorView.contentAttributes.of({ "aria-label": "SQL statement" }),
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        editorTheme,
      ],
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replaces the text, as one step that can be undone. */
  set text(text: string) {
    if (text === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** Puts a word where the cursor is. */
  insert(word: string): void {
    this.view.dispatch(this.view.state.replaceSelection(word));
    this.view.focus();
  }

  /** What colours and completion know. */
  setNames(tables: readonly TableState[], functions: readonly FunctionName[]): void {
    this.view.dispatch({ effects: this.language.reconfigure(sqlLanguage(tables, functions)) });
  }

  /** Marks the word at an offset; null takes the mark away. */
  setProblem(problem: { readonly at: number; readonly message: string } | null): void {
    const { doc } = this.view.state;
    if (problem === null) {
      this.view.dispatch(setDiagnostics(this.view.state, []));
      return;
    }
    const from = Math.min(problem.at, doc.length);
    const word = doc.sliceString(from, Math.min(doc.length, from + 200)).match(/^(\w+|"[^"]*"|'[^']*'|\S)/);
    const to = from + (word?.[0].length ?? 0);
    this.view.dispatch(setDiagnostics(this.view.state, [{ from, to, severity: "error", message: problem.message }]));
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }
}

/**
 * Typing over a selection is done here, not by the browser: it would keep the look of what is replaced in a style
 * attribute, which the page's policy forbids and reports.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  if (empty || event.inputType !== "insertText" || event.data === null || view.composing) return false;
  const text = event.data;
  const plain = () =>
    view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  const isTaken = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, plain));
  if (!isTaken) view.dispatch(plain());
  event.preventDefault();
  return true;
}
