import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import "../shared/roles.css";
import "./landing-view.css";

interface LandingViewProps {
  readonly notice: string | null;
  readonly onFiles: () => void;
  readonly onFolder: () => void;
  readonly onSample: () => void;
}

/** Where everyone starts: what this is, how to begin, and what a log must contain. */
export function LandingView({ notice, onFiles, onFolder, onSample }: LandingViewProps) {
  return (
    <div class="landing">
      <h1>Drop logs. See what waits for what.</h1>
      <p class="landing-promise">Your files never leave this tab: turn the network off and try.</p>
      {notice !== null && <Notice tone="plain">{notice}</Notice>}
      <div class="landing-drop">
        <section aria-labelledby="landing-open">
          <h2 id="landing-open">Drop files or folders anywhere</h2>
          <p class="landing-buttons">
            <button type="button" class="button button-large button-primary" onClick={onFiles}>
              <Icon name="file" />
              Open files
            </button>
            <button type="button" class="button button-large" onClick={onFolder}>
              <Icon name="folder" />
              Open folder
            </button>
          </p>
          <p class="landing-note">CSV, JSON lines and Jaeger traces, plain or gzipped. A mixed folder is fine.</p>
          <h2 class="landing-or">Or start from a sample</h2>
          <button type="button" class="landing-sample" onClick={onSample}>
            <strong>Slow home page</strong>
            <span>Which wait makes a page load slow?</span>
            <span class="landing-note">5,000 requests of a server, a network and a browser</span>
          </button>
        </section>
        <section aria-labelledby="landing-need">
          <h2 id="landing-need">What do my logs need?</h2>
          <LogTable />
          <p class="landing-note">
            A time, an id shared by all lines of one request, and a word for what happened. Host and task help: a task
            is a thread, a span or an actor, whose lines follow each other.
          </p>
          <dl class="landing-formats">
            <dt>CSV</dt>
            <dd>
              <code>{CSV_LINE}</code>
            </dd>
            <dt>JSON lines</dt>
            <dd>
              <code>{NDJSON_LINE}</code>
            </dd>
            <dt>Jaeger</dt>
            <dd>
              <code>{JAEGER_LINE}</code>
            </dd>
          </dl>
        </section>
      </div>
    </div>
  );
}

const CSV_LINE = "2026-03-12T14:02:11.484Z,feed-2,7f3a9c21,rank,rank start";
const NDJSON_LINE = '{"ts":1773324131484,"host":"feed-2","request_id":"7f3a9c21","event":"rank start"}';
const JAEGER_LINE = '{"data":[{"traceID":"7f3a9c21","spans":[{"operationName":"rank","startTime":1773324131484000}]}]}';

const ROWS = [
  ["14:02:11.482", "web-1", "7f3a9c21", "page", "page start"],
  ["14:02:11.484", "feed-2", "7f3a9c21", "rank", "rank start"],
  ["14:02:11.485", "ads-1", "7f3a9c21", "auction", "auction start"],
  ["14:02:11.546", "feed-2", "7f3a9c21", "rank", "rank end"],
  ["14:02:11.655", "ads-1", "7f3a9c21", "auction", "auction end"],
  ["14:02:11.671", "web-1", "7f3a9c21", "page", "page ready"],
] as const;

const COLUMNS = ["time", "host", "request", "task", "label"] as const;

function LogTable() {
  return (
    <table class="landing-log">
      <caption class="hidden">Six lines of a log with the role of each column</caption>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row[0]}>
            {row.map((text, at) => (
              <td key={COLUMNS[at]}>
                <span class={`role role-${COLUMNS[at]}`}>{text}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
