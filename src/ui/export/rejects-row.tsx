import { useSignal } from "@preact/signals";
import { rejectsFile } from "../../app/exports.ts";
import type { ReadyState } from "../../app/phase.ts";
import type { PageSession } from "../app-view.tsx";
import { sentenceOf } from "../shared/answer.ts";
import { downloadFiles } from "../shared/download.ts";
import { ExportRow } from "./export-row.tsx";
import type { Packing } from "./use-packing.ts";

interface RejectsRowProps {
  readonly session: PageSession;
  readonly state: ReadyState;
  readonly packing: Packing;
}

/** All rejected lines as a file. It is made when it is asked for: files with many are read again. */
export function RejectsRow({ session, state, packing }: RejectsRowProps) {
  const message = useSignal<string | null>(null);
  const isListing = useSignal(false);
  const count = state.files.reduce((sum, { report }) => sum + report.counts.rejects, 0);
  const save = async () => {
    message.value = null;
    isListing.value = true;
    try {
      await downloadFiles([await rejectsFile(session)]);
    } catch (error) {
      message.value = sentenceOf(error);
    } finally {
      isListing.value = false;
    }
  };
  return (
    <ExportRow
      name="rejects.csv"
      meaning={
        <>
          Every line that was rejected: file, line, code, reason, text. The same whatever the filter.{" "}
          <span role="status">{message.value ?? (isListing.value ? "Reading the files again." : "")}</span>
        </>
      }
      rows={count}
      bytes={null}
      packing={packing}
      onSave={count === 0 || isListing.value ? null : () => void save()}
    />
  );
}
