import { useId } from "preact/hooks";
import type { ClassRule } from "../../core/trace/shapes.ts";
import "./class-rule-choice.css";

interface ClassRuleChoiceProps {
  readonly rule: ClassRule;
  /** Keys and attributes that requests can be told apart by. */
  readonly keys: readonly string[];
  readonly onChange: (rule: ClassRule) => void;
}

/** By what requests are told apart: a model is made of each class. */
export function ClassRuleChoice({ rule, keys, onChange }: ClassRuleChoiceProps) {
  const name = useId();
  const key = rule.by === "key" ? rule.name : (keys[0] ?? "");
  const choices: readonly { rule: ClassRule; title: string; meaning: string; isDisabled?: boolean }[] = [
    { rule: { by: "shape" }, title: "by shape", meaning: "same beginning, like events" },
    ...(rule.by === "root"
      ? [{ rule: { by: "root" as const }, title: "by beginning", meaning: "same beginning" }]
      : []),
    {
      rule: { by: "key", name: key },
      title: "by a key",
      meaning: keys.length === 0 ? "no column has the role key or attribute" : "same value there, like events",
      isDisabled: keys.length === 0 && rule.by !== "key",
    },
    { rule: { by: "none" }, title: "not at all", meaning: "all requests are one class" },
  ];
  return (
    <fieldset class="class-rule">
      <legend class="hidden">Requests are told apart</legend>
      {choices.map(({ rule: choice, title, meaning, isDisabled = false }) => (
        <div key={choice.by} class="class-rule-row">
          <label class={`class-rule-label ${isDisabled ? "quiet" : ""}`}>
            <input
              type="radio"
              name={name}
              checked={rule.by === choice.by}
              disabled={isDisabled}
              onChange={() => onChange(choice)}
            />
            <span>
              {title}
              <span class="class-rule-meaning">{meaning}</span>
            </span>
          </label>
          {choice.by === "key" && rule.by === "key" && (
            <select
              class="select class-rule-key"
              aria-label="Key"
              value={key}
              onChange={(event) => onChange({ by: "key", name: event.currentTarget.value })}
            >
              {/* A key that is no longer mapped stays to be seen, and left. */}
              {[...new Set([...keys, key])].map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          )}
        </div>
      ))}
    </fieldset>
  );
}
