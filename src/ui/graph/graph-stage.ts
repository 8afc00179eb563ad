import type { Core, ElementDefinition, EventObject } from "cytoscape";
import type { GraphScene, SceneLink, SceneNode } from "./graph-scene.ts";
import { linkGeometry } from "./link-geometry.ts";
import { STAGE_STYLE } from "./stage-style.ts";
import {
  clamped,
  fitted,
  LEAST_ZOOM,
  MOST_ZOOM,
  revealing,
  type Size,
  type Viewport,
  zoomed,
} from "./stage-viewport.ts";

export interface StageEvents {
  /** The viewport has been drawn: what lies above and below the canvas moves with it. */
  readonly onDrawn: (view: Viewport) => void;
  readonly onNode: (id: number, isExtending: boolean) => void;
  readonly onLink: (key: string) => void;
  readonly onGround: () => void;
  /** A link under the pointer, or none; px of the stage. */
  readonly onHover: (key: string | null, x: number, y: number) => void;
}

/** Elements are added in portions, so that no task of the first draw is long. */
const BATCH = 60;

/**
 * The ground that a scene stands on: Cytoscape pans, zooms and pinches it, and tells which link or node is pressed. What
 * is seen are elements of the page, which follow the viewport that `onDrawn` tells.
 */
export class GraphStage {
  private scene: GraphScene | null = null;
  private adding = 0;
  /** Whether the user has moved the picture: then it stays where it is. */
  private isTouched = false;

  private constructor(
    private readonly cy: Core,
    events: StageEvents,
  ) {
    cy.on("render", () => events.onDrawn(this.view));
    cy.on("tap", (event: EventObject) => {
      const { target, originalEvent } = event;
      if (target === cy) events.onGround();
      else if (target.isNode()) events.onNode(target.data("node"), isExtending(originalEvent));
      else events.onLink(target.id());
    });
    cy.on("mouseover mousemove", "edge", ({ target, renderedPosition }: EventObject) => {
      events.onHover(target.id(), renderedPosition.x, renderedPosition.y);
    });
    cy.on("mouseout", "edge", () => events.onHover(null, 0, 0));
    cy.on("dragpan pinchzoom", () => {
      this.isTouched = true;
    });
    cy.on("pan zoom", () => this.keepInSight());
  }

  /** Loads Cytoscape and starts it on an element. */
  static async start(host: HTMLElement, events: StageEvents): Promise<GraphStage> {
    const { default: cytoscape } = await import("cytoscape");
    const cy = cytoscape({
      container: host,
      style: STAGE_STYLE,
      layout: { name: "preset" },
      minZoom: LEAST_ZOOM,
      maxZoom: MOST_ZOOM,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      // It draws nothing that is seen: its canvases need hardly any pixels, and its links no frame of a move.
      pixelRatio: 0.1,
      hideEdgesOnViewport: true,
    });
    return new GraphStage(cy, events);
  }

  get view(): Viewport {
    const { x, y } = this.cy.pan();
    return { zoom: this.cy.zoom(), panX: x, panY: y };
  }

  get size(): Size {
    return { width: this.cy.width(), height: this.cy.height() };
  }

  /** Whether the picture is no higher than the stage: then only moving it sideways shows more. */
  get fitsHeight(): boolean {
    return this.scene !== null && this.scene.layout.height * this.cy.zoom() <= this.cy.height() + 1;
  }

  /**
   * Draws a scene. What was drawn before and still is keeps its place on the screen if the user has moved the picture;
   * else everything is fitted.
   */
  show(scene: GraphScene, picked: ReadonlySet<number>): void {
    const before = this.scene;
    const anchor = before === null ? undefined : this.anchorOf(before, scene, picked);
    this.scene = scene;
    this.update(scene);
    if (anchor !== undefined && this.isTouched) {
      const { zoom, panX, panY } = this.view;
      const dx = zoom * (anchor.before.box.x - anchor.after.box.x);
      const dy = zoom * (anchor.before.box.y - anchor.after.box.y);
      if (dx !== 0 || dy !== 0) this.place({ zoom, panX: panX + dx, panY: panY + dy });
    } else if (before === null || before.layout !== scene.layout) this.fit(false);
  }

  resize(): void {
    this.cy.resize();
    this.keepInSight();
  }

  /** Everything in sight, as far as it can be read. */
  fit(isAnimated = true): void {
    if (this.scene === null) return;
    this.isTouched = false;
    this.move(fitted(this.scene.layout, this.size), isAnimated);
  }

  /** Moves no more than needed to bring a node in sight. */
  reveal({ box }: SceneNode): void {
    const view = revealing(this.view, box, this.size);
    if (view.panX === this.view.panX && view.panY === this.view.panY) return;
    this.move(view, true);
  }

  panBy(dx: number, dy: number): void {
    this.isTouched = true;
    this.cy.stop();
    this.cy.panBy({ x: dx, y: dy });
  }

  zoomBy(factor: number, at: { readonly x: number; readonly y: number }): void {
    this.isTouched = true;
    this.cy.stop();
    this.place(zoomed(this.view, factor, at));
  }

  destroy(): void {
    this.adding++;
    this.cy.destroy();
  }

  /** Adds, changes and removes elements; additions in portions, a frame each. */
  private update(scene: GraphScene): void {
    const { cy } = this;
    const run = ++this.adding;
    const wanted = new Set([...scene.nodes.map(({ node }) => nodeId(node.id)), ...scene.linkOf.keys()]);
    const added: ElementDefinition[] = [];
    cy.batch(() => {
      cy.elements()
        .filter((element) => !wanted.has(element.id()))
        .remove();
      for (const node of scene.nodes) this.put(nodeElement(node), added);
      for (const link of scene.links) {
        const element = linkElement(link);
        if (element !== null) this.put(element, added);
      }
    });
    const addPortion = (from: number) => {
      if (run !== this.adding) return;
      cy.batch(() => cy.add(added.slice(from, from + BATCH)));
      if (from + BATCH < added.length) requestAnimationFrame(() => addPortion(from + BATCH));
    };
    if (added.length > 0) addPortion(0);
  }

  private put(element: ElementDefinition, added: ElementDefinition[]): void {
    const known = this.cy.getElementById(element.data.id ?? "");
    if (known.empty()) {
      added.push(element);
      return;
    }
    known.data(element.data);
    if (element.position !== undefined) known.position(element.position);
    if (element.classes !== undefined) known.classes(element.classes);
  }

  /** A node of both scenes to keep in its place: one that is picked, else the one nearest to the middle of the stage. */
  private anchorOf(
    before: GraphScene,
    after: GraphScene,
    picked: ReadonlySet<number>,
  ): { readonly before: SceneNode; readonly after: SceneNode } | undefined {
    if (before.selection.class !== after.selection.class) return undefined;
    const { zoom, panX, panY } = this.view;
    const { width, height } = this.size;
    const middle = { x: (width / 2 - panX) / zoom, y: (height / 2 - panY) / zoom };
    let best: { readonly before: SceneNode; readonly after: SceneNode } | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const node of before.nodes) {
      const next = after.nodeOf.get(node.node.id);
      if (next === undefined) continue;
      const distance = picked.has(node.node.id) ? -1 : Math.hypot(node.box.x - middle.x, node.box.y - middle.y);
      if (distance < least) {
        least = distance;
        best = { before: node, after: next };
      }
    }
    return best;
  }

  private move(view: Viewport, isAnimated: boolean): void {
    const target = this.scene === null ? view : clamped(view, this.scene.layout, this.size);
    const duration = isAnimated && !matchMedia("(prefers-reduced-motion: reduce)").matches ? 240 : 0;
    this.cy.stop();
    const pan = { x: Math.round(target.panX), y: Math.round(target.panY) };
    if (duration === 0) this.cy.viewport({ zoom: target.zoom, pan });
    else this.cy.animate({ zoom: target.zoom, pan }, { duration, easing: "ease-out" });
  }

  private place({ zoom, panX, panY }: Viewport): void {
    this.cy.viewport({ zoom, pan: { x: panX, y: panY } });
  }

  private keepInSight(): void {
    if (this.scene === null || this.cy.animated()) return;
    const { panX, panY } = this.view;
    const kept = clamped(this.view, this.scene.layout, this.size);
    if (Math.abs(kept.panX - panX) > 0.5 || Math.abs(kept.panY - panY) > 0.5) {
      this.cy.pan({ x: kept.panX, y: kept.panY });
    }
  }
}

function nodeId(id: number): string {
  return `n${id}`;
}

function nodeElement({ node, box }: SceneNode): ElementDefinition {
  const { x, y, width, height } = box;
  return {
    group: "nodes",
    data: { id: nodeId(node.id), node: node.id, width, height },
    position: { x: x + width / 2, y: y + height / 2 },
  };
}

function linkElement({ key, link, line, from, to }: SceneLink): ElementDefinition | null {
  const geometry = linkGeometry(line, from.box, to.box);
  if (geometry === null) return null;
  return {
    group: "edges",
    data: { id: key, source: nodeId(link.from), target: nodeId(link.to), ...geometry },
    classes: line.points.length > 2 ? ["bent"] : [],
  };
}

function isExtending(event: Event): boolean {
  return (event instanceof MouseEvent || event instanceof KeyboardEvent) && event.shiftKey;
}
