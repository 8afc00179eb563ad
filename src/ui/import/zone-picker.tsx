import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type ZoneChoice, zoneChoices } from "../../core/present/zone-choices.ts";
import { Icon } from "../shared/icon.tsx";
import { useDisclosure } from "../shared/use-disclosure.ts";

interface ZonePickerProps {
  /** Name of the zone that is read in. */
  readonly zone: string;
  /** It is none of the buttons beside. */
  readonly isOwn: boolean;
  readonly onChoose: (choice: ZoneChoice) => void;
}

/** More are found by typing. */
const MOST_SHOWN = 80;
const NAMES: readonly string[] = Intl.supportedValuesOf("timeZone");

/** Any zone: a button, and below it a list of zones and fixed offsets that typing narrows. */
export function ZonePicker({ zone, isOwn, onChoose }: ZonePickerProps) {
  const { isOpen, root, open, close } = useDisclosure();
  const [typed, setTyped] = useState("");
  const [present, setPresent] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = isOpen ? zoneChoices(NAMES, typed) : [];
  const shown = found.slice(0, MOST_SHOWN);

  useEffect(() => {
    if (!isOpen) return;
    setTyped("");
    setPresent(0);
    field.current?.focus();
  }, [isOpen]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [isOpen, present]);

  const choose = (choice: ZoneChoice | undefined) => {
    if (choice === undefined) return;
    close(true);
    onChoose(choice);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setPresent(Math.min(shown.length - 1, present + 1));
    else if (event.key === "ArrowUp") setPresent(Math.max(0, present - 1));
    else if (event.key === "Enter") choose(shown[present]);
    else return;
    event.preventDefault();
  };
  return (
    <div class="popover import-zones" ref={root}>
      <button
        type="button"
        class="button button-warning"
        aria-label={isOwn ? `Zone: ${zone}` : "Another zone"}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-pressed={isOwn}
        onClick={() => (isOpen ? close() : open())}
      >
        {isOwn ? `Read as ${zone}` : "Another zone"}
        <Icon name="down" />
      </button>
      {isOpen && (
        <div class="popover-panel import-zone-panel">
          <input
            ref={field}
            class="input"
            type="text"
            role="combobox"
            aria-label="Zone of the stamps"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={shown.length === 0 ? undefined : `${id}-${present}`}
            placeholder="City, continent or offset"
            spellcheck={false}
            autocomplete="off"
            value={typed}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setPresent(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div ref={list} id={`${id}-list`} role="listbox" aria-label="Zones" class="import-zone-list">
            {shown.map((choice, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
              <div
                key={choice.name}
                id={`${id}-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === present}
                class="menu-item"
                onClick={() => choose(choice)}
              >
                {choice.name}
              </div>
            ))}
          </div>
          {shown.length === 0 && <p class="import-zone-note">No zone is called so. Offsets are written +05:30.</p>}
          {found.length > shown.length && (
            <p class="import-zone-note">{found.length - shown.length} more: type to narrow.</p>
          )}
        </div>
      )}
    </div>
  );
}
