import { useRef } from "preact/hooks";

interface HopsChoiceProps {
  /** null = everything. */
  readonly hops: number | null;
  /** Whether there is a segment to start from. */
  readonly isPossible: boolean;
  readonly onChange: (hops: number | null) => void;
}

export const HOPS: readonly { readonly name: string; readonly hops: number | null }[] = [
  { name: "1", hops: 1 },
  { name: "2", hops: 2 },
  { name: "all", hops: null },
];

/** How far around the selected segment the picture reaches. */
export function HopsChoice({ hops, isPossible, onChange }: HopsChoiceProps) {
  const group = useRef<HTMLSpanElement>(null);
  const chosen = Math.max(
    0,
    HOPS.findIndex((each) => each.hops === hops),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const step =
      event.key === "ArrowRight" || event.key === "ArrowDown"
        ? 1
        : event.key === "ArrowLeft" || event.key === "ArrowUp"
          ? -1
          : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (chosen + step + HOPS.length) % HOPS.length;
    onChange(HOPS[next].hops);
    group.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <span class="graph-hops">
      <span id="graph-hops">Hops</span>
      <span class="graph-choice" ref={group} role="radiogroup" aria-labelledby="graph-hops" onKeyDown={onKeyDown}>
        {HOPS.map(({ name, hops: value }, at) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of buttons that look and move like one control.
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={at === chosen}
            tabIndex={at === chosen ? 0 : -1}
            disabled={!isPossible && value !== null}
            title={isPossible ? undefined : "Select a segment first"}
            onClick={() => onChange(value)}
          >
            {name}
          </button>
        ))}
      </span>
    </span>
  );
}
