import { buildCausalModel } from "../model/causal-model.ts";
import type { PartialModel } from "../model/partial-model.ts";
import { PartialModelMerger } from "../model/partial-model.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { KindCounts } from "../trace/class-tally.ts";
import { KindTally } from "../trace/class-tally.ts";
import type { Analysis } from "./analysis-store.ts";
import type { ClassPaths } from "./class-paths.ts";
import { PathMerger } from "./class-paths.ts";
import { modelHash } from "./model-hash.ts";
import { pathRelations } from "./path-relations.ts";
import type { PathRelations } from "./path-tally.ts";
import type { FilterText } from "./request-filter.ts";
import type { RequestTable } from "./request-rows.ts";
import { RequestSubset } from "./request-subset.ts";

/** A finished analysis of the requests that a filter keeps. */
export interface FinishedFilter {
  readonly filter: FilterText;
  readonly analysis: Analysis;
  readonly requests: RequestSubset;
  readonly relations: readonly PathRelations[];
}

/**
 * Sieves the requests that a filter keeps anew, under the classes, kinds and windows of the whole dataset: ids stay what
 * they are. Parts may arrive in any order. Law: the result is that of a dataset of these requests alone under the same
 * kinds, but for ranks, which are those of the whole dataset.
 */
export class FilteredAnalysis {
  private readonly kinds: KindTally;
  private readonly merger: PartialModelMerger;
  private readonly pathMerger: PathMerger;
  private readonly ranks: Uint32Array[] = [];
  private decided: Pick<Analysis, "tables" | "partial" | "models"> | null = null;
  relations: readonly PathRelations[] | null = null;

  constructor(
    private readonly whole: Analysis,
    readonly filter: FilterText,
  ) {
    const { names, tables, windows } = whole;
    this.kinds = new KindTally(names.catalog, tables.length);
    this.merger = new PartialModelMerger(names.catalog, tables, windows.count);
    this.pathMerger = new PathMerger(tables);
  }

  mergeKinds(part: KindCounts): void {
    this.kinds.merge(part);
  }

  mergeModel(part: PartialModel): void {
    this.merger.add(part);
  }

  decideModel(): void {
    const tables = countedTables(this.whole.tables, this.kinds.finish());
    const partial = this.merger.finish();
    const models = buildCausalModel(this.whole.names.catalog, tables, partial);
    this.decided = { tables, partial, models };
    this.relations = pathRelations(models);
  }

  mergePaths(paths: readonly ClassPaths[], ranks: Uint32Array): void {
    this.pathMerger.add(paths);
    this.ranks.push(ranks);
  }

  finish(requests: RequestTable): FinishedFilter {
    if (this.decided === null || this.relations === null) throw new Error("filter finished before its model");
    const { names, classNames, windows } = this.whole;
    const { tables, partial, models } = this.decided;
    const ranks = Uint32Array.from(this.ranks.flatMap((part) => [...part])).sort();
    return {
      filter: this.filter,
      analysis: {
        ...this.whole,
        tables,
        partial,
        models,
        paths: this.pathMerger.finish(),
        hash: modelHash(names, classNames, tables, windows, partial),
      },
      requests: new RequestSubset(requests, ranks),
      relations: this.relations,
    };
  }
}

/** The same kinds, with the requests that were counted. */
function countedTables(tables: readonly ClassTable[], { classes }: KindCounts): ClassTable[] {
  return tables.map((table, id) => {
    const { kindCode, segmentStart, segmentEnd } = table;
    const counts = classes[id];
    const requestsOfCode = new Map(Array.from(counts.code, (code, at) => [code, counts.requests[at]]));
    const key = (startCode: number, endCode: number) => `${startCode} ${endCode}`;
    const requestsOfSegment = new Map(
      Array.from(counts.segmentStart, (start, at) => [key(start, counts.segmentEnd[at]), counts.segmentRequests[at]]),
    );
    return {
      ...table,
      kindRequests: Uint32Array.from(kindCode, (code) => requestsOfCode.get(code) ?? 0),
      segmentRequests: Uint32Array.from(
        segmentStart,
        (start, at) => requestsOfSegment.get(key(kindCode[start], kindCode[segmentEnd[at]])) ?? 0,
      ),
    };
  });
}
