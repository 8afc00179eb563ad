import type { ClassModel } from "../model/causal-model.ts";
import { buildCausalModel } from "../model/causal-model.ts";
import type { PartialModel } from "../model/partial-model.ts";
import { PartialModelMerger } from "../model/partial-model.ts";
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
  private readonly merger: PartialModelMerger;
  private readonly pathMerger: PathMerger;
  private readonly ranks: Uint32Array[] = [];
  private decided: { partial: PartialModel; models: readonly ClassModel[] } | null = null;
  relations: readonly PathRelations[] | null = null;

  constructor(
    private readonly whole: Analysis,
    readonly filter: FilterText,
  ) {
    const { names, tables, windows } = whole;
    this.merger = new PartialModelMerger(names.catalog, tables, windows.count);
    this.pathMerger = new PathMerger(tables);
  }

  mergeModel(part: PartialModel): void {
    this.merger.add(part);
  }

  decideModel(): void {
    const { names, tables } = this.whole;
    const partial = this.merger.finish();
    const models = buildCausalModel(names.catalog, tables, partial);
    this.decided = { partial, models };
    this.relations = pathRelations(models);
  }

  mergePaths(paths: readonly ClassPaths[], ranks: Uint32Array): void {
    this.pathMerger.add(paths);
    this.ranks.push(ranks);
  }

  finish(requests: RequestTable): FinishedFilter {
    if (this.decided === null || this.relations === null) throw new Error("filter finished before its model");
    const { names, classNames, tables, windows } = this.whole;
    const { partial, models } = this.decided;
    const ranks = Uint32Array.from(this.ranks.flatMap((part) => [...part])).sort();
    return {
      filter: this.filter,
      analysis: {
        ...this.whole,
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
