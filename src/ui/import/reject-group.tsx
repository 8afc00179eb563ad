import { useState } from "preact/hooks";
import type { SampleLines } from "../../core/log/sample-lines.ts";
import { formatCount, formatShare } from "../../core/present/number-format.ts";
import { rejectActions, rejectWords } from "../../core/present/reject-words.ts";
import { IgnoreForm } from "./ignore-form.tsx";
import type { RejectsPanelProps } from "./rejects-panel.tsx";

interface RejectGroupProps extends RejectsPanelProps {
  readonly reject: SampleLines["rejects"][number];
  readonly ofLines: number;
}

/** Samples shown at first, and once more are asked for. */
const FEW = 3;
const MANY = 50;

/** The lines of one reason: how many, some of them with their place, and what can be done. */
export function RejectGroup(props: RejectGroupProps) {
  const { reject, ofLines, file, hasLines, isWrapped, changes, onIgnore, onContinue, onFixPattern } = props;
  const { code, count, samples } = reject;
  const [isOpen, setIsOpen] = useState(false);
  const [isIgnoring, setIsIgnoring] = useState(false);
  const { continues, pattern } = rejectActions(code);
  const words = rejectWords(code);
  const shown = samples.slice(0, isOpen ? MANY : FEW);
  const first = samples[0];
  return (
    <section class="reject-group" aria-label={words}>
      <header class="reject-head">
        <strong class="reject-count">{formatCount(count)}</strong>
        <span class="reject-words">
          {words} <span class="quiet">{code}</span>
        </span>
        <span class="quiet">{formatShare(count / Math.max(1, ofLines))}</span>
        <span class="reject-actions">
          {hasLines && continues && changes.unmatched === undefined && (
            <button type="button" class="button" onClick={() => onContinue(true)}>
              Continue the line before
            </button>
          )}
          {hasLines && (
            <button type="button" class="button" aria-expanded={isIgnoring} onClick={() => setIsIgnoring(!isIgnoring)}>
              Ignore such lines
            </button>
          )}
          {pattern && onFixPattern !== undefined && first !== undefined && (
            <button type="button" class="button" onClick={() => onFixPattern(first.sample)}>
              Fix the pattern
            </button>
          )}
        </span>
      </header>
      {first !== undefined && <p class="reject-why">{first.reason}</p>}
      {isIgnoring && (
        <IgnoreForm
          samples={samples.map(({ sample }) => sample)}
          isSafe={code.startsWith("P_") && !isWrapped}
          onIgnore={(line) => {
            onIgnore(line, "added");
            setIsIgnoring(false);
          }}
        />
      )}
      <ul class="reject-lines">
        {shown.map(({ line, sample, reason }) => (
          <li key={line}>
            <span class="reject-place">
              {file}:{line}
            </span>
            <code title={reason}>{sample === "" ? " " : sample}</code>
          </li>
        ))}
      </ul>
      {samples.length > FEW && (
        <button type="button" class="link reject-more" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? "Fewer lines" : `${formatCount(Math.min(samples.length, MANY) - FEW)} more lines`}
        </button>
      )}
    </section>
  );
}
