import type { TriedLine } from "../../core/log/text/pattern-trial.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { linePieces } from "../../core/present/pattern-editing.ts";
import type { RoleTint } from "../../core/present/preview-cells.ts";
import { Icon } from "../shared/icon.tsx";
import { TableScroll } from "../shared/panel.tsx";
import { useRoving } from "../shared/use-roving.ts";

interface PatternLinesProps {
  readonly lines: readonly TriedLine[];
  /** Null of a field that can have no role here. */
  readonly tintOf: (field: string) => RoleTint | null;
  readonly clocks: readonly (string | null)[];
  readonly isEditing: boolean;
  /** What was tried is a pattern at all. */
  readonly isPattern: boolean;
  readonly onToken: (field: string, value: string, anchor: HTMLElement) => void;
  readonly onPropose: (line: TriedLine) => void;
}

/** Real lines in the tints of their fields; lines that are no records are marked. */
export function PatternLines({ lines, tintOf, clocks, isPattern, isEditing, onToken, onPropose }: PatternLinesProps) {
  const tokens = lines.reduce((sum, { spans }) => sum + spans.filter(({ name }) => tintOf(name) !== null).length, 0);
  const roving = useRoving(tokens);
  const firstOdd = lines.findIndex(({ kind }) => kind === "none");
  let token = -1;
  let record = -1;
  return (
    <TableScroll label="Lines">
      <div class="import-line import-line-heads" aria-hidden="true">
        <span class="import-line-number">line</span>
        {clocks.length > 0 && <span class="import-line-clock">time in UTC</span>}
        <span class="import-line-mark" />
        <span>as written; click a value to give it a role</span>
      </div>
      <ol class="import-lines" data-testid="pattern-lines" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        {lines.map((line, position) => {
          if (line.kind === "record") record++;
          const clock = line.kind === "record" ? (clocks[record] ?? null) : null;
          return (
            <li key={line.line} class={`import-line import-line-${isPattern ? line.kind : "record"}`}>
              <span class="import-line-number">{formatCount(line.line)}</span>
              {clocks.length > 0 && (
                <span class="import-line-clock" data-testid="line-clock">
                  {clock ?? ""}
                </span>
              )}
              <span class="import-line-mark">
                {line.kind === "none" && isPattern && <Icon name="close" />}
                <span class="hidden">
                  {line.kind === "none" ? "does not fit: " : line.kind === "more" ? "goes on: " : ""}
                </span>
              </span>
              <code class="import-line-text">
                {linePieces(line).map(({ text, field }, at) => {
                  if (field === null) return <span key={at}>{text}</span>;
                  const tint = tintOf(field);
                  if (tint === null) return <span key={at}>{text}</span>;
                  token++;
                  return (
                    <button
                      key={at}
                      type="button"
                      class={`import-token role-${tint}`}
                      title={field}
                      data-rove
                      tabIndex={roving.tabIndex(token)}
                      aria-haspopup="menu"
                      onClick={(event) => onToken(field, text, event.currentTarget)}
                    >
                      {text}
                    </button>
                  );
                })}
              </code>
              {line.kind === "none" && line.reason !== null && <span class="import-line-why">{line.reason}</span>}
              {(line.kind === "none" || isEditing) && (
                <button
                  type="button"
                  class={`button import-propose ${position === firstOdd && isPattern ? "import-propose-first" : ""}`}
                  aria-label={`Propose a pattern from line ${line.line}`}
                  onClick={() => onPropose(line)}
                >
                  Propose from this line
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </TableScroll>
  );
}
