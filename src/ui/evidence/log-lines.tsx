import { useSignal } from "@preact/signals";
import type { Outcome } from "../../core/outcome.ts";
import { formatCount } from "../../core/present/number-format.ts";
import type { EvidenceLine } from "../../core/present/pair-report.ts";
import { useAnswer } from "../shared/answer.ts";
import type { EvidenceContext } from "./evidence-context.ts";

interface LogLinesProps {
  readonly context: EvidenceContext;
  readonly lines: readonly EvidenceLine[];
}

/** Log lines as they stand in their files, read again now. A line that tells several of the events is shown once. */
export function LogLines({ context, lines }: LogLinesProps) {
  const distinct = lines.filter(
    ({ file, line }, at) => lines.findIndex((other) => other.file === file && other.line === line) === at,
  );
  const key = distinct.map(({ file, line }) => `${file}:${line}`).join(" ");
  const answer = useAnswer(key, () => readLines(context, distinct));
  const open = useSignal<string | null>(null);
  return (
    <ol class="ev-lines" data-testid="evidence-lines" aria-busy={answer.state === "asking"}>
      {distinct.map(({ file, line, name, host }, at) => {
        const place = `${context.state.files[file]?.name ?? "unknown file"}:${formatCount(line)}`;
        const outcome = answer.state === "answered" ? answer.value[at] : null;
        const isOpen = open.value === place;
        return (
          <li key={place}>
            <span class="ev-line-head">
              <button
                type="button"
                class="link ev-line-place"
                aria-expanded={isOpen}
                aria-label={`${place}, ${isOpen ? "short" : "in full"}`}
                onClick={() => {
                  open.value = isOpen ? null : place;
                }}
              >
                {place}
              </button>
              <span class="ev-line-event" title={`${name} on ${host}`}>
                {name.split(" · ").at(-1)} · {host}
              </span>
            </span>
            {outcome === null ? (
              <span class="ev-line-wait">{answer.state === "failed" ? answer.message : "reading the file again"}</span>
            ) : outcome.ok ? (
              <code class={isOpen ? "" : "ev-line-short"}>{isOpen ? outcome.value : oneLine(outcome.value)}</code>
            ) : (
              <span class="ev-line-wait" role="alert">
                The line cannot be shown: {outcome.failure.message}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** A record of several lines, such as an element of a JSON document, as one. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** In the order asked for; one question a file. */
async function readLines({ workspace }: EvidenceContext, lines: readonly EvidenceLine[]): Promise<Outcome<string>[]> {
  const texts = new Map<EvidenceLine, Outcome<string>>();
  for (const file of new Set(lines.map((each) => each.file))) {
    const own = lines.filter((each) => each.file === file);
    const found = await workspace.questions.rawRecords(
      file,
      own.map(({ line }) => line),
    );
    own.forEach((each, at) => {
      texts.set(each, found[at]);
    });
  }
  return lines.flatMap((each) => texts.get(each) ?? []);
}
