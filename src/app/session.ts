import { signal } from "@preact/signals";
import { AnalysisRun } from "../client/analysis-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import { joinedRules } from "../core/label/label-rules.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import type { Recipe } from "../core/log/recipe.ts";
import { recipeOf } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { failure } from "../core/outcome.ts";
import type { MappingRow } from "../core/present/mapping-rows.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import type { LogFile } from "../protocol/log-file.ts";
import type { Database } from "./database.ts";
import { datasetOriginNs } from "./dataset-origin.ts";
import { FileAnalysis } from "./file-analysis.ts";
import { inspectFiles, needsConfirmation } from "./files.ts";
import { Laps } from "./laps.ts";
import { tryMappingIn } from "./mapping-trials.ts";
import type { InspectedFile, Phase, ReadyState } from "./phase.ts";
import { ResultQuestions } from "./result-questions.ts";
import type { SessionWorkers } from "./session-workers.ts";
import { FIRST_VIEW, printViewState } from "./view-state.ts";
import { type Address, Workspace } from "./workspace.ts";

export interface SessionOptions {
  readonly memoryBudgetBytes: number;
  readonly now: () => number;
  /** Resolves when what the phase shows has been painted. */
  readonly painted: () => Promise<void>;
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
  /** Makes the result before the present one again, once its data are back. */
  private giveBack: () => void = () => {};

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

  /** Shows the roles of the present files, to be changed. */
  editMapping(files: readonly InspectedFile[]): void {
    this.phase.value = { name: "mapping", files };
  }

  /** What roles make of the first records of a file; a pattern that does not come to an end is a failure too. */
  tryMapping(file: LogFile, plan: SourcePlan, rows: readonly MappingRow[], signal: AbortSignal) {
    return tryMappingIn(this.workers.inflater, file, plan, rows, signal);
  }

  /** Analyses with the roles as they were set by the user. */
  confirmMapping(files: readonly InspectedFile[]): void {
    this.start((signal, startedMs) => this.analyse(files, startedMs, signal));
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

  private async analyse(inspected: readonly InspectedFile[], startedMs: number, signal: AbortSignal): Promise<void> {
    const { workers, options, run } = this;
    const lap = new Laps(options.now, startedMs);
    const files = inspected.flatMap(({ file, plan }) => (plan === null ? [] : [{ file, plan }]));
    const originNs = await datasetOriginNs(files, workers.parsers, signal);
    signal.throwIfAborted();
    this.keepResult();
    const attributes = files.map(({ plan }) => attributeSpecs(plan));
    const rules = joinedRules(files.map(({ plan }) => plan.labelRules ?? {}));
    const dataset = await run.open(originNs, attributes, options.memoryBudgetBytes, rules);
    signal.throwIfAborted();
    this.files = files;
    this.inspected = inspected;
    this.presentRecipe = recipeOf(
      files.map(({ file, plan }) => ({ match: file.name, plan })),
      this.rule,
      this.terminal,
    );
    lap.end("inspect");
    const show = (phase: Phase) => {
      if (!signal.aborted) this.phase.value = phase;
    };
    const { rule, terminal } = this;
    this.analysis = new FileAnalysis({ inspected, originNs, dataset, rule, terminal }, workers, run, lap, show);
    const analysed = await this.analysis.finish(signal).catch((error: unknown) => {
      if (!signal.aborted) return failure("I_READ", error instanceof Error ? error.message : String(error));
      throw error;
    });
    signal.throwIfAborted();
    this.analysis = null;
    if (!analysed.ok) {
      if (await run.restore()) this.giveBack();
      return this.fail(analysed.failure.message);
    }
    this.result = analysed.value;
    this.giveBack = () => {};
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
    const { result, isFilled, files, inspected, presentRecipe } = this;
    if (result !== null) {
      this.giveBack = () => {
        this.result = result;
        this.isFilled = isFilled;
        this.files = files;
        this.inspected = inspected;
        this.presentRecipe = presentRecipe;
      };
    }
    this.result = null;
    this.isFilled = false;
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
    this.phase.value = { name: "empty", notice };
  }

  private fail(message: string): void {
    this.phase.value = { name: "failed", message };
  }
}

const CANCELLED = "Cancelled. Nothing was kept; drop the files again to start over.";
