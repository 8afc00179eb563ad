import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { openLayer } from "./layers.ts";

export interface Disclosure {
  readonly isOpen: boolean;
  /** Around the button and what it opens. */
  readonly root: RefObject<HTMLDivElement | null>;
  open(): void;
  /** @param focus true = back to the button */
  close(focus?: boolean): void;
}

/** Something a button opens beside itself: it goes on Esc, on a click elsewhere, and when the focus leaves it. */
export function useDisclosure(): Disclosure {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const close = (focus = false) => {
    setOpen(false);
    if (focus) root.current?.querySelector("button")?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    const takeAway = openLayer(() => close(true));
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) close();
    };
    document.addEventListener("pointerdown", leave, true);
    document.addEventListener("focusin", leave);
    return () => {
      takeAway();
      document.removeEventListener("pointerdown", leave, true);
      document.removeEventListener("focusin", leave);
    };
  }, [isOpen]);
  return { isOpen, root, open: () => setOpen(true), close };
}
