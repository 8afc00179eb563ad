import { useRef } from "preact/hooks";
import type { SampleLines } from "../../core/log/sample-lines.ts";
import type { IgnoredLine } from "../../core/log/source-plan.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { ignoredWords } from "../../core/present/rule-words.ts";
import { conservationSentence } from "../../core/present/summary-words.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import type { PlanChanges } from "./plan-changes.ts";
import { RejectGroup } from "./reject-group.tsx";
import "./labels.css";
import "./rejects.css";

export interface RejectsPanelProps {
  readonly file: string;
  /** What was rejected when the file was last read, or of its first records; null while that is not known. */
  readonly lines: SampleLines | null;
  readonly scope: "sample" | "all";
  /** What became of the first lines under the present rules; null while that is not known. */
  readonly sample: SampleLines | null;
  /** Why the first lines could not be read under the present rules, as a sentence. */
  readonly problem: string | null;
  /** What the analysis stopped for. */
  readonly question: string | null;
  /** Lines can be ignored or continued: of documents and Parquet they cannot. */
  readonly hasLines: boolean;
  /** Lines lie in others: what is shown of them is not what a prefix of the line inside would be. */
  readonly isWrapped: boolean;
  readonly changes: PlanChanges;
  /** Other files of the same form, for which it is said as well. */
  readonly alike: number;
  readonly onIgnore: (line: IgnoredLine, is: "added" | "removed") => void;
  readonly onContinue: (isContinued: boolean) => void;
  /** Leads to the editor of the pattern of lines, with a line that does not fit; absent where there is none. */
  readonly onFixPattern?: (line: string) => void;
}

/** Lines that could not be used, by reason, and what can be done about each. */
export function RejectsPanel(props: RejectsPanelProps) {
  const { file, lines, scope, sample, problem, question, changes } = props;
  const unchanged = useRef({ changes, sample });
  // What became of the first lines before any rule was made here.
  if (unchanged.current.changes === changes && sample !== null) unchanged.current = { changes, sample };
  const before = unchanged.current.sample;
  const total = lines?.counts.rejects ?? 0;
  const lost = before === null || sample === null ? 0 : before.counts.records - sample.counts.records;
  return (
    <div class="rejected" data-testid="rejected">
      <div class="rejected-main">
        {question !== null && <Notice tone="warning">{question}</Notice>}
        {problem !== null && <Notice tone="error">{problem}</Notice>}
        {lost > 0 && (
          <Notice tone="warning">
            {formatCountOf(lost, "record")} among the first lines would be ignored as well: make the rule narrower.
          </Notice>
        )}
        <Panel
          id="rejected-lines"
          title="Rejected"
          note={
            lines === null
              ? ""
              : `${formatCountOf(total, "line")} of ${scope === "all" ? "" : "the first "}${formatCount(lines.counts.lines)} of ${file}, by reason${scope === "all" && hasRules(changes) ? "; as last read" : "; nothing is dropped silently"}`
          }
        >
          {lines === null && <p class="panel-text quiet">Reading the first lines</p>}
          {lines !== null && total === 0 && <p class="panel-text">No line was rejected.</p>}
          {lines?.rejects.map((reject) => (
            <RejectGroup key={`${file} ${reject.code}`} {...props} reject={reject} ofLines={lines.counts.lines} />
          ))}
        </Panel>
      </div>
      <aside class="rejected-side">
        <Panel
          id="line-rules"
          title="Your rules"
          note={props.alike > 0 ? `for ${formatCountOf(props.alike + 1, "file")}` : ""}
        >
          <LineRules {...props} />
          {sample !== null && hasRules(changes) && (
            <p class="panel-foot" role="status" data-testid="sample-lines">
              With these, of the first lines: {conservationSentence(sample.counts)}.
            </p>
          )}
          <p class="panel-foot">Rules take another reading of the files. They become part of the recipe.</p>
        </Panel>
      </aside>
    </div>
  );
}

function hasRules({ ignored = [], unmatched }: PlanChanges): boolean {
  return ignored.length > 0 || unmatched !== undefined;
}

function LineRules({ changes, onIgnore, onContinue }: RejectsPanelProps) {
  const { ignored = [], unmatched } = changes;
  if (!hasRules(changes)) return <p class="panel-text quiet">None yet.</p>;
  return (
    <ul class="rule-list" data-testid="line-rules">
      {unmatched !== undefined && (
        <Rule words="lines that do not fit continue the line before" onUndo={() => onContinue(false)} />
      )}
      {ignored.map((line) => (
        <Rule key={JSON.stringify(line)} words={ignoredWords(line)} onUndo={() => onIgnore(line, "removed")} />
      ))}
    </ul>
  );
}

function Rule({ words, onUndo }: { readonly words: string; readonly onUndo: () => void }) {
  return (
    <li>
      <span>{words}</span>
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label={`Undo: ${words}`}
        title="Undo"
        onClick={onUndo}
      >
        <Icon name="undo" />
      </button>
    </li>
  );
}
