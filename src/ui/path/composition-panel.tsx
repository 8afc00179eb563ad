import type { Workspace } from "../../app/workspace.ts";
import type { CompositionReport } from "../../core/present/composition-report.ts";
import { binWords, type CompositionScale, compositionStack, mostChanged } from "../../core/present/composition-rows.ts";
import { formatCountOf, formatDuration, formatShare } from "../../core/present/number-format.ts";
import { durationTicks } from "../../core/present/value-ticks.ts";
import { ProgressLine } from "../progress/progress-line.tsx";
import { type Answer, latest } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import { CompositionPlot } from "./composition-plot.tsx";

interface CompositionPanelProps {
  readonly workspace: Workspace;
  readonly answer: Answer<CompositionReport>;
  /** Share of the data that is scanned. */
  readonly scanned: number;
  /** The bin that the table is about, null = all requests. */
  readonly bin: number | null;
}

/** Fewer requests in a bin than this make its composition a matter of chance. */
const LEAST_REQUESTS = 20;

/** What the latency is made of, from the fastest to the slowest requests; a bin of them can be chosen. */
export function CompositionPanel({ workspace, answer, scanned, bin }: CompositionPanelProps) {
  const composition = latest(answer);
  const scale: CompositionScale = workspace.option("path.scale") === "time" ? "time" : "share";
  const setBin = (next: number | null) => workspace.setOption("path.bin", next === null ? null : String(next));
  return (
    <Panel
      id="composition"
      title="From fast to slow"
      note="what the latency is made of, in 20 equal groups by latency"
      action={
        <fieldset class="path-scale">
          <legend class="hidden">Height of the plot</legend>
          {SCALES.map(({ name, words }) => (
            <label key={name}>
              <input
                type="radio"
                name="path-scale"
                checked={scale === name}
                onChange={() => workspace.setOption("path.scale", name === "share" ? null : name)}
              />
              {words}
            </label>
          ))}
        </fieldset>
      }
    >
      {answer.state === "failed" && <Notice tone="error">{answer.message}</Notice>}
      {answer.state === "asking" && (
        <div class="panel-text path-waiting" role="status" aria-busy="true">
          <p>Following the path of every request again, by its latency</p>
          <ProgressLine label="Share of the requests that is scanned" share={scanned} />
        </div>
      )}
      {answer.state === "answered" && composition !== null && (
        <Composition workspace={workspace} composition={composition} scale={scale} bin={bin} onBin={setBin} />
      )}
    </Panel>
  );
}

const SCALES: readonly { readonly name: CompositionScale; readonly words: string }[] = [
  { name: "share", words: "share" },
  { name: "time", words: "time" },
];

interface CompositionProps {
  readonly workspace: Workspace;
  readonly composition: CompositionReport;
  readonly scale: CompositionScale;
  readonly bin: number | null;
  readonly onBin: (bin: number | null) => void;
}

function Composition({ workspace, composition, scale, bin, onBin }: CompositionProps) {
  const { bins } = composition;
  if (bins.length < 2) {
    return <p class="panel-text quiet">A single request: there is no fast and slow to compare.</p>;
  }
  const stack = compositionStack(composition, scale);
  const ticks = scale === "share" ? SHARE_TICKS : durationTicks(stack.largestNs, 4);
  const least = bins.reduce((fewest, { requests }) => Math.min(fewest, requests), Number.POSITIVE_INFINITY);
  const words = changeWords(composition);
  const chosen = bin === null ? null : bins[bin];
  return (
    <>
      <CompositionPlot
        workspace={workspace}
        stack={stack}
        ticks={ticks}
        bins={bins.length}
        bin={bin}
        label={words}
        onBin={onBin}
      />
      <div class="path-slider">
        <input
          type="range"
          min={0}
          max={bins.length - 1}
          step={1}
          value={bin ?? Math.floor(bins.length / 2)}
          class={bin === null ? "path-range path-range-idle" : "path-range"}
          aria-label="Group of requests by latency"
          aria-valuetext={chosen === null || bin === null ? "all requests" : binWords(bin, bins.length)}
          onInput={(event) => onBin(Number(event.currentTarget.value))}
        />
      </div>
      <div class="path-slice">
        <p role="status">
          {chosen === null || bin === null ? (
            "Drag the slider or click the plot: the table shows one group."
          ) : (
            <>
              <strong>{binWords(bin, bins.length)}</strong> {formatDuration(chosen.fromNs)} –{" "}
              {formatDuration(chosen.toNs)}, {formatCountOf(chosen.requests, "request")}
            </>
          )}
        </p>
        {chosen !== null && (
          <>
            <button
              type="button"
              class="button"
              onClick={() =>
                workspace.addTerm({ on: "latency", fromNs: chosen.fromNs, toNs: Math.floor(chosen.toNs) + 1 })
              }
            >
              Only these
            </button>
            <button type="button" class="button" onClick={() => onBin(null)}>
              All requests
            </button>
          </>
        )}
      </div>
      <p class="panel-foot">{words}</p>
      {least < LEAST_REQUESTS && (
        <Notice tone="warning">
          {formatCountOf(least, "request")} in a group: below {LEAST_REQUESTS} its composition is a matter of chance.
        </Notice>
      )}
    </>
  );
}

const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1].map((share) => ({ share, text: formatShare(share) }));

function changeWords(composition: CompositionReport): string {
  const changed = mostChanged(composition);
  if (changed === null || changed.to <= changed.from) return "The composition of fast and slow requests is the same.";
  const { line, from, to } = changed;
  return (
    `From the fastest to the slowest group, ${line.name} grows most: from ${formatShare(from)} to ${formatShare(to)} ` +
    "of the latency."
  );
}
