import type { ComponentChildren } from "preact";
import { Icon } from "../shared/icon.tsx";

interface DrawerFrameProps {
  /** Kind of what is selected, and its status. */
  readonly kick: ComponentChildren;
  readonly title: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** Whether an answer is still on its way. */
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The drawer beside the view: what is selected above, what can be done with it below, the evidence scrolls between. */
export function DrawerFrame({ kick, title, actions, isBusy, onClose, children }: DrawerFrameProps) {
  return (
    <aside class="shell-drawer ev" aria-label="Evidence" data-testid="evidence">
      <header class="ev-head">
        <div class="ev-kick">
          {kick}
          <button type="button" class="button button-icon button-quiet ev-close" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {title}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="ev-body" aria-label="What the requests say" tabIndex={0} aria-busy={isBusy}>
        {children}
      </section>
      {actions !== undefined && <footer class="ev-actions">{actions}</footer>}
    </aside>
  );
}

interface EvidenceSectionProps {
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A titled part of the evidence. */
export function EvidenceSection({ title, note, action, children }: EvidenceSectionProps) {
  return (
    <section class="ev-section" aria-label={title}>
      <h3 class="ev-title">
        {title}
        {note !== undefined && <span class="ev-note">{note}</span>}
        {action !== undefined && <span class="ev-title-action">{action}</span>}
      </h3>
      {children}
    </section>
  );
}
