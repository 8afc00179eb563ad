import type { AnalysisRun } from "../client/analysis-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import type { ReadingResult } from "../core/analysis/analysis-store.ts";
import { joinedRules, type LabelRules } from "../core/label/label-rules.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import { rejectQuestion } from "../core/present/reject-share.ts";
import { analyseClasses, asConfirmed } from "./class-analysis.ts";
import { type Dataset, NO_DATASET, plannedFiles } from "./dataset.ts";
import { datasetOriginNs } from "./dataset-origin.ts";
import { FileAnalysis } from "./file-analysis.ts";
import { fileSummaries } from "./file-summaries.ts";
import type { Laps } from "./laps.ts";
import type { InspectedFile, Phase, ReadyState } from "./phase.ts";
import { recipeOfFiles } from "./present-recipe.ts";
import { analysisOptions, type RequestRules } from "./request-rules.ts";
import type { SessionOptions } from "./session-options.ts";
import type { SessionWorkers } from "./session-workers.ts";

/** How an analysis is to be done, and who looks on. */
export interface AnalysisOrder {
  readonly rules: RequestRules;
  readonly lap: Laps;
  readonly show: (phase: Phase) => void;
  readonly signal: AbortSignal;
}

/**
 * The one dataset whose data the workers have, and the ways to it: from bytes, from rows under other label rules, from requests
 * under another rule of classes. Each gives the phase it ends with: ready, failed, or a mapping with a question. Each rejects
 * when the signal is aborted or a worker fails.
 */
export class DatasetAnalysis {
  private present = NO_DATASET;
  /** The dataset with a result before the present one, while the workers could still go back to it. */
  private before: Dataset | null = null;
  private reading: FileAnalysis | null = null;
  /** Files that were read, and of which so much was rejected that the analysis waits for a decision. */
  private held: {
    readonly analysis: FileAnalysis;
    readonly reading: ReadingResult;
    readonly order: AnalysisOrder;
  } | null = null;
  /** Of the latest result. */
  private lap: Laps | null = null;

  constructor(
    private readonly workers: SessionWorkers,
    private readonly run: AnalysisRun,
    private readonly options: Pick<SessionOptions, "memoryBudgetBytes" | "asksAboutRejects">,
  ) {}

  get dataset(): Dataset {
    return this.present;
  }

  /** Whether files were read and their analysis waits for a decision. */
  get isHeld(): boolean {
    return this.held !== null;
  }

  /** Ends reading, to go on with what was read. False, and nothing happens, if nothing is being read or no event has been. */
  stopReading(): boolean {
    return this.reading?.stopReading() ?? false;
  }

  /** Takes a dataset back that was left for another analysis of the same requests, which did not come to its end. */
  takeBack(dataset: Dataset): void {
    this.present = dataset;
  }

  /** Nothing is kept. */
  forget(): void {
    this.present = { ...this.present, result: null };
    this.before = null;
    this.held = null;
  }

  /** Reads all files and analyses them. The result before comes back if no event is read. */
  async read(inspected: readonly InspectedFile[], order: AnalysisOrder): Promise<Phase> {
    const { workers, options, run } = this;
    const { lap, show, signal } = order;
    const files = plannedFiles(inspected);
    const originNs = await datasetOriginNs(files, workers.parsers, signal);
    signal.throwIfAborted();
    if (this.present.result !== null) this.before = this.present;
    this.present = { ...this.present, result: null };
    this.held = null;
    const attributes = files.map(({ plan }) => attributeSpecs(plan));
    const dataset = await run.open(originNs, attributes, options.memoryBudgetBytes, labelRulesOf(files));
    signal.throwIfAborted();
    this.present = { ...this.present, inspected };
    lap.end("inspect");
    const analysis = new FileAnalysis({ inspected, originNs, dataset }, workers, run, lap, show);
    this.reading = analysis;
    const reading = await analysis.read(signal).catch(async (error: unknown) => {
      if (!signal.aborted) await this.restore();
      throw error;
    });
    signal.throwIfAborted();
    this.reading = null;
    return this.question(analysis, reading, order) ?? this.finish(analysis, reading, order);
  }

  /** Goes on with what is held, under plans that read the same. */
  resume(inspected: readonly InspectedFile[], { rules, show, signal }: AnalysisOrder): Promise<Phase> {
    const { held } = this;
    if (held === null) throw new Error("no analysis waits for a decision");
    this.present = { ...this.present, inspected };
    held.order.lap.goOn();
    held.analysis.show = show;
    return this.finish(held.analysis, held.reading, { rules, lap: held.order.lap, show, signal });
  }

  /** Names the labels of the result anew and analyses it again; null if its rows must be read again. */
  async relabel(inspected: readonly InspectedFile[], order: AnalysisOrder): Promise<Phase | null> {
    const { lap, show, signal } = order;
    const { accountedBytes } = this.leaveResult();
    const job = { inspected, originNs: 0n, dataset: 0 };
    const analysis = new FileAnalysis(job, this.workers, this.run, lap, show, accountedBytes);
    const reading = await analysis.relabel(labelRulesOf(plannedFiles(inspected)), signal);
    signal.throwIfAborted();
    if (reading === null) return null;
    this.present = { ...this.present, inspected };
    return this.finish(analysis, reading, order);
  }

  /** Tells the requests of the result apart by other rules: everything from the classes on is new. */
  async classify(inspected: readonly InspectedFile[], order: AnalysisOrder): Promise<Phase> {
    const { rules, lap, show, signal } = order;
    const before = this.leaveResult();
    const confirmed = { ...before, files: asConfirmed(before.files, inspected) };
    const analysed = await analyseClasses(confirmed, analysisOptions(rules), this.run, lap, show, signal);
    signal.throwIfAborted();
    this.present = { ...this.present, inspected };
    return this.conclude(analysed, order);
  }

  /** The result stays; its roles are no guess any more, and its recipe may say more: what is kept apart, or flagged. */
  confirm(inspected: readonly InspectedFile[]): void {
    const { recipe, result } = this.present;
    const plans = plannedFiles(inspected).map(({ plan }) => plan);
    const sources = recipe.sources.map((source, at) => ({ ...source, plan: plans[at] }));
    const confirmed = result && { ...result, files: asConfirmed(result.files, inspected) };
    this.present = { ...this.present, inspected, recipe: { ...recipe, sources }, result: confirmed };
  }

  /** The result, which has come to be seen now, with the time that this took. */
  seen(): ReadyState {
    const { result } = this.present;
    if (result === null || this.lap === null) throw new Error("there is no result");
    this.lap.total("total");
    const timed = { ...result, timingsMs: { ...this.lap.laps } };
    this.present = { ...this.present, result: timed };
    return timed;
  }

  private leaveResult(): ReadyState {
    const { result } = this.present;
    if (result === null) throw new Error("there is no result");
    this.present = { ...this.present, result: null };
    return result;
  }

  /** What must be asked before the analysis goes on, null if nothing. */
  private question(analysis: FileAnalysis, reading: ReadingResult, order: AnalysisOrder): Phase | null {
    const { inspected } = this.present;
    if (!this.options.asksAboutRejects || reading.cuts.length > 0 || reading.eventCount === 0) return null;
    const origins = inspected.flatMap(({ plan, origin }) => (plan === null ? [] : [origin]));
    const { files: read } = fileSummaries(inspected, reading.fileReports, reading.cuts);
    // A recipe has decided.
    const question = rejectQuestion(read.filter((_, fileIndex) => origins[fileIndex] !== "recipe"));
    if (question === null) return null;
    order.lap.pause();
    this.held = { analysis, reading, order };
    return { name: "mapping", files: inspected, tab: "rejects", read, question };
  }

  /** From rows to the result. */
  private async finish(analysis: FileAnalysis, reading: ReadingResult, order: AnalysisOrder): Promise<Phase> {
    const analysed = await analysis.analyse(reading, order.rules, order.signal);
    order.signal.throwIfAborted();
    this.held = null;
    if (analysed.ok) return this.conclude(analysed.value, order);
    await this.restore();
    return { name: "failed", message: analysed.failure.message };
  }

  private async conclude(state: ReadyState, { rules, lap, signal }: AnalysisOrder): Promise<Phase> {
    const { inspected } = this.present;
    const classes = await this.workers.store.call((api) => api.recipeClasses(), { signal });
    const recipe = await recipeOfFiles(inspected, rules, classes);
    signal.throwIfAborted();
    const result = { ...state, files: asConfirmed(state.files, inspected) };
    this.present = { inspected, recipe, rules, result };
    this.before = null;
    this.lap = lap;
    return { name: "ready", state: result };
  }

  /** Brings the dataset before back, if no event of the present one was read. */
  private async restore(): Promise<void> {
    const { before } = this;
    if ((await this.run.restore()) && before !== null) this.present = before;
  }
}

function labelRulesOf(files: readonly PlannedFile[]): LabelRules {
  return joinedRules(files.map(({ plan }) => plan.labelRules ?? {}));
}
