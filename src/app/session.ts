import { signal } from "@preact/signals";
import { AnalysisRun } from "../client/analysis-run.ts";
import type { Recipe } from "../core/log/recipe.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import type { Database } from "./database.ts";
import { DatabaseFilling } from "./database-filling.ts";
import { type Dataset, plannedFiles } from "./dataset.ts";
import { type AnalysisOrder, DatasetAnalysis } from "./dataset-analysis.ts";
import { asGuessed } from "./decided-plan.ts";
import { needsConfirmation, withSiblingZones } from "./files.ts";
import { ImportTrials } from "./import-trials.ts";
import { Laps } from "./laps.ts";
import { openedFiles } from "./opened-files.ts";
import type { InspectedFile, MappingTab, Phase } from "./phase.ts";
import { planChange } from "./plan-change.ts";
import { recipeName } from "./present-recipe.ts";
import type { RecipeUse } from "./recipe-use.ts";
import { DEFAULT_RULES, isSameRule, type RequestRules, rulesFor } from "./request-rules.ts";
import { ResultQuestions } from "./result-questions.ts";
import { SavedRecipes } from "./saved-recipes.ts";
import type { MappingChoice, SessionOptions } from "./session-options.ts";
import type { SessionWorkers } from "./session-workers.ts";
import { Turns } from "./turns.ts";
import { Workspace } from "./workspace.ts";

/** One dataset at a time: from dropped files to a result, and questions about it afterwards. */
export class Session {
  readonly phase = signal<Phase>({ name: "empty", notice: null });
  /** What became of the recipe that was dropped last; null if none was. */
  readonly recipeUse = signal<RecipeUse | null>(null);
  /** Roles that the user set on other days, kept in the browser. */
  readonly saved: SavedRecipes;
  readonly questions: ResultQuestions;
  /** What the import screen tries on real lines. */
  readonly trials: ImportTrials;
  /** The finished analysis as it is looked at; set before the phase says ready. */
  workspace: Workspace | null = null;
  private readonly analysis: DatasetAnalysis;
  private readonly filling: DatabaseFilling;
  private readonly turns: Turns;
  private recipe: Recipe | null = null;
  /** How the next analysis is to tell requests apart. */
  private rules = DEFAULT_RULES;
  /** The dataset whose result is being classified anew, should that be cancelled. */
  private former: Dataset | null = null;
  /** Whether the roles are to be kept for files like these once their analysis has succeeded. */
  private isToRemember = false;
  private before: Phase = { name: "empty", notice: null };

  constructor(
    private readonly workers: SessionWorkers,
    readonly database: Database,
    private readonly options: SessionOptions,
  ) {
    const run = new AnalysisRun(workers.store, workers.pool);
    this.analysis = new DatasetAnalysis(workers, run, options);
    this.filling = new DatabaseFilling(workers, database, run);
    this.questions = new ResultQuestions(workers, run, () => plannedFiles(this.dataset.inspected));
    this.trials = new ImportTrials(workers.inflater);
    this.turns = new Turns(options.now);
    this.saved = options.saved ?? new SavedRecipes();
  }

  /** The files of the present analysis, what was decided about them, and the result. */
  get dataset(): Dataset {
    return this.analysis.dataset;
  }

  /** Resolves when nothing is being read, analysed or filled. */
  async whenIdle(): Promise<void> {
    await this.turns.whenIdle();
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
      const { files, recipe, isRecipeAlone, use, problem } = opened;
      this.recipe = recipe;
      if (problem !== null) return this.fail(problem);
      this.recipeUse.value = use;
      const isInVain = isRecipeAlone && use?.applied.length === 0;
      if (isInVain && (this.before.name === "mapping" || this.hasResult)) return this.goBack();
      if (!isInVain) this.rules = rulesFor(recipe, files);
      if (files.length === 0) {
        return this.notice(isRecipeAlone ? "Recipe kept: now drop logs." : "No files were found.");
      }
      if (needsConfirmation(files)) {
        this.phase.value = { name: "mapping", files };
        return;
      }
      await this.read(files, startedMs, signal);
    });
  }

  /** Shows the roles of the present files, to be changed; or their labels, or what was rejected of them. */
  editMapping(files: readonly InspectedFile[], tab: MappingTab = "roles"): void {
    const { inspected, rules, result } = this.dataset;
    if (files === inspected) this.rules = rules;
    const read = files === inspected ? result?.files : undefined;
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
    const { analysis, dataset } = this;
    const change = planChange(dataset.inspected, files);
    const isResult = dataset.result !== null && dataset.result.cut === null && change === "none";
    if (isResult && isSameRule(rule, dataset.rules.rule)) {
      analysis.confirm(files);
      if (this.phase.value.name === "ready") this.backToResult();
      else this.dismiss();
      if (remember) this.remember();
      return;
    }
    if (isResult) this.classify(rules, files);
    else {
      this.rules = rules;
      this.start(async (signal, startedMs) => {
        const order = this.order(signal, startedMs);
        if (analysis.isHeld && change === "none") return this.end(await analysis.resume(files, order), signal);
        const isRelabelled = dataset.result !== null && change === "labels";
        const end = isRelabelled ? await analysis.relabel(files, order) : null;
        await this.end(end ?? (await analysis.read(files, order)), signal);
      });
    }
    this.isToRemember = remember;
  }

  /** Takes an answer that was given beside the result: the same files, some with another plan. */
  answer(files: readonly InspectedFile[]): void {
    this.rules = this.dataset.rules;
    this.confirmMapping(files);
  }

  /** Tells the requests of the result apart by another rule. What was read stays; everything from the classes on is new. */
  classifyBy(rule: ClassRule): void {
    const { inspected, rules } = this.dataset;
    this.classify({ ...rules, rule, classMap: null }, inspected);
  }

  /** How the files on the mapping screen are to be classified. */
  get mappingRules(): RequestRules {
    return this.rules;
  }

  /** Keeps the roles of the result for files like these. False if their format leaves nothing to decide. */
  remember(): boolean {
    const { inspected, recipe } = this.dataset;
    const { sources, classes } = recipe;
    return this.saved.keep(recipeName(inspected), { sources, ...(classes && { classes }) }) !== null;
  }

  /** Reads the files again with what was guessed in place of saved roles. */
  useGuesses(): void {
    const files = withSiblingZones(asGuessed(this.dataset.inspected));
    this.rules = rulesFor(this.recipe, files);
    this.start(async (signal, startedMs) => {
      if (needsConfirmation(files)) this.phase.value = { name: "mapping", files };
      else await this.read(files, startedMs, signal);
    });
  }

  /** Analyses all bytes of the files whose reading was stopped, with the roles and rules of that result. */
  readEverything(): void {
    const { inspected, rules } = this.dataset;
    this.rules = rules;
    this.start(async (signal, startedMs) => {
      this.phase.value = { name: "inspecting", files: inspected.length };
      await this.read(inspected, startedMs, signal);
    });
  }

  /**
   * Stops what is under way. Reading gives way to the analysis of what was read, if any event was. In all other phases
   * nothing is kept; a mapping or failure that was on screen before comes back, and so do the classes of a result that
   * was being classified by another rule.
   */
  cancel(): void {
    if (this.phase.value.name === "reading" && this.analysis.stopReading()) return;
    const { former } = this;
    this.turns.stop("cancelled");
    if (former !== null) {
      this.analysis.takeBack(former);
      this.classify(former.rules, former.inspected);
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
    if (!this.filling.isUnder(this.turns.signal)) this.turns.stop("dismissed");
    this.backToResult();
  }

  private backToResult(): void {
    const { result } = this.dataset;
    if (result === null) {
      this.notice(null);
      return;
    }
    this.phase.value = { name: "ready", state: result };
    // Looking at the new files interrupted the filling.
    if (!this.filling.isDone && !this.filling.isUnder(this.turns.signal)) this.fillDatabase();
  }

  /** Starts the database anew after it failed, and fills it with the result. */
  refillDatabase(): void {
    if (!this.hasResult || this.database.state.value.name !== "failed") return;
    this.fillDatabase();
  }

  /** Whether `dismiss` leads back to a result. */
  get hasResult(): boolean {
    return this.dataset.result !== null;
  }

  private start(work: (signal: AbortSignal, startedMs: number) => Promise<void>): void {
    this.before = this.phase.value;
    this.former = null;
    this.isToRemember = false;
    this.turns.begin(work, (message) => this.fail(message));
  }

  /** The files of the mapping, else those being analysed or of the result: what a recipe that comes alone is for. */
  private get filesOnScreen(): readonly InspectedFile[] {
    const shown = this.phase.value.name === "inspecting" ? this.before : this.phase.value;
    if (shown.name === "mapping") return shown.files;
    const isAnalysed = shown.name === "reading" || shown.name === "analysing" || this.hasResult;
    return isAnalysed ? this.dataset.inspected : [];
  }

  /** To the mapping that was on screen before, else to the result or the start. */
  private goBack(): void {
    if (this.before.name === "mapping") this.phase.value = { ...this.before };
    else this.backToResult();
  }

  private classify(rules: RequestRules, inspected: readonly InspectedFile[]): void {
    const { dataset } = this;
    if (dataset.result === null) return;
    this.start(async (signal, startedMs) => {
      this.former = dataset;
      this.rules = rules;
      await this.end(await this.analysis.classify(inspected, this.order(signal, startedMs)), signal);
    });
  }

  private async read(inspected: readonly InspectedFile[], startedMs: number, signal: AbortSignal): Promise<void> {
    await this.end(await this.analysis.read(inspected, this.order(signal, startedMs)), signal);
  }

  private order(signal: AbortSignal, startedMs: number): AnalysisOrder {
    const lap = new Laps(this.options.now, startedMs);
    const show = (phase: Phase) => {
      if (!signal.aborted) this.phase.value = phase;
    };
    return { rules: this.rules, lap, show, signal };
  }

  /** Shows what an analysis came to; the database is filled with a result. */
  private async end(phase: Phase, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (phase.name !== "ready") {
      this.phase.value = phase;
      return;
    }
    const { workers, options, analysis } = this;
    this.former = null;
    if (this.isToRemember) this.remember();
    this.workspace = this.workspace?.next(phase.state) ?? new Workspace(phase.state, this.questions, options.address);
    this.phase.value = phase;
    await options.painted();
    if (signal.aborted) return;
    this.phase.value = { name: "ready", state: analysis.seen() };
    // The database needs the memory more than what could be read again.
    await workers.pool.forget();
    if (signal.aborted) return;
    for (const parser of workers.parsers) parser.restart();
    await this.filling.fill(this.dataset.inspected, signal);
  }

  private fillDatabase(): void {
    this.turns.begin(
      (signal) => this.filling.fill(this.dataset.inspected, signal),
      (message) => this.fail(message),
    );
  }

  /** The start, where nothing is kept. */
  private notice(notice: string | null): void {
    this.analysis.forget();
    this.phase.value = { name: "empty", notice };
  }

  private fail(message: string): void {
    this.phase.value = { name: "failed", message };
  }
}

const CANCELLED = "Cancelled. Nothing was kept; drop the files again to start over.";
