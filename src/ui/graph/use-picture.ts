import { useEffect, useRef, useState } from "preact/hooks";
import type { ResultQuestions } from "../../app/result-questions.ts";
import type { FilterText } from "../../core/analysis/request-filter.ts";
import type { ClassGraph } from "../../core/present/class-graph.ts";
import type { GraphLayout } from "../../core/present/graph-layout.ts";
import { DEFAULT_LAYOUT_OPTIONS, NODE_PADDING } from "../../core/present/graph-layout.ts";
import type { GraphNode } from "../../core/present/graph-nodes.ts";
import type { GraphOptions, GraphSelection } from "../../core/present/graph-selection.ts";
import { selectGraph } from "../../core/present/graph-selection.ts";
import { estimatedWidth } from "../../core/present/label-fit.ts";
import { type Answer, sentenceOf, useAnswer } from "../shared/answer.ts";
import { type GraphSettings, graphOptionsOf } from "./graph-settings.ts";
import { LatestOnly } from "./latest-only.ts";
import { fitted, type Size } from "./stage-viewport.ts";

type GraphPicture = Awaited<ReturnType<ResultQuestions["graphPicture"]>>;

/** Nodes do not grow beyond it, however long their labels are, px. */
const WIDEST_NODE = 140;
/** As wide they tell most labels apart; wider is no reason to move a picture that fits. */
const LEGIBLE_NODE = 112;
const WORTH_MAKING_AGAIN = 6;

/** A class graph and what was made of it. */
export interface Picture {
  readonly graph: ClassGraph;
  readonly options: GraphOptions;
  readonly selection: GraphSelection;
  readonly layout: GraphLayout;
  /** Why there are no places but only a list; null if there are. */
  readonly trouble: string | null;
}

/**
 * The picture of a class under the settings. It is made of all requests, whatever the filter, so that filters move
 * nothing; `size` is the room it is laid out for.
 */
export function usePicture(
  questions: ResultQuestions,
  classId: number,
  settings: GraphSettings,
  size: Size,
): Answer<Picture> {
  const graphs = useRef(new Map<number, Promise<ClassGraph>>());
  const queue = useRef(new LatestOnly());
  const { view: _, ...drawn } = settings;
  return useAnswer(JSON.stringify([classId, drawn, size]), async () => {
    const graph = await known(graphs.current, classId, () => questions.classGraph(classId));
    const options = graphOptionsOf(settings, graph);
    try {
      const made = await queue.current.ask(() => pictureFor(questions, graph, options, size));
      return { graph, options, ...made, trouble: null };
    } catch (error) {
      const selection = selectGraph(graph, options);
      return { graph, options, selection, layout: listLayout(selection), trouble: sentenceOf(error) };
    }
  });
}

/** The graph of the requests that a filter keeps; null where none is set. Never that of another filter. */
export function useLiveGraph(
  questions: ResultQuestions,
  classId: number,
  filter: FilterText,
): Answer<ClassGraph | null> {
  const key = `${classId} ${filter}`;
  const answer = useAnswer(key, async () => {
    return { key, graph: filter === "" ? null : await questions.classGraph(classId, filter) };
  });
  if (answer.state === "failed") return answer;
  if (filter === "") return { state: "answered", value: null };
  // Figures of another filter would be wrong: none are better.
  if (answer.state !== "answered" || answer.value.key !== key) return { state: "asking", last: null };
  return { state: "answered", value: answer.value.graph };
}

/** True once something has been waited for so long that it should be said. */
export function useIsLate(isWaiting: boolean, afterMs = 300): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!isWaiting) return;
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, [isWaiting, afterMs]);
  return isLate && isWaiting;
}

/**
 * The room decides how wide nodes are. Where that cuts most labels, or the picture is moved sideways in any case, it is made
 * once more, as wide as its labels want.
 */
async function pictureFor(
  questions: ResultQuestions,
  graph: ClassGraph,
  options: GraphOptions,
  size: Size,
): Promise<GraphPicture> {
  const picture = await questions.graphPicture(graph, options, { ...DEFAULT_LAYOUT_OPTIONS, ...size });
  const { layout, selection } = picture;
  const [first] = layout.nodes;
  if (first === undefined) return picture;
  const fits = fitted(layout, size).zoom * layout.width <= size.width + 1;
  const widths = selection.nodes.map(labelWidth).sort((a, b) => a - b);
  const wanted = fits
    ? Math.min(LEGIBLE_NODE, widths[Math.floor(0.75 * (widths.length - 1))])
    : Math.min(WIDEST_NODE, widths[widths.length - 1]);
  const wider = wanted - first.width;
  if (wider < WORTH_MAKING_AGAIN) return picture;
  const columns = layout.nodes.reduce((most, { column }) => Math.max(most, column + 1), 1);
  const width = Math.max(layout.width, size.width) + columns * wider;
  return questions.graphPicture(graph, options, { ...DEFAULT_LAYOUT_OPTIONS, width, height: size.height });
}

/** Of a node whose label is not cut, px. */
function labelWidth({ shortLabel, members }: GraphNode): number {
  return NODE_PADDING + estimatedWidth(shortLabel + (members.length > 1 ? ` ×${members.length}` : ""), 12);
}

/** Nodes one below the other: enough for the tables when no layout could be made. */
function listLayout({ nodes, links }: GraphSelection): GraphLayout {
  return {
    width: 0,
    height: 0,
    compact: false,
    cornerRadius: 0,
    nodes: nodes.map(({ id }, at) => ({ id, x: 0, y: at, width: 92, height: 1, column: 0 })),
    lanes: [],
    links: links.map(({ from, to, kind }) => ({ from, to, kind, shape: "line", points: [] })),
  };
}

/** Asked once; a failure is not kept. */
function known<Key, Value>(kept: Map<Key, Promise<Value>>, key: Key, ask: () => Promise<Value>): Promise<Value> {
  const before = kept.get(key);
  if (before !== undefined) return before;
  const asked = ask();
  kept.set(key, asked);
  asked.catch(() => kept.delete(key));
  return asked;
}
