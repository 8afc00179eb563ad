import { useSignal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { commandRegistry } from "../app/command-registry.ts";
import { commandsOf } from "../app/commands.ts";
import { linkSentence } from "../app/link-words.ts";
import type { Phase } from "../app/phase.ts";
import type { Session } from "../app/session.ts";
import { FailedView } from "./failed/failed-view.tsx";
import { InspectingView } from "./import/inspecting-view.tsx";
import { MappingSlot } from "./import/mapping-slot.tsx";
import { LandingView } from "./landing/landing-view.tsx";
import { PasteLayer } from "./landing/paste-layer.tsx";
import { AnalysingView } from "./progress/analysing-view.tsx";
import { ReadingView } from "./progress/reading-view.tsx";
import { DialogSlot } from "./recipes/dialog-slot.tsx";
import { sentenceOf } from "./shared/answer.ts";
import { DropLayer } from "./shared/drop-layer.tsx";
import { FileInputs, type FileInputsHandle } from "./shared/file-inputs.tsx";
import { Icon } from "./shared/icon.tsx";
import { Notice } from "./shared/notice.tsx";
import { startTheme } from "./shared/theme.ts";
import { Frame } from "./shell/frame.ts";
import { HelpDialog } from "./shell/help-dialog.tsx";
import { Shell } from "./shell/shell.tsx";
import { useShortcuts } from "./shell/shortcuts.ts";
import { TopBar } from "./shell/top-bar.tsx";
import { watchTraffic } from "./shell/traffic.ts";
import { VIEW_ENTRIES } from "./shell/views.tsx";
import "./shared/tokens.css";
import "./shared/base.css";
import "./shared/controls.css";
import "./shared/table.css";

/** What the views need of the app, and nothing that reaches around it. */
export interface App {
  readonly session: PageSession;
  /** Opens the sample; rejects with what went wrong. */
  readonly loadSample: () => Promise<void>;
  /** Starts the downloads of all result files. */
  readonly exportFiles: () => Promise<void>;
}

/** The part of the session that views use: signals to read, commands to run, questions to ask. */
export type PageSession = Pick<
  Session,
  | "phase"
  | "dataset"
  | "openFiles"
  | "confirmMapping"
  | "answer"
  | "editMapping"
  | "trials"
  | "cancel"
  | "dismiss"
  | "readEverything"
  | "hasResult"
  | "questions"
  | "workspace"
  | "refillDatabase"
  | "mappingRules"
  | "recipeUse"
  | "saved"
  | "classifyBy"
  | "useGuesses"
  | "remember"
> & {
  readonly database: Pick<
    Session["database"],
    "state" | "tables" | "attributes" | "console" | "files" | "accountedBytes"
  >;
};

/** Draws the app into `root` and keeps it in step with the session. */
export function renderApp(root: HTMLElement, app: App): void {
  startTheme();
  watchTraffic();
  render(<AppView app={app} />, root);
}

/** Labels that the mapping lists. */
const MOST_LABELS = 500;

const COMMANDS = commandsOf(VIEW_ENTRIES);

const titleOf = (view: string) => VIEW_ENTRIES.find(({ name }) => name === view)?.title ?? VIEW_ENTRIES[0].title;

function AppView({ app }: { readonly app: App }) {
  const { session } = app;
  const phase = session.phase.value;
  const inputs = useRef<FileInputsHandle>(null);
  const trouble = useSignal<string | null>(null);
  useEffect(() => {
    trouble.value = null;
  }, [phase.name]);

  const open = (files: readonly File[]) => {
    trouble.value = files.length === 0 ? "There was no file in that. Drop files or folders." : null;
    session.openFiles(files);
  };
  const attempt = (work: () => Promise<void>) => {
    trouble.value = null;
    work().catch((error) => {
      trouble.value = sentenceOf(error);
    });
  };
  const chooseFiles = () => inputs.current?.chooseFiles();
  const chooseFolder = () => inputs.current?.chooseFolder();
  const { workspace } = session;
  const ready = phase.name === "ready" && workspace !== null ? { state: phase.state, workspace } : null;
  const frame = useMemo(() => new Frame(), []);
  frame.services = {
    openFiles: chooseFiles,
    editMapping: () => session.editMapping(session.dataset.inspected),
    exportFiles: () => attempt(app.exportFiles),
    rememberRoles: () => {
      if (session.remember()) frame.openRecipes();
      else trouble.value = "The format of these files fixes every role: there is nothing to remember.";
    },
  };
  const context = () => ({ workspace: ready?.workspace ?? null, frame, handlers: commandRegistry.handlers.value });
  const link = phase.name === "empty" ? linkSentence(location.hash, titleOf) : null;
  useShortcuts(COMMANDS, context, () => frame.isHelpOpen.value);

  return (
    <div class={`page-frame page-frame-${phase.name}`}>
      <TopBar frame={frame} commands={COMMANDS} context={context} ready={ready} offersFiles={phase.name !== "empty"} />
      <HelpDialog frame={frame} commands={COMMANDS} context={context} />
      <DialogSlot frame={frame} session={session} />
      <main class={`page page-${phase.name}`}>
        <FileInputs handle={inputs} onFiles={open} />
        {trouble.value !== null && (
          <div class="page-trouble">
            <Notice
              tone="error"
              action={
                <button
                  type="button"
                  class="button button-icon"
                  aria-label="Dismiss"
                  onClick={() => {
                    trouble.value = null;
                  }}
                >
                  <Icon name="close" />
                </button>
              }
            >
              {trouble.value}
            </Notice>
          </div>
        )}
        {link !== null && (
          <div class="page-trouble">
            <Notice tone="plain">{link}</Notice>
          </div>
        )}
        {screen(phase)}
      </main>
      <PasteLayer onFiles={open} />
      <DropLayer
        onFiles={open}
        onTrouble={(message) => {
          trouble.value = message;
        }}
      />
    </div>
  );

  function screen(phase: Phase) {
    switch (phase.name) {
      case "empty":
        return (
          <LandingView
            notice={phase.notice}
            onFiles={chooseFiles}
            onFolder={chooseFolder}
            onPaste={open}
            onTrouble={(message) => {
              trouble.value = message;
            }}
            onSample={() => attempt(app.loadSample)}
            recipes={session.saved.list.value.length}
            onRecipes={() => frame.openRecipes()}
          />
        );
      case "inspecting":
        return <InspectingView files={phase.files} onCancel={() => session.cancel()} />;
      case "mapping":
        return (
          <MappingSlot
            key={phase.files.map(({ file, origin }) => `${file.name}\u001f${file.size}\u001f${origin}`).join("\u001e")}
            files={phase.files}
            onTry={(file, plan, rows, signal) => session.trials.mapping(file, plan, rows, signal)}
            onTryPattern={(...asked) => session.trials.pattern(...asked)}
            onPropose={(line) => session.trials.proposePattern(line)}
            onZone={(file, name) => session.trials.zoneTable(file, name)}
            rules={session.mappingRules}
            recipeUse={session.recipeUse.value}
            onAnalyse={(files, choice) => session.confirmMapping(files, choice)}
            onRecipes={() => frame.openRecipes()}
            onBack={() => session.dismiss()}
            onLabels={(rules) => session.questions.labelOverview(rules, MOST_LABELS)}
            onPreviewMasks={(texts, rules, signal) => session.trials.masks(texts, rules, signal)}
            {...(phase.tab && { tab: phase.tab })}
            {...(phase.read && { read: phase.read })}
            {...(phase.question && { question: phase.question })}
          />
        );
      case "reading":
        return <ReadingView phase={phase} onCancel={() => session.cancel()} />;
      case "analysing":
        return <AnalysingView phase={phase} onCancel={() => session.cancel()} />;
      case "ready":
        return ready === null ? null : <Shell session={session} workspace={ready.workspace} state={ready.state} />;
      case "failed":
        return (
          <FailedView
            message={phase.message}
            hasResult={session.hasResult}
            onFiles={chooseFiles}
            onBack={() => session.dismiss()}
          />
        );
    }
  }
}
