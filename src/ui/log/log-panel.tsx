import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { chooseEvent, chosenEvent } from "../../app/open-request.ts";
import type { ReadyState } from "../../app/phase.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { RequestDetail } from "../../core/analysis/request-detail.ts";
import { aroundLogRows, kindOfEvent, type LogRow } from "../../core/present/log-rows.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { LogLines } from "./log-lines.tsx";
import { useRawLines } from "./use-raw-lines.ts";

interface LogPanelProps {
  readonly workspace: Workspace;
  readonly state: ReadyState;
  readonly detail: RequestDetail;
  readonly rows: readonly LogRow[];
  readonly toggle: ComponentChildren;
}

/** Lines to either side of the one that is looked at. */
const AROUND = 500;

/** The open log: the lines of the request, or those around one of them in its file. */
export function LogPanel({ workspace, state, detail, rows, toggle }: LogPanelProps) {
  const isAround = useSignal(false);
  const wanted = useSignal("");
  const found = useSignal(0);
  const note = useSignal("");
  const raw = useRawLines(workspace, detail.id);
  const event = chosenEvent(workspace);
  const chosen = event === null ? null : (rows.find(({ events }) => events.includes(event)) ?? null);
  const shown = useMemo(() => {
    if (!isAround.value || chosen === null) return rows;
    return aroundLogRows(rows, chosen, state.files[chosen.file]?.report.counts.lines ?? 0, AROUND);
  }, [isAround.value, chosen, rows]);

  const text = wanted.value.trim().toLowerCase();
  useEffect(() => {
    found.value = 0;
    if (text !== "") void raw.want(shown);
  }, [text, shown]);
  const matches =
    text === ""
      ? []
      : shown.flatMap((row, at) => {
          const line = raw.of(row);
          return line !== null && "text" in line && line.text.toLowerCase().includes(text) ? [at] : [];
        });
  const chosenAt =
    chosen === null ? -1 : shown.findIndex(({ file, line }) => file === chosen.file && line === chosen.line);
  // Looked for from the chosen line on, then again from the first.
  const ahead = Math.max(
    0,
    matches.findIndex((at) => at >= chosenAt),
  );
  const present = matches.length === 0 ? -1 : (ahead + found.value) % matches.length;
  const match = present < 0 ? -1 : matches[present];
  const choose = (row: LogRow) => {
    const [first] = row.events;
    if (first !== undefined) chooseEvent(workspace, first, kindOfEvent(detail, first), detail.classId);
  };
  const copy = async () => {
    await raw.want(shown);
    const texts = shown.flatMap((row) => {
      const line = raw.of(row);
      return line !== null && "text" in line ? [line.text] : [];
    });
    await navigator.clipboard.writeText(`${texts.join("\n")}\n`);
    note.value = `${formatCountOf(texts.length, "line")} copied`;
  };
  const findWords =
    text === ""
      ? note.value
      : matches.length > 0
        ? `${formatCount(present + 1)} of ${formatCount(matches.length)}`
        : raw.pending > 0
          ? "reading"
          : "not found";
  return (
    <>
      <header class="log-bar">
        {toggle}
        <fieldset class="log-scope">
          <legend class="hidden">Lines of</legend>
          <label class={isAround.value ? "" : "log-scope-chosen"}>
            <input
              type="radio"
              name="log-scope"
              checked={!isAround.value}
              onChange={() => {
                isAround.value = false;
              }}
            />
            This request · {formatCount(rows.length)}
          </label>
          <label
            class={isAround.value ? "log-scope-chosen" : ""}
            title={chosen === null ? "Choose a line or a segment first" : undefined}
          >
            <input
              type="radio"
              name="log-scope"
              checked={isAround.value}
              disabled={chosen === null && !isAround.value}
              onChange={() => {
                isAround.value = true;
              }}
            />
            Around selection
          </label>
        </fieldset>
        <span class="log-words log-hint">raw stamps are in the lines</span>
        <span class="log-found" role="status">
          {findWords}
        </span>
        <input
          class="input log-find"
          type="search"
          aria-label="Find in lines"
          placeholder="Find in lines"
          spellcheck={false}
          value={wanted.value}
          onInput={({ currentTarget }) => {
            wanted.value = currentTarget.value;
            note.value = "";
          }}
          onKeyDown={(key) => {
            if (key.key !== "Enter" || matches.length === 0) return;
            key.preventDefault();
            found.value = (found.value + (key.shiftKey ? matches.length - 1 : 1)) % matches.length;
          }}
        />
        <button
          type="button"
          class="button button-icon button-quiet"
          aria-label="Copy these lines"
          title="Copy these lines"
          onClick={() => void copy()}
        >
          <Icon name="copy" />
        </button>
      </header>
      <LogLines
        key={isAround.value ? "around" : "request"}
        rows={shown}
        files={state.files}
        originNs={workspace.whole.report.originNs}
        id={detail.id}
        wanted={text}
        raw={raw}
        chosen={chosenAt}
        match={match}
        onChoose={choose}
      />
    </>
  );
}
