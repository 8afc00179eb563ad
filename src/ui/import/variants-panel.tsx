import type { VariantCluster } from "../../core/label/variant-clusters.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import type { ListedRule } from "../../core/present/rule-list.ts";
import { Panel } from "../shared/panel.tsx";

interface VariantsPanelProps {
  readonly clusters: readonly VariantCluster[];
  readonly total: number;
  readonly onAdd: (rule: ListedRule) => void;
}

/** Clusters that are shown at once: a person decides one after the other. */
const SHOWN = 8;

const DIFFERENCES: Readonly<Record<VariantCluster["difference"], string>> = {
  case: "letter case",
  punctuation: "punctuation",
  word: "one word",
};

/** Labels that may be one, to be decided; what was decided is among the rules. */
export function VariantsPanel({ clusters, total, onAdd }: VariantsPanelProps) {
  const open = clusters.filter(({ decision }) => decision === "open");
  const rest = total - (clusters.length - open.length) - Math.min(open.length, SHOWN);
  if (open.length === 0) return null;
  return (
    <Panel id="variants" title="One label or several?" note="labels that differ only in form">
      <ul class="variants" data-testid="variants">
        {open.slice(0, SHOWN).map(({ labels, difference }) => {
          const names = labels.map(({ label }) => label);
          return (
            <li key={names.join("\u001f")} class="variant">
              <span class="variant-difference">{DIFFERENCES[difference]}</span>
              <span class="variant-labels">
                {labels.map(({ label, events }) => (
                  <span key={label} class="variant-label">
                    <code>{label}</code> <span class="quiet">{formatCount(events)}</span>
                  </span>
                ))}
              </span>
              {/* biome-ignore lint/a11y/useSemanticElements: three buttons of one question, not fields of a form. */}
              <span class="variant-actions" role="group" aria-label={names.join(", ")}>
                <button
                  type="button"
                  class="button"
                  title={`Count all as “${names[0]}”`}
                  onClick={() => onAdd({ kind: "merges", rule: { labels: names, into: names[0] } })}
                >
                  Merge
                </button>
                <button
                  type="button"
                  class="button"
                  title="They are different; do not ask again"
                  onClick={() => onAdd({ kind: "apart", rule: names })}
                >
                  Keep apart
                </button>
                <button
                  type="button"
                  class="button"
                  title="Keep apart for now, and note it in the recipe"
                  onClick={() => onAdd({ kind: "flagged", rule: names })}
                >
                  Flag
                </button>
              </span>
            </li>
          );
        })}
      </ul>
      {rest > 0 && (
        <p class="panel-foot">{formatCountOf(rest, "more pair or group", "more pairs or groups")} follow.</p>
      )}
    </Panel>
  );
}
