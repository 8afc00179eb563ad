import { useState } from "preact/hooks";
import type { InspectedFile } from "../../app/phase.ts";
import { type RecipeUse, recipeUseSentence } from "../../app/recipe-use.ts";
import type { RequestRules } from "../../app/request-rules.ts";
import type { MappingChoice } from "../../app/session-options.ts";
import { changeRow, type MappingRole } from "../../core/present/mapping-rows.ts";
import { formatBytes, formatCountOf } from "../../core/present/number-format.ts";
import { reasonParts, tintOf } from "../../core/present/preview-cells.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
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
  trialProblems,
  withRolesOf,
} from "./mapping-file.ts";
import { PreviewPanel } from "./preview-panel.tsx";
import { ReadinessPanel } from "./readiness-panel.tsx";
import { RecipePanel } from "./recipe-panel.tsx";
import { type OnTry, useTrials } from "./use-trials.ts";
import "../shared/roles.css";
import "./mapping-view.css";

export interface MappingViewProps {
  readonly files: readonly InspectedFile[];
  readonly onTry: OnTry;
  readonly rules: RequestRules;
  /** What became of the recipe that was dropped last. */
  readonly recipeUse: RecipeUse | null;
  readonly onAnalyse: (files: readonly InspectedFile[], choice: MappingChoice) => void;
  readonly onRecipes: () => void;
  readonly onBack: () => void;
}

/** Which column plays which role, per file: guesses to be confirmed or changed before anything is read. */
export function MappingView(props: MappingViewProps) {
  const { files: inspected, rules, recipeUse, onTry, onAnalyse, onRecipes, onBack } = props;
  const [files, setFiles] = useState(() => inspected.map(mappingFile));
  const [rule, setRule] = useState(rules.rule);
  const [remember, setRemember] = useState(true);
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      files.findIndex((file) => problemsOf(file).length > 0 || isUnsure(file)),
    ),
  );
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
          onClick={() => onAnalyse(files.map(inspectedFile), { rule, remember })}
        >
          Analyse
        </button>
      </header>
      {recipeUse !== null && (
        <div class="mapping-note" data-testid="recipe-use">
          <Notice tone={recipeUse.applied.length === 0 ? "warning" : "plain"}>{recipeUseSentence(recipeUse)}</Notice>
        </div>
      )}
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
          <PreviewPanel
            file={current}
            state={trials.latest(shown)}
            effects={trials.effects(shown)}
            onRole={(at, role) => change({ ...current, rows: changeRow(current.rows, at, { role }) })}
          />
          <ColumnTable file={current} effects={trials.effects(shown)} onChange={change} />
        </div>
        <aside class="mapping-side">
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
          <RecipePanel
            files={files.map(inspectedFile)}
            rules={rules}
            rule={rule}
            isRemembered={remember}
            onRule={setRule}
            onRemember={setRemember}
            onRecipes={onRecipes}
          />
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
  if (origin === "saved") return "as you set them before";
  const word = detection.confidence >= 0.9 ? "clear" : detection.confidence >= 0.6 ? "likely" : "check";
  return `confidence ${detection.confidence.toFixed(2)}, ${word}`;
}
