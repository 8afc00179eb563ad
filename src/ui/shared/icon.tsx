/** Line icons on a 16 × 16 grid, in the colour of the text beside them. */
const SHAPES = {
  file: "M4 1.5h5l3 3v10H4z M9 1.5v3h3",
  folder: "M1.5 3.5h5l1.5 2h6.5v8h-13z",
  warning: "M8 2 14.5 13.5h-13z M8 6.5v3.5 M8 11.8v.4",
  error: "M8 1.5a6.5 6.5 0 1 0 .01 0 M5.5 5.5l5 5 M10.5 5.5l-5 5",
  shield: "M8 1.5 13.5 3.5v4c0 3.5-2.5 6-5.5 7-3-1-5.5-3.5-5.5-7v-4z M5.5 8l2 2 3.5-3.5",
  theme: "M8 1.5a6.5 6.5 0 1 0 .01 0 M8 1.5v13 M10 2.4v11.2 M12 3.6v8.8 M14 6v4",
  save: "M8 1.5v8.5 M4.5 7 8 10.5 11.5 7 M2 13.5h12",
  plus: "M8 3v10 M3 8h10",
  search: "M7 2a5 5 0 1 0 .01 0 M10.8 10.8 14.5 14.5",
  close: "M4 4l8 8 M12 4l-8 8",
  stop: "M4 4h8v8h-8z",
  previous: "M10 3 5 8l5 5",
  next: "M6 3l5 5-5 5",
  play: "M5 3l8 5-8 5z",
} as const;

export type IconName = keyof typeof SHAPES;

/** Decoration only: the text beside it, or the label of its button, says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** Three bars that wait for each other; the last one is on the critical path. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 18 16" width="18" height="16" aria-hidden="true" focusable="false">
      <rect class="logo-ink" x="0" y="1" width="9" height="4" rx="1.2" />
      <rect class="logo-accent" x="5" y="6" width="8" height="4" rx="1.2" />
      <rect class="logo-open" x="11.5" y="11.5" width="6" height="3" rx="1" />
    </svg>
  );
}
