import type { GraphNode } from "../../core/present/graph-nodes.ts";
import { formatCount, formatCountOf, formatDuration, formatShare } from "../../core/present/number-format.ts";
import type { RelationKindOfGraph, ShownLink } from "../../core/present/shown-link.ts";

interface RelationName {
  readonly name: string;
  /** Between the names of its ends. */
  readonly symbol: string;
}

/** Relations as tables and cards name them. */
export const RELATION_NAMES: Readonly<Record<RelationKindOfGraph, RelationName>> = {
  "happens-before": { name: "happens-before", symbol: "→" },
  call: { name: "call", symbol: "⊃" },
  "mutual-exclusion": { name: "mutual exclusion", symbol: "∥" },
  pipeline: { name: "pipeline", symbol: "≫" },
  "hand-off": { name: "hand-off", symbol: "⇢" },
};

/** Everything a line draws, by name: "happens-before, hand-off". */
export function relationList({ kind, relations }: ShownLink): string {
  return [kind, ...relations.filter((relation) => relation !== kind)]
    .map((relation) => RELATION_NAMES[relation].name)
    .join(", ");
}

/** What a line says of its two segments, with the requests behind it. Never of causes. */
export function linkSentence(link: ShownLink, from: GraphNode, to: GraphNode): string {
  const said = `${claim(link, from, to)}: ${evidence(link)}`;
  const carried = link.handOff === null ? "" : `; ${handOffWords(link)}`;
  return said + carried;
}

function claim({ kind }: ShownLink, from: GraphNode, to: GraphNode): string {
  const [a, b] = [from.label, to.label];
  if (kind === "happens-before") return `${a} always finishes before ${b} starts`;
  if (kind === "call") return `${b} always runs within ${a}`;
  if (kind === "mutual-exclusion") return `${a} and ${b} never overlap, in either order`;
  return `what leaves ${a} enters ${b} in the same order`;
}

function evidence({ status, support, violations, undecided, onPathShare }: ShownLink): string {
  const parts = [`${status} in ${formatCountOf(support, "request")}`];
  if (violations > 0) parts.push(`against it ${formatCount(violations)}`);
  if (undecided > 0) parts.push(`undecided ${formatCount(undecided)}`);
  if (onPathShare > 0) parts.push(`on the path of at most ${formatShare(onPathShare)}`);
  return parts.join(", ");
}

function handOffWords({ handOff }: ShownLink): string {
  if (handOff === null) return "";
  return `hand-off ${handOff.from} → ${handOff.to}, mean ${formatDuration(handOff.meanNs)}`;
}
