import { useEffect, useRef, useState } from "preact/hooks";
import type { ResultQuestions } from "../../app/result-questions.ts";
import type { FilterText } from "../../core/analysis/request-filter.ts";
import type { ClassGraph } from "../../core/present/class-graph.ts";
import type { GraphLayout } from "../../core/present/graph-layout.ts";
import { DEFAULT_LAYOUT_OPTIONS } from "../../core/present/graph-layout.ts";
import type { GraphOptions, GraphSelection } from "../../core/present/graph-selection.ts";
import { selectGraph } from "../../core/present/graph-selection.ts";
import { type Answer, sentenceOf, useAnswer } from "../shared/answer.ts";
import { type GraphSettings, graphOptionsOf } from "./graph-settings.ts";
import { LatestOnly } from "./latest-only.ts";
import type { Size } from "./stage-viewport.ts";

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
      const layout = { ...DEFAULT_LAYOUT_OPTIONS, ...size };
      const made = await queue.current.ask(() => questions.graphPicture(graph, options, layout));
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
