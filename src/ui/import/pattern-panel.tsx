import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { TriedLine } from "../../core/log/text/pattern-trial.ts";
import { formatCountOf, formatShare } from "../../core/present/number-format.ts";
import { type PlanPattern, patternPieces } from "../../core/present/pattern-editing.ts";
import type { RoleTint } from "../../core/present/preview-cells.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import { PatternLines } from "./pattern-lines.tsx";
import type { PatternState } from "./use-pattern.ts";

interface PatternPanelProps {
  readonly patterns: readonly PlanPattern[];
  readonly shown: PlanPattern;
  readonly onShow: (id: string) => void;
  /** The pattern of the detected reading; null if that has none here. */
  readonly original: string | null;
  readonly state: PatternState | null;
  /** Null of a field that can have no role here. */
  readonly tintOf: (field: string) => RoleTint | null;
  /** By record, its time in UTC; empty where that is not known. */
  readonly clocks: readonly (string | null)[];
  readonly action?: ComponentChildren;
  /** It is edited from the first. */
  readonly isFixing: boolean;
  readonly onToken: (field: string, value: string, anchor: HTMLElement) => void;
  readonly onEdit: (text: string) => void;
  /** A pattern for lines like this one; resolves to whether one was found. */
  readonly onPropose: (line: TriedLine) => Promise<boolean>;
}

/** The pattern of lines of text, to be edited, above real lines in the tints of their fields. */
export function PatternPanel(props: PatternPanelProps) {
  const { patterns, shown, onShow, original, state, tintOf, clocks, action, onToken, onEdit, onPropose } = props;
  const [isEditing, setEditing] = useState(props.isFixing);
  const [remark, setRemark] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const trial = state?.trial ?? null;
  const isCurrent = state?.text === shown.text;
  const problem = isCurrent ? (trial?.problem ?? null) : null;
  useEffect(() => setRemark(null), [shown.id, shown.text]);

  const goTo = (line: number, at: number) => {
    const before = shown.text.split("\n").slice(0, line).join("\n").length;
    const start = (line === 0 ? 0 : before + 1) + at;
    field.current?.focus();
    field.current?.setSelectionRange(start, Math.min(shown.text.length, start + 1));
  };
  const propose = async (line: TriedLine) => {
    setRemark(null);
    setEditing(true);
    const isFound = await onPropose(line);
    if (!isFound)
      setRemark(`Line ${line.line} has no stamp that is known: write its fields yourself, {name} for each.`);
  };
  const total = trial === null ? 0 : trial.records + trial.unmatched;
  const fits =
    trial === null || total === 0 || problem !== null
      ? ""
      : `fits ${formatShare(trial.records / total)} of ${formatCountOf(total, "line")}`;
  const more =
    trial === null || trial.continuations === 0 ? "" : `, ${formatCountOf(trial.continuations, "line")} go on`;
  return (
    <Panel
      id="pattern"
      title={shown.title}
      note={
        <span role="status" data-testid="pattern-share">
          {fits}
          {more}
        </span>
      }
      action={
        <span class="import-switches">
          {patterns.length > 1 &&
            patterns.map(({ id, title }) => (
              <button key={id} type="button" class="button" aria-pressed={id === shown.id} onClick={() => onShow(id)}>
                {title}
              </button>
            ))}
          {action}
        </span>
      }
    >
      <div class="import-pattern">
        <span class="import-pattern-word" id="pattern-word">
          pattern
        </span>
        {isEditing ? (
          <textarea
            ref={field}
            class="input import-pattern-field"
            aria-labelledby="pattern-word"
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : "pattern-problem"}
            rows={Math.min(8, shown.text.split("\n").length)}
            spellcheck={false}
            autocomplete="off"
            value={shown.text}
            onInput={(event) => onEdit(event.currentTarget.value)}
          />
        ) : (
          <code class="import-pattern-text" data-testid="pattern-text">
            {patternPieces(shown.text).map(({ text, field: name }, at) =>
              name === null ? (
                <span key={at}>{text}</span>
              ) : (
                <span key={at} class={`preview-token role-${tintOf(name) ?? "none"}`}>
                  {text}
                </span>
              ),
            )}
          </code>
        )}
        <span class="import-switches">
          {original !== null && original !== shown.text && (
            <button type="button" class="button" onClick={() => onEdit(original)}>
              <Icon name="undo" />
              Reset
            </button>
          )}
          <button type="button" class="button" aria-pressed={isEditing} onClick={() => setEditing(!isEditing)}>
            {isEditing ? "Done" : "Edit"}
          </button>
        </span>
      </div>
      {isEditing && problem === null && (
        <p class="import-pattern-help">
          <code>{"{name}"}</code> a word, <code>{"{name:number}"}</code>, <code>{"{name:rest}"}</code> what is left,{" "}
          <code>{"{time:yyyy-MM-dd HH:mm:ss,SSS}"}</code> a stamp, <code>{"{? … }"}</code> may be missing. Each line is
          another form. A field called like a role gets it.
        </p>
      )}
      {problem !== null && (
        <div id="pattern-problem" class="import-pattern-problem" role="alert" data-testid="pattern-problem">
          <Icon name="error" />
          <span>
            <code>
              {lineOf(shown.text, problem.line).slice(0, problem.at)}
              <mark>{lineOf(shown.text, problem.line).slice(problem.at, problem.at + 1) || "␣"}</mark>
              {lineOf(shown.text, problem.line).slice(problem.at + 1)}
            </code>
            Line {problem.line + 1}, character {problem.at + 1}: {problem.message}.
          </span>
          {isEditing && (
            <button type="button" class="button" onClick={() => goTo(problem.line, problem.at)}>
              Go there
            </button>
          )}
        </div>
      )}
      {remark !== null && <Notice tone="plain">{remark}</Notice>}
      {state?.message != null && isCurrent && <Notice tone="error">{state.message}</Notice>}
      {state === null && <p class="panel-text quiet">Reading the first lines</p>}
      {trial !== null && (
        <PatternLines
          lines={trial.lines}
          tintOf={tintOf}
          clocks={trial.problem === null ? clocks : []}
          isPattern={trial.problem === null}
          isEditing={isEditing}
          onToken={onToken}
          onPropose={(line) => void propose(line)}
        />
      )}
    </Panel>
  );
}

function lineOf(text: string, line: number): string {
  return text.split("\n")[line] ?? "";
}
