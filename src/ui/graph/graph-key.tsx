import type { JSX } from "preact";

interface Entry {
  readonly name: string;
  readonly sample: JSX.Element;
  /** Left out where the window is narrow. */
  readonly isExtra?: boolean;
}

const HEAD = "M23 2.5 31 6l-8 3.5z";
const OPEN_HEAD = "M24.5 2.5 31 6l-6.5 3.5";

const ENTRIES: readonly Entry[] = [
  { name: "happens-before", sample: <Line kind="order" /> },
  {
    name: "mutual exclusion",
    sample: <path class="graph-key-line" d="M4 3.6h24M4 8.4h24M4 .8v10.4M28 .8v10.4" />,
  },
  {
    name: "pipeline",
    sample: (
      <>
        <path class="graph-key-line graph-key-dots" d="M1 6h8M24 6h8" />
        <path class="graph-key-line" d="M12.5 2l4 4-4 4M17.5 2l4 4-4 4" />
      </>
    ),
  },
  {
    name: "hand-off, call",
    sample: (
      <>
        <path class="graph-key-line graph-key-dashes" d="M1 6h29" />
        <path class="graph-key-line" d={OPEN_HEAD} />
      </>
    ),
  },
  { name: "on path of ≥ 50 %", sample: <Line kind="most" /> },
  { name: "10–50 %", sample: <Line kind="some" /> },
  { name: "tentative", sample: <Line kind="tentative" /> },
  {
    name: "with exceptions",
    sample: (
      <g class="graph-key-near">
        <path class="graph-key-line" d="M1 6h22M12.2 1.5v9M15.8 1.5v9" />
        <path class="graph-key-head" d={HEAD} />
      </g>
    ),
    isExtra: true,
  },
  { name: "few requests", sample: <Line kind="rare" />, isExtra: true },
];

/** What the forms of links mean, below the graph. */
export function GraphKey() {
  return (
    <ul class="graph-key" aria-label="Key">
      {ENTRIES.map(({ name, sample, isExtra }) => (
        <li key={name} class={isExtra ? "graph-key-extra" : ""}>
          <svg class="graph-key-sample" width={32} height={12} aria-hidden="true">
            {sample}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function Line({ kind }: { readonly kind: string }) {
  return (
    <g class={`graph-key-${kind}`}>
      <path class="graph-key-line" d="M1 6h22" />
      <path class="graph-key-head" d={HEAD} />
    </g>
  );
}
