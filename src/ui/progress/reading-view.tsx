import type { Phase } from "../../app/phase.ts";
import {
  formatBytes,
  formatCountOf,
  formatDuration,
  formatRate,
  formatShare,
} from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { ProgressLine } from "./progress-line.tsx";
import "./progress.css";

interface ReadingViewProps {
  readonly phase: Extract<Phase, { name: "reading" }>;
  readonly onCancel: () => void;
}

/** Partitions that a dataset has before any is given up. */
const ALL_PARTITIONS = 64;

/** Before this share is read the rate says little of the rest. */
const LEAST_SHARE = 0.03;

/** Bytes on their way: how far, how fast, what has come of them. */
export function ReadingView({ phase, onCancel }: ReadingViewProps) {
  const { bytesDone, bytesTotal, events, keepPartitions } = phase.progress;
  const share = bytesTotal === 0 ? 0 : bytesDone / bytesTotal;
  const elapsedMs = performance.now() - phase.sinceMs;
  const rate = formatRate(bytesDone, elapsedMs);
  const leftMs = share > LEAST_SHARE ? (elapsedMs * (1 - share)) / share : null;
  const keptIn = ALL_PARTITIONS / Math.max(1, keepPartitions);
  return (
    <div class="progress-page">
      <section class="panel" aria-labelledby="reading-title">
        <header class="panel-head">
          <h1 id="reading-title">Reading</h1>
          <span class="panel-note">{formatBytes(bytesTotal)}</span>
          <span class="panel-action">
            <button
              type="button"
              class="button"
              title={events > 0 ? "What has been read stays, and is analysed" : undefined}
              onClick={onCancel}
            >
              <Icon name="stop" />
              Cancel
            </button>
          </span>
        </header>
        <div class="panel-text">
          <p class="progress-figure">{formatShare(Math.floor(share * 100) / 100)}</p>
          <ProgressLine label="Share of the bytes that is read" share={share} />
          <p class="progress-facts" aria-live="polite">
            <span>
              {formatBytes(bytesDone)} of {formatBytes(bytesTotal)}
            </span>
            {rate !== "" && <span>{rate}</span>}
            {leftMs !== null && <span>{formatDuration(Math.ceil(leftMs / 1000) * 1e9)} left</span>}
            <span>{formatCountOf(events, "event")} so far</span>
          </p>
        </div>
        {events > 0 && <p class="panel-foot">Cancel goes on with what has been read, and says so on every screen.</p>}
        {keptIn > 1 && (
          <Notice tone="warning">
            The logs exceed the memory set aside for them. From here on 1 request in {keptIn} is kept, chosen by its id:
            the same requests on any machine.
          </Notice>
        )}
      </section>
    </div>
  );
}
