import { useState } from "preact/hooks";
import type { FileSummary, InspectedFile, MappingTab } from "../../app/phase.ts";
import type { LabelOverview } from "../../core/label/label-overview.ts";
import type { LabelRules } from "../../core/label/label-rules.ts";
import { changeRow, type MappingRole } from "../../core/present/mapping-rows.ts";
import { formatBytes, formatCountOf } from "../../core/present/number-format.ts";
import { reasonParts, tintOf } from "../../core/present/preview-cells.ts";
import { Icon } from "../shared/icon.tsx";
import { Panel } from "../shared/panel.tsx";
import { ColumnTable } from "./column-table.tsx";
import type { OnPreviewMasks } from "./labels-panel.tsx";
import { LabelsTab } from "./labels-tab.tsx";
import {
  formatWords,
  hasSameColumns,
  inspectedFile,
  isUnsure,
  type MappingFile,
  mappingFile,
  problemsOf,
  trialProblems,
  withRolesOf,
} from "./mapping-file.ts";
import { MappingTabs } from "./mapping-tabs.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { ReadinessPanel } from "./readiness-panel.tsx";
import { RejectsTab } from "./rejects-tab.tsx";
import { type OnTry, useTrials } from "./use-trials.ts";
import "../shared/roles.css";
import "./mapping-view.css";

export interface MappingViewProps {
  readonly files: readonly InspectedFile[];
  readonly onTry: OnTry;
  readonly onAnalyse: (files: readonly InspectedFile[]) => void;
  readonly onBack: () => void;
  /** What is shown first. */
  readonly tab?: MappingTab;
  /** What reading made of the files; absent before they are read. */
  readonly read?: readonly FileSummary[];
  /** What the analysis stopped for. */
  readonly question?: string;
  /** The labels of everything that was read, under some rules. */
  readonly onLabels: (rules: LabelRules) => Promise<LabelOverview>;
  readonly onPreviewMasks: OnPreviewMasks;
  /** Leads to the editor of the pattern of lines, with a line that does not fit. */
  readonly onFixPattern?: (line: string) => void;
}

/** Which column plays which role, per file: guesses to be confirmed or changed before anything is read. */
export function MappingView(props: MappingViewProps) {
  const { files: inspected, onTry, onAnalyse, onBack, read, question = null } = props;
  const [files, setFiles] = useState(() => inspected.map(mappingFile));
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      files.findIndex((file) => problemsOf(file).length > 0 || isUnsure(file)),
    ),
  );
  const [tab, setTab] = useState<MappingTab>(props.tab ?? "roles");
  const trials = useTrials(files, shown, onTry);
  const problems = files.map((file, at) => [
    ...problemsOf(file),
    ...(trials.isNeeded(at) && trials.isCurrent(at) ? trialProblems(file, trials.latest(at)) : []),
  ]);
  const included = files.filter(({ isIncluded }) => isIncluded).length;
  const waiting = problems.filter((some) => some.length > 0).length;
  const isReady = included > 0 && waiting === 0 && !trials.isWaiting;
  const current = files[shown];
  const alike = files.filter((file, at) => at !== shown && hasSameColumns(file, current));
  const shownRead = read?.find(({ name }) => name === current.inspected.file.name)?.report;
  const sampleOfShown = trials.latest(shown)?.trial ?? null;
  const labels = sampleOfShown?.labels ?? null;
  const tabCounts = {
    roles: null,
    labels: labels && (labels.mined?.templateCount ?? 0) + labels.nativeCount,
    rejects: (shownRead ?? sampleOfShown?.read)?.counts.rejects ?? null,
  };
  const change = (file: MappingFile) => setFiles(files.map((other, at) => (at === shown ? file : other)));

  return (
    <div class="mapping">
      <header class="view-bar">
        <h1>Roles of the columns</h1>
        <span class="view-bar-note" role="status">
          {isReady
            ? `${formatCountOf(included, "file")} ready to analyse`
            : included === 0
              ? "every file is left out"
              : waiting === 0
                ? "trying the roles on the first records"
                : `${formatCountOf(waiting, "file")} ${waiting === 1 ? "needs" : "need"} a decision`}
        </span>
        <span class="view-bar-space" />
        <button type="button" class="button" onClick={onBack}>
          Back
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={!isReady}
          onClick={() => onAnalyse(files.map(inspectedFile))}
        >
          Analyse
        </button>
      </header>
      <div class="mapping-columns">
        <nav class="mapping-files" aria-label="Files">
          {files.map((file, at) => (
            <FileCard
              key={at}
              file={file}
              problems={problems[at].length}
              isShown={at === shown}
              onShow={() => setShown(at)}
            />
          ))}
        </nav>
        <MappingTabs present={tab} counts={tabCounts} onTab={setTab} />
        {tab !== "roles" && (
          <div class="mapping-tab-panel" role="tabpanel" id="mapping-tab-panel" aria-labelledby={`tab-${tab}`}>
            {tab === "labels" ? (
              <LabelsTab {...props} files={files} shown={shown} state={trials.latest(shown)} onFiles={setFiles} />
            ) : (
              <RejectsTab
                files={files}
                shown={shown}
                state={trials.latest(shown)}
                read={read}
                question={question}
                onFiles={setFiles}
                {...(props.onFixPattern && { onFixPattern: props.onFixPattern })}
              />
            )}
          </div>
        )}
        <div
          class="mapping-main"
          hidden={tab !== "roles"}
          role="tabpanel"
          id="mapping-roles"
          aria-labelledby="tab-roles"
        >
          <PreviewPanel
            file={current}
            state={trials.latest(shown)}
            effects={trials.effects(shown)}
            onRole={(at, role) => change({ ...current, rows: changeRow(current.rows, at, { role }) })}
          />
          <ColumnTable file={current} effects={trials.effects(shown)} onChange={change} />
        </div>
        <aside class="mapping-side" hidden={tab !== "roles"}>
          <ReadinessPanel
            file={current}
            problems={problems[shown]}
            state={trials.latest(shown)}
            isCurrent={trials.isCurrent(shown)}
          >
            {alike.length > 0 && (
              <p class="panel-text">
                <button
                  type="button"
                  class="button"
                  onClick={() =>
                    setFiles(files.map((file) => (hasSameColumns(file, current) ? withRolesOf(file, current) : file)))
                  }
                >
                  Use these roles for {formatCountOf(alike.length, "other file")}
                </button>
              </p>
            )}
            <label class="panel-text check">
              <input
                type="checkbox"
                checked={!current.isIncluded}
                disabled={current.inspected.detection === null}
                onChange={(event) => change({ ...current, isIncluded: !event.currentTarget.checked })}
              />
              Leave this file out
            </label>
          </ReadinessPanel>
          <Guesses file={current} />
        </aside>
      </div>
    </div>
  );
}

interface FileCardProps {
  readonly file: MappingFile;
  readonly problems: number;
  readonly isShown: boolean;
  readonly onShow: () => void;
}

function FileCard({ file, problems, isShown, onShow }: FileCardProps) {
  const { inspected, isIncluded } = file;
  const state = !isIncluded ? "left out" : problems > 0 ? "decide" : isUnsure(file) ? "check" : "ready";
  return (
    <button type="button" class="mapping-card" aria-current={isShown ? "true" : undefined} onClick={onShow}>
      <strong class="mapping-card-name">{inspected.file.name}</strong>
      <span>{formatWords(file)}</span>
      <span class="mapping-card-foot">
        {formatBytes(inspected.file.size)}
        <span class={`mapping-card-state state-${state.replace(" ", "-")}`}>
          {(state === "decide" || state === "check") && <Icon name="warning" />}
          {state}
        </span>
      </span>
    </button>
  );
}

/** Why each role was guessed. */
function Guesses({ file }: { readonly file: MappingFile }) {
  return (
    <Panel id="reasons" title="Guesses" note={confidenceWords(file)}>
      <ul class="guesses">
        {(file.inspected.detection?.reasons ?? []).map((reason) => {
          const { role, text } = reasonParts(reason);
          const tint = role === "end" ? "time" : role === null ? "none" : tintOf(role as MappingRole);
          return (
            <li key={reason}>
              {role !== null && <span class={`guess-role role-${tint}`}>{role}</span>}
              <span>{text}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function confidenceWords({ inspected }: MappingFile): string {
  const { detection, origin } = inspected;
  if (detection === null) return "";
  if (origin === "recipe") return "from a recipe";
  if (origin === "user") return "set by you";
  const word = detection.confidence >= 0.9 ? "clear" : detection.confidence >= 0.6 ? "likely" : "check";
  return `confidence ${detection.confidence.toFixed(2)}, ${word}`;
}
