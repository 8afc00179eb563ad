import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { AnalysisProgress } from "../client/analysis-run.ts";
import type { FilterTerm, FilterText } from "../core/analysis/request-filter.ts";
import { filterOf, printFilter } from "../core/analysis/request-filter.ts";
import type { AnalysisReport, ClassReport } from "../core/present/analysis-report.ts";
import { largestClass } from "../core/present/path-rows.ts";
import type { ReadyState } from "./phase.ts";
import type { ResultQuestions } from "./result-questions.ts";
import {
  FIRST_VIEW,
  parseViewState,
  printViewState,
  type Selection,
  type ViewName,
  type ViewState,
} from "./view-state.ts";

/** The address bar, as far as the app uses it. */
export interface Address {
  readonly hash: string;
  push(hash: string): void;
  replace(hash: string): void;
}

/** The model on screen: of all requests, or of those that the filter keeps. */
export interface Shown {
  readonly report: AnalysisReport;
  readonly filter: FilterText;
}

export type Filtering =
  | { readonly state: "idle" }
  | { readonly state: "running"; readonly progress: AnalysisProgress | null }
  | { readonly state: "failed"; readonly message: string };

/**
 * One finished analysis being looked at: the state of the screen, and the model of the requests that the filter keeps.
 * Views read its signals and call `go`; every change is in the address bar, so Back undoes it.
 */
export class Workspace {
  readonly view: Signal<ViewState>;
  readonly shown: Signal<Shown>;
  readonly filtering = signal<Filtering>({ state: "idle" });
  /** The class on screen; null if there is none. */
  readonly present: ReadonlySignal<ClassReport | null>;
  private abort = new AbortController();

  constructor(
    readonly whole: ReadyState,
    readonly questions: ResultQuestions,
    private readonly address: Address,
  ) {
    this.view = signal(parseViewState(address.hash));
    this.shown = signal({ report: whole.report, filter: "" });
    const largest = largestClass(whole.report);
    this.present = computed(() => {
      const { classes } = this.shown.value.report;
      const id = this.view.value.classId ?? largest;
      return classes.find((each) => each.id === id) ?? classes[0] ?? null;
    });
    this.applyFilter();
  }

  /** A workspace for another result. Of this one only the view stays: classes, segments and requests are others now. */
  next(result: ReadyState): Workspace {
    this.dispose();
    this.address.replace(printViewState({ ...FIRST_VIEW, view: this.view.value.view }));
    return new Workspace(result, this.questions, this.address);
  }

  /** Changes what is on screen. `replace`: a step that Back need not undo (a slider being dragged). */
  go(change: Partial<ViewState>, how: "push" | "replace" = "push"): void {
    const before = this.view.value;
    const next = { ...before, ...change };
    if (next.classId !== before.classId) {
      // Segments are numbered per class: what was selected in one is something else in another.
      if (change.selection === undefined) next.selection = null;
      // A request belongs to its class.
      if (change.request === undefined) next.request = null;
    }
    const hash = printViewState(next);
    if (hash === printViewState(before)) return;
    this.view.value = next;
    if (how === "push") this.address.push(hash);
    else this.address.replace(hash);
    this.applyFilter();
  }

  /** The address bar has changed by itself: Back, Forward, a link. */
  follow(): void {
    this.view.value = parseViewState(this.address.hash);
    this.applyFilter();
  }

  open(view: ViewName): void {
    this.go({ view });
  }

  select(selection: Selection | null): void {
    this.go({ selection });
  }

  option(name: string): string | null {
    return this.view.value.options[name] ?? null;
  }

  /** Sets an option of a view, or with null returns it to its default. */
  setOption(name: string, value: string | null, how: "push" | "replace" = "replace"): void {
    const { [name]: _, ...others } = this.view.value.options;
    this.go({ options: value === null ? others : { ...others, [name]: value } }, how);
  }

  get terms(): readonly FilterTerm[] {
    return filterOf(this.view.value.filter).terms;
  }

  setTerms(terms: readonly FilterTerm[]): void {
    this.go({ filter: printFilter({ terms }) });
  }

  addTerm(term: FilterTerm): void {
    this.setTerms([...this.terms, term]);
  }

  /** Applies the filter once more after that failed. */
  retryFilter(): void {
    if (this.filtering.value.state === "failed") this.applyFilter();
  }

  /** Stops scans that were asked for. The workspace is not used afterwards. */
  dispose(): void {
    this.abort.abort();
  }

  /** Brings the model on screen in line with the filter: at once when it is known, else by a scan. */
  private applyFilter(): void {
    const { filter } = this.view.value;
    if (filter === this.shown.value.filter && this.filtering.value.state !== "running") {
      this.filtering.value = { state: "idle" };
      return;
    }
    this.abort.abort();
    this.abort = new AbortController();
    const { signal: aborted } = this.abort;
    if (filter === "") {
      this.shown.value = { report: this.whole.report, filter };
      this.filtering.value = { state: "idle" };
      return;
    }
    const running = (progress: AnalysisProgress | null) => {
      if (!aborted.aborted) this.filtering.value = { state: "running", progress };
    };
    running(null);
    this.questions.filtered(filterOf(filter), running, aborted).then(
      (report) => {
        if (aborted.aborted) return;
        this.shown.value = { report, filter };
        this.filtering.value = { state: "idle" };
      },
      (error: unknown) => {
        if (aborted.aborted) return;
        this.filtering.value = { state: "failed", message: error instanceof Error ? error.message : String(error) };
      },
    );
  }
}
