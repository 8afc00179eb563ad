import { useEffect } from "preact/hooks";
import { pastedFiles } from "./pasted-files.ts";

/** Takes logs pasted anywhere on the page, but in a field, where a paste means its text. */
export function PasteLayer({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { target, clipboardData } = event;
      if (clipboardData === null || (target instanceof Element && target.closest(FIELDS) !== null)) return;
      const files = pastedFiles(clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    };
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, [onFiles]);
  return null;
}

const FIELDS = "input, textarea, select, [contenteditable]";
