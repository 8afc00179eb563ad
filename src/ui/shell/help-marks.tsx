import type { ComponentChildren } from "preact";

interface MarkProps {
  readonly name: string;
  readonly meaning: string;
  readonly children: ComponentChildren;
}

function Mark({ name, meaning, children }: MarkProps) {
  return (
    <div>
      <dt>
        <svg class="help-mark" viewBox="0 0 40 14" width="40" height="14" aria-hidden="true" focusable="false">
          {children}
        </svg>
        {name}
      </dt>
      <dd>{meaning}</dd>
    </div>
  );
}

/** The marks of the graph: each is told by its shape, colour only repeats it. */
export function LinkMarks() {
  return (
    <dl class="help-marks">
      <Mark name="happens before" meaning="The first segment always finishes before the second begins.">
        <path class="help-line" d="M2 7h28" />
        <path class="help-head-mark" d="M30 3.5 38 7l-8 3.5z" />
      </Mark>
      <Mark name="mutual exclusion" meaning="The two never overlap, and both orders occur: one at a time.">
        <path class="help-line" d="M3 5h34M3 9h34M3 1.5v11M37 1.5v11" />
      </Mark>
      <Mark name="pipeline" meaning="Elements come out in the order in which they went in.">
        <path class="help-line help-dots" d="M2 7h11M27 7h11" />
        <path class="help-line" d="M15 3l4 4-4 4M20 3l4 4-4 4" />
      </Mark>
      <Mark name="hand-off" meaning="From one host to another: a delay, not a hypothesis.">
        <path class="help-line help-dashes" d="M2 7h30" />
        <path class="help-line" d="M30 3.5 36 7l-6 3.5" />
      </Mark>
      <Mark name="critical path" meaning="What the end had to wait for: wider, and the only use of this colour.">
        <path class="help-path" d="M2 7h27" />
        <path class="help-path-head" d="M28 3 38 7l-10 4z" />
      </Mark>
    </dl>
  );
}

/** The marks of one request. */
export function BarMarks() {
  return (
    <dl class="help-marks">
      <Mark name="segment" meaning="From its first to its last event, in the colour of its component.">
        <rect class="help-bar" x="2" y="2" width="36" height="10" rx="2" />
      </Mark>
      <Mark
        name="on the critical path"
        meaning="What the end waited for, hop by hop: these times add up to the latency."
      >
        <rect class="help-bar help-contour" x="2" y="2" width="36" height="10" rx="2" />
      </Mark>
      <Mark name="p10–p90" meaning="How long it takes in the middle eight of ten requests of the class.">
        <rect class="help-band" x="2" y="1" width="36" height="12" />
        <rect class="help-bar" x="2" y="3" width="22" height="8" rx="2" />
      </Mark>
      <Mark name="undecided" meaning="Stamps too coarse or clocks too far apart: neither order is claimed.">
        <rect class="help-hatch-ground" x="2" y="1" width="36" height="12" />
        <path class="help-hatch" d="M4 13 16 1M12 13 24 1M20 13 32 1M28 13 38 3" />
      </Mark>
    </dl>
  );
}
