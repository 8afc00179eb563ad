import { signal } from "@preact/signals";
import { AnalysisRun } from "../client/analysis-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import type { RequestDetail } from "../core/analysis/request-detail.ts";
import type { RequestOrder, RequestSummary } from "../core/analysis/request-rows.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import type { Recipe } from "../core/log/recipe.ts";
import { recipeOf } from "../core/log/recipe.ts";
import type { Status } from "../core/model/status.ts";
import type { Outcome } from "../core/outcome.ts";
import type { RelationKind, RelationPage } from "../core/present/relation-rows.ts";
import type { LineIndex } from "../core/trace/line-index.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import { analyseFiles } from "./analyse-files.ts";
import type { Database } from "./database.ts";
import { datasetOriginNs } from "./dataset-origin.ts";
import { inspectFiles, needsConfirmation } from "./files.ts";
import { Laps } from "./laps.ts";
import type { InspectedFile, Phase, ReadyState } from "./phase.ts";
import type { SessionWorkers } from "./session-workers.ts";

export interface SessionOptions {
  readonly memoryBudgetBytes: number;
  readonly now: () => number;
  /** Resolves when what the phase shows has been painted. */
  readonly painted: () => Promise<void>;
}

/** One dataset at a time: from dropped files to a report, and questions about it afterwards. */
export class Session {
  readonly phase = signal<Phase>({ name: "empty", notice: null });
  /** The files of the present dataset as they were inspected, and what was decided about them. */
  inspected: readonly InspectedFile[] = [];
  presentRecipe: Recipe = recipeOf([], { by: "shape" }, null);
  private readonly run: AnalysisRun;
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

  /** Analyses with the roles as they were set by the user. */
  confirmMapping(files: readonly InspectedFile[]): void {
    this.start((signal, startedMs) => this.analyse(files, startedMs, signal));
  }

  /** Stops what is under way; a mapping or failure that was on screen before comes back. */
  cancel(): void {
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

  /** Whether `dismiss` leads back to a result. */
  get hasResult(): boolean {
    return this.result !== null;
  }

  requestPage(
    order: RequestOrder,
    classId: number,
    offset: number,
    limit: number,
  ): Promise<{ total: number; rows: RequestSummary[] }> {
    return this.workers.store.call((api) => api.requestPage(order, classId, offset, limit));
  }

  findRequest(id: string): Promise<number> {
    return this.workers.store.call((api) => api.findRequest(id));
  }

  relationPage(
    kind: RelationKind,
    classId: number,
    status: Status,
    offset: number,
    limit: number,
  ): Promise<RelationPage> {
    return this.workers.store.call((api) => api.relationPage(kind, classId, status, offset, limit));
  }

  async requestDetail(rank: number): Promise<RequestDetail> {
    const source = this.run.partitions.findLast(({ firstRank }) => firstRank <= rank);
    if (source === undefined) throw new Error(`no request of rank ${rank}`);
    return this.workers.pool.ask(source, (handle) =>
      handle.call<RequestDetail>((api) => api.detail(source, rank - source.firstRank)),
    );
  }

  /** The raw text behind an event, read again from its file. */
  async rawRecord(file: number, line: number): Promise<Outcome<string>> {
    const index = await this.workers.store.call<LineIndex>((api) => api.lineIndex(file));
    let at = 0;
    while (at + 1 < index.line.length && index.line[at + 1] <= line) at++;
    const known = { line: index.line[at], offset: index.offset[at] };
    const { file: blob, plan } = this.files[file];
    return this.workers.inflater.call<Outcome<string>>((api) => api.rawRecord(blob, plan, known, line));
  }

  modelDocument(): Promise<Blob> {
    return this.workers.store.call((api) => api.modelDocument());
  }

  requestsCsv(): Promise<Blob> {
    return this.workers.store.call((api) => api.requestsCsv());
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
    this.result = null;
    this.isFilled = false;
    const attributes = files.map(({ plan }) => attributeSpecs(plan));
    const dataset = await run.open(originNs, attributes, options.memoryBudgetBytes);
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
    const analysed = await analyseFiles(
      { inspected, originNs, dataset, rule, terminal },
      workers,
      run,
      lap,
      show,
      signal,
    );
    signal.throwIfAborted();
    if (!analysed.ok) return this.fail(analysed.failure.message);
    this.result = analysed.value;
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
