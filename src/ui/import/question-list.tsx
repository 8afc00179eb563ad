import type { PlanQuestion, PlanRevision } from "../../core/present/plan-questions.ts";
import type { ZoneChoice } from "../../core/present/zone-choices.ts";
import { Icon } from "../shared/icon.tsx";
import { ZonePicker } from "./zone-picker.tsx";

interface QuestionListProps {
  readonly questions: readonly PlanQuestion[];
  readonly onAnswer: (code: string, revision: PlanRevision) => void;
  /** A zone by its name, or an offset. */
  readonly onZone: (code: string, choice: ZoneChoice) => void;
}

/** What is taken for granted, a strip each, with a button for every answer. */
export function QuestionList({ questions, onAnswer, onZone }: QuestionListProps) {
  if (questions.length === 0) return null;
  return (
    <ul class="import-questions" aria-label="Taken for granted">
      {questions.map(({ code, sentence, options, zone, isOpen }) => (
        <li key={code} class="notice notice-warning import-question" data-testid={`question-${code}`}>
          <Icon name="warning" />
          <p>
            {isOpen && <strong>To decide: </strong>}
            {sentence}.
          </p>
          {(options.length > 0 || zone !== undefined) && (
            <span class="import-answers">
              {options.map(({ label, apply, isChosen }) => (
                <button
                  key={label}
                  type="button"
                  class="button button-warning"
                  aria-pressed={isChosen && !isOpen}
                  onClick={() => onAnswer(code, apply)}
                >
                  {isChosen && !isOpen && <Icon name="check" />}
                  {label}
                </button>
              ))}
              {zone !== undefined && (
                <ZonePicker
                  zone={zone}
                  isOwn={!options.some(({ isChosen }) => isChosen)}
                  onChoose={(choice) => onZone(code, choice)}
                />
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
