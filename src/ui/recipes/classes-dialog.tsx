import { useState } from "preact/hooks";
import { classKeys } from "../../app/class-analysis.ts";
import { isSameRule } from "../../app/request-rules.ts";
import type { ClassRule } from "../../core/trace/shapes.ts";
import type { PageSession } from "../app-view.tsx";
import { DialogFrame } from "../shared/dialog-frame.tsx";
import { ClassRuleChoice } from "./class-rule-choice.tsx";

export interface ClassesDialogProps {
  readonly session: PageSession;
  readonly onClose: () => void;
}

/** Chooses by what the requests of the result are told apart; the files are not read again. */
export function ClassesDialog({ session, onClose }: ClassesDialogProps) {
  const present = session.dataset.rules.rule;
  const [rule, setRule] = useState<ClassRule>(present);
  return (
    <DialogFrame id="classes-dialog" title="Classes of requests" onClose={onClose}>
      <p>Requests are told apart, and each class gets a model of its own:</p>
      <ClassRuleChoice rule={rule} keys={classKeys(session.dataset.inspected)} onChange={setRule} />
      <p class="dialog-note">The files are not read again: only classes, relations and paths are found anew.</p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={isSameRule(rule, present)}
          onClick={() => {
            onClose();
            session.classifyBy(rule);
          }}
        >
          Classify
        </button>
      </div>
    </DialogFrame>
  );
}
