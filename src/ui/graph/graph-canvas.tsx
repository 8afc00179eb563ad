import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentColors } from "../../core/present/component-colors.ts";
import type { LaneBox } from "../../core/present/graph-layout.ts";
import type { AskedVerdict } from "./asked-line.tsx";
import { type CardSubject, GraphCard } from "./graph-card.tsx";
import { GraphLinks } from "./graph-links.tsx";
import type { Picks } from "./graph-picks.ts";
import { type GraphScene, sceneSentence } from "./graph-scene.ts";
import type { GraphStage } from "./graph-stage.ts";
import { type Arrow, nodeTowards } from "./graph-steps.ts";
import { LaneBands, LaneNames, placeLanes } from "./lane-rows.tsx";
import { MovingLayer } from "./moving-layer.ts";
import { NodeFace } from "./node-face.tsx";
import type { Viewport } from "./stage-viewport.ts";
import { useStage } from "./use-stage.ts";
import "./graph-canvas.css";

/** What the view can do with the picture. */
export interface CanvasHandle {
  fit(): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  /** Brings a node in sight, and gives it the focus if asked to. */
  reveal(id: number, withFocus: boolean): void;
}

export interface GraphCanvasProps {
  readonly scene: GraphScene;
  readonly picks: Picks;
  /** What became of the order that "Why not?" asks about; null while it is not known. */
  readonly verdict: AskedVerdict | null;
  readonly colors: ComponentColors;
  readonly handle: RefObject<CanvasHandle | null>;
  readonly onNode: (id: number, isExtending: boolean) => void;
  readonly onLink: (key: string) => void;
  readonly onGround: () => void;
  readonly onToggleLane: (lane: LaneBox) => void;
  /** The part that draws could not be loaded or started. */
  readonly onTrouble: (message: string) => void;
}

type Pointed =
  | { readonly on: "node"; readonly id: number }
  | { readonly on: "link"; readonly key: string; readonly x: number; readonly y: number };

/** Faces and links of the first frame; every further one adds as many as are there, for each paints all of them. */
const BATCH = 60;

/** The causal graph: bands, links on a canvas, faces of nodes as buttons above it, names of lanes at the left edge. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { scene, picks, verdict, colors, handle, onNode } = props;
  const host = useRef<HTMLDivElement>(null);
  const world = useRef<HTMLDivElement>(null);
  const bands = useRef<HTMLDivElement>(null);
  const names = useRef<HTMLDivElement>(null);
  const view = useRef<Viewport>({ zoom: 1, panX: 0, panY: 0 });
  const layer = useRef(new MovingLayer(world));
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [, setMoves] = useState(0);
  const [stop, setStop] = useState<number | null>(null);
  const drawn = useGrowing(Math.max(scene.nodes.length, scene.links.length));

  const latestPress = useRef(onNode);
  latestPress.current = onNode;
  // One for all time, or every face would be drawn anew with each selection.
  const press = useCallback((id: number, isExtending: boolean) => latestPress.current(id, isExtending), []);

  const place = (next: Viewport) => {
    const { zoom, panX, panY } = next;
    world.current?.style.setProperty("transform", `translate(${panX}px, ${panY}px) scale(${zoom})`);
    placeLanes(bands.current, scene.layout.lanes, zoom, panY);
    placeLanes(names.current, scene.layout.lanes, zoom, panY);
  };
  const focusNode = (id: number) => {
    setStop(id);
    world.current?.querySelector<HTMLElement>(`[data-node="${id}"]`)?.focus({ preventScroll: true });
  };
  const stage = useStage(
    host,
    {
      onDrawn: (next) => {
        const before = view.current;
        view.current = next;
        place(next);
        layer.current.follow(before, next);
        const isMoved = next.zoom !== before.zoom || next.panX !== before.panX || next.panY !== before.panY;
        if (!isMoved || pointed === null) return;
        // The card of a node moves with it; a link is no longer where the pointer is.
        if (pointed.on === "node") setMoves((moves) => moves + 1);
        else setPointed(null);
      },
      onNode: (id, isExtending) => {
        onNode(id, isExtending);
        focusNode(id);
      },
      onLink: props.onLink,
      onGround: props.onGround,
      onHover: (key, x, y) => {
        setPointed(key === null ? null : { on: "link", key, x, y });
        markHovered(host.current, key);
      },
    },
    props.onTrouble,
  );
  useEffect(() => stage?.show(scene, picks.nodes), [stage, scene]);
  useLayoutEffect(() => place(view.current), [scene, stage]);
  useEffect(() => {
    handle.current = stage === null ? null : handleOf(stage, () => scene, focusNode);
    return () => {
      handle.current = null;
    };
  }, [stage, scene]);

  const stopId = scene.nodeOf.has(stop ?? -1) ? stop : ([...picks.nodes][0] ?? scene.nodes[0]?.node.id ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isArrow(event.key) || event.ctrlKey || event.metaKey || event.altKey || stopId === null) return;
    event.preventDefault();
    event.stopPropagation();
    const next = nodeTowards(scene, stopId, event.key);
    if (next === undefined) return;
    stage?.reveal(next);
    focusNode(next.node.id);
  };
  const pointAtNode = (event: Event, isPointed: boolean) => {
    const id = nodeIdOf(event.target);
    if (id !== null) setPointed(isPointed ? { on: "node", id } : null);
  };
  const subject = subjectOf(pointed, scene, view.current);
  return (
    <div class={stage === null ? "graph-stage graph-stage-waiting" : "graph-stage"} data-testid="graph">
      <LaneBands lanes={scene.layout.lanes} root={bands} />
      <div
        class="graph-host"
        ref={host}
        role="application"
        aria-label={`${sceneSentence(scene)}. Arrow keys move between segments, Enter selects, square brackets follow links.`}
        onKeyDown={onKeyDown}
        onPointerOver={(event) => pointAtNode(event, true)}
        onPointerOut={(event) => pointAtNode(event, false)}
        onFocusIn={(event) => {
          const id = nodeIdOf(event.target);
          if (id === null) return;
          setStop(id);
          if (event.target instanceof Element && event.target.matches(":focus-visible")) pointAtNode(event, true);
        }}
        onFocusOut={(event) => pointAtNode(event, false)}
      >
        <div class="graph-world" ref={world}>
          <GraphLinks scene={scene} picks={picks} verdict={verdict} drawn={drawn} />
          {scene.nodes.slice(0, drawn).map((face) => (
            <NodeFace
              key={face.node.id}
              face={face}
              isCompact={scene.layout.compact}
              isPicked={picks.nodes.has(face.node.id)}
              isDim={picks.dimNodes.has(face.node.id)}
              isStop={face.node.id === stopId}
              onPress={press}
            />
          ))}
        </div>
      </div>
      <LaneNames lanes={scene.layout.lanes} root={names} colors={colors} onToggle={props.onToggleLane} />
      {subject !== null && <GraphCard subject={subject} requests={scene.selection.requests} />}
    </div>
  );
}

/** By hand: hundreds of links need not be compared because the pointer has moved. */
function markHovered(host: HTMLElement | null, key: string | null): void {
  host?.classList.toggle("graph-host-link", key !== null);
  host?.querySelector(".graph-link-hovered")?.classList.remove("graph-link-hovered");
  if (key !== null) host?.querySelector(`[data-link="${key}"]`)?.classList.add("graph-link-hovered");
}

function handleOf(stage: GraphStage, sceneOf: () => GraphScene, focusNode: (id: number) => void): CanvasHandle {
  return {
    fit: () => stage.fit(),
    zoomBy: (factor) => stage.zoomBy(factor, { x: stage.size.width / 2, y: stage.size.height / 2 }),
    panBy: (dx, dy) => stage.panBy(dx, dy),
    reveal(id, withFocus) {
      const node = sceneOf().nodeOf.get(id);
      if (node === undefined) return;
      stage.reveal(node);
      if (withFocus) focusNode(id);
    },
  };
}

/** Counts up to `total`, a portion per frame, so that the first draw is spread over several tasks. */
function useGrowing(total: number): number {
  const [count, setCount] = useState(BATCH);
  useEffect(() => {
    if (count >= total) return;
    const frame = requestAnimationFrame(() => setCount(2 * count));
    return () => cancelAnimationFrame(frame);
  }, [count, total]);
  return count;
}

function subjectOf(pointed: Pointed | null, scene: GraphScene, view: Viewport): CardSubject | null {
  if (pointed === null) return null;
  if (pointed.on === "link") {
    const link = scene.linkOf.get(pointed.key);
    return link === undefined ? null : { on: "link", link, x: pointed.x + 12, y: pointed.y, height: 12 };
  }
  const node = scene.nodeOf.get(pointed.id);
  if (node === undefined) return null;
  const { x, y, height } = node.box;
  const { zoom, panX, panY } = view;
  return { on: "node", node, x: panX + zoom * x, y: panY + zoom * y, height: zoom * height };
}

function nodeIdOf(target: EventTarget | null): number | null {
  const node = target instanceof Element ? target.closest<HTMLElement>("[data-node]") : null;
  return node === null ? null : Number(node.dataset.node);
}

function isArrow(key: string): key is Arrow {
  return key === "ArrowLeft" || key === "ArrowRight" || key === "ArrowUp" || key === "ArrowDown";
}
