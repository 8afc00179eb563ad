import { useMemo, useRef, useState } from "preact/hooks";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { componentColors } from "../../core/present/component-colors.ts";
import { liveSelection } from "../../core/present/live-selection.ts";
import { latest, sentenceOf, useAnswer } from "../shared/answer.ts";
import { downloadFiles } from "../shared/download.ts";
import { Notice } from "../shared/notice.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import { EmptyGraph } from "./empty-graph.tsx";
import { GraphBar } from "./graph-bar.tsx";
import { type CanvasHandle, GraphCanvas } from "./graph-canvas.tsx";
import { type GraphFileFormat, graphFile } from "./graph-files.ts";
import { GraphKey } from "./graph-key.tsx";
import { GraphNotes } from "./graph-notes.tsx";
import { nodeOfSegment, picksOf, selectionOfLink } from "./graph-picks.ts";
import { graphScene } from "./graph-scene.ts";
import { type GraphSettings, printSettings, readSettings } from "./graph-settings.ts";
import { GraphTables } from "./graph-tables.tsx";
import { toggledLane } from "./lane-folding.ts";
import { measuredFit } from "./measured-fit.ts";
import { notesOf } from "./note-words.ts";
import type { Size } from "./stage-viewport.ts";
import { useGraphKeys } from "./use-graph-keys.ts";
import { usePicking } from "./use-picking.ts";
import { useIsLate, useLiveGraph, usePicture } from "./use-picture.ts";

interface GraphBodyProps extends ViewProps {
  readonly present: ClassReport;
  /** Room that the picture is laid out for. */
  readonly size: Size;
  /** Lay out anew for the room there is now. */
  readonly onMeasure: () => void;
}

/** Graph and tables of one class, with everything that can be set about them. */
export function GraphBody({ session, workspace, state, present, size, onMeasure }: GraphBodyProps) {
  const { options, selection } = workspace.view.value;
  const { filter } = workspace.shown.value;
  const { questions } = workspace;
  const settings = useMemo(() => readSettings(options), [options]);
  const setSettings = (change: Partial<GraphSettings>, how: "push" | "replace" = "replace") =>
    workspace.go({ options: printSettings(workspace.view.value.options, change) }, how);
  const answer = usePicture(questions, present.id, settings, size);
  const live = useLiveGraph(questions, present.id, filter);
  const colors = useMemo(() => componentColors(state.report.components), [state]);
  const componentIds = useMemo(
    () => new Map(state.report.components.map(({ name, component }) => [name, component])),
    [state],
  );
  const picture = latest(answer);
  const liveGraph = latest(live);
  const shown = useMemo(
    () => (picture === null ? null : liveSelection(picture.selection, liveGraph, picture.options.foldOrdinals)),
    [picture, liveGraph],
  );
  const scene = useMemo(
    () => (picture === null || shown === null ? null : graphScene(shown, picture.layout, colors, measuredFit)),
    [picture, shown, colors],
  );
  const canvas = useRef<CanvasHandle>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const picking = usePicking(workspace, scene, componentIds, (pair) => setSettings({ between: pair }, "push"));
  const { second, asking } = picking;
  const picks = useMemo(
    () => (scene === null ? null : picksOf(scene, selection, second, componentIds)),
    [scene, selection, second, componentIds],
  );
  const asked = selection?.on === "why-not" ? selection : null;
  const verdictKey = asked === null ? "" : `${present.id} ${asked.from} ${asked.to} ${filter}`;
  const verdict = useAnswer(verdictKey, async () => {
    if (asked === null) return null;
    return { key: verdictKey, order: await questions.segmentOrder(present.id, asked.from, asked.to, filter) };
  });
  const isLate = useIsLate(answer.state === "asking" || live.state === "asking");
  const fit = () => {
    canvas.current?.fit();
    onMeasure();
  };
  useGraphKeys({ workspace, scene, canvas, picking, settings, onSettings: setSettings, onFit: fit });

  if (answer.state === "failed") {
    return (
      <>
        <h1 class="hidden">Graph</h1>
        <Notice tone="error">The graph cannot be shown. {answer.message}</Notice>
      </>
    );
  }
  if (picture === null || scene === null || picks === null) {
    return (
      <div class="graph-waiting" aria-busy="true">
        <h1 class="hidden">Graph</h1>
        {isLate && <p class="quiet">laying out…</p>}
      </div>
    );
  }
  const onLink = (key: string) => {
    const link = scene.linkOf.get(key);
    if (link !== undefined) workspace.select(selectionOfLink(link, scene, componentIds));
  };
  const found = (id: number) => {
    const node = scene.nodeOf.get(id);
    if (node === undefined) return;
    workspace.select({ on: "segment", segment: node.node.segmentKind });
    canvas.current?.reveal(id, false);
  };
  const save = (format: GraphFileFormat) => {
    setTrouble(null);
    graphFile(format, scene.selection, scene.layout, colors)
      .then((file) => downloadFiles([file]))
      .catch((error: unknown) => setTrouble(`The picture could not be saved. ${sentenceOf(error)}`));
  };
  const tables = (isAlone: boolean) => (
    <GraphTables
      session={session}
      present={present}
      scene={isAlone ? null : scene}
      picks={picks}
      onNode={picking.pick}
      onLink={onLink}
      areHypothesesOpen={settings.view === "hypotheses"}
      onHypotheses={(isOpen) => setSettings({ view: isOpen ? "hypotheses" : "table" })}
    />
  );
  if (picture.selection.emptyBecause !== null) {
    return (
      <>
        <EmptyGraph
          reason={picture.selection.emptyBecause}
          onMapping={() => session.editMapping(session.dataset.inspected)}
        />
        {tables(true)}
      </>
    );
  }
  const notes = notesOf({
    scene,
    picture,
    settings,
    picking,
    live,
    trouble,
    onSettings: setSettings,
    onTroubleSeen: () => setTrouble(null),
  });
  const selectedId = selection?.on === "segment" ? (nodeOfSegment(scene, selection.segment)?.node.id ?? null) : null;
  const isGraph = settings.view === "graph" && picture.trouble === null;
  const known = verdict.state === "answered" && verdict.value?.key === verdictKey ? verdict.value : null;
  return (
    <>
      <GraphBar
        picture={picture}
        scene={scene}
        settings={settings}
        onSettings={setSettings}
        selectedId={selectedId}
        asking={asking}
        isWhyNot={asked !== null}
        onAsk={picking.ask}
        onFound={found}
        onFit={fit}
        onSave={save}
      />
      <div class={isLate ? "graph-main graph-main-late" : "graph-main"}>
        {isLate && <p class="graph-late">laying out…</p>}
        {isGraph ? (
          <GraphCanvas
            scene={scene}
            picks={picks}
            verdict={known}
            colors={colors}
            handle={canvas}
            onNode={picking.pick}
            onLink={onLink}
            onGround={picking.release}
            onToggleLane={(lane) => setSettings(toggledLane(settings, lane, picture.graph.components))}
            onTrouble={(message) => setTrouble(`The picture cannot be drawn. ${message} The table says the same.`)}
          />
        ) : (
          tables(false)
        )}
        <GraphNotes notes={notes} />
      </div>
      {isGraph && <GraphKey />}
    </>
  );
}
