import { useState } from "preact/hooks";

/** One tab stop for a list of controls; arrows, Home and End move among them. */
export interface Roving {
  /** For the control at a position. */
  readonly tabIndex: (at: number) => 0 | -1;
  /** For the element around the controls. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** For the element around the controls: what is focused by pointer becomes the tab stop. */
  readonly onFocusIn: (event: FocusEvent) => void;
}

/** Controls of the list carry `data-rove`, in the order of the page. */
export function useRoving(count: number): Roving {
  const [present, setPresent] = useState(0);
  const at = Math.min(present, Math.max(0, count - 1));
  const controlsIn = (element: EventTarget | null) => [
    ...((element as HTMLElement | null)?.querySelectorAll<HTMLElement>("[data-rove]") ?? []),
  ];
  return {
    tabIndex: (position) => (position === at ? 0 : -1),
    onKeyDown(event) {
      const next = nextPosition(event.key, at, count);
      if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      setPresent(next);
      controlsIn(event.currentTarget)[next]?.focus();
    },
    onFocusIn(event) {
      const position = controlsIn(event.currentTarget).indexOf(event.target as HTMLElement);
      if (position >= 0) setPresent(position);
    },
  };
}

/** Where a key leads from a position in a list; null if it leads nowhere. */
export function nextPosition(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return Math.min(count - 1, at + 1);
  if (key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
