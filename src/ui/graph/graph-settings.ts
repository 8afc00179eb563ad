import type { ClassGraph } from "../../core/present/class-graph.ts";
import type { GraphOptions } from "../../core/present/graph-selection.ts";
import { DEFAULT_GRAPH_OPTIONS } from "../../core/present/graph-selection.ts";

/** What the user has set about the graph. Segments by their id, components by name, so that it means the same in a link. */
export interface GraphSettings {
  readonly segmentsPercent: number | null;
  readonly linksPercent: number | null;
  readonly reduction: boolean;
  readonly foldOrdinals: boolean;
  readonly hidden: readonly number[];
  readonly folded: readonly string[];
  /** Components whose segments are all shown, whatever the slider says. */
  readonly opened: readonly string[];
  readonly focus: { readonly segment: number; readonly hops: number } | null;
  readonly between: { readonly from: number; readonly to: number } | null;
  readonly view: GraphMode;
}

/** "hypotheses": the tables, with all that was tested below them. */
export type GraphMode = "graph" | "table" | "hypotheses";

type Options = Readonly<Record<string, string>>;

/** Names in the address bar. */
const NAMES = {
  segmentsPercent: "graph.segments",
  linksPercent: "graph.links",
  reduction: "graph.implied",
  foldOrdinals: "graph.ordinals",
  hidden: "graph.hidden",
  folded: "graph.folded",
  opened: "graph.opened",
  focus: "graph.focus",
  between: "graph.between",
  view: "graph.as",
} as const satisfies Readonly<Record<keyof GraphSettings, string>>;

/** Reads the settings from the options of the screen; what cannot be read is at its default. */
export function readSettings(options: Options): GraphSettings {
  const focus = numbers(options[NAMES.focus], "-");
  const between = numbers(options[NAMES.between], "-");
  const view = options[NAMES.view];
  return {
    segmentsPercent: percent(options[NAMES.segmentsPercent]),
    linksPercent: percent(options[NAMES.linksPercent]),
    reduction: options[NAMES.reduction] !== "1",
    foldOrdinals: options[NAMES.foldOrdinals] !== "1",
    hidden: numbers(options[NAMES.hidden], ","),
    folded: names(options[NAMES.folded]),
    opened: names(options[NAMES.opened]),
    focus: focus.length === 2 ? { segment: focus[0], hops: focus[1] } : null,
    between: between.length === 2 ? { from: between[0], to: between[1] } : null,
    view: view === "table" || view === "hypotheses" ? view : "graph",
  };
}

/** The options after a change of settings. Law: `readSettings` of it are the settings. Others' options stay. */
export function printSettings(options: Options, change: Partial<GraphSettings>): Record<string, string> {
  const settings = { ...readSettings(options), ...change };
  const { focus, between } = settings;
  const printed: Record<keyof GraphSettings, string> = {
    segmentsPercent: settings.segmentsPercent === null ? "" : String(settings.segmentsPercent),
    linksPercent: settings.linksPercent === null ? "" : String(settings.linksPercent),
    reduction: settings.reduction ? "" : "1",
    foldOrdinals: settings.foldOrdinals ? "" : "1",
    hidden: settings.hidden.join(","),
    folded: settings.folded.map(encodeURIComponent).join(","),
    opened: settings.opened.map(encodeURIComponent).join(","),
    focus: focus === null ? "" : `${focus.segment}-${focus.hops}`,
    between: between === null ? "" : `${between.from}-${between.to}`,
    view: settings.view === "graph" ? "" : settings.view,
  };
  const own = new Set<string>(Object.values(NAMES));
  const next = Object.fromEntries(Object.entries(options).filter(([name]) => !own.has(name)));
  for (const key of Object.keys(NAMES) as (keyof GraphSettings)[]) {
    if (printed[key] !== "") next[NAMES[key]] = printed[key];
  }
  return next;
}

/** The settings as far as they concern a class: what they name and it does not have is left out. */
export function graphOptionsOf(settings: GraphSettings, graph: ClassGraph): GraphOptions {
  const { focus, between, segmentsPercent, linksPercent, reduction, foldOrdinals } = settings;
  const known = new Set(graph.nodes.map(({ id }) => id));
  const opened = new Set(settings.opened);
  return {
    ...DEFAULT_GRAPH_OPTIONS,
    segmentsPercent,
    linksPercent,
    reduction,
    foldOrdinals,
    hidden: settings.hidden.filter((id) => known.has(id)),
    foldedComponents: graph.components.flatMap((name, at) => (settings.folded.includes(name) ? [at] : [])),
    kept: graph.nodes.filter(({ component }) => opened.has(graph.components[component])).map(({ id }) => id),
    focus: focus !== null && known.has(focus.segment) ? focus : null,
    between: between !== null && known.has(between.from) && known.has(between.to) ? between : null,
  };
}

function percent(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Math.min(100, Number(text)) : null;
}

function numbers(text: string | undefined, separator: string): number[] {
  return (text ?? "")
    .split(separator)
    .filter((part) => /^\d{1,9}$/.test(part))
    .map(Number);
}

function names(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        // A link that was cut off in the middle of a character.
        return part;
      }
    });
}
