import type { GraphLayout } from "./graph-layout.ts";
import type { GraphSelection } from "./graph-selection.ts";
import { formatDuration, formatShare } from "./number-format.ts";
import type { ShownLink } from "./shown-link.ts";
import { xmlText } from "./xml-text.ts";

/**
 * The selection as a DOT document (Graphviz), components as clusters, nodes where the layout has placed them (points,
 * y upwards; `neato -n` keeps the positions, `dot` makes its own).
 */
export function graphDot(selection: GraphSelection, layout: GraphLayout): string {
  const places = new Map(layout.nodes.map((box) => [box.id, box]));
  const lines = [
    `digraph ${dotText(selection.name)} {`,
    "  rankdir=LR;",
    '  node [shape=box, style=rounded, fontname="Helvetica"];',
  ];
  for (const { component, name, shown } of selection.components) {
    if (shown === 0) continue;
    lines.push(`  subgraph cluster_${component} {`, `    label=${dotText(name)};`);
    for (const node of selection.nodes) {
      if (node.component !== component) continue;
      const times = node.members.length > 1 ? ` ×${node.members.length}` : "";
      const label = `${node.label}${times}\n${formatDuration(node.meanNs)}, on path ${formatShare(node.onPathShare)}`;
      const box = places.get(node.id);
      const at =
        box === undefined
          ? ""
          : `, pos="${tenths(box.x + box.width / 2)},${tenths(layout.height - box.y - box.height / 2)}"`;
      lines.push(`    n${node.id} [label=${dotText(label)}${at}];`);
    }
    lines.push("  }");
  }
  for (const link of selection.links) {
    lines.push(`  n${link.from} -> n${link.to} [${dotStyle(link)}, tooltip=${dotText(describeLink(link))}];`);
  }
  lines.push("}\n");
  return lines.join("\n");
}

/** The selection as GraphML: every number of nodes and links as typed data, positions in px. */
export function graphGraphml(selection: GraphSelection, layout: GraphLayout): string {
  const places = new Map(layout.nodes.map((box) => [box.id, box]));
  const components = new Map(selection.components.map(({ component, name }) => [component, name]));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...NODE_KEYS.map(([name, type]) => `  <key id="n_${name}" for="node" attr.name="${name}" attr.type="${type}"/>`),
    ...LINK_KEYS.map(([name, type]) => `  <key id="e_${name}" for="edge" attr.name="${name}" attr.type="${type}"/>`),
    `  <graph id="${xmlText(selection.name)}" edgedefault="directed">`,
  ];
  for (const node of selection.nodes) {
    const box = places.get(node.id);
    const values: readonly (string | number)[] = [
      components.get(node.component) ?? "",
      node.task,
      node.label,
      node.members.length,
      node.requests,
      node.meanNs,
      node.onPathShare,
      node.pathNs,
      node.pathShare,
      node.totalShare,
      box?.x ?? 0,
      box?.y ?? 0,
    ];
    lines.push(`    <node id="n${node.id}">`);
    NODE_KEYS.forEach(([name], at) => {
      lines.push(`      <data key="n_${name}">${xmlText(String(values[at]))}</data>`);
    });
    lines.push("    </node>");
  }
  for (const link of selection.links) {
    const values: readonly (string | number)[] = [
      link.kind,
      link.status,
      link.support,
      link.violations,
      link.undecided,
      link.onPathShare,
      link.handOff?.meanNs ?? 0,
    ];
    const directed = link.kind === "mutual-exclusion" ? ' directed="false"' : "";
    lines.push(`    <edge source="n${link.from}" target="n${link.to}"${directed}>`);
    LINK_KEYS.forEach(([name], at) => {
      lines.push(`      <data key="e_${name}">${xmlText(String(values[at]))}</data>`);
    });
    lines.push("    </edge>");
  }
  lines.push("  </graph>", "</graphml>\n");
  return lines.join("\n");
}

const NODE_KEYS: readonly (readonly [name: string, type: "string" | "int" | "double"])[] = [
  ["component", "string"],
  ["task", "string"],
  ["label", "string"],
  ["occurrences", "int"],
  ["requests", "int"],
  ["meanNs", "double"],
  ["onPathShare", "double"],
  ["pathNs", "double"],
  ["pathShare", "double"],
  ["totalShare", "double"],
  ["x", "double"],
  ["y", "double"],
];

const LINK_KEYS: readonly (readonly [name: string, type: "string" | "int" | "double"])[] = [
  ["relation", "string"],
  ["status", "string"],
  ["support", "int"],
  ["violations", "int"],
  ["undecided", "int"],
  ["onPathShare", "double"],
  ["handOffNs", "double"],
];

/** Forms that need no colour, as in the drawing. */
function dotStyle({ form, status }: ShownLink): string {
  const colour = status === "tentative" ? "gray55" : "black";
  if (form === "mutual-exclusion") return `dir=none, constraint=false, color="${colour}:invis:${colour}"`;
  if (form === "pipeline") return `style=dotted, arrowhead=normalnormal, color=${colour}`;
  if (form === "hand-off") return `style=dashed, arrowhead=vee, color=${colour}`;
  return `style=solid, arrowhead=normal, color=${colour}`;
}

function describeLink({ relations, status, support, violations }: ShownLink): string {
  return `${relations.join(", ")}: ${status}, ${support} for, ${violations} against`;
}

/** A quoted DOT string. Backslashes are doubled, so that no label is read as an escape such as \\N. */
function dotText(text: string): string {
  const safe = text
    .replaceAll("\0", "�")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\r", "")
    .replaceAll("\n", "\\n");
  return `"${safe}"`;
}

function tenths(value: number): string {
  return (Math.round(value * 10) / 10).toString();
}
