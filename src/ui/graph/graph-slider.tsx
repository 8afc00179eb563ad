import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatCount } from "../../core/present/number-format.ts";
import { useDisclosure } from "../shared/use-disclosure.ts";
import "../shared/popover.css";

interface GraphSliderProps {
  readonly name: string;
  /** 0 … 100 of what it ranges over. */
  readonly percent: number;
  readonly shown: number;
  readonly all: number;
  readonly noun: string;
  readonly onChange: (percent: number) => void;
  /** What is hidden, why, and how to see it: opened by the count. */
  readonly children: ComponentChildren;
  readonly testId: string;
}

/** How much of the segments or links is drawn: a slider, and beside it how many that is, which tells what is missing. */
export function GraphSlider(props: GraphSliderProps) {
  const { name, percent, shown, all, noun, onChange, children, testId } = props;
  const input = useRef<HTMLInputElement>(null);
  const { isOpen, root, open, close } = useDisclosure();
  const value = Math.round(percent);
  useLayoutEffect(() => input.current?.style.setProperty("--graph-slid", `${value}%`), [value]);
  const count = `${formatCount(shown)} of ${formatCount(all)}`;
  return (
    <div class="graph-slider">
      <label class="graph-slider-label">
        <span>{name}</span>
        <input
          ref={input}
          type="range"
          class="graph-range"
          min={0}
          max={100}
          step={1}
          value={value}
          aria-valuetext={`${count} ${noun}`}
          data-testid={testId}
          onInput={(event) => onChange(Number(event.currentTarget.value))}
        />
      </label>
      <div class="popover popover-left" ref={root}>
        <button
          type="button"
          class="graph-count"
          aria-expanded={isOpen}
          aria-label={`${count} ${noun} shown: what is hidden`}
          title="What is hidden"
          onClick={() => (isOpen ? close() : open())}
        >
          {count}
        </button>
        {isOpen && (
          <section class="popover-panel graph-hidden" aria-label={`${noun} that are not drawn`}>
            {children}
          </section>
        )}
      </div>
    </div>
  );
}
