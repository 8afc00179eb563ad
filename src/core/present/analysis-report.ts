import type { Analysis } from "../analysis/analysis-store.ts";
import type { PathSums } from "../analysis/path-sums.ts";
import type { RequestList } from "../analysis/request-rows.ts";
import type { ConvergencePoint } from "../model/convergence.ts";
import { convergence } from "../model/convergence.ts";
import { limbSum } from "../model/partial-model.ts";
import type { StatusCounts } from "../model/status.ts";
import { emptyStatusCounts } from "../model/status.ts";
import type { ComponentTime } from "./component-times.ts";
import { componentOfSegment, componentTimes } from "./component-times.ts";
import type { Percentiles } from "./percentiles.ts";
import { percentiles } from "./percentiles.ts";

export interface ClassReport {
  readonly id: number;
  readonly name: string;
  readonly requests: number;
  readonly shapes: number;
  readonly eventKinds: number;
  readonly segmentKinds: number;
  /** Kinds that take part in no hypothesis because the class has too many. */
  readonly otherKinds: number;
  readonly otherSegments: number;
  readonly latencyNs: Percentiles;
  /** Components with segments in the class, largest total time first. */
  readonly components: readonly ComponentTime[];
  readonly relations: RelationReport;
}

export interface RelationReport {
  readonly happensBefore: StatusCounts;
  readonly segmentHappensBefore: StatusCounts;
  readonly mutualExclusion: StatusCounts;
  readonly pipeline: StatusCounts;
}

/** One line of an aggregated critical path. Means are over all requests of the class. */
export interface PathLine {
  readonly class: number;
  readonly kind: "segment" | "hand-off";
  /** Segment kind id (unique over all classes), "other", or "from → to" for hand-offs. */
  readonly id: number | string;
  /** Segment kind within its class, null for hand-offs and "other". */
  readonly segmentKind: number | null;
  /** Components (catalog ids) at both ends; of a segment its own twice, of "other" null. */
  readonly components: { readonly from: number; readonly to: number } | null;
  readonly name: string;
  /** Share of the class's requests with it on their path, 0 … 1. */
  readonly onPathShare: number;
  readonly meanNs: number;
  /** Mean share of the latency, 0 … 1. */
  readonly meanShare: number;
}

export interface PaperPathReport {
  readonly class: number;
  /** Mean share of the latency that the paper's form of the path covers. */
  readonly coverageShare: number;
  readonly lines: readonly PathLine[];
}

/** Everything the first screen and `summary.json` say of a finished analysis. Plain data. */
export interface AnalysisReport {
  readonly requests: number;
  /** Of these, requests whose record may be cut from outside, so that they may lack events. */
  readonly partialRequests: number;
  /** Of these, requests that begin with what no class of the recipe begins with, although many do. */
  readonly newRoots: number;
  readonly events: number;
  readonly hosts: number;
  readonly eventKinds: number;
  readonly segmentKinds: number;
  readonly classes: readonly ClassReport[];
  readonly latencyNs: Percentiles;
  readonly relations: RelationReport;
  readonly convergence: readonly ConvergencePoint[];
  readonly criticalPath: readonly PathLine[];
  readonly paperPath: readonly PaperPathReport[];
  /** Components with segments over all classes, largest total time first. */
  readonly components: readonly ComponentTime[];
  readonly modelHash: string;
  /** Requests are a consistent sample of 1 in this many. */
  readonly sampled: number;
  /** Earliest and latest request start, ns since the origin. */
  readonly startNs: { readonly earliest: number; readonly latest: number };
  readonly originNs: string;
}

export function analysisReport(
  analysis: Analysis,
  requests: RequestList,
  facts: { readonly hosts: number; readonly sampled: number },
): AnalysisReport {
  const columns = requests.columns();
  const classes = analysis.models.map((model, id): ClassReport => {
    const table = analysis.tables[id];
    return {
      id,
      name: analysis.classNames[id],
      requests: model.requests,
      shapes: analysis.classMap.classes[id].shapes,
      eventKinds: table.kindCode.length,
      segmentKinds: table.segmentStart.length,
      otherKinds: table.otherKinds,
      otherSegments: table.otherSegments,
      latencyNs: percentiles(columns.latencyNs.filter((_, at) => columns.classId[at] === id).sort()),
      components: componentTimes(analysis, id),
      relations: model.counts,
    };
  });
  return {
    requests: columns.classId.length,
    partialRequests: requests.partialCount,
    newRoots: analysis.classMap.newRoots,
    events: columns.events.reduce((sum, events) => sum + events, 0),
    hosts: facts.hosts,
    eventKinds: classes.reduce((sum, { eventKinds }) => sum + eventKinds, 0),
    segmentKinds: classes.reduce((sum, { segmentKinds }) => sum + segmentKinds, 0),
    classes,
    latencyNs: percentiles(requests.sortedLatencies()),
    relations: sumRelations(classes),
    convergence: convergence(analysis.models, columns.classId.length, (rank) => requests.positionOf(rank)),
    criticalPath: criticalPathLines(analysis),
    paperPath: paperPaths(analysis),
    components: componentTimes(analysis),
    modelHash: analysis.hash,
    sampled: facts.sampled,
    startNs: {
      earliest: columns.startNs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      latest: columns.startNs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    },
    originNs: analysis.names.catalog.originNs.toString(),
  };
}

function sumRelations(classes: readonly ClassReport[]): RelationReport {
  const sum = (relation: keyof RelationReport): StatusCounts => {
    const total = emptyStatusCounts();
    for (const { relations } of classes) {
      for (const name of Object.keys(total) as (keyof StatusCounts)[]) total[name] += relations[relation][name];
    }
    return total;
  };
  return {
    happensBefore: sum("happensBefore"),
    segmentHappensBefore: sum("segmentHappensBefore"),
    mutualExclusion: sum("mutualExclusion"),
    pipeline: sum("pipeline"),
  };
}

/** Ids of kinds are unique over all classes: those of class c begin at `offsets[c]`. */
export function kindOffsets(analysis: Analysis): { event: number[]; segment: number[] } {
  const event: number[] = [];
  const segment: number[] = [];
  let events = 0;
  let segments = 0;
  for (const table of analysis.tables) {
    event.push(events);
    segment.push(segments);
    events += table.kindCode.length;
    segments += table.segmentStart.length;
  }
  return { event, segment };
}

function criticalPathLines(analysis: Analysis): PathLine[] {
  const offsets = kindOffsets(analysis);
  return analysis.paths.flatMap((paths, id) => {
    const table = analysis.tables[id];
    const { names } = analysis;
    const lines: PathLine[] = [];
    for (let kind = 0; kind < paths.segments.requests.length; kind++) {
      const known = kind < table.segmentStart.length;
      lines.push({
        class: id,
        kind: "segment",
        id: known ? offsets.segment[id] + kind : "other",
        segmentKind: known ? kind : null,
        components: known ? ownComponent(analysis, id, kind) : null,
        name: known ? names.segment(table, kind) : "segments of other kinds",
        ...shares(paths.segments, kind, paths.requests),
      });
    }
    for (let i = 0; i < paths.handOffFrom.length; i++) {
      const name = `${names.components[paths.handOffFrom[i]]} → ${names.components[paths.handOffTo[i]]}`;
      lines.push({
        class: id,
        kind: "hand-off",
        id: name,
        segmentKind: null,
        components: { from: paths.handOffFrom[i], to: paths.handOffTo[i] },
        name,
        ...shares(paths.handOffs, i, paths.requests),
      });
    }
    return largestFirst(lines);
  });
}

function paperPaths(analysis: Analysis): PaperPathReport[] {
  const offsets = kindOffsets(analysis);
  return analysis.paths.map((paths, id) => {
    const table = analysis.tables[id];
    const lines = Array.from(
      table.segmentStart,
      (_, kind): PathLine => ({
        class: id,
        kind: "segment",
        id: offsets.segment[id] + kind,
        segmentKind: kind,
        components: ownComponent(analysis, id, kind),
        name: analysis.names.segment(table, kind),
        ...shares(paths.paper, kind, paths.requests),
      }),
    );
    const coverageShare = paths.requests === 0 ? 0 : paths.paperCoveragePpm / 1e6 / paths.requests;
    return { class: id, coverageShare, lines: largestFirst(lines) };
  });
}

function ownComponent(analysis: Analysis, classId: number, kind: number): { from: number; to: number } {
  const component = componentOfSegment(analysis, classId, kind);
  return { from: component, to: component };
}

function shares(
  sums: PathSums,
  at: number,
  requests: number,
): { onPathShare: number; meanNs: number; meanShare: number } {
  const whole = Math.max(1, requests);
  return {
    onPathShare: sums.requests[at] / whole,
    meanNs: limbSum(sums.nsHigh, sums.nsLow, at) / whole,
    meanShare: sums.sharePpm[at] / 1e6 / whole,
  };
}

function largestFirst(lines: readonly PathLine[]): PathLine[] {
  return lines
    .filter(({ onPathShare }) => onPathShare > 0)
    .sort((a, b) => b.meanNs - a.meanNs || (a.name < b.name ? -1 : 1));
}
