import { signal } from "@preact/signals";
import type { AnalysisProgress } from "../client/analysis-run.ts";
import { AnalysisRun } from "../client/analysis-run.ts";
import type { PlannedFile } from "../client/file-reader.ts";
import { FileReader } from "../client/file-reader.ts";
import type { ScanPool } from "../client/scan-pool.ts";
import type { RequestDetail } from "../core/analysis/request-detail.ts";
import type { RequestOrder, RequestSummary } from "../core/analysis/request-rows.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import type { Recipe } from "../core/log/recipe.ts";
import { recipeOf } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { Status } from "../core/model/status.ts";
import type { Outcome } from "../core/outcome.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import type { RelationKind, RelationPage } from "../core/present/relation-rows.ts";
import type { LineIndex } from "../core/trace/line-index.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { Database } from "./database.ts";
import { inspectFiles, needsConfirmation } from "./files.ts";
import type { FileSummary, InspectedFile, Phase } from "./phase.ts";

/** Memory for columns; beyond it the store keeps a consistent sample of requests. */
export const MEMORY_BUDGET_BYTES = 1_200_000_000;

export interface SessionWorkers {
  readonly parsers: readonly WorkerHandle<ParseApi>[];
  /** Reads compressed files and documents for the parsers. */
  readonly inflater: WorkerHandle<ParseApi>;
  readonly store: WorkerHandle<StoreApi>;
  readonly pool: ScanPool;
}

export interface SessionOptions {
  readonly memoryBudgetBytes: number;
  readonly now: () => number;
  /** Resolves when what the phase shows has been painted. */
  readonly painted: () => Promise<void>;
}

/** One dataset at a time: from dropped files to a report, and questions about it afterwards. */
export class Session {
  readonly phase = signal<Phase>({ name: "empty", notice: null });
  private readonly run: AnalysisRun;
  private abort = new AbortController();
  private files: readonly PlannedFile[] = [];
  private recipe: Recipe | null = null;
  private rule: ClassRule = { by: "shape" };
  private terminal: string | null = null;
  private idle: Promise<void> = Promise.resolve();
  private before: Phase = { name: "empty", notice: null };

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
      if (badRecipe !== null) return this.fail(badRecipe);
      this.adopt(recipe);
      if (files.length === 0)
        return this.notice(recipe === null ? "No files were found." : "Recipe kept: now drop logs.");
      if (files.every(({ detection }) => detection === null)) {
        return this.fail(files.map(({ file, problem }) => `${file.name}: ${problem ?? "not readable"}`).join(" "));
      }
      if (needsConfirmation(files)) {
        this.phase.value = { name: "mapping", files };
        return;
      }
      await this.analyseFiles(files, startedMs, signal);
    });
  }

  /** Shows the roles of the present files, to be changed. */
  editMapping(files: readonly InspectedFile[]): void {
    this.phase.value = { name: "mapping", files };
  }

  /** Analyses with the roles as they were set by the user. */
  confirmMapping(files: readonly InspectedFile[]): void {
    this.start((signal, startedMs) => this.analyseFiles(files, startedMs, signal));
  }

  /** The files of the present dataset as they were inspected. */
  inspected: readonly InspectedFile[] = [];

  /** Stops what is under way; what was on screen before comes back. */
  cancel(): void {
    this.abort.abort(new DOMException("cancelled", "AbortError"));
    this.phase.value = this.before.name === "ready" ? { name: "empty", notice: CANCELLED } : this.before;
    if (this.phase.value.name === "empty") this.phase.value = { name: "empty", notice: CANCELLED };
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

  /** What was decided about the present files. */
  get presentRecipe(): Recipe {
    return recipeOf(
      this.files.map(({ file, plan }) => ({ match: file.name, plan })),
      this.rule,
      this.terminal,
    );
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

  private adopt(recipe: Recipe | null): void {
    this.recipe = recipe;
    if (recipe === null) return;
    this.rule = recipe.classes ?? { by: "shape" };
    this.terminal = recipe.terminal ?? null;
  }

  private async analyseFiles(
    inspected: readonly InspectedFile[],
    startedMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { workers, options, run } = this;
    const lap = new Laps(options.now, startedMs);
    const files = inspected.flatMap(({ file, plan }) => (plan === null ? [] : [{ file, plan }]));
    const originNs = await this.originOf(files, signal);
    await run.open(
      originNs,
      files.map(({ plan }) => attributeSpecs(plan)),
      options.memoryBudgetBytes,
    );
    this.files = files;
    this.inspected = inspected;
    lap.end("inspect");
    const sinceMs = options.now();
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    const none = { bytesDone: 0, bytesTotal: total, events: 0, accountedBytes: 0, keepPartitions: 64 };
    this.phase.value = { name: "reading", progress: none, sinceMs };
    let accountedBytes = 0;
    const reader = new FileReader(files, originNs, workers.parsers, workers.inflater, workers.store, (progress) => {
      if (signal.aborted) return;
      accountedBytes = progress.accountedBytes;
      this.phase.value = { name: "reading", progress, sinceMs };
    });
    await reader.read(signal);
    lap.end("read");
    let provisional: AnalysisReport | null = null;
    let present = "sorting";
    const show = ({ step, done }: AnalysisProgress) => {
      if (step !== present) lap.end(present);
      present = step;
      if (!signal.aborted) this.phase.value = { name: "analysing", step, done, provisional };
    };
    const reading = await run.build(show, signal);
    if (reading.eventCount === 0) return this.fail(nothingFound(inspected, reading.fileReports));
    const { rule, terminal } = this;
    if (reading.eventCount >= PROVISIONAL_EVENTS) {
      lap.end(present);
      present = "provisional";
      provisional = await run.analyse({ rule, terminal }, () => {}, signal, run.partitions.slice(0, 1));
    }
    const report = await run.analyse({ rule, terminal }, show, signal);
    lap.end(present);
    const summaries = files.map(
      ({ file, plan }, at): FileSummary => ({
        name: file.name,
        bytes: file.size,
        format: plan.compression === "none" ? plan.format : `${plan.format}+${plan.compression}`,
        report: reading.fileReports[at],
        guessed: inspected.some((other) => other.file === file && other.origin === "guess"),
      }),
    );
    const skipped = inspected.flatMap(({ file, plan, problem }) =>
      plan === null ? [{ name: file.name, reason: problem ?? "no roles were set" }] : [],
    );
    const state = { report, files: summaries, skipped, timingsMs: lap.laps, accountedBytes };
    this.phase.value = { name: "ready", state };
    await options.painted();
    lap.total("total");
    this.phase.value = { name: "ready", state: { ...state, timingsMs: { ...lap.laps } } };
    const names = files.map(({ file }) => file.name);
    // The database needs the memory more than what could be read again.
    await workers.pool.forget();
    for (const parser of workers.parsers) parser.restart();
    await this.database.fill(workers.store, workers.pool, run.partitions, names, signal);
  }

  /** Midnight UTC before the earliest stamp at the heads of the files: the same whatever their order. */
  private async originOf(files: readonly PlannedFile[], signal: AbortSignal): Promise<bigint> {
    const starts = await Promise.all(
      files.map(({ file, plan }: { file: File; plan: SourcePlan }, at) =>
        this.workers.parsers[at % this.workers.parsers.length].call<bigint | null>(
          (api) => api.earliestDayNs(file, plan),
          { signal },
        ),
      ),
    );
    return starts.reduce<bigint>(
      (least, start) => (start !== null && (least === 0n || start < least) ? start : least),
      0n,
    );
  }

  private notice(notice: string): void {
    this.phase.value = { name: "empty", notice };
  }

  private fail(message: string): void {
    this.phase.value = { name: "failed", message };
  }
}

/** Below this many events the model itself is there before one could read a provisional one. */
const PROVISIONAL_EVENTS = 3_000_000;
const CANCELLED = "Cancelled. Nothing was kept; drop the files again to start over.";

/** Why no event came out of files that were read: the most frequent reject of each. */
function nothingFound(
  inspected: readonly InspectedFile[],
  reports: readonly {
    readonly rejects: readonly {
      readonly count: number;
      readonly samples: readonly { reason: string; line: number }[];
    }[];
  }[],
): string {
  const planned = inspected.filter(({ plan }) => plan !== null);
  const reasons = reports.map(({ rejects }, at) => {
    const name = planned[at].file.name;
    const [worst] = rejects;
    if (worst === undefined) return `${name}: no records.`;
    const [sample] = worst.samples;
    return `${name}: ${worst.count} records rejected; line ${sample?.line ?? "?"}: ${sample?.reason ?? ""}.`;
  });
  return `Nothing could be analysed. ${reasons.join(" ")}`;
}

/** Milliseconds per step. */
class Laps {
  readonly laps: Record<string, number> = {};
  private last: number;

  constructor(
    private readonly now: () => number,
    private readonly startedMs: number,
  ) {
    this.last = startedMs;
  }

  end(name: string): void {
    const at = this.now();
    this.laps[name] = Math.round(at - this.last);
    this.last = at;
  }

  total(name: string): void {
    this.laps[name] = Math.round(this.now() - this.startedMs);
  }
}
