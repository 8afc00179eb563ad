import { useEffect } from "preact/hooks";
import { formatCountOf } from "../../core/present/number-format.ts";
import { EvidenceSlot } from "../evidence/evidence-slot.tsx";
import { LogDrawer } from "../log/log-drawer.tsx";
import { Notice } from "../shared/notice.tsx";
import { EmptyClass, EmptyFilter } from "./empty-filter.tsx";
import { LazyView } from "./lazy-view.tsx";
import { Rail } from "./rail.tsx";
import { TimeStrip } from "./time-strip.tsx";
import type { ViewProps } from "./view-props.ts";
import { VIEW_ENTRIES } from "./views.tsx";
import "./shell.css";

/** The frame around every view of a finished analysis: the rail of views, the view, and what the selection shows. */
export function Shell(props: ViewProps) {
  const { workspace } = props;
  const { view } = workspace.view.value;
  const entry = VIEW_ENTRIES.find(({ name }) => name === view) ?? VIEW_ENTRIES[0];
  const { report } = workspace.shown.value;
  const filtering = workspace.filtering.value;
  const present = workspace.present.value;
  const isAboutRequests = entry.section !== "data";
  const isFiltered = workspace.shown.value.filter !== "";
  const { files } = props.state;
  const dataset = files.length === 1 ? files[0].name : formatCountOf(files.length, "file");
  // Tabs and the history of the browser are told apart by it.
  useEffect(() => {
    document.title = `${entry.title} · ${dataset} · Whydunit`;
    return () => {
      document.title = "Whydunit";
    };
  }, [entry, dataset]);
  return (
    <div class="shell" data-testid="result">
      <section class="shell-strip strip" aria-label="Time">
        <TimeStrip workspace={workspace} />
      </section>
      <Rail workspace={workspace} shown={entry} />
      {/* Another view begins at its top. */}
      <div class="shell-view" key={entry.name} data-testid="view" aria-busy={filtering.state === "running"}>
        {filtering.state === "failed" && (
          <div class="shell-notice">
            <Notice
              tone="error"
              action={
                <>
                  <button type="button" class="button" onClick={() => workspace.retryFilter()}>
                    Try again
                  </button>
                  <button type="button" class="button" onClick={() => workspace.setTerms([])}>
                    Remove all filters
                  </button>
                </>
              }
            >
              The filter could not be applied: {filtering.message}. What is shown is of{" "}
              {formatCountOf(report.requests, "request")}, as before.
            </Notice>
          </div>
        )}
        {isAboutRequests && isFiltered && report.requests === 0 ? (
          <EmptyFilter workspace={workspace} />
        ) : isAboutRequests && isFiltered && present?.requests === 0 ? (
          <EmptyClass workspace={workspace} present={present} />
        ) : (
          <LazyView entry={entry} {...props} />
        )}
      </div>
      {isAboutRequests && <LogDrawer {...props} />}
      {workspace.view.value.selection !== null && <EvidenceSlot {...props} />}
    </div>
  );
}
