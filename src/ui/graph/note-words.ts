import type { ClassGraph } from "../../core/present/class-graph.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import type { Answer } from "../shared/answer.ts";
import type { GraphNote } from "./graph-notes.tsx";
import type { GraphScene } from "./graph-scene.ts";
import type { GraphSettings } from "./graph-settings.ts";
import type { Picking } from "./use-picking.ts";
import type { Picture } from "./use-picture.ts";

interface NoteSources {
  readonly scene: GraphScene;
  readonly picture: Picture;
  readonly settings: GraphSettings;
  readonly picking: Picking;
  readonly live: Answer<ClassGraph | null>;
  readonly trouble: string | null;
  readonly onSettings: (change: Partial<GraphSettings>) => void;
  readonly onTroubleSeen: () => void;
}

/** Everything that narrows or limits what is drawn, each with the way out. */
export function notesOf(sources: NoteSources): GraphNote[] {
  const { scene, picture, settings, picking, live, trouble, onSettings, onTroubleSeen } = sources;
  const { focus, between } = picture.options;
  const labelOf = (id: number) =>
    scene.selection.nodes.find(({ members }) => members.includes(id))?.label ??
    picture.graph.nodes.find((node) => node.id === id)?.label ??
    "a segment";
  const notes: GraphNote[] = [];
  const { cancel, asking, second } = picking;
  if (cancel !== null) {
    notes.push({
      id: "asking",
      text: askingWords(asking, second !== null),
      onClose: cancel,
      closeLabel: "Stop choosing",
    });
  }
  if (trouble !== null) {
    notes.push({ id: "trouble", text: trouble, isWarning: true, onClose: onTroubleSeen, closeLabel: "Dismiss" });
  }
  if (picture.trouble !== null && settings.view === "graph") {
    notes.push({
      id: "layout",
      isWarning: true,
      text: `The segments could not be laid out. ${picture.trouble} These tables hold the same.`,
    });
  }
  if (focus !== null) {
    const reach = formatCountOf(focus.hops, "link");
    notes.push({
      id: "focus",
      text: `Within ${reach} of ${labelOf(focus.segment)}: ${formatCountOf(scene.nodes.length, "segment")}`,
      onClose: () => onSettings({ focus: null }),
      closeLabel: "Show all segments again",
    });
  }
  if (between !== null) {
    const ends = `from ${labelOf(between.from)} to ${labelOf(between.to)}`;
    const isEmpty = scene.links.length === 0;
    notes.push({
      id: "between",
      text: isEmpty
        ? `No path of links leads ${ends}`
        : `Paths ${ends}: ${formatCountOf(scene.nodes.length, "segment")}`,
      onClose: () => onSettings({ between: null }),
      closeLabel: "Show all segments again",
    });
  }
  if (scene.nodes.length === 0) {
    notes.push({
      id: "nothing",
      text: "Every segment is hidden.",
      action: {
        name: "Show them",
        run: () =>
          onSettings({ hidden: [], folded: [], focus: null, between: null, segmentsPercent: null, opened: [] }),
      },
    });
  }
  notes.push(...filterNotes(scene, live));
  return notes;
}

function filterNotes(scene: GraphScene, live: Answer<ClassGraph | null>): GraphNote[] {
  if (live.state === "failed") {
    return [{ id: "live", isWarning: true, text: `Figures are of all requests of the class. ${live.message}` }];
  }
  const nodes = scene.nodes.filter(({ isAbsent }) => isAbsent).length;
  const links = scene.links.filter(({ isAbsent }) => isAbsent).length;
  if (nodes + links === 0) return [];
  const parts = [
    ...(nodes > 0 ? [formatCountOf(nodes, "segment")] : []),
    ...(links > 0 ? [formatCountOf(links, "link")] : []),
  ];
  return [{ id: "absent", text: `Faint: ${parts.join(" and ")} of the class that these requests do not have` }];
}

function askingWords(asking: Picking["asking"], hasSecond: boolean): string {
  if (asking === "why-not") return "Why not? Choose two segments, the earlier one first";
  if (asking === "paths") return "Paths: choose the segment they start from, then the one they lead to";
  return hasSecond ? "Two segments: ask Why not? or show the paths between them" : "";
}
