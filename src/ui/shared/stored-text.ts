import type { StoredText } from "../../app/saved-recipes.ts";

/** A text in the storage of the browser; throws where that is denied or full. */
export function storedText(key: string): StoredText {
  return {
    read: () => localStorage.getItem(key),
    write: (text) => localStorage.setItem(key, text),
  };
}
