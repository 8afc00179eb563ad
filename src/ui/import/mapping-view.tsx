import { useState } from "preact/hooks";
import { summaryAt } from "../../app/file-summaries.ts";
import type { FileSummary, InspectedFile, MappingTab } from "../../app/phase.ts";
import { type RecipeUse, recipeUseSentence } from "../../app/recipe-use.ts";
import type { RequestRules } from "../../app/request-rules.ts";
import type { MappingChoice } from "../../app/session-options.ts";
import type { LabelOverview } from "../../core/label/label-overview.ts";
import type { LabelRules } from "../../core/label/label-rules.ts";
import { isOfSpansAlone, labelCount } from "../../core/present/label-words.ts";
import type { MappingRole } from "../../core/present/mapping-rows.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { patternsOf } from "../../core/present/pattern-editing.ts";
import { reasonParts, tintOf } from "../../core/present/preview-cells.ts";
import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import { ColumnsTab, type ReadingTools } from "./columns-tab.tsx";
import { type FileStanding, fileGroups } from "./file-groups.ts";
import { FileList } from "./file-list.tsx";
import type { OnPreviewMasks } from "./labels-panel.tsx";
import { LabelsTab } from "./labels-tab.tsx";
import {
  basePlan,
  hasSameColumns,
  inspectedFile,
  isUnsure,
  type MappingFile,
  mappingFile,
  problemsOf,
  questionsOf,
  readingOf,
  trialProblems,
  withRolesOf,
} from "./mapping-file.ts";
import { type MappingSide, MappingTabs } from "./mapping-tabs.tsx";
import { rulesOfPlans } from "./plan-changes.ts";
import { ReadinessPanel } from "./readiness-panel.tsx";
import { RecipePanel } from "./recipe-panel.tsx";
import { RejectsTab } from "./rejects-tab.tsx";
import { type OnTry, useTrials } from "./use-trials.ts";
import "../shared/roles.css";
import "./mapping-view.css";
import "./import-view.css";

export interface MappingViewProps extends ReadingTools {
  readonly files: readonly InspectedFile[];
  readonly onTry: OnTry;
  readonly rules: RequestRules;
  /** What became of the recipe that was dropped last. */
  readonly recipeUse: RecipeUse | null;
  readonly onAnalyse: (files: readonly InspectedFile[], choice: MappingChoice) => void;
  readonly onRecipes: () => void;
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
}

/** Which column plays which role, per file: guesses to be confirmed or changed before anything is read. */
export function MappingView(props: MappingViewProps) {
  const { files: inspected, rules, recipeUse, onTry, onAnalyse, onRecipes, onBack, ...more } = props;
  const { read, question = null, onLabels, onPreviewMasks, ...tools } = more;
  const [files, setFiles] = useState(() => inspected.map(mappingFile));
  const [rule, setRule] = useState(rules.rule);
  const [remember, setRemember] = useState(true);
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      files.findIndex((file) => problemsOf(file).length > 0 || isUnsure(file)),
    ),
  );
  const [tab, setTab] = useState<MappingTab>(props.tab ?? "roles");
  const [isFixing, setFixing] = useState(false);
  const trials = useTrials(files, shown, onTry);
  const questions = files.map((file, at) => questionsOf(file, trials.warnings(at)));
  const problems = files.map((file, at) => [
    ...problemsOf(file, questions[at]),
    ...(trials.isNeeded(at) && trials.isCurrent(at) ? trialProblems(file, trials.latest(at)) : []),
  ]);
  const standings = files.map((file, at) => standingOf(file, problems[at]));
  const included = files.filter(({ isIncluded }) => isIncluded).length;
  const waiting = problems.filter((some) => some.length > 0).length;
  const isReady = included > 0 && waiting === 0 && !trials.isWaiting;
  const current = files[shown];
  const alike = files.filter((file, at) => at !== shown && hasSameColumns(file, current));
  // Files that stand as one are changed as one.
  const group = fileGroups(files, standings).find(({ members }) => members.includes(shown))?.members ?? [shown];
  const change = (changed: (file: MappingFile) => MappingFile) =>
    setFiles((before) => {
      const file = changed(before[shown]);
      if (file === before[shown]) return before;
      return before.map((other, at) => {
        if (at === shown) return file;
        return group.includes(at) ? withRolesOf(other, file) : other;
      });
    });
  const state = trials.latest(shown);
  // By position, in the files as they came: plans change here.
  const readOf = (at: number) => summaryAt(inspected, read, at);
  const readShown = readOf(shown)?.report;
  const labels = state?.trial?.labels ?? null;
  const rejects = (readShown ?? state?.trial?.read)?.counts.rejects ?? null;
  const fixPattern = () => {
    setFixing(true);
    setTab("roles");
  };
  const plan = basePlan(current);

  const tabs: [MappingSide, ...MappingSide[]] = [
    {
      id: "roles",
      title: "Columns",
      count: current.rows.length === 0 ? null : formatCount(new Set(current.rows.map(({ column }) => column)).size),
      render: () => (
        <ColumnsTab
          key={shown}
          file={current}
          questions={questions[shown]}
          state={state}
          effects={trials.effects(shown)}
          tools={tools}
          isFixing={isFixing}
          onChange={change}
        />
      ),
    },
    {
      id: "labels",
      title: "Labels",
      // Of all that was read there may be more than in the sample.
      count: read !== undefined || labels === null || isOfSpansAlone(labels) ? null : formatCount(labelCount(labels)),
      render: () => (
        <LabelsTab
          files={files}
          shown={shown}
          state={state}
          readRules={read === undefined ? null : rulesOfPlans(inspected.map((file) => file.plan))}
          onFiles={setFiles}
          onLabels={onLabels}
          onPreviewMasks={onPreviewMasks}
        />
      ),
    },
    {
      id: "rejects",
      title: "Rejected lines",
      count: rejects === null ? null : formatCount(rejects),
      render: () => (
        <RejectsTab
          files={files}
          shown={shown}
          state={state}
          report={readShown ?? null}
          question={question}
          onFiles={setFiles}
          {...(plan !== null && patternsOf(plan).length > 0 && { onFixPattern: fixPattern })}
        />
      ),
    },
  ];

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
      <div class={`mapping-columns ${tab === "roles" ? "" : "mapping-wide"}`}>
        <FileList
          files={files}
          standings={standings}
          shown={shown}
          latest={trials.latest}
          linesOf={(at) => readOf(at)?.report.counts.lines ?? null}
          onShow={setShown}
        />
        <div class="mapping-main">
          {group.length > 1 && (
            <p class="import-together" role="status">
              Changes apply to all {formatCount(group.length)} files like {current.inspected.file.name}.
            </p>
          )}
          <MappingTabs label={`Sides of ${current.inspected.file.name}`} tabs={tabs} chosen={tab} onChoose={setTab} />
        </div>
        <aside class="mapping-side" hidden={tab !== "roles"}>
          <ReadinessPanel
            file={current}
            problems={problems[shown]}
            state={trials.latest(shown)}
            isCurrent={trials.isCurrent(shown)}
          >
            {alike.length > 0 && group.length === 1 && (
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
                onChange={(event) => {
                  const isIncluded = !event.currentTarget.checked;
                  change((before) => ({ ...before, isIncluded }));
                }}
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

function standingOf(file: MappingFile, problems: readonly string[]): FileStanding {
  if (file.inspected.problem !== null) return "problem";
  if (!file.isIncluded) return "left out";
  return problems.length > 0 ? "decide" : isUnsure(file) ? "check" : "ready";
}

/** Why each role was guessed. */
function Guesses({ file }: { readonly file: MappingFile }) {
  return (
    <Panel id="reasons" title="Guesses" note={confidenceWords(file)}>
      <ul class="guesses">
        {(readingOf(file)?.reasons ?? []).map((reason) => {
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

function confidenceWords(file: MappingFile): string {
  const { origin } = file.inspected;
  const reading = readingOf(file);
  if (reading === null) return "";
  if (origin === "recipe") return "from a recipe";
  if (origin === "user") return "set by you";
  if (origin === "saved") return "as you set them before";
  const word = reading.confidence >= 0.9 ? "clear" : reading.confidence >= 0.6 ? "likely" : "check";
  return `confidence ${reading.confidence.toFixed(2)}, ${word}`;
}
