import type { FilterText } from "../core/analysis/request-filter.ts";
import { parseFilter } from "../core/analysis/request-filter.ts";

/** In the order of the rail; the digits 1 … 9 lead to them. */
export const VIEWS = ["overview", "graph", "requests", "path", "sql", "files", "export"] as const;
export type ViewName = (typeof VIEWS)[number];

/**
 * What the evidence drawer is about. Segments are segment kinds of the class on screen (index in its table), tasks and
 * components are catalog ids.
 */
export type Selection =
  | { readonly on: "segment"; readonly segment: number }
  /** Happens-before: end of `from` before start of `to`. */
  | { readonly on: "order"; readonly from: number; readonly to: number }
  /** Happens-before of two event kinds of the class on screen. */
  | { readonly on: "event-order"; readonly from: number; readonly to: number }
  | { readonly on: "exclusion"; readonly from: number; readonly to: number }
  /** Tasks. */
  | { readonly on: "pipeline"; readonly from: number; readonly to: number }
  /** Components. */
  | { readonly on: "hand-off"; readonly from: number; readonly to: number }
  /** Any two segments: why no relation holds between them; the same twice while the second is not chosen. */
  | { readonly on: "why-not"; readonly from: number; readonly to: number };

/** Everything about the screen that Back undoes and a link repeats; never data. */
export interface ViewState {
  readonly view: ViewName;
  /** Class of requests on screen, null = the largest. */
  readonly classId: number | null;
  /** Requests that every view shows; "" = all. */
  readonly filter: FilterText;
  readonly selection: Selection | null;
  /** Rank of the open request. */
  readonly request: number | null;
  /** Settings of single views that are worth a link, as `view.name` → value; absent = the default. */
  readonly options: Readonly<Record<string, string>>;
}

export const FIRST_VIEW: ViewState = {
  view: "overview",
  classId: null,
  filter: "",
  selection: null,
  request: null,
  options: {},
};

/** `#graph?class=0&filter=…&select=order:3-5&request=12&graph.segments=40`. Law: `parseViewState` of it is the state. */
export function printViewState(state: ViewState): string {
  const query: string[] = [];
  const put = (name: string, value: string) => query.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  if (state.classId !== null) put("class", String(state.classId));
  if (state.filter !== "") put("filter", state.filter);
  if (state.selection !== null) put("select", printSelection(state.selection));
  if (state.request !== null) put("request", String(state.request));
  for (const name of Object.keys(state.options).sort()) put(name, state.options[name]);
  return `#${state.view}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** Reads a hash. What it cannot read is left at its default: a link of an older version still leads somewhere. */
export function parseViewState(hash: string): ViewState {
  const [name, query = ""] = hash.replace(/^#/, "").split("?", 2);
  const options: Record<string, string> = {};
  let state: ViewState = { ...FIRST_VIEW, view: VIEWS.find((view) => view === name) ?? FIRST_VIEW.view };
  for (const [key, value] of new URLSearchParams(query)) {
    if (key === "class") state = { ...state, classId: wholeNumber(value) };
    else if (key === "filter") state = { ...state, filter: parseFilter(value).ok ? value : "" };
    else if (key === "select") state = { ...state, selection: parseSelection(value) };
    else if (key === "request") state = { ...state, request: wholeNumber(value) };
    else if (/^[a-z]+\.[a-zA-Z]+$/.test(key)) options[key] = value;
  }
  return { ...state, options };
}

function printSelection(selection: Selection): string {
  if (selection.on === "segment") return `segment:${selection.segment}`;
  return `${selection.on}:${selection.from}-${selection.to}`;
}

const PAIRS = ["order", "event-order", "exclusion", "pipeline", "hand-off", "why-not"] as const;

function parseSelection(text: string): Selection | null {
  const [on, ids = ""] = text.split(":", 2);
  const [from, to] = ids.split("-", 2).map(wholeNumber);
  if (from === null || from === undefined) return null;
  if (on === "segment") return to === undefined ? { on, segment: from } : null;
  if (to === null || to === undefined) return null;
  const pair = PAIRS.find((each) => each === on);
  return pair === undefined ? null : { on: pair, from, to };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
