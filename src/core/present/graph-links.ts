import { STATUSES } from "../model/status.ts";
import type { ClassGraph, GraphOrders } from "./class-graph.ts";
import type { WeightedPairs } from "./graph-reduction.ts";
import { reduceOrders } from "./graph-reduction.ts";
import type { LinkKind, RelationCount, RelationKindOfGraph, ShownLink } from "./shown-link.ts";

/** However far the slider is moved. */
export const MOST_LINKS_EVER = 900;

interface LinkOptions {
  readonly reduction: boolean;
  readonly linksPercent: number | null;
  readonly mostLinks: number;
}

/** Links among the shown nodes (positions), the most important ones if not all may be drawn. */
export function linksAmong(
  view: ClassGraph,
  shown: readonly number[],
  options: LinkOptions,
): { links: ShownLink[]; counts: Record<RelationKindOfGraph, RelationCount>; percent: number } {
  const draft = new LinkDraft(view, shown);
  draft.addOrders(options.reduction);
  draft.addPipelines(options.reduction);
  draft.addHandOffs();
  draft.addExclusions(options.reduction);
  const candidates = [...draft.links.values()].sort(mostImportantFirst);
  const { linksPercent } = options;
  const most =
    linksPercent === null
      ? Math.min(options.mostLinks, candidates.length)
      : Math.ceil((Math.min(100, Math.max(0, linksPercent)) / 100) * candidates.length);
  const cut = Math.min(most, linksPercent === null ? most : MOST_LINKS_EVER);
  const drawn = candidates.slice(0, cut);
  return {
    links: drawn.sort((a, b) => a.from - b.from || a.to - b.to || (a.kind < b.kind ? -1 : 1)),
    counts: draft.countsOf(drawn, candidates.slice(cut)),
    percent: candidates.length === 0 ? 100 : (100 * cut) / candidates.length,
  };
}

type MutableLink = { -readonly [K in keyof Omit<ShownLink, "relations">]: ShownLink[K] } & {
  readonly relations: RelationKindOfGraph[];
};
type Counter = Record<RelationKindOfGraph, { all: number; implied: number; outside: number }>;

/** Collects relations into one link per pair. */
class LinkDraft {
  readonly links = new Map<string, MutableLink>();
  private readonly counter: Counter = {
    "happens-before": { all: 0, implied: 0, outside: 0 },
    call: { all: 0, implied: 0, outside: 0 },
    "mutual-exclusion": { all: 0, implied: 0, outside: 0 },
    pipeline: { all: 0, implied: 0, outside: 0 },
    "hand-off": { all: 0, implied: 0, outside: 0 },
  };
  /** Position among the shown nodes, −1 if hidden. */
  private readonly at: Int32Array;

  constructor(
    private readonly view: ClassGraph,
    private readonly shown: readonly number[],
  ) {
    this.at = new Int32Array(view.nodes.length).fill(-1);
    shown.forEach((node, at) => {
      this.at[node] = at;
    });
  }

  addOrders(reduction: boolean): void {
    const { view } = this;
    const orders = this.inside(view.orders, "happens-before");
    const nestings = this.inside(view.nestings, "call");
    const kept = reduction ? reduceOrders(this.shown.length, orders.pairs, nestings.pairs) : null;
    for (const [rows, columns, kind] of [
      [orders.rows, view.orders, "happens-before"],
      [nestings.rows, view.nestings, "call"],
    ] as const) {
      const flags = kind === "call" ? kept?.nestings : kept?.orders;
      rows.forEach((row, at) => {
        if (flags !== undefined && flags[at] === 0) this.counter[kind].implied++;
        else this.add(kind, columns.from[row], columns.to[row], verdictsOf(columns, row));
      });
    }
  }

  /** One line per pair of tasks, at the join with the most on its path; a pipeline through a shown third is implied. */
  addPipelines(reduction: boolean): void {
    const { view, counter } = this;
    const visible = view.pipelines.map(({ joins }) =>
      joins
        .filter(([from, to]) => this.at[from] >= 0 && this.at[to] >= 0)
        .toSorted((a, b) => this.onPath(b) - this.onPath(a) || a[0] - b[0] || a[1] - b[1]),
    );
    const drawable = new Set(
      view.pipelines.flatMap(({ from, to }, at) => (visible[at].length > 0 ? [JSON.stringify([from, to])] : [])),
    );
    view.pipelines.forEach((pipeline, at) => {
      counter.pipeline.all++;
      const { from, to } = pipeline;
      const through = (task: string) =>
        drawable.has(JSON.stringify([from, task])) && drawable.has(JSON.stringify([task, to]));
      if (visible[at].length === 0) counter.pipeline.outside++;
      else if (reduction && view.pipelines.some((other) => other.from === from && through(other.to))) {
        counter.pipeline.implied++;
      } else {
        const [[a, b]] = visible[at];
        const known = this.links.get(`${a}:${b}`);
        if (known === undefined) this.add("pipeline", a, b, pipeline, { tasks: pipeline.tasks });
        else {
          known.form = "pipeline";
          known.tasks = pipeline.tasks;
          known.relations.push("pipeline");
        }
      }
    });
  }

  /** Hand-offs run along orders and calls that are drawn; they add no lines. */
  addHandOffs(): void {
    for (const handOff of this.view.handOffs) {
      this.counter["hand-off"].all++;
      let carried = false;
      for (const { from, to, direction, reducedInShare } of handOff.joins) {
        const link = this.links.get(`${from}:${to}`);
        if (link === undefined || link.kind === "pipeline") continue;
        const share = Math.min(handOff.onPathShare, reducedInShare);
        const said = { from: handOff.from, to: handOff.to, onPathShare: share, meanNs: handOff.meanNs };
        if (direction === "back") link.handOffBack ??= said;
        else link.handOff ??= said;
        if (link.form === "happens-before" && direction === "there") link.form = "hand-off";
        link.onPathShare = link.kind === "call" ? Math.max(link.onPathShare, share) : link.onPathShare;
        if (!carried) link.relations.push("hand-off");
        carried = true;
      }
      if (!carried) this.counter["hand-off"].outside++;
    }
  }

  /** Between members of one resource, and with segments that belong to none: the others cross for no gain. */
  addExclusions(reduction: boolean): void {
    const { view, counter } = this;
    const member = new Set(view.resources.flat());
    for (const exclusion of view.exclusions) {
      counter["mutual-exclusion"].all++;
      const { a, b, resource } = exclusion;
      if (this.at[a] < 0 || this.at[b] < 0) counter["mutual-exclusion"].outside++;
      else if (reduction && resource === null && (member.has(a) || member.has(b))) {
        counter["mutual-exclusion"].implied++;
      } else if (reduction && resource !== null && !this.isNeighbour(resource, a, b)) {
        counter["mutual-exclusion"].implied++;
      } else this.add("mutual-exclusion", a, b, exclusion, { resource });
    }
  }

  countsOf(drawn: readonly ShownLink[], cut: readonly ShownLink[]): Record<RelationKindOfGraph, RelationCount> {
    const tally = (links: readonly ShownLink[], kind: RelationKindOfGraph) =>
      links.reduce((n, link) => n + link.relations.filter((one) => one === kind).length, 0);
    const count = (kind: RelationKindOfGraph): RelationCount => ({
      ...this.counter[kind],
      shown: tally(drawn, kind),
      limited: tally(cut, kind),
    });
    return {
      "happens-before": count("happens-before"),
      call: count("call"),
      "mutual-exclusion": count("mutual-exclusion"),
      pipeline: count("pipeline"),
      "hand-off": count("hand-off"),
    };
  }

  /** Members of a resource stand above each other in this order; a double bar joins neighbours only. */
  private isNeighbour(resource: number, a: number, b: number): boolean {
    const members = stackOrder(this.view, resource).filter((node) => this.at[node] >= 0);
    return Math.abs(members.indexOf(a) - members.indexOf(b)) === 1;
  }

  private onPath([from, to]: readonly [number, number]): number {
    return Math.min(this.view.nodes[from].onPathShare, this.view.nodes[to].onPathShare);
  }

  private inside(columns: GraphOrders, kind: "happens-before" | "call"): { rows: number[]; pairs: WeightedPairs } {
    const rows: number[] = [];
    for (let row = 0; row < columns.from.length; row++) {
      if (this.at[columns.from[row]] >= 0 && this.at[columns.to[row]] >= 0) rows.push(row);
    }
    this.counter[kind].all += columns.from.length;
    this.counter[kind].outside += columns.from.length - rows.length;
    const pairs = {
      from: rows.map((row) => this.at[columns.from[row]]),
      to: rows.map((row) => this.at[columns.to[row]]),
      weight: rows.map((row) => columns.support[row]),
    };
    return { rows, pairs };
  }

  private add(
    kind: LinkKind,
    from: number,
    to: number,
    verdicts: Pick<ShownLink, "status" | "support" | "violations" | "undecided">,
    more: Partial<Pick<ShownLink, "resource" | "tasks">> = {},
  ): void {
    const { nodes, requests } = this.view;
    const { status, support, violations, undecided } = verdicts;
    this.links.set(kind === "mutual-exclusion" ? `${from}|${to}` : `${from}:${to}`, {
      kind,
      form: kind === "call" ? "hand-off" : kind,
      from: nodes[from].id,
      to: nodes[to].id,
      status,
      support,
      violations,
      undecided,
      supportShare: Math.min(1, support / Math.max(1, requests)),
      onPathShare: this.onPath([from, to]),
      handOff: null,
      handOffBack: null,
      resource: null,
      tasks: null,
      relations: [kind],
      ...more,
    });
  }
}

/** Members of a resource (positions) from top to bottom of their column: those that start earlier first. */
export function stackOrder(view: ClassGraph, resource: number): number[] {
  const { nodes } = view;
  return view.resources[resource].toSorted(
    (a, b) => nodes[a].precedence - nodes[b].precedence || nodes[a].id - nodes[b].id,
  );
}

function verdictsOf(columns: GraphOrders, row: number) {
  return {
    status: STATUSES[columns.status[row]],
    support: columns.support[row],
    violations: columns.violations[row],
    undecided: columns.undecided[row],
  };
}

function mostImportantFirst(a: ShownLink, b: ShownLink): number {
  return (
    b.onPathShare - a.onPathShare ||
    b.support - a.support ||
    a.from - b.from ||
    a.to - b.to ||
    (a.kind < b.kind ? -1 : 1)
  );
}
