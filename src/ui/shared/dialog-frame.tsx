import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { openLayer } from "./layers.ts";
import "./dialog-frame.css";

interface DialogFrameProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** Further class: its measure, and how what is inside is set. */
  readonly look?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over the page, open while it is drawn: Esc, the cross and a click beside it close it. */
export function DialogFrame({ id, title, look = "", onClose, children }: DialogFrameProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    element.showModal();
    const takeAway = openLayer(() => element.close());
    return () => {
      takeAway();
      element.close();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself; the click is one beside it.
    <dialog
      ref={dialog}
      class={`dialog ${look}`}
      aria-labelledby={`${id}-title`}
      data-testid={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="dialog-page">
        <header class="dialog-head">
          <h1 id={`${id}-title`}>{title}</h1>
          <button type="button" class="top-icon" aria-label={`Close ${title.toLowerCase()}`} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
