import { signal } from "@preact/signals";
import { AnalysisRun } from "../client/analysis-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import type { ReadingResult } from "../core/analysis/analysis-store.ts";
import { joinedRules, type LabelRules } from "../core/label/label-rules.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import type { Recipe } from "../core/log/recipe.ts";
import { recipeOf } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { MappingRow } from "../core/present/mapping-rows.ts";
import { rejectQuestion } from "../core/present/reject-share.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import type { LogFile } from "../protocol/log-file.ts";
import type { Database } from "./database.ts";
import { datasetOriginNs } from "./dataset-origin.ts";
import { FileAnalysis } from "./file-analysis.ts";
import { fileSummaries } from "./file-summaries.ts";
import { inspectFiles, needsConfirmation } from "./files.ts";
import { Laps } from "./laps.ts";
import { tryMappingIn } from "./mapping-trials.ts";
import { previewMasksIn } from "./mask-previews.ts";
import type { InspectedFile, MappingTab, Phase, ReadyState } from "./phase.ts";
import { planChange } from "./plan-change.ts";
import { ResultQuestions } from "./result-questions.ts";
import type { SessionWorkers } from "./session-workers.ts";
import { FIRST_VIEW, printViewState } from "./view-state.ts";
import { type Address, Workspace } from "./workspace.ts";

export interface SessionOptions {
  readonly memoryBudgetBytes: number;
  readonly now: () => number;
  /** Resolves when what the phase shows has been painted. */
  readonly painted: () => Promise<void>;
  /** Whether an analysis stops when many lines were rejected; a program has nobody to ask. */
  readonly asksAboutRejects: boolean;
  readonly address: Address;
}

/** One dataset at a time: from dropped files to a result, and questions about it afterwards. */
export class Session {
  readonly phase = signal<Phase>({ name: "empty", notice: null });
  /** The files of the present dataset as they were inspected, and what was decided about them. */
  inspected: readonly InspectedFile[] = [];
  presentRecipe: Recipe = recipeOf([], { by: "shape" }, null);
  readonly questions: ResultQuestions;
  /** The finished analysis as it is looked at; set before the phase says ready. */
  workspace: Workspace | null = null;
  private readonly run: AnalysisRun;
  /** Files that were read, and of which so much was rejected that the analysis waits for a decision. */
  private held: { readonly analysis: FileAnalysis; readonly reading: ReadingResult; readonly lap: Laps } | null = null;
  /** The analysis under way. */
  private analysis: FileAnalysis | null = null;
  private abort = new AbortController();
  private files: readonly PlannedFile[] = [];
  private recipe: Recipe | null = null;
  private rule: ClassRule = { by: "shape" };
  private terminal: string | null = null;
  private idle: Promise<void> = Promise.resolve();
  private before: Phase = { name: "empty", notice: null };
  /** The finished analysis whose data the workers still have, on screen or not. */
  private result: ReadyState | null = null;
  /** The signal under which the database was last filled with it, and whether that came to its end. */
  private filling: AbortSignal | null = null;
  private isFilled = false;

  constructor(
    private readonly workers: SessionWorkers,
    readonly database: Database,
    private readonly options: SessionOptions,
  ) {
    this.run = new AnalysisRun(workers.store, workers.pool);
    this.questions = new ResultQuestions(workers, this.run, () => this.files);
  }

  /** Resolves when nothing is being read, analysed or filled. */
  async whenIdle(): Promise<void> {
    for (let waited: Promise<void> | null = null; waited !== this.idle; ) {
      waited = this.idle;
      await waited;
    }
    await this.options.painted();
  }

  /** Takes dropped files: straight to the result when their roles are sure, else to the mapping. */
  openFiles(dropped: readonly File[]): void {
    if (dropped.length === 0) return;
    this.start(async (signal, startedMs) => {
      this.phase.value = { name: "inspecting", files: dropped.length };
      const { files, recipe, badRecipe } = await inspectFiles(dropped, this.workers.parsers[0], this.recipe, signal);
      signal.throwIfAborted();
      if (badRecipe !== null) return this.fail(badRecipe);
      this.adopt(recipe, files);
      if (files.length === 0)
        return this.notice(recipe === null ? "No files were found." : "Recipe kept: now drop logs.");
      if (files.every(({ detection }) => detection === null)) {
        return this.fail(files.map(({ file, problem }) => `${file.name}: ${problem ?? "not readable"}`).join(" "));
      }
      if (needsConfirmation(files)) {
        this.phase.value = { name: "mapping", files };
        return;
      }
      await this.analyse(files, startedMs, signal);
    });
  }

  /** Shows the roles of the present files, to be changed; or their labels, or what was rejected of them. */
  editMapping(files: readonly InspectedFile[], tab: MappingTab = "roles"): void {
    const read = files === this.inspected ? this.result?.files : undefined;
    this.phase.value = { name: "mapping", files, tab, ...(read && { read }) };
  }

  /** What roles make of the first records of a file; a pattern that does not come to an end is a failure too. */
  tryMapping(file: LogFile, plan: SourcePlan, rows: readonly MappingRow[], signal: AbortSignal) {
    return tryMappingIn(this.workers.inflater, file, plan, rows, signal);
  }

  /** What masks take of messages under some rules; a mask that does not come to an end is a failure too. */
  previewMasks(texts: readonly string[], rules: LabelRules, signal: AbortSignal) {
    return previewMasksIn(this.workers.inflater, texts, rules, signal);
  }

  /**
   * Analyses with the plans as they were set by the user, taking up what they leave as it was: a result, the rows it was made
   * of where labels are merged or split, files that were read and wait for a decision.
   */
  confirmMapping(files: readonly InspectedFile[]): void {
    const change = planChange(this.inspected, files);
    const { held, result } = this;
    if (result !== null && result.cut === null && change === "none") {
      this.confirmResult(result, files);
      return;
    }
    this.start(async (signal, startedMs) => {
      if (held !== null && change === "none") {
        this.adoptFiles(files);
        held.lap.goOn();
        held.analysis.show = this.showUnless(signal);
        return this.goOn(held.analysis, held.reading, held.lap, signal);
      }
      if (result === null || change !== "labels" || !(await this.relabel(files, result, startedMs, signal))) {
        await this.analyse(files, startedMs, signal);
      }
    });
  }

  /** Analyses all bytes of the files whose reading was stopped, with the roles and rules of that result. */
  readEverything(): void {
    const { inspected, presentRecipe } = this;
    this.rule = presentRecipe.classes ?? { by: "shape" };
    this.terminal = presentRecipe.terminal ?? null;
    this.start(async (signal, startedMs) => {
      this.phase.value = { name: "inspecting", files: inspected.length };
      await this.analyse(inspected, startedMs, signal);
    });
  }

  /**
   * Stops what is under way. Reading gives way to the analysis of what was read, if any event was. In all other phases
   * nothing is kept; a mapping or failure that was on screen before comes back.
   */
  cancel(): void {
    if (this.phase.value.name === "reading" && this.analysis?.stopReading()) return;
    this.abort.abort(new DOMException("cancelled", "AbortError"));
    if (this.before.name === "mapping" || this.before.name === "failed") this.phase.value = this.before;
    else this.notice(CANCELLED);
  }

  /** Leaves a mapping or failure: back to the result while its data are still there, else to the start. */
  dismiss(): void {
    const { name } = this.phase.value;
    if (name !== "mapping" && name !== "failed") return;
    // A confirmed mapping may still be on screen while its files are opened.
    if (this.filling !== this.abort.signal) this.abort.abort(new DOMException("dismissed", "AbortError"));
    if (this.result === null) {
      this.notice(null);
      return;
    }
    this.phase.value = { name: "ready", state: this.result };
    if (this.isFilled || this.filling === this.abort.signal) return;
    // Looking at the new files interrupted the filling.
    this.abort = new AbortController();
    this.idle = this.fillDatabase(this.abort.signal);
  }

  /** Starts the database anew after it failed, and fills it with the result. */
  refillDatabase(): void {
    if (this.result === null || this.database.state.value.name !== "failed") return;
    this.idle = this.fillDatabase(this.abort.signal);
  }

  /** Whether `dismiss` leads back to a result. */
  get hasResult(): boolean {
    return this.result !== null;
  }

  private start(work: (signal: AbortSignal, startedMs: number) => Promise<void>): void {
    this.abort.abort(new DOMException("superseded", "AbortError"));
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.before = this.phase.value;
    this.idle = work(signal, this.options.now()).catch((error) => {
      if (!signal.aborted) this.fail(error instanceof Error ? error.message : String(error));
    });
  }

  /** Keeps a recipe; its class rule and terminal label go with the files that it is for. */
  private adopt(recipe: Recipe | null, files: readonly InspectedFile[]): void {
    this.recipe = recipe;
    const own = files.some(({ origin }) => origin === "recipe") ? recipe : null;
    this.rule = own?.classes ?? { by: "shape" };
    this.terminal = own?.terminal ?? null;
  }

  /** The result stays; its roles are no guess any more, and its recipe may say more. */
  private confirmResult(result: ReadyState, files: readonly InspectedFile[]): void {
    this.adoptFiles(files);
    this.result = withOrigins(result, files);
    this.phase.value = { name: "ready", state: this.result };
  }

  /** Names the labels of a result anew and analyses it again; false if its rows must be read again. */
  private async relabel(
    inspected: readonly InspectedFile[],
    before: ReadyState,
    startedMs: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { workers, options, run, rule, terminal } = this;
    const files = plannedFiles(inspected);
    const lap = new Laps(options.now, startedMs);
    const job = { inspected, originNs: 0n, dataset: 0, rule, terminal };
    const analysis = new FileAnalysis(job, workers, run, lap, this.showUnless(signal), before.accountedBytes);
    this.result = null;
    this.isFilled = false;
    const reading = await analysis.relabel(joinedRules(files.map(({ plan }) => plan.labelRules ?? {})), signal);
    signal.throwIfAborted();
    if (reading === null) return false;
    this.adoptFiles(inspected);
    await this.goOn(analysis, reading, lap, signal);
    return true;
  }

  private showUnless(signal: AbortSignal): (phase: Phase) => void {
    return (phase) => {
      if (!signal.aborted) this.phase.value = phase;
    };
  }

  private adoptFiles(inspected: readonly InspectedFile[]): void {
    this.files = plannedFiles(inspected);
    this.inspected = inspected;
    this.presentRecipe = recipeOf(
      this.files.map(({ file, plan }) => ({ match: file.name, plan })),
      this.rule,
      this.terminal,
    );
  }

  private async analyse(inspected: readonly InspectedFile[], startedMs: number, signal: AbortSignal): Promise<void> {
    const { workers, options, run } = this;
    const lap = new Laps(options.now, startedMs);
    const files = plannedFiles(inspected);
    const originNs = await datasetOriginNs(files, workers.parsers, signal);
    signal.throwIfAborted();
    this.result = null;
    this.held = null;
    this.isFilled = false;
    const attributes = files.map(({ plan }) => attributeSpecs(plan));
    const rules = joinedRules(files.map(({ plan }) => plan.labelRules ?? {}));
    const dataset = await run.open(originNs, attributes, options.memoryBudgetBytes, rules);
    signal.throwIfAborted();
    this.adoptFiles(inspected);
    lap.end("inspect");
    const { rule, terminal } = this;
    const job = { inspected, originNs, dataset, rule, terminal };
    const analysis = new FileAnalysis(job, workers, run, lap, this.showUnless(signal));
    this.analysis = analysis;
    const reading = await analysis.read(signal);
    signal.throwIfAborted();
    this.analysis = null;
    const { files: read } = fileSummaries(inspected, reading.fileReports, reading.cuts);
    const guessed = read.filter((_, at) => originOf(inspected, at) !== "recipe");
    const isWhole = reading.cuts.length === 0 && reading.eventCount > 0;
    const question = options.asksAboutRejects && isWhole ? rejectQuestion(guessed) : null;
    if (question !== null) {
      lap.pause();
      this.held = { analysis, reading, lap };
      this.phase.value = { name: "mapping", files: inspected, tab: "rejects", read, question };
      return;
    }
    await this.goOn(analysis, reading, lap, signal);
  }

  /** From rows to the result on screen, and its database. */
  private async goOn(analysis: FileAnalysis, reading: ReadingResult, lap: Laps, signal: AbortSignal): Promise<void> {
    const { workers, options } = this;
    const analysed = await analysis.analyse(reading, signal);
    signal.throwIfAborted();
    this.held = null;
    if (!analysed.ok) return this.fail(analysed.failure.message);
    this.result = withOrigins(analysed.value, this.inspected);
    this.lookAt(this.result);
    this.phase.value = { name: "ready", state: this.result };
    await options.painted();
    if (signal.aborted) return;
    lap.total("total");
    this.result = { ...this.result, timingsMs: { ...lap.laps } };
    this.phase.value = { name: "ready", state: this.result };
    // The database needs the memory more than what could be read again.
    await workers.pool.forget();
    if (signal.aborted) return;
    for (const parser of workers.parsers) parser.restart();
    await this.fillDatabase(signal);
  }

  /** Of the dataset before, only the view stays: classes, segments and requests are others now. */
  private lookAt(result: ReadyState): void {
    const { address } = this.options;
    const before = this.workspace;
    before?.dispose();
    if (before !== null) address.replace(printViewState({ ...FIRST_VIEW, view: before.view.value.view }));
    this.workspace = new Workspace(result, this.questions, address);
  }

  private async fillDatabase(signal: AbortSignal): Promise<void> {
    const { workers, run, files } = this;
    this.filling = signal;
    const names = files.map(({ file }) => file.name);
    await this.database.fill(workers.store, workers.pool, run.partitions, names, signal);
    // Filled for good, or failed for good: only an interrupted filling is worth another.
    if (!signal.aborted) this.isFilled = true;
  }

  /** The start, where nothing is kept. */
  private notice(notice: string | null): void {
    this.result = null;
    this.held = null;
    this.phase.value = { name: "empty", notice };
  }

  private fail(message: string): void {
    this.phase.value = { name: "failed", message };
  }
}

function plannedFiles(inspected: readonly InspectedFile[]): PlannedFile[] {
  return inspected.flatMap(({ file, plan }) => (plan === null ? [] : [{ file, plan }]));
}

/** The result with what is guessed as it stands now. */
function withOrigins(result: ReadyState, inspected: readonly InspectedFile[]): ReadyState {
  const files = result.files.map((file, at) => ({ ...file, guessed: originOf(inspected, at) === "guess" }));
  return { ...result, files };
}

/** Where the plan comes from of the file of an index: files without a plan have none. */
function originOf(inspected: readonly InspectedFile[], fileIndex: number): InspectedFile["origin"] | undefined {
  return inspected.filter(({ plan }) => plan !== null)[fileIndex]?.origin;
}

const CANCELLED = "Cancelled. Nothing was kept; drop the files again to start over.";
