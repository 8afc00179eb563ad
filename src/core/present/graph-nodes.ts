import type { ClassPaths } from "../analysis/class-paths.ts";
import type { CatalogNames, EventKindName } from "../analysis/names.ts";
import type { ClassStatistics } from "../model/partial-model.ts";
import { limbSum } from "../model/partial-model.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";

/** A segment kind as a node of the causal graph. Shares are 0 … 1, means are over the requests of the class. */
export interface GraphNode {
  /** Unique over all classes, as in `model.json`. */
  readonly id: number;
  /** Segment kind within its class. */
  readonly segmentKind: number;
  /** Position in `ClassGraph.components`. */
  readonly component: number;
  readonly task: string;
  /** What it does within its task: shown as "task label", the task in a lighter ink. */
  readonly label: string;
  /** The label where room is short: of two consecutive points only the second, for the first ends the segment before. */
  readonly shortLabel: string;
  /** Occurrence of its start within the request: 1 … 8, or "last". */
  readonly ordinal: number | "last";
  /** Equal for all ordinals of one (task, start, end): the smallest id of them. */
  readonly foldedId: number;
  /** Ids of the nodes that this one stands for: itself, or all ordinals once folded ("×k"). */
  readonly members: readonly number[];
  readonly requests: number;
  /** Mean duration of an occurrence. */
  readonly meanNs: number;
  /** Requests with it on their critical path. */
  readonly onPathShare: number;
  /** Mean time on the path. */
  readonly pathNs: number;
  /** Mean share of the latency that is charged to it. */
  readonly pathShare: number;
  /** Its total time against the total latency: beside others it may exceed what the path gives it. */
  readonly totalShare: number;
  /** Event kinds that always come before its start: orders what no link orders. */
  readonly precedence: number;
}

interface NodeSources {
  readonly names: CatalogNames;
  readonly table: ClassTable;
  readonly paths: ClassPaths;
  readonly statistics: ClassStatistics;
  readonly firstId: number;
  readonly requests: number;
  readonly meanLatencyNs: number;
  readonly precedence: Int32Array;
}

/** Nodes of all segment kinds of a class, ascending by id, and the components they belong to, by name. */
export function graphNodes(sources: NodeSources): { nodes: GraphNode[]; components: string[] } {
  const { names, table, paths, statistics, firstId, precedence } = sources;
  const { catalog } = names;
  const taskNameOf = (event: number) => catalog.baseTaskName[Math.floor(table.kindCode[event] / ORDINAL_STRIDE)];
  const used = new Set(Array.from(table.segmentStart, (start) => catalog.taskNameComponent[taskNameOf(start)]));
  const components = [...used].sort((a, b) => a - b);
  const folded = new Map<string, number>();
  const whole = Math.max(1, paths.requests);
  const latencyNs = sources.requests * sources.meanLatencyNs;
  const nodes = Array.from(table.segmentStart, (start, kind): GraphNode => {
    const first = names.eventKind(table.kindCode[start]);
    const last = names.eventKind(table.kindCode[table.segmentEnd[kind]]);
    const component = catalog.taskNameComponent[taskNameOf(start)];
    const key = JSON.stringify([first.task, first.label, last.task, last.label]);
    const foldedId = folded.get(key) ?? firstId + kind;
    folded.set(key, foldedId);
    const occurrences = statistics.segmentOccurrences[kind];
    const totalNs = limbSum(statistics.durationHigh, statistics.durationLow, kind);
    return {
      id: firstId + kind,
      segmentKind: kind,
      component: components.indexOf(component),
      ...segmentName(names.components[component], first, last),
      ordinal: first.ordinal,
      foldedId,
      members: [firstId + kind],
      requests: table.segmentRequests[kind],
      meanNs: totalNs / Math.max(1, occurrences),
      onPathShare: paths.segments.requests[kind] / whole,
      pathNs: limbSum(paths.segments.nsHigh, paths.segments.nsLow, kind) / whole,
      pathShare: paths.segments.sharePpm[kind] / 1e6 / whole,
      totalShare: latencyNs > 0 ? totalNs / latencyNs : 0,
      precedence: precedence[kind],
    };
  });
  return { nodes, components: components.map((component) => names.components[component]) };
}

/**
 * Task and label of a segment. A span's task name begins with its component: the rest is what it does. A label pair
 * ("render begin", "render end") is named by what both have in common, other points by both labels.
 */
export function segmentName(
  component: string,
  first: EventKindName,
  last: EventKindName,
): { task: string; label: string; shortLabel: string } {
  const suffix = first.ordinal === 1 ? "" : first.ordinal === "last" ? " (last)" : ` ×${first.ordinal}`;
  if (first.label === "start" && last.label === "end") {
    const rest = first.task.startsWith(`${component} `) ? first.task.slice(component.length + 1) : first.task;
    return { task: component, label: rest + suffix, shortLabel: withoutPackage(rest) + suffix };
  }
  const shared = pairName(first.label, last.label);
  if (shared !== null) return { task: first.task, label: shared + suffix, shortLabel: shared + suffix };
  const label = `${first.label} → ${last.label}`;
  return { task: first.task, label: label + suffix, shortLabel: withoutPackage(last.label) + suffix };
}

/**
 * A remote procedure by its method ("/profile.Profile/GetProfiles client" → "GetProfiles client"), a class by its own name
 * ("t.s.TravelServiceImpl#486" → "TravelServiceImpl#486"): labels of one system share what comes before.
 */
function withoutPackage(label: string): string {
  const method = label.match(/^\/?(?:[\w-]+\.)+[\w-]+\/(\w.*)$/)?.[1];
  return (method ?? label).replace(/^(?:[a-z][a-z0-9_]*\.)+(?=[A-Z])/, "");
}

const PAIRS = new Set(
  "begin end,begins ends,start finish,started finished,start end,start done,enter exit,entering exiting,request response,started completed,start stop".split(
    ",",
  ),
);

/** What the labels of a pair share besides the words that open and close it; null for any other two labels. */
function pairName(first: string, last: string): string | null {
  const a = first.split(/\s+/);
  const b = last.split(/\s+/);
  if (a.length !== b.length || a.length < 2) return null;
  const differing = a.flatMap((word, at) => (word === b[at] ? [] : [at]));
  if (differing.length !== 1) return null;
  const [at] = differing;
  if (!PAIRS.has(`${a[at]} ${b[at]}`.toLowerCase())) return null;
  return a.toSpliced(at, 1).join(" ");
}
