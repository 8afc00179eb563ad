import type { Workspace } from "../../app/workspace.ts";
import type { LaneBy } from "../../core/present/timeline-rows.ts";
import type { Layer } from "./waterfall-plot.tsx";

interface LayerKeyProps {
  readonly workspace: Workspace;
  readonly by: LaneBy;
  readonly hidden: ReadonlySet<string>;
  /** The class percentiles are still being counted. */
  readonly isCounting: boolean;
}

const HIDDEN = "request.hidden";
const LANES = "request.lanes";

/** Layers of the waterfall that are turned off. */
export function hiddenLayers(workspace: Workspace): ReadonlySet<string> {
  return new Set((workspace.option(HIDDEN) ?? "").split(",").filter(Boolean));
}

export function laneChoice(workspace: Workspace): LaneBy {
  return workspace.option(LANES) === "component" ? "component" : "host";
}

const NAMES: readonly { readonly layer: Layer; readonly name: string }[] = [
  { layer: "path", name: "critical path" },
  { layer: "handOffs", name: "hand-off" },
  { layer: "band", name: "class p10–p90" },
  { layer: "points", name: "other events" },
];

/** What the marks of the waterfall mean; a click on one turns it off and on. */
export function LayerKey({ workspace, by, hidden, isCounting }: LayerKeyProps) {
  const toggle = (layer: Layer) => {
    const next = new Set(hidden);
    if (!next.delete(layer)) next.add(layer);
    workspace.setOption(HIDDEN, next.size === 0 ? null : [...next].sort().join(","));
  };
  return (
    <div class="rq-key">
      <span class="rq-key-item rq-key-plain">
        <svg width="20" height="11" aria-hidden="true">
          <rect class="rq-bar rq-c-other" x="0.5" y="0.5" width="19" height="10" rx="1.5" />
        </svg>
        segment
      </span>
      {NAMES.map(({ layer, name }) => (
        <button
          key={layer}
          type="button"
          class="rq-key-item rq-key-switch"
          aria-pressed={!hidden.has(layer)}
          onClick={() => toggle(layer)}
        >
          <Sample layer={layer} />
          {name}
          {layer === "band" && isCounting && (
            <span class="rq-key-wait" aria-busy="true">
              {" "}
              counting
            </span>
          )}
        </button>
      ))}
      <fieldset class="rq-lanes">
        <legend class="hidden">Lanes by</legend>
        <span aria-hidden="true">lanes by</span>
        {(["host", "component"] as const).map((each) => (
          <label key={each} class={by === each ? "rq-lanes-chosen" : ""}>
            <input
              type="radio"
              name="rq-lanes"
              checked={by === each}
              onChange={() => workspace.setOption(LANES, each === "host" ? null : each)}
            />
            {each}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function Sample({ layer }: { readonly layer: Layer }) {
  return (
    <svg width="20" height="11" aria-hidden="true">
      {layer === "path" && <rect class="rq-path" x="1" y="1" width="18" height="9" rx="1.5" />}
      {layer === "handOffs" && <path class="rq-hand-off" d="M0 5.5H20" />}
      {layer === "band" && <rect class="rq-band" width="20" height="11" />}
      {layer === "points" && <path class="rq-points" d="M7 5.5l3 -3l3 3l-3 3z" />}
    </svg>
  );
}
