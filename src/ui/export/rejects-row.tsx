import { rejectsFile } from "../../app/exports.ts";
import type { ReadyState } from "../../app/phase.ts";
import type { PageSession } from "../app-view.tsx";
import { ExportRow } from "./export-row.tsx";
import type { Packing } from "./use-packing.ts";

interface RejectsRowProps {
  readonly session: PageSession;
  readonly state: ReadyState;
  readonly packing: Packing;
}

/** All rejected lines as a file. It is made when it is asked for: files with many are read again. */
export function RejectsRow({ session, state, packing }: RejectsRowProps) {
  const count = state.files.reduce((sum, { report }) => sum + report.counts.rejects, 0);
  return (
    <ExportRow
      name="rejects.csv"
      meaning="Every line that was rejected: file, line, code, reason, text. The same whatever the filter."
      rows={count}
      bytes={null}
      packing={packing}
      onSave={count === 0 ? null : () => packing.start("rejects.csv", ({ signal }) => rejectsFile(session, signal))}
    />
  );
}
