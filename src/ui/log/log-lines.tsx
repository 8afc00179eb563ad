import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { FileSummary } from "../../app/phase.ts";
import { type LogRow, logClock, logTextPieces } from "../../core/present/log-rows.ts";
import { formatCount, formatDuration } from "../../core/present/number-format.ts";
import { useScrollView } from "../requests/use-scroll-view.ts";
import { scrollToRow, virtualWindow } from "../requests/virtual-window.ts";
import type { RawLine, RawLines } from "./use-raw-lines.ts";

interface LogLinesProps {
  readonly rows: readonly LogRow[];
  readonly files: readonly FileSummary[];
  readonly originNs: string;
  readonly id: string;
  /** Words looked for, in small letters. */
  readonly wanted: string;
  readonly raw: RawLines;
  /** Row that is looked at, and the one that was found; −1 = none. */
  readonly chosen: number;
  readonly match: number;
  readonly onChoose: (row: LogRow) => void;
}

const ROW_PX = 17;
/** Of the monospaced face; the columns are as wide. */
const HOST_CHARACTERS = 13;
const PLACE_CHARACTERS = 26;
/** Of the column of times, by the characters of a time. */
const TIME_CLASSES: ReadonlyMap<number, string> = new Map([
  [0, "log-time"],
  [18, "log-time log-time-of-days"],
  [23, "log-time log-time-of-years"],
]);

/** Lines of log files; only those in view are read and drawn. */
export function LogLines({ rows, files, originNs, id, wanted, raw, chosen, match, onChoose }: LogLinesProps) {
  const scroll = useScrollView();
  const active = useSignal(-1);
  const clock = useMemo(() => logClock(rows, originNs), [rows, originNs]);
  const timeClass = TIME_CLASSES.get(clock(0).length) ?? TIME_CLASSES.get(0);
  const { first, count, abovePx, belowPx } = virtualWindow(scroll.scrollPx, scroll.heightPx, ROW_PX, rows.length);
  const show = (row: number) => {
    if (row < 0 || scroll.heightPx === 0) return;
    scroll.scrollTo(scrollToRow(row, scroll.scrollPx, scroll.heightPx, ROW_PX, rows.length));
  };
  useEffect(() => {
    void raw.want(rows.slice(first, first + count));
  }, [rows, first, count]);
  useEffect(() => {
    if (chosen >= 0) active.value = chosen;
    show(chosen);
  }, [chosen, rows, scroll.heightPx > 0]);
  useEffect(() => show(match), [match]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(scroll.heightPx / ROW_PX) - 1);
    const steps = new Map([
      ["ArrowDown", 1],
      ["ArrowUp", -1],
      ["PageDown", page],
      ["PageUp", -page],
      ["Home", -rows.length],
      ["End", rows.length],
    ]);
    const step = steps.get(event.key);
    if (step !== undefined) {
      active.value = Math.max(0, Math.min(rows.length - 1, active.value + step));
      show(active.value);
    } else if (event.key === "Enter" && active.value >= 0) onChoose(rows[active.value]);
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="log-lines"
      role="listbox"
      aria-label="Lines"
      aria-busy={raw.pending > 0}
      aria-activedescendant={active.value >= first && active.value < first + count ? `log-${active.value}` : undefined}
      tabIndex={0}
      ref={scroll.ref}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      data-testid="log-lines"
    >
      <svg class="log-space" width="1" height={abovePx} aria-hidden="true" />
      {rows.slice(first, first + count).map((row, index) => {
        const at = first + index;
        const classes = ["log-row"];
        if (at === chosen) classes.push("log-chosen");
        if (at === active.value) classes.push("log-active");
        if (at === match) classes.push("log-match");
        if (row.events.length === 0) classes.push("log-other");
        const name = files[row.file]?.name ?? "unknown file";
        const place = `${name}:${formatCount(row.line)}`;
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active line.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list listens to keys.
          <div
            key={`${row.file}:${row.line}`}
            class={classes.join(" ")}
            role="option"
            id={`log-${at}`}
            aria-selected={at === chosen}
            aria-posinset={at + 1}
            aria-setsize={rows.length}
            onClick={() => {
              active.value = at;
              onChoose(row);
            }}
          >
            <span class={timeClass}>{row.timeNs === null ? "" : clock(row.timeNs)}</span>
            <span class="log-since">{row.sinceNs === null ? "" : `+${formatDuration(row.sinceNs)}`}</span>
            <span class="log-host" title={row.host}>
              {fitCharacters(row.host, HOST_CHARACTERS)}
            </span>
            <span class="log-place" title={place}>
              {fitCharacters(name, PLACE_CHARACTERS - formatCount(row.line).length - 1)}:{formatCount(row.line)}
            </span>
            <LogText line={raw.of(row)} id={id} wanted={wanted} />
          </div>
        );
      })}
      <svg class="log-space" width="1" height={belowPx} aria-hidden="true" />
    </div>
  );
}

function LogText({
  line,
  id,
  wanted,
}: {
  readonly line: RawLine | null;
  readonly id: string;
  readonly wanted: string;
}) {
  if (line === null) return <span class="log-text log-wait">reading</span>;
  if ("failure" in line) return <span class="log-text log-failed">This line cannot be shown: {line.failure}</span>;
  return (
    <span class="log-text" title={line.text.slice(0, 2000)} data-testid="raw-line">
      {logTextPieces(line.text, id, wanted).map(({ text, mark }, at) =>
        mark === null ? text : mark === "id" ? <b key={at}>{text}</b> : <mark key={at}>{text}</mark>,
      )}
    </span>
  );
}

/** Head and tail of a name: labels of one system differ in the middle least. */
function fitCharacters(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const tail = Math.max(1, Math.floor((most - 1) / 2));
  return `${characters.slice(0, Math.max(1, most - 1 - tail)).join("")}…${characters.slice(-tail).join("")}`;
}
