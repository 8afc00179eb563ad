import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { keyLabel } from "../../app/command-keys.ts";
import { Icon } from "./icon.tsx";
import { useDisclosure } from "./use-disclosure.ts";
import "./popover.css";

export interface MenuItem {
  readonly id: string;
  readonly name: string;
  /** Stands at the right: a count, or what is missing. */
  readonly note?: string;
  /** As commands name it; printed at the right. */
  readonly keyName?: string;
  /** Of items that exclude each other. */
  readonly isChosen?: boolean;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  /** Name of the button. */
  readonly label: string;
  readonly button: ComponentChildren;
  readonly buttonClass: string;
  /** A line or two above the items. */
  readonly head?: ComponentChildren;
  readonly items: readonly MenuItem[];
  readonly testId?: string;
}

/** A menu that a button opens below itself: arrows move, the first letter jumps, Enter chooses, Esc closes. */
export function Menu({ label, button, buttonClass, head, items, testId }: MenuProps) {
  const { isOpen, root, open, close } = useDisclosure();
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const entries = () => [...(panel.current?.querySelectorAll<HTMLButtonElement>("button:not(:disabled)") ?? [])];
  const focusAt = (at: number) => entries().at(at)?.focus();

  useEffect(() => {
    if (!isOpen) return;
    const chosen = panel.current?.querySelector<HTMLButtonElement>('[aria-checked="true"]');
    (chosen ?? entries()[0])?.focus();
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.findIndex((entry) => entry.matches(":focus"));
    if (event.key === "ArrowDown") focusAt((at + 1) % all.length);
    else if (event.key === "ArrowUp") focusAt(at - 1);
    else if (event.key === "Home") focusAt(0);
    else if (event.key === "End") focusAt(-1);
    else if (event.key === "Tab") return close();
    else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const letter = event.key.toLowerCase();
      const following = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      following.find((entry) => entry.textContent?.toLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
    // A letter here is no shortcut of the page.
    event.stopPropagation();
  };

  return (
    <div class="popover" ref={root}>
      <button
        type="button"
        class={buttonClass}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-testid={testId}
        onClick={() => (isOpen ? close() : open())}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || isOpen) return;
          event.preventDefault();
          open();
        }}
      >
        {button}
      </button>
      {isOpen && (
        <div class="popover-panel popover-menu">
          {head !== undefined && <div class="menu-head">{head}</div>}
          <div ref={panel} id={id} role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
            {items.map((item) => (
              <MenuEntry
                key={item.id}
                item={item}
                onChoose={() => {
                  close(true);
                  item.run();
                }}
              />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

function MenuEntry({ item, onChoose }: { readonly item: MenuItem; readonly onChoose: () => void }) {
  const { name, note, keyName, isChosen, isDisabled = false } = item;
  return (
    <button
      type="button"
      class="menu-item"
      {...(isChosen === undefined
        ? { role: "menuitem" as const }
        : { role: "menuitemradio" as const, "aria-checked": isChosen })}
      disabled={isDisabled}
      tabIndex={-1}
      onClick={onChoose}
    >
      <span class="menu-name">{name}</span>
      {note !== undefined && <span class="menu-note">{note}</span>}
      {keyName !== undefined && <kbd>{keyLabel(keyName)}</kbd>}
      {isChosen !== undefined && <span class="menu-check">{isChosen && <Icon name="check" />}</span>}
    </button>
  );
}
