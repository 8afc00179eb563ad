import type { ClassTable } from "../trace/class-tables.ts";
import type { PathSums } from "./path-sums.ts";
import { addSums, emptySums } from "./path-sums.ts";

/** Aggregated paths of one class. Mergeable: everything adds. */
export interface ClassPaths {
  /** Requests with a path (those beyond the event limit have none). */
  readonly requests: number;
  /** Per segment kind; the last entry collects segments of no kind. */
  readonly segments: PathSums;
  /** Hand-offs: components (catalog ids) and their sums. */
  readonly handOffFrom: Int32Array;
  readonly handOffTo: Int32Array;
  readonly handOffs: PathSums;
  /** Paper's form (M0): per segment kind, and how much of the latency it covers (ppm summed over requests). */
  readonly paper: PathSums;
  readonly paperCoveragePpm: number;
  /** [a · K + b] and [A · S + B]: requests in whose own reduction the relation survives. */
  readonly reducedIn: Uint32Array;
  readonly segmentReducedIn: Uint32Array;
}

/** Adds up the paths of parts of a dataset. Law: the order in which parts arrive does not matter. */
export class PathMerger {
  private readonly classes: {
    requests: number;
    paperCoveragePpm: number;
    segments: PathSums;
    paper: PathSums;
    handOffs: Map<string, { from: number; to: number; sums: PathSums }>;
    reducedIn: Uint32Array;
    segmentReducedIn: Uint32Array;
  }[];

  constructor(tables: readonly ClassTable[]) {
    this.classes = tables.map((table) => ({
      requests: 0,
      paperCoveragePpm: 0,
      segments: emptySums(table.segmentStart.length + 1),
      paper: emptySums(table.segmentStart.length),
      handOffs: new Map(),
      reducedIn: new Uint32Array(table.kindCode.length ** 2),
      segmentReducedIn: new Uint32Array(table.segmentStart.length ** 2),
    }));
  }

  add(part: readonly ClassPaths[]): void {
    part.forEach((paths, id) => {
      const into = this.classes[id];
      into.requests += paths.requests;
      into.paperCoveragePpm += paths.paperCoveragePpm;
      for (let i = 0; i < paths.segments.requests.length; i++) addSums(into.segments, i, paths.segments, i);
      for (let i = 0; i < paths.paper.requests.length; i++) addSums(into.paper, i, paths.paper, i);
      for (let i = 0; i < paths.handOffFrom.length; i++) {
        const from = paths.handOffFrom[i];
        const to = paths.handOffTo[i];
        const key = `${from}:${to}`;
        const known = into.handOffs.get(key) ?? { from, to, sums: emptySums(1) };
        into.handOffs.set(key, known);
        addSums(known.sums, 0, paths.handOffs, i);
      }
      for (let i = 0; i < into.reducedIn.length; i++) into.reducedIn[i] += paths.reducedIn[i];
      for (let i = 0; i < into.segmentReducedIn.length; i++) into.segmentReducedIn[i] += paths.segmentReducedIn[i];
    });
  }

  finish(): readonly ClassPaths[] {
    return this.classes.map((into) => {
      const handOffs = [...into.handOffs.values()].sort((a, b) => a.from - b.from || a.to - b.to);
      const sums = emptySums(handOffs.length);
      handOffs.forEach((handOff, i) => {
        addSums(sums, i, handOff.sums, 0);
      });
      return {
        ...into,
        handOffFrom: Int32Array.from(handOffs, ({ from }) => from),
        handOffTo: Int32Array.from(handOffs, ({ to }) => to),
        handOffs: sums,
      };
    });
  }
}
