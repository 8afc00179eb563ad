import type { SourceFormat } from "../../core/log/source-plan.ts";
import type { FileReport } from "../../core/trace/file-report.ts";
import type { MappingFile } from "./mapping-file.ts";
import { basePlan, hasSameColumns } from "./mapping-file.ts";
import { changesOf, withContinued, withIgnored } from "./plan-changes.ts";
import { RejectsPanel } from "./rejects-panel.tsx";
import type { TrialState } from "./use-trials.ts";

interface RejectsTabProps {
  readonly files: readonly MappingFile[];
  readonly shown: number;
  readonly state: TrialState | null;
  /** What reading made of the file on screen; null before it was read. */
  readonly report: FileReport | null;
  readonly question: string | null;
  readonly onFiles: (files: MappingFile[]) => void;
  readonly onFixPattern?: (line: string) => void;
}

const LINE_FORMATS: readonly SourceFormat[] = ["csv", "ndjson", "logfmt", "syslog", "text"];

/** The rejected lines of the file on screen; what is said of them holds for all files of the same form. */
export function RejectsTab({ files, shown, state, report, question, onFiles, onFixPattern }: RejectsTabProps) {
  const current = files[shown];
  const plan = basePlan(current);
  const sample = state?.trial?.read ?? null;
  const isAlike = (file: MappingFile, at: number) => at === shown || hasSameColumns(file, current);
  const change = (next: (file: MappingFile) => MappingFile) =>
    onFiles(files.map((file, at) => (isAlike(file, at) ? next(file) : file)));
  return (
    <RejectsPanel
      key={shown}
      file={current.inspected.file.name}
      lines={report ?? sample}
      scope={report === null ? "sample" : "all"}
      sample={sample}
      problem={state?.message ?? null}
      question={question}
      hasLines={plan !== null && LINE_FORMATS.includes(plan.format)}
      isWrapped={(plan?.envelopes?.length ?? 0) > 0}
      changes={plan === null ? {} : changesOf(plan)}
      alike={files.filter(isAlike).length - 1}
      onIgnore={(line, is) => change((file) => withIgnored(file, line, is))}
      onContinue={(isContinued) => change((file) => withContinued(file, isContinued))}
      {...(onFixPattern && { onFixPattern })}
    />
  );
}
