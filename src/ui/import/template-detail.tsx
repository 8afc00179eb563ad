import type { TemplateReport, WildcardReport } from "../../core/label/label-report.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import type { ListedRule } from "../../core/present/rule-list.ts";

/** A label with what varies in it set off. */
export function TemplateText({ text }: { readonly text: string }) {
  return (
    <span class="template">
      {text.split(/(<(?:\*|[a-z]+(?:-[a-z]+)*)>)/).map((part, at) =>
        at % 2 === 1 ? (
          <span key={at} class="template-slot">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </span>
  );
}

interface TemplateDetailProps {
  readonly template: TemplateReport;
  readonly onAdd: (rule: ListedRule) => void;
}

/** The texts behind a label, and each word that varies with the way to part the label by it. */
export function TemplateDetail({ template, onAdd }: TemplateDetailProps) {
  const { label, variants, examples, wildcards } = template;
  return (
    <tr class="again">
      <td />
      <td colSpan={4} class="label-detail">
        <dl>
          <div>
            <dt>{variants > examples.length ? "For example" : "Texts"}</dt>
            <dd>
              {examples.map((text) => (
                <code key={text}>{text}</code>
              ))}
            </dd>
          </div>
          {wildcards.map((wildcard) => (
            <div key={wildcard.position}>
              <dt>Word {wildcard.position + 1}</dt>
              <dd class="label-wildcard">
                <span>
                  {formatCountOf(wildcard.values, "value")}: {valuesOf(wildcard)}
                </span>
                <button
                  type="button"
                  class="button"
                  onClick={() => onAdd({ kind: "splits", rule: { label, position: wildcard.position } })}
                >
                  Split into {wildcard.values}
                </button>
              </dd>
            </div>
          ))}
          {wildcards.length === 0 && (
            <div>
              <dt>Split</dt>
              <dd class="quiet">
                {variants > 1 ? "merged by a rule: undo that rule to part it" : "no word of it varies"}
              </dd>
            </div>
          )}
        </dl>
      </td>
    </tr>
  );
}

function valuesOf({ values, examples }: WildcardReport) {
  return examples.map((value, at) => (
    <span key={value}>
      {at > 0 && ", "}
      <code>{value}</code>
      {at === examples.length - 1 && values > examples.length && " …"}
    </span>
  ));
}
