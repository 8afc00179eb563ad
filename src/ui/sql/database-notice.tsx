import type { DatabaseState } from "../../app/database.ts";
import { formatShare } from "../../core/present/number-format.ts";
import { ProgressLine } from "../progress/progress-line.tsx";
import { Notice } from "../shared/notice.tsx";

interface DatabaseNoticeProps {
  readonly state: DatabaseState;
  readonly onRestart: () => void;
}

/** Whether statements can be asked now, and of how much. Says nothing when everything is there. */
export function DatabaseNotice({ state, onRestart }: DatabaseNoticeProps) {
  switch (state.name) {
    case "ready":
      return null;
    case "off":
      return (
        <Notice tone="warning">
          There is no database: it is started when an analysis is complete. The other views need none.
        </Notice>
      );
    case "starting":
      return <Notice tone="plain">The database is being started: 7.7 MB from this page's own host, once.</Notice>;
    case "filling":
      return (
        <div class="sql-filling">
          <ProgressLine label="The database is being filled" share={state.done} />
          <Notice tone="plain">
            The tables are being filled, {formatShare(state.done)} so far. Requests, kinds and relations come first and
            can be asked already; events and segments grow until it is done.
          </Notice>
        </div>
      );
    case "failed":
      return (
        <Notice
          tone="error"
          action={
            <button type="button" class="button" onClick={onRestart}>
              Start again
            </button>
          }
        >
          {state.message} Nothing else depends on the database: all other views go on.
        </Notice>
      );
  }
}
