/** What of a keyboard event decides which key it is. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * A key as commands name it: "q", "?", "Escape", "Ctrl+k" (also with the command key); null for what no command may be.
 * Characters that some keyboards have only together with Alt or AltGr count as themselves; letters in either case.
 */
export function keyName({ key, ctrlKey, metaKey, altKey }: KeyPress): string | null {
  const isSign = key.length === 1 && !/[\p{L}\p{N}\s]/u.test(key);
  if (isSign && altKey && !metaKey) return key;
  if (altKey) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return ctrlKey || metaKey ? `Ctrl+${name}` : name;
}

/** A key as it is printed beside its action: "Q", "Ctrl K", "Esc". */
export function keyLabel(key: string): string {
  return key
    .split(/(?<=.)\+(?=.)/)
    .map((part) => LABELS.get(part) ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}

const LABELS: ReadonlyMap<string, string> = new Map([
  ["Escape", "Esc"],
  ["Enter", "⏎"],
  ["ArrowUp", "↑"],
  ["ArrowDown", "↓"],
]);
