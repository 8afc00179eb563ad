import { signal } from "@preact/signals";
import { AnalysisRun } from "../client/analysis-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import type { ReadingResult } from "../core/analysis/analysis-store.ts";
import { joinedRules } from "../core/label/label-rules.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import type { Recipe } from "../core/log/recipe.ts";
import { recipeOf } from "../core/log/recipe.ts";
import { rejectQuestion } from "../core/present/reject-share.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import { analyseClasses, asConfirmed } from "./class-analysis.ts";
import type { Database } from "./database.ts";
import { datasetOriginNs } from "./dataset-origin.ts";
import { asGuessed } from "./decided-plan.ts";
import { FileAnalysis } from "./file-analysis.ts";
import { fileSummaries } from "./file-summaries.ts";
import { needsConfirmation, withSiblingZones } from "./files.ts";
import { ImportTrials } from "./import-trials.ts";
import { Laps } from "./laps.ts";
import { openedFiles } from "./opened-files.ts";
import type { InspectedFile, MappingTab, Phase, ReadyState } from "./phase.ts";
import { planChange } from "./plan-change.ts";
import { recipeName, recipeOfFiles } from "./present-recipe.ts";
import type { RecipeUse } from "./recipe-use.ts";
import { analysisOptions, DEFAULT_RULES, isSameRule, type RequestRules, rulesFor } from "./request-rules.ts";
import { ResultQuestions } from "./result-questions.ts";
import { SavedRecipes } from "./saved-recipes.ts";
import type { MappingChoice, SessionOptions } from "./session-options.ts";
import type { SessionWorkers } from "./session-workers.ts";
import { FIRST_VIEW, printViewState } from "./view-state.ts";
import { Workspace } from "./workspace.ts";

/** One dataset at a time: from dropped files to a result, and questions about it afterwards. */
export class Session {
  readonly phase = signal<Phase>({ name: "empty", notice: null });
  /** The files of the present dataset as they were inspected, and what was decided about them. */
  inspected: readonly InspectedFile[] = [];
  presentRecipe: Recipe = recipeOf([], { by: "shape" }, null);
  /** How it tells requests apart. */
  presentRules = DEFAULT_RULES;
  /** What became of the recipe that was dropped last; null if none was. */
  readonly recipeUse = signal<RecipeUse | null>(null);
  /** Roles that the user set on other days, kept in the browser. */
  readonly saved: SavedRecipes;
  readonly questions: ResultQuestions;
  /** What the import screen tries on real lines. */
  readonly trials: ImportTrials;
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
  /** How the next analysis is to tell requests apart. */
  private rules = DEFAULT_RULES;
  /** The result that is being classified anew, should that be cancelled. */
  private former: { readonly state: ReadyState; readonly rules: RequestRules } | null = null;
  /** Whether the roles are to be kept for files like these once their analysis has succeeded. */
  private isToRemember = false;
  private idle: Promise<void> = Promise.resolve();
  private before: Phase = { name: "empty", notice: null };
  /** The finished analysis whose data the workers still have, on screen or not. */
  private result: ReadyState | null = null;
  /** The signal under which the database was last filled with it, and whether that came to its end. */
  private filling: AbortSignal | null = null;
  private isFilled = false;
  /** Makes the result before the present one again, once its data are back. */
  private giveBack: () => void = () => {};

  constructor(
    private readonly workers: SessionWorkers,
    readonly database: Database,
    private readonly options: SessionOptions,
  ) {
    this.run = new AnalysisRun(workers.store, workers.pool);
    this.questions = new ResultQuestions(workers, this.run, () => this.files);
    this.trials = new ImportTrials(workers.inflater);
    this.saved = options.saved ?? new SavedRecipes();
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
      const { recipe: remembered, saved, filesOnScreen } = this;
      const { parsers } = this.workers;
      const opened = await openedFiles(dropped, filesOnScreen, remembered, saved, parsers, signal);
      signal.throwIfAborted();
      const { files, recipe, isRecipeAlone, use, badRecipe } = opened;
      if (badRecipe !== null) return this.fail(badRecipe);
      this.recipe = recipe;
      this.recipeUse.value = use;
      const isInVain = isRecipeAlone && use?.applied.length === 0;
      if (isInVain && (this.before.name === "mapping" || this.result !== null)) return this.goBack();
      if (!isInVain) this.rules = rulesFor(recipe, files);
      if (files.length === 0) {
        return this.notice(isRecipeAlone ? "Recipe kept: now drop logs." : "No files were found.");
      }
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
    if (files === this.inspected) this.rules = this.presentRules;
    const read = files === this.inspected ? this.result?.files : undefined;
    this.phase.value = { name: "mapping", files, tab, ...(read && { read }) };
  }

  /**
   * Analyses with the plans as they were set by the user, taking up what they leave as it was: a result, or of it what was read
   * where only the rule of classes is another, the rows it was made of where labels are merged or split, files that were read
   * and wait for a decision.
   */
  confirmMapping(files: readonly InspectedFile[], choice: MappingChoice = {}): void {
    const { rule = this.rules.rule, remember = false } = choice;
    // Classes are told by labels, which other plans may change.
    const keepsClasses = isSameRule(rule, this.rules.rule) && planChange(this.filesOnScreen, files) === "none";
    const rules = { ...this.rules, rule, classMap: keepsClasses ? this.rules.classMap : null };
    const change = planChange(this.inspected, files);
    const { held, result } = this;
    const isResult = result !== null && result.cut === null && change === "none";
    if (isResult && isSameRule(rule, this.presentRules.rule)) {
      this.confirmResult(result, files);
      if (remember) this.remember();
      return;
    }
    if (isResult) this.classify(rules, files);
    else {
      this.rules = rules;
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
    this.isToRemember = remember;
  }

  /** Tells the requests of the result apart by another rule. What was read stays; everything from the classes on is new. */
  classifyBy(rule: ClassRule): void {
    this.classify({ ...this.presentRules, rule, classMap: null }, this.inspected);
  }

  /** How the files on the mapping screen are to be classified. */
  get mappingRules(): RequestRules {
    return this.rules;
  }

  /** Keeps the roles of the result for files like these. False if their format leaves nothing to decide. */
  remember(): boolean {
    const { sources, classes } = this.presentRecipe;
    return this.saved.keep(recipeName(this.inspected), { sources, ...(classes && { classes }) }) !== null;
  }

  /** Reads the files again with what was guessed in place of saved roles. */
  useGuesses(): void {
    const files = withSiblingZones(asGuessed(this.inspected));
    this.rules = rulesFor(this.recipe, files);
    this.start(async (signal, startedMs) => {
      if (needsConfirmation(files)) this.phase.value = { name: "mapping", files };
      else await this.analyse(files, startedMs, signal);
    });
  }

  /** Analyses all bytes of the files whose reading was stopped, with the roles and rules of that result. */
  readEverything(): void {
    const { inspected } = this;
    this.rules = this.presentRules;
    this.start(async (signal, startedMs) => {
      this.phase.value = { name: "inspecting", files: inspected.length };
      await this.analyse(inspected, startedMs, signal);
    });
  }

  /**
   * Stops what is under way. Reading gives way to the analysis of what was read, if any event was. In all other phases
   * nothing is kept; a mapping or failure that was on screen before comes back, and so do the classes of a result that
   * was being classified by another rule.
   */
  cancel(): void {
    if (this.phase.value.name === "reading" && this.analysis?.stopReading()) return;
    const { former } = this;
    this.abort.abort(new DOMException("cancelled", "AbortError"));
    if (former !== null) {
      this.result = former.state;
      this.classify(former.rules, this.inspected);
      return;
    }
    if (this.before.name === "mapping" || this.before.name === "failed") this.phase.value = this.before;
    else this.notice(CANCELLED);
  }

  /** Leaves a mapping or failure: back to the result while its data are still there, else to the start. */
  dismiss(): void {
    const { name } = this.phase.value;
    if (name !== "mapping" && name !== "failed") return;
    this.recipeUse.value = null;
    // A confirmed mapping may still be on screen while its files are opened.
    if (this.filling !== this.abort.signal) this.abort.abort(new DOMException("dismissed", "AbortError"));
    this.backToResult();
  }

  private backToResult(): void {
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
    this.former = null;
    this.isToRemember = false;
    this.idle = work(signal, this.options.now()).catch((error) => {
      if (!signal.aborted) this.fail(error instanceof Error ? error.message : String(error));
    });
  }

  /** The files of the mapping, else those being analysed or of the result: what a recipe that comes alone is for. */
  private get filesOnScreen(): readonly InspectedFile[] {
    const shown = this.phase.value.name === "inspecting" ? this.before : this.phase.value;
    if (shown.name === "mapping") return shown.files;
    return shown.name === "reading" || shown.name === "analysing" || this.result !== null ? this.inspected : [];
  }

  /** To the mapping that was on screen before, else to the result or the start. */
  private goBack(): void {
    if (this.before.name === "mapping") this.phase.value = { ...this.before };
    else this.backToResult();
  }

  private classify(rules: RequestRules, inspected: readonly InspectedFile[]): void {
    const { result: state, presentRules } = this;
    if (state === null) return;
    this.start(async (signal, startedMs) => {
      const lap = new Laps(this.options.now, startedMs);
      this.former = { state, rules: presentRules };
      this.result = null;
      this.isFilled = false;
      this.rules = rules;
      const before = { ...state, files: asConfirmed(state.files, inspected) };
      const analysed = await analyseClasses(
        before,
        analysisOptions(rules),
        this.run,
        lap,
        this.showUnless(signal),
        signal,
      );
      signal.throwIfAborted();
      this.inspected = inspected;
      await this.conclude(analysed, lap, signal);
    });
  }

  /** The result stays; its roles are no guess any more, and its recipe may say more. */
  private confirmResult(result: ReadyState, files: readonly InspectedFile[]): void {
    this.adoptFiles(files);
    // What is kept apart, or flagged, is in the recipe alone.
    const plans = this.files.map(({ plan }) => plan);
    const sources = this.presentRecipe.sources.map((source, at) => ({ ...source, plan: plans[at] }));
    this.presentRecipe = { ...this.presentRecipe, sources };
    this.result = { ...result, files: asConfirmed(result.files, files) };
    this.dismiss();
  }

  /** Names the labels of a result anew and analyses it again; false if its rows must be read again. */
  private async relabel(
    inspected: readonly InspectedFile[],
    before: ReadyState,
    startedMs: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { workers, options, run } = this;
    const files = plannedFiles(inspected);
    const lap = new Laps(options.now, startedMs);
    const job = { inspected, originNs: 0n, dataset: 0 };
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
  }

  private async analyse(inspected: readonly InspectedFile[], startedMs: number, signal: AbortSignal): Promise<void> {
    const { workers, options, run } = this;
    const lap = new Laps(options.now, startedMs);
    const files = plannedFiles(inspected);
    const originNs = await datasetOriginNs(files, workers.parsers, signal);
    signal.throwIfAborted();
    this.keepResult();
    this.held = null;
    const attributes = files.map(({ plan }) => attributeSpecs(plan));
    const labelRules = joinedRules(files.map(({ plan }) => plan.labelRules ?? {}));
    const dataset = await run.open(originNs, attributes, options.memoryBudgetBytes, labelRules);
    signal.throwIfAborted();
    this.adoptFiles(inspected);
    lap.end("inspect");
    const analysis = new FileAnalysis({ inspected, originNs, dataset }, workers, run, lap, this.showUnless(signal));
    this.analysis = analysis;
    const reading = await analysis.read(signal).catch(async (error: unknown) => {
      if (!signal.aborted) await this.takeBack();
      throw error;
    });
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
    const analysed = await analysis.analyse(reading, this.rules, signal);
    signal.throwIfAborted();
    this.held = null;
    if (!analysed.ok) {
      await this.takeBack();
      return this.fail(analysed.failure.message);
    }
    await this.conclude(analysed.value, lap, signal);
  }

  /** Shows a finished analysis and fills the database with it. */
  private async conclude(state: ReadyState, lap: Laps, signal: AbortSignal): Promise<void> {
    const { workers, options, rules, inspected } = this;
    const classes = await workers.store.call((api) => api.recipeClasses(), { signal });
    this.presentRecipe = await recipeOfFiles(inspected, rules, classes);
    this.presentRules = rules;
    this.former = null;
    this.giveBack = () => {};
    if (this.isToRemember) this.remember();
    this.result = { ...state, files: asConfirmed(state.files, inspected) };
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

  /** The result gives way to what is read now; it comes back if no event of that is. */
  private keepResult(): void {
    const { result, isFilled, files, inspected, presentRecipe, presentRules } = this;
    if (result !== null) {
      this.giveBack = () => {
        this.result = result;
        this.isFilled = isFilled;
        this.files = files;
        this.inspected = inspected;
        this.presentRecipe = presentRecipe;
        this.presentRules = presentRules;
      };
    }
    this.result = null;
    this.isFilled = false;
  }

  /** Brings the result before back, if no event of what came after it was read. */
  private async takeBack(): Promise<void> {
    if (await this.run.restore()) this.giveBack();
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

/** Where the plan comes from of the file of an index: files without a plan have none. */
function originOf(inspected: readonly InspectedFile[], fileIndex: number): InspectedFile["origin"] | undefined {
  return inspected.filter(({ plan }) => plan !== null)[fileIndex]?.origin;
}

const CANCELLED = "Cancelled. Nothing was kept; drop the files again to start over.";
