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
  down: "M4.5 6.5 8 10l3.5-3.5",
  check: "M3 8.5l3.2 3L13 4.5",
  help: "M8 2.3a5.7 5.7 0 1 0 .01 0 M6.2 6.4c.1-1 .9-1.6 1.8-1.6 1 0 1.8.6 1.8 1.6 0 1.3-1.8 1.3-1.8 2.6 M8 11v.3",
  database:
    "M3 4c0-1 2.2-1.9 5-1.9s5 .9 5 1.9-2.2 1.9-5 1.9S3 5 3 4z M3 4v8c0 1 2.2 1.9 5 1.9s5-.9 5-1.9V4 M3 8c0 1 2.2 1.9 5 1.9s5-.9 5-1.9",
  overview: "M2.5 3h11v10h-11z M2.5 6.5h11 M7 6.5V13",
  graph:
    "M3.6 6.1a1.9 1.9 0 1 0 .01 0 M12.3 2a1.9 1.9 0 1 0 .01 0 M12.3 10.2a1.9 1.9 0 1 0 .01 0 M5.4 7.2l5.1-2.5 M5.4 8.8l5.1 2.5",
  requests: "M2 3.2h5.5v2H2z M5 7h6.5v2H5z M9 10.8h5v2H9z",
  path: "M1.8 4h4.4v4h4v4h4 M11.8 9.6l2.6 2.4-2.6 2.4",
  sql: "M2.5 4.5 6 8l-3.5 3.5 M8 11.8h5.5",
  import: "M8 2.3V10 M5 7.2l3 3 3-3 M2.5 9.5v4h11v-4",
  export: "M8 10.2V2.5 M5 5.3l3-3 3 3 M2.5 9.5v4h11v-4",
  fit: "M2.5 6V2.5H6 M10 2.5h3.5V6 M13.5 10v3.5H10 M6 13.5H2.5V10",
  table: "M2.5 3h11v10h-11z M2.5 6.3h11 M2.5 9.6h11 M6.5 3v10",
  copy: "M5.5 5.5h8v8h-8z M10.5 5.5v-3h-8v8h3",
  undo: "M5.5 3 2.5 6l3 3 M2.5 6H10a3.5 3.5 0 0 1 0 7H7",
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
