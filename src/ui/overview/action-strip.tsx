import type { ComponentChildren } from "preact";
import { Notice } from "../shared/notice.tsx";

interface ActionStripProps {
  readonly testId: string;
  /** Words of the button. */
  readonly action: string;
  readonly onAction: () => void;
  readonly children: ComponentChildren;
}

/** A warning above the result, with one button that does something about it. */
export function ActionStrip({ testId, action, onAction, children }: ActionStripProps) {
  return (
    <div class="overview-strip" data-testid={testId}>
      <Notice
        tone="warning"
        action={
          <button type="button" class="button button-warning" onClick={onAction}>
            {action}
          </button>
        }
      >
        {children}
      </Notice>
    </div>
  );
}
