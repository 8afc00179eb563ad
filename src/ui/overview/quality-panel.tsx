import type { ComponentChildren } from "preact";
import type { DatabaseState } from "../../app/database.ts";
import type { ReadyState } from "../../app/phase.ts";
import type { Workspace } from "../../app/workspace.ts";
import { mixtureWords, unitsOfFormat } from "../../core/present/format-words.ts";
import {
  formatBytes,
  formatCount,
  formatCountOf,
  formatDuration,
  formatShare,
} from "../../core/present/number-format.ts";
import { conservationSentence } from "../../core/present/summary-words.ts";
import { Panel } from "../shared/panel.tsx";

/** Files that mix formats, told one by one. */
const SHOWN_MIXTURES = 2;

interface QualityPanelProps {
  readonly workspace: Workspace;
  readonly state: ReadyState;
  readonly database: DatabaseState;
}

/** What the figures stand on: lines, requests, kinds, memory and time. */
export function QualityPanel({ workspace, state, database }: QualityPanelProps) {
  const { files, timingsMs, accountedBytes } = state;
  const { report } = workspace.shown.value;
  const { requests, partialRequests, sampled } = report;
  const totalMs = timingsMs.total;
  const counts = totalCounts(files);
  const other = report.classes.reduce((sum, { otherKinds }) => sum + otherKinds, 0);
  const share = partialRequests / Math.max(1, requests);
  const mixed = files.flatMap(({ name, formats }) => (formats === undefined ? [] : [{ name, formats }]));
  const openFiles = () => workspace.open("files");
  return (
    <Panel
      id="quality"
      title="Data quality"
      action={
        <button type="button" class="link overview-link" onClick={openFiles}>
          Files
        </button>
      }
    >
      <dl class="panel-text facts overview-facts">
        <Fact name="Lines">
          {conservationSentence({ ...counts, rejects: 0 }, isAllSpans(files) ? "span" : "line")}
          {counts.rejects > 0 && (
            <>
              {" + "}
              <button type="button" class="link overview-link" onClick={openFiles}>
                {formatCount(counts.rejects)} rejected
              </button>
            </>
          )}
        </Fact>
        {mixed.length > 0 && (
          <Fact name="Formats">
            {mixed
              .slice(0, SHOWN_MIXTURES)
              .map(({ name, formats }) => `${name}: ${mixtureWords(formats)}`)
              .join("; ")}
            {mixed.length > SHOWN_MIXTURES && `; ${formatCountOf(mixed.length - SHOWN_MIXTURES, "other mixed file")}`}
          </Fact>
        )}
        <Fact name="Requests">
          {formatCount(requests)}
          {sampled > 1 && `, 1 in ${sampled} of all, chosen by id`}
          {partialRequests > 0 && `; ${formatCount(partialRequests)} (${formatShare(share)}) may lack events`}
        </Fact>
        <Fact name="Kinds">
          {formatCount(report.eventKinds)} of events, {formatCount(report.segmentKinds)} of segments in{" "}
          {formatCountOf(report.classes.length, "class", "classes")}
          {other > 0 && `; ${formatCount(other)} rare ones take no part in relations`}
        </Fact>
        <Fact name="Analysed">
          {totalMs !== undefined && <span data-testid="analysed-in">in {formatDuration(totalMs * 1e6)}, </span>}
          {formatBytes(accountedBytes)} of columns
        </Fact>
        <Fact name="Database">
          <span aria-live="polite" data-testid="database">
            {databaseWords(database)}
          </span>
        </Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type Counts = Omit<ReadyState["files"][number]["report"]["counts"], "extra">;

function totalCounts(files: ReadyState["files"]): Counts {
  const total = { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 };
  for (const { report } of files) {
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += report.counts[name];
  }
  return total;
}

/** The unit of traces is the span, not the line. */
function isAllSpans(files: ReadyState["files"]): boolean {
  return files.every(({ format }) => unitsOfFormat(format) === "spans");
}

/** One line about the tables that queries run on. */
function databaseWords(database: DatabaseState): string {
  switch (database.name) {
    case "off":
      return "not started";
    case "starting":
      return "starting";
    case "filling":
      return `${formatShare(Math.floor(database.done * 100) / 100)} filled`;
    case "ready": {
      const { events, partitions, ofPartitions } = database;
      if (partitions === ofPartitions) return `all ${formatCountOf(events, "event")}`;
      return `${formatCountOf(events, "event")} of ${partitions}/${ofPartitions} partitions`;
    }
    case "failed":
      return `not available: ${database.message}`;
  }
}
