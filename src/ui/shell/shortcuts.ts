import { useEffect, useRef } from "preact/hooks";
import { keyName } from "../../app/command-keys.ts";
import { type Command, type CommandContext, commandOfKey } from "../../app/commands.ts";

/** Fields that take no text: their keys are free for commands. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set(["checkbox", "radio", "range", "button", "submit", "file", "color"]);

/** Whether keys go into a text where the focus is. The first element of the path sees through shadow roots. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return !WITHOUT_TEXT.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}

/**
 * Runs the commands of keys that are pressed anywhere but in a text.
 * @param isModal whether a dialog covers the page: only commands of the screen work then
 */
export function useShortcuts(
  commands: readonly Command[],
  context: () => CommandContext,
  isModal: () => boolean,
): void {
  const latest = useRef({ context, isModal });
  latest.current = { context, isModal };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyName(event);
      // The palette is wanted most where one types.
      if (key === null || (isTyping(event) && key !== "Ctrl+k")) return;
      const now = latest.current.context();
      const command = commandOfKey(commands, key, now);
      if (command === null || (latest.current.isModal() && command.group !== "Screen")) return;
      event.preventDefault();
      command.run(now);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [commands]);
}
