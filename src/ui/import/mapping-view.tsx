import { useState } from "preact/hooks";
import type { InspectedFile } from "../../app/phase.ts";
import { formatBytes, formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { Panel } from "../shared/panel.tsx";
import { ColumnTable } from "./column-table.tsx";
import {
  formatWords,
  hasSameColumns,
  inspectedFile,
  isUnsure,
  type MappingFile,
  mappingFile,
  problemsOf,
  withRolesOf,
} from "./mapping-file.ts";
import "./mapping-view.css";

interface MappingViewProps {
  readonly files: readonly InspectedFile[];
  readonly onAnalyse: (files: readonly InspectedFile[]) => void;
  readonly onBack: () => void;
}

/** Which column plays which role, per file: guesses to be confirmed or changed before anything is read. */
export function MappingView({ files: inspected, onAnalyse, onBack }: MappingViewProps) {
  const [files, setFiles] = useState(() => inspected.map(mappingFile));
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      files.findIndex((file) => problemsOf(file).length > 0 || isUnsure(file)),
    ),
  );
  const problems = files.map(problemsOf);
  const included = files.filter(({ isIncluded }) => isIncluded).length;
  const waiting = problems.filter((some) => some.length > 0).length;
  const isReady = included > 0 && waiting === 0;
  const current = files[shown];
  const alike = files.filter((file, at) => at !== shown && hasSameColumns(file, current));
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
        <div class="mapping-main">
          <ColumnTable file={current} onChange={change} />
        </div>
        <aside class="mapping-side">
          <Panel id="missing" title={problems[shown].length === 0 ? "Ready" : "Still missing"}>
            <Readiness file={current} problems={problems[shown]} />
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
          </Panel>
          <Panel id="reasons" title="Guesses" note={confidenceWords(current)}>
            <ul class="panel-list">
              {(current.inspected.detection?.reasons ?? []).map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Panel>
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

function Readiness({ file, problems }: { readonly file: MappingFile; readonly problems: readonly string[] }) {
  const { inspected, isIncluded } = file;
  if (inspected.problem !== null) return <p class="panel-text">{inspected.problem}</p>;
  if (!isIncluded) return <p class="panel-text">This file will not be read.</p>;
  if (problems.length === 0) {
    return (
      <p class="panel-text">
        Request, time and label are set{isUnsure(file) ? ", but the guess is unsure: see the reasons below." : "."}
      </p>
    );
  }
  return (
    <ul class="panel-list" role="status">
      {problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
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
