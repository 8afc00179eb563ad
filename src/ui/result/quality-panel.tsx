import type { DatabaseState } from "../../app/database.ts";
import type { ReadyState } from "../../app/phase.ts";
import {
  formatBytes,
  formatCount,
  formatCountOf,
  formatDuration,
  formatShare,
} from "../../core/present/number-format.ts";
import { conservationSentence } from "../../core/present/summary-words.ts";
import { Panel } from "../shared/panel.tsx";

/** What the figures stand on: lines, classes, memory and time. */
export function QualityPanel({ state, database }: { readonly state: ReadyState; readonly database: DatabaseState }) {
  const { report, files, timingsMs, accountedBytes } = state;
  const kinds = `${formatCount(report.eventKinds)} event kinds, ${formatCount(report.segmentKinds)} segment kinds`;
  const totalMs = timingsMs.total;
  return (
    <Panel id="quality" title="Data quality" action={<a href="#files">Files</a>}>
      <dl class="panel-text facts">
        <div>
          <dt>Lines</dt>
          <dd>{conservationSentence(totalCounts(files), isAllSpans(files) ? "span" : "line")}</dd>
        </div>
        <div>
          <dt>Classes</dt>
          <dd>
            {formatCountOf(report.classes.length, "class", "classes")}, {kinds}
          </dd>
        </div>
        <div>
          <dt>Analysed</dt>
          <dd>
            {totalMs === undefined ? "" : `in ${formatDuration(totalMs * 1e6)}, `}
            {formatBytes(accountedBytes)} of columns
          </dd>
        </div>
        <div>
          <dt>Database</dt>
          <dd aria-live="polite" data-testid="database">
            {databaseWords(database)}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

type Counts = ReadyState["files"][number]["report"]["counts"];

function totalCounts(files: ReadyState["files"]): Counts {
  const total = { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 };
  for (const { report } of files) {
    for (const name of Object.keys(total) as (keyof Counts)[]) total[name] += report.counts[name];
  }
  return total;
}

/** The unit of JSON documents is the span, not the line. */
function isAllSpans(files: ReadyState["files"]): boolean {
  return files.every(({ format }) => format.startsWith("jaeger"));
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
