import { useState } from "preact/hooks";
import type { IgnoredLine } from "../../core/log/source-plan.ts";
import { sharedPrefix } from "../../core/present/shared-prefix.ts";

interface IgnoreFormProps {
  /** Lines of the reason that is dealt with. */
  readonly samples: readonly string[];
  /** What these lines begin with is no beginning of records. */
  readonly isSafe: boolean;
  readonly onIgnore: (line: IgnoredLine) => void;
}

/** Tells lines to be ignored by their beginning or by a regular expression, which is only run where it can be stopped. */
export function IgnoreForm({ samples, isSafe, onIgnore }: IgnoreFormProps) {
  const [how, setHow] = useState<"prefix" | "pattern">("prefix");
  const [text, setText] = useState(() => (isSafe ? sharedPrefix(samples) : ""));
  const hits = samples.filter((sample) => sample.startsWith(text)).length;
  const submit = (event: Event) => {
    event.preventDefault();
    if (text !== "") onIgnore(how === "prefix" ? { prefix: text } : { pattern: text });
  };
  return (
    <form class="ignore-form" onSubmit={submit}>
      <select
        class="select"
        aria-label="Which lines"
        value={how}
        onChange={(event) => setHow(event.currentTarget.value as "prefix" | "pattern")}
      >
        <option value="prefix">lines that begin with</option>
        <option value="pattern">lines that fit the expression</option>
      </select>
      <input
        class="input"
        aria-label={how === "prefix" ? "Beginning of the lines" : "Regular expression"}
        placeholder={how === "prefix" ? "the beginning of the lines" : "^-- MARK"}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={text === ""}>
        Ignore
      </button>
      <span class="quiet" role="status">
        {text === "" || how === "pattern" ? "" : `${hits} of the ${samples.length} samples`}
      </span>
    </form>
  );
}
