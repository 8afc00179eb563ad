import type { LabelOverview } from "../../core/label/label-overview.ts";
import type { LabelRules } from "../../core/label/label-rules.ts";
import type { MaskPreview } from "../../core/label/mask-preview.ts";
import type { Outcome } from "../../core/outcome.ts";
import { isOfSpansAlone, labelScopeWords } from "../../core/present/label-words.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import { type ListedRule, listedRules } from "../../core/present/rule-list.ts";
import { Notice } from "../shared/notice.tsx";
import { LabelTable } from "./label-table.tsx";
import { MaskPanel } from "./mask-panel.tsx";
import { RulesPanel } from "./rules-panel.tsx";
import { VariantsPanel } from "./variants-panel.tsx";
import "./labels.css";

/** What the masks of some rules take of messages; a mask that does not come to an end is a failure. */
export type OnPreviewMasks = (
  texts: readonly string[],
  rules: LabelRules,
  signal: AbortSignal,
) => Promise<Outcome<MaskPreview[]>>;

export interface LabelsPanelProps {
  /** The labels under the present rules; null while they are not known. */
  readonly overview: LabelOverview | null;
  /** Of the first records of the file on screen, or of everything that was read. */
  readonly scope: "sample" | "all";
  /** Why the labels could not be told, as a sentence. */
  readonly problem: string | null;
  readonly rules: LabelRules;
  /** Messages of the first records as they are written; none if no label is mined. */
  readonly messages: readonly string[];
  readonly onAdd: (rule: ListedRule) => void;
  readonly onRemove: (rule: ListedRule) => void;
  readonly onPreviewMasks: OnPreviewMasks;
}

/** Which events are of one kind: labels, how free text became them, and what a person says of them. */
export function LabelsPanel(props: LabelsPanelProps) {
  const { overview, scope, problem, rules, messages, onAdd, onRemove, onPreviewMasks } = props;
  const hasLabels = overview !== null && !isOfSpansAlone(overview);
  const isRuled = hasLabels || listedRules(rules).length > 0;
  return (
    <div class="labels" data-testid="labels">
      <div class="labels-main">
        {problem !== null && <Notice tone="error">{problem}</Notice>}
        {overview === null && problem === null && <p class="quiet">Looking at the labels</p>}
        {overview !== null && hasLabels && (
          <>
            <VariantsPanel clusters={overview.clusters} total={overview.clusterCount} onAdd={onAdd} />
            <LabelTable overview={overview} note={labelScopeWords(overview, scope)} onAdd={onAdd} />
          </>
        )}
        {overview !== null && overview.spanEvents > 0 && (
          <Notice tone="plain">
            {formatCountOf(overview.spanEvents, "event")} of spans have no label: a span is called by the name of its
            task, which is not merged here.
          </Notice>
        )}
        {messages.length > 0 && (
          <MaskPanel messages={messages} rules={rules} onAdd={onAdd} onRemove={onRemove} onPreview={onPreviewMasks} />
        )}
      </div>
      {isRuled && (
        <aside class="labels-side">
          <RulesPanel rules={rules} unknown={overview?.unknownLabels ?? []} onRemove={onRemove} />
        </aside>
      )}
    </div>
  );
}
