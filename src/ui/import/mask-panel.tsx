import { useState } from "preact/hooks";
import type { LabelRules } from "../../core/label/label-rules.ts";
import type { MaskPreview } from "../../core/label/mask-preview.ts";
import { type ListedRule, withRule } from "../../core/present/rule-list.ts";
import { MASKS } from "../../core/present/rule-words.ts";
import { latest, sentenceOf, useAnswer } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import type { OnPreviewMasks } from "./labels-panel.tsx";
import { useSettled } from "./use-settled.ts";

interface MaskPanelProps {
  readonly messages: readonly string[];
  readonly rules: LabelRules;
  readonly onAdd: (rule: ListedRule) => void;
  readonly onRemove: (rule: ListedRule) => void;
  readonly onPreview: OnPreviewMasks;
}

/** Typing settles for this long before a mask is tried. */
const SETTLE_MS = 200;

/** What varies in messages and is taken out of labels, tried on real ones while it is changed. */
export function MaskPanel({ messages, rules, onAdd, onRemove, onPreview }: MaskPanelProps) {
  const [name, setName] = useState("");
  const [pattern, setPattern] = useState("");
  const hasDraft = name !== "" && pattern !== "";
  const draft: ListedRule = { kind: "masks", rule: { name, pattern } };
  const tried = useSettled(JSON.stringify(hasDraft ? withRule(rules, draft) : rules), SETTLE_MS);
  const answer = useAnswer(tried + messages.join("\u001e"), (signal) =>
    onPreview(messages, JSON.parse(tried) as LabelRules, signal),
  );
  const outcome = latest(answer);
  const problem =
    answer.state === "failed" ? answer.message : outcome?.ok === false ? sentenceOf(outcome.failure.message) : null;
  const previews = outcome?.ok === true ? outcome.value : null;
  const isTried = hasDraft && answer.state === "answered" && tried === JSON.stringify(withRule(rules, draft));
  const hits = previews?.filter(({ spans }) => spans.some((span) => span.name === name)).length ?? 0;
  const add = (event: Event) => {
    event.preventDefault();
    if (!isTried || problem !== null) return;
    onAdd(draft);
    setName("");
    setPattern("");
  };
  return (
    <Panel id="masks" title="Masks" note="values that are taken out of messages, so that like messages are one label">
      <fieldset class="mask-kinds">
        <legend class="hidden">Built-in masks</legend>
        {MASKS.map(({ kind, words }) => (
          <label key={kind} class="check">
            <input
              type="checkbox"
              checked={!(rules.unmasked ?? []).includes(kind)}
              onChange={(event) => (event.currentTarget.checked ? onRemove : onAdd)({ kind: "unmasked", rule: kind })}
            />
            {words}
          </label>
        ))}
      </fieldset>
      <form class="mask-own" onSubmit={add}>
        <label>
          <span>Own mask</span>
          <input
            class="input mask-name"
            value={name}
            placeholder="user"
            aria-label="Name of the mask"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <input
          class="input mask-pattern"
          value={pattern}
          placeholder="regular expression, for example user (\w+)"
          aria-label="Regular expression of the mask"
          onInput={(event) => setPattern(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={!isTried || problem !== null}>
          Add mask
        </button>
        {hasDraft && isTried && problem === null && (
          <span class="quiet" role="status">
            found in {hits} of {messages.length}
          </span>
        )}
      </form>
      {problem !== null && <Notice tone="error">{problem}</Notice>}
      {previews !== null && (
        <ul class="mask-preview" aria-label="Messages of the first records, what is masked set off">
          {previews.map((preview, at) => (
            <li key={at}>
              <MaskedMessage text={messages[at]} preview={preview} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function MaskedMessage({ text, preview }: { readonly text: string; readonly preview: MaskPreview }) {
  let at = 0;
  const parts = preview.spans.map(({ start, end, name }) => {
    const before = text.slice(at, start);
    at = end;
    return (
      <span key={start}>
        {before}
        <mark class="mask-span" title={name}>
          {text.slice(start, end)}
        </mark>
      </span>
    );
  });
  return (
    <code>
      {parts}
      {text.slice(at)}
    </code>
  );
}
