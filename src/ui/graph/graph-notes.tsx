import type { ComponentChildren } from "preact";
import { Icon } from "../shared/icon.tsx";

export interface GraphNote {
  readonly id: string;
  readonly text: ComponentChildren;
  readonly isWarning?: boolean;
  /** Takes the note away with what it tells of. */
  readonly onClose?: () => void;
  readonly closeLabel?: string;
  readonly action?: { readonly name: string; readonly run: () => void };
}

/** What narrows or changes the picture, each with the way out; a line below the bar, only while there is something. */
export function GraphNotes({ notes }: { readonly notes: readonly GraphNote[] }) {
  if (notes.length === 0) return null;
  return (
    <div class="graph-notes" role="status">
      {notes.map(({ id, text, isWarning, onClose, closeLabel, action }) => (
        <span key={id} class={isWarning ? "graph-note graph-note-warning" : "graph-note"}>
          {isWarning && <Icon name="warning" />}
          <span>{text}</span>
          {action !== undefined && (
            <button type="button" class="link" onClick={action.run}>
              {action.name}
            </button>
          )}
          {onClose !== undefined && (
            <button type="button" class="graph-note-close" aria-label={closeLabel ?? "Close"} onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </span>
      ))}
    </div>
  );
}
