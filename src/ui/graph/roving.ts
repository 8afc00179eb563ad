import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export interface RovingRows {
  readonly root: RefObject<HTMLTableSectionElement | null>;
  /** The row that Tab leads to. */
  readonly stop: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (row: number) => void;
}

/**
 * One tab stop for the rows of a table: arrows, Home and End move between the buttons marked `data-row`. The stop follows
 * what is chosen; if the focus is among the rows, it follows as well.
 *
 * @param chosen row of the selection, −1 if it is not among them
 */
export function useRovingRows(count: number, chosen: number): RovingRows {
  const root = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState(Math.max(0, chosen));
  const focusRow = (row: number) => {
    setAt(row);
    root.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus();
  };
  useEffect(() => {
    if (chosen < 0) return;
    setAt(chosen);
    const row = root.current?.querySelector<HTMLElement>(`[data-row="${chosen}"]`);
    if (root.current?.contains(document.activeElement)) row?.focus();
    else row?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const stop = Math.min(at, Math.max(0, count - 1));
  return {
    root,
    stop,
    onFocus: setAt,
    onKeyDown(event) {
      const next = rowAfter(event.key, stop, count);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      focusRow(next);
    },
  };
}

/** The row that a key leads to from another, null if it leads nowhere. */
export function rowAfter(key: string, row: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return Math.min(count - 1, row + 1);
  if (key === "ArrowUp") return Math.max(0, row - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
