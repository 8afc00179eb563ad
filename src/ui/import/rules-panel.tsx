import type { LabelRules } from "../../core/label/label-rules.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { type ListedRule, listedRules } from "../../core/present/rule-list.ts";
import { ruleWords } from "../../core/present/rule-words.ts";
import { Icon } from "../shared/icon.tsx";
import { Panel } from "../shared/panel.tsx";

interface RulesPanelProps {
  readonly rules: LabelRules;
  /** Labels that rules name and the log does not have. */
  readonly unknown: readonly string[];
  readonly onRemove: (rule: ListedRule) => void;
}

/** What was said of labels, in the order in which it is applied; each can be taken back. */
export function RulesPanel({ rules, unknown, onRemove }: RulesPanelProps) {
  const listed = listedRules(rules);
  return (
    <Panel id="label-rules" title="Your rules" note={listed.length === 0 ? "" : formatCount(listed.length)}>
      {listed.length === 0 ? (
        <p class="panel-text quiet">None yet. They become part of the recipe.</p>
      ) : (
        <ul class="rule-list" data-testid="label-rules">
          {listed.map((rule) => {
            const words = ruleWords(rule);
            return (
              <li key={words}>
                <span>{words}</span>
                <button
                  type="button"
                  class="button button-icon button-quiet"
                  aria-label={`Undo: ${words}`}
                  title="Undo"
                  onClick={() => onRemove(rule)}
                >
                  <Icon name="undo" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {unknown.length > 0 && (
        <p class="panel-foot rule-unknown">
          <Icon name="warning" /> Not in these records: {unknown.slice(0, 5).join(", ")}
          {unknown.length > 5 && ` and ${formatCount(unknown.length - 5)} more`}.
        </p>
      )}
      <p class="panel-foot">
        Merges and splits are applied without reading the files again; masks take another reading.
      </p>
    </Panel>
  );
}
