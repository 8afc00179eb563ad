import { keyLabel } from "../../app/command-keys.ts";
import { LOG_OPEN } from "../../app/commands.ts";
import type { Workspace } from "../../app/workspace.ts";
import { requestLogRows } from "../../core/present/log-rows.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { Icon } from "../shared/icon.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import { LogPanel } from "./log-panel.tsx";
import "./log.css";

/** The lines behind the open request, as they stand in the files: a bar, and the lines when it is opened. */
export function LogDrawer({ workspace, state }: ViewProps) {
  const { request } = workspace.view.value;
  const { filter } = workspace.shown.value;
  const answer = useAnswer(`${request} ${filter}`, async () =>
    request === null ? null : workspace.questions.requestDetail(request, filter),
  );
  const isOpen = workspace.option(LOG_OPEN) !== null;
  const detail = latest(answer);
  const rows = detail === null ? [] : requestLogRows(detail);
  const files = new Set(rows.map(({ file }) => file)).size;
  const words =
    detail === null
      ? request === null
        ? "open a request to see its lines"
        : answer.state === "failed"
          ? answer.message
          : "reading the request"
      : `${formatCountOf(rows.length, "line")} in ${formatCountOf(files, "file")}`;
  const toggle = <Toggle workspace={workspace} isOpen={isOpen} />;
  return (
    <section
      class={`log ${isOpen ? "log-open" : ""}`}
      aria-label="Raw log"
      aria-busy={isOpen && answer.state === "asking"}
      data-testid="log"
    >
      {isOpen && detail !== null ? (
        <LogPanel workspace={workspace} state={state} detail={detail} rows={rows} toggle={toggle} />
      ) : (
        <>
          <header class="log-bar">
            {toggle}
            {!isOpen && <span class="log-words">{words}</span>}
          </header>
          {isOpen && <p class="log-nothing">{startUpper(words)}.</p>}
        </>
      )}
    </section>
  );
}

interface ToggleProps {
  readonly workspace: Workspace;
  readonly isOpen: boolean;
}

function Toggle({ workspace, isOpen }: ToggleProps) {
  return (
    <button
      type="button"
      class="log-toggle"
      aria-expanded={isOpen}
      onClick={() => workspace.setOption(LOG_OPEN, isOpen ? null : "on")}
      data-testid="log-toggle"
    >
      <Icon name={isOpen ? "down" : "next"} />
      Raw log
      <kbd>{keyLabel("q")}</kbd>
    </button>
  );
}

function startUpper(words: string): string {
  return words.replace(/\.$/, "").replace(/^./, (letter) => letter.toUpperCase());
}
