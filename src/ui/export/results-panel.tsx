import { exportedFiles } from "../../app/exports.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { downloadFiles } from "../shared/download.ts";
import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import { ExportHead, ExportRow } from "./export-row.tsx";
import { RejectsRow } from "./rejects-row.tsx";
import type { Packing } from "./use-packing.ts";

/** The documents of the result. They are made when the view opens: then their sizes are known and saving is instant. */
export function ResultsPanel({ session, workspace, packing }: ViewProps & { readonly packing: Packing }) {
  const { report, filter } = workspace.shown.value;
  const answer = useAnswer(`${report.modelHash} ${filter}`, () => exportedFiles(session, { report, filter }));
  const files = latest(answer);
  const isCurrent = answer.state === "answered";
  const all = workspace.whole.report.requests;
  const of =
    filter === ""
      ? `all ${formatCountOf(all, "request")}`
      : `the ${formatCount(report.requests)} of ${formatCount(all)} requests that the filter keeps`;
  const saveAll = files === null || !isCurrent ? null : () => void downloadFiles(files);
  return (
    <Panel
      id="export-results"
      title="Results"
      note={`of ${of}`}
      action={
        <button type="button" class="button" disabled={saveAll === null} onClick={saveAll ?? undefined}>
          Save all four
        </button>
      }
    >
      {answer.state === "failed" && <Notice tone="error">{answer.message}</Notice>}
      <table class="table" aria-busy={answer.state === "asking"}>
        <caption class="hidden">Documents of the result</caption>
        <ExportHead />
        <tbody>
          {DOCUMENTS.map(({ name, meaning, isFiltered }) => {
            const file = files?.find((each) => each.name === name);
            return (
              <ExportRow
                key={name}
                name={name}
                meaning={`${meaning} ${filter === "" ? "" : isFiltered ? `Of ${of}.` : "The same whatever the filter."}`}
                rows={name === "requests.csv" ? report.requests : null}
                bytes={isCurrent ? (file?.content.size ?? null) : null}
                packing={packing}
                onSave={isCurrent && file !== undefined ? () => void downloadFiles([file]) : null}
              />
            );
          })}
          <RejectsRow session={session} state={workspace.whole} packing={packing} />
        </tbody>
      </table>
    </Panel>
  );
}

const DOCUMENTS: readonly { readonly name: string; readonly meaning: string; readonly isFiltered: boolean }[] = [
  {
    name: "model.json",
    meaning: "Classes, kinds, the relations that hold, are tentative or nearly hold, and the critical path.",
    isFiltered: true,
  },
  {
    name: "requests.csv",
    meaning: "One line per request: class, start, latency, events, hosts, time on the critical path.",
    isFiltered: true,
  },
  {
    name: "summary.json",
    meaning: "What was read and rejected, counts of relations by status, latencies, the hash of the model.",
    isFiltered: true,
  },
  {
    name: "recipe.json",
    meaning: "Roles of columns and rules of classes: drop it with the next logs of this kind.",
    isFiltered: false,
  },
];
