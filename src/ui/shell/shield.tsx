import { formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { Popover } from "../shared/popover.tsx";
import { traffic } from "./traffic.ts";

/** That nothing leaves the tab, as far as the page can see, and how to check it without trusting the page. */
export function Shield() {
  const { foreign } = traffic.value;
  return (
    <Popover
      label="Local: how to check that nothing is sent"
      buttonClass="top-chip top-shield"
      button={
        <>
          <Icon name="shield" />
          <span>
            {foreign === 0 ? (
              <>
                local · <strong>0 B</strong> sent
              </>
            ) : (
              <strong class="top-alarm">{formatCountOf(foreign, "foreign request")}</strong>
            )}
          </span>
        </>
      }
    >
      <ShieldText />
    </Popover>
  );
}

/** Also part of the help. */
export function ShieldText() {
  const { foreign, stopped } = traffic.value;
  return (
    <>
      <p>
        <strong>{formatCountOf(foreign, "request")} to another address</strong> since the page opened
        {stopped > 0 && <>; {formatCountOf(stopped, "attempt")} stopped</>}. Logs are read, counted and drawn in this
        tab.
      </p>
      <p>
        The page's own policy, <code>connect-src 'self' blob:</code>, forbids every other address. The network panel of
        your browser shows the same.
      </p>
      <p>
        Or turn the network off and drop your logs: reading, model and views go on working. Only the database, which
        comes from the same place as the page, is loaded after the first result.
      </p>
    </>
  );
}
