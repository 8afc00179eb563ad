import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { ComponentColors } from "../../core/present/component-colors.ts";
import type { EvidenceSide } from "../../core/present/evidence-sides.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { useDisclosure } from "../shared/use-disclosure.ts";
import { SideName } from "./side-name.tsx";

interface SegmentComboboxProps {
  /** What the choice is for. */
  readonly label: string;
  /** By segment kind. */
  readonly sides: readonly EvidenceSide[];
  readonly chosen: number | null;
  readonly colors: ComponentColors;
  readonly onChoose: (segment: number) => void;
}

/** More are found by typing. */
const MOST_SHOWN = 60;

/** One segment out of all of a class: a button that shows it, and below that a list that typing narrows. */
export function SegmentCombobox({ label, sides, chosen, colors, onChoose }: SegmentComboboxProps) {
  const { isOpen, root, open, close } = useDisclosure();
  const typed = useSignal("");
  const present = useSignal(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = isOpen ? matches(sides, typed.value) : [];
  const shown = found.slice(0, MOST_SHOWN);

  useEffect(() => {
    if (!isOpen) return;
    typed.value = "";
    present.value = Math.max(
      0,
      matches(sides, "")
        .slice(0, MOST_SHOWN)
        .indexOf(chosen ?? -1),
    );
    field.current?.focus();
  }, [isOpen]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [isOpen, present.value]);

  const choose = (segment: number | undefined) => {
    if (segment === undefined) return;
    close(true);
    onChoose(segment);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    if (event.key === "ArrowDown") present.value = Math.min(last, present.value + 1);
    else if (event.key === "ArrowUp") present.value = Math.max(0, present.value - 1);
    else if (event.key === "Enter") choose(shown[present.value]);
    else return;
    event.preventDefault();
  };
  const side = chosen === null ? undefined : sides[chosen];
  return (
    <div class="popover popover-left ev-combobox" ref={root}>
      <button
        type="button"
        class="button ev-combobox-button"
        aria-label={`${label}: ${side?.name ?? "not chosen"}`}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onClick={() => (isOpen ? close() : open())}
      >
        {side === undefined ? (
          <span class="ev-choose">choose a segment</span>
        ) : (
          <SideName side={side} colors={colors} />
        )}
        <Icon name="down" />
      </button>
      {isOpen && (
        <div class="popover-panel ev-combobox-panel">
          <input
            ref={field}
            class="input ev-combobox-field"
            type="text"
            role="combobox"
            aria-label={label}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={shown.length === 0 ? undefined : `${id}-${shown[present.value]}`}
            placeholder="Type to narrow"
            spellcheck={false}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              present.value = 0;
            }}
            onKeyDown={onKeyDown}
          />
          <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} class="ev-options">
            {shown.map((segment, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
              <div
                key={segment}
                id={`${id}-${segment}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === present.value}
                class="ev-option"
                onClick={() => choose(segment)}
              >
                <SideName side={sides[segment]} colors={colors} />
                <span class="ev-count">{formatCount(sides[segment].requests ?? 0)}</span>
              </div>
            ))}
          </div>
          {shown.length === 0 && <p class="ev-options-note">No segment is called so.</p>}
          {found.length > shown.length && (
            <p class="ev-options-note">{formatCount(found.length - shown.length)} more: type to narrow.</p>
          )}
        </div>
      )}
    </div>
  );
}

/** Segment kinds whose names have every word, those of most requests first. */
function matches(sides: readonly EvidenceSide[], text: string): number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return sides
    .map((_, segment) => segment)
    .filter((segment) => {
      const { name, component, task, label } = sides[segment];
      const said = `${name} ${component} ${task} ${label}`.toLowerCase();
      return words.every((word) => said.includes(word));
    })
    .sort((a, b) => (sides[b].requests ?? 0) - (sides[a].requests ?? 0) || a - b);
}
