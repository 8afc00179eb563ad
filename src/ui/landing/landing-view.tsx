import { formatCountOf } from "../../core/present/number-format.ts";
import { sentenceOf } from "../shared/answer.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { textFiles } from "./pasted-files.ts";
import { SixLinesPicture, SixLinesTable } from "./six-lines.tsx";
import "../shared/roles.css";
import "./landing-view.css";

interface LandingViewProps {
  readonly notice: string | null;
  readonly onFiles: () => void;
  readonly onFolder: () => void;
  readonly onPaste: (files: readonly File[]) => void;
  readonly onTrouble: (message: string) => void;
  readonly onSample: () => void;
  /** How many recipes are saved. */
  readonly recipes: number;
  readonly onRecipes: () => void;
}

/** Where everyone starts: what this is, how to begin, and what a log must contain. */
export function LandingView({
  notice,
  onFiles,
  onFolder,
  onPaste,
  onTrouble,
  onSample,
  recipes,
  onRecipes,
}: LandingViewProps) {
  const paste = () => {
    readClipboard().then(
      (text) => {
        const files = textFiles(text);
        if (files.length === 0) onTrouble("There are no lines on the clipboard. Copy some, or press Ctrl+V here.");
        else onPaste(files);
      },
      (error) => onTrouble(`${sentenceOf(error)} Press Ctrl+V here instead.`),
    );
  };
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
            <button type="button" class="button button-large" onClick={paste}>
              <Icon name="copy" />
              Paste
            </button>
          </p>
          <p class="landing-note">
            CSV, JSON lines, traces (Jaeger, Zipkin, OTLP, Chrome, HAR) and XES event logs, plain or gzipped. A mixed
            folder is fine. Lines pasted anywhere are read as a file.
          </p>
          {recipes > 0 && (
            <p class="landing-note landing-recipes">
              Files like those whose roles you set before are read the same way:{" "}
              <button type="button" class="link" onClick={onRecipes}>
                {formatCountOf(recipes, "saved recipe")}
              </button>
            </p>
          )}
        </section>
        <section aria-labelledby="landing-need">
          <h2 id="landing-need">What do my logs need?</h2>
          <SixLinesTable />
          <p class="landing-note">
            A time, an id shared by the lines of one request, and a word for what happened. Host and task help: a task
            is a thread, a span or an actor, whose lines follow each other.
          </p>
        </section>
        <section aria-labelledby="landing-show">
          <h2 id="landing-show">What six lines already show</h2>
          <SixLinesPicture />
          <p class="landing-note">
            The page waits for the auction. Thousands of requests tell whether it always does: each order is assumed
            until a request refutes it.
          </p>
        </section>
      </div>
      <div class="landing-below">
        <section aria-labelledby="landing-samples">
          <h2 id="landing-samples">Or start from a sample</h2>
          <button type="button" class="landing-sample" onClick={onSample}>
            <strong>Slow home page</strong>
            <span>Which wait makes a page load slow?</span>
            <SamplePicture />
            <span class="landing-note">5,000 requests of a server, a network and a browser</span>
          </button>
        </section>
        <section aria-labelledby="landing-files">
          <h2 id="landing-files">The same line in a file</h2>
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
        <section aria-labelledby="landing-check">
          <h2 id="landing-check">Check it yourself</h2>
          <p class="landing-note">
            The page forbids itself every other origin: look at its Content-Security-Policy, or watch the network panel
            stay empty. Once loaded it works with the cable out.
          </p>
        </section>
      </div>
    </div>
  );
}

/** Rejects with why the clipboard cannot be read. */
async function readClipboard(): Promise<string> {
  if (navigator.clipboard === undefined) throw new Error("this address may not read the clipboard");
  try {
    return await navigator.clipboard.readText();
  } catch {
    throw new Error("the browser did not allow reading the clipboard");
  }
}

/** What three components of the sample take in all, and what of that requests wait for: ms a request, as the app finds. */
const SAMPLE_PARTS = [
  { name: "server", critical: 1044, total: 1415 },
  { name: "script", critical: 486, total: 1189 },
  { name: "browser", critical: 317, total: 832 },
] as const;
const LONGEST = 1415;

function SamplePicture() {
  return (
    <svg class="landing-dumbbells" width="100%" height="58" aria-hidden="true">
      {SAMPLE_PARTS.map(({ name, critical, total }, row) => {
        const y = 10 + row * 19;
        const x = (value: number) => `${22 + (value / LONGEST) * 74}%`;
        return (
          <g key={name}>
            <text x="0" y={y} dy="4">
              {name}
            </text>
            <line x1={x(critical)} x2={x(total)} y1={y} y2={y} />
            <circle class="landing-total" cx={x(total)} cy={y} r="4" />
            <circle class="landing-dot" cx={x(critical)} cy={y} r="4" />
          </g>
        );
      })}
    </svg>
  );
}

const CSV_LINE = "2026-03-12T14:02:11.484Z,feed-2,7f3a9c21,rank,rank start";
const NDJSON_LINE = '{"ts":1773324131484,"host":"feed-2","request_id":"7f3a9c21","event":"rank start"}';
const JAEGER_LINE = '{"data":[{"traceID":"7f3a9c21","spans":[{"operationName":"rank","startTime":1773324131484000}]}]}';
