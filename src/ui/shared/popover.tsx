import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useDisclosure } from "./use-disclosure.ts";
import "./popover.css";

interface PopoverProps {
  /** Name of the button and of what it opens. */
  readonly label: string;
  readonly button: ComponentChildren;
  readonly buttonClass: string;
  readonly children: ComponentChildren;
}

/** A few sentences that a button opens below itself, aligned to its right edge. */
export function Popover({ label, button, buttonClass, children }: PopoverProps) {
  const { isOpen, root, open, close } = useDisclosure();
  const id = useId();
  return (
    <div class="popover" ref={root}>
      <button
        type="button"
        class={buttonClass}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => (isOpen ? close() : open())}
      >
        {button}
      </button>
      {isOpen && (
        <section class="popover-panel popover-text" id={id} aria-label={label}>
          {children}
        </section>
      )}
    </div>
  );
}
